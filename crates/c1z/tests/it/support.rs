//! What several tests need: directories, clocks, small records, and where the golden files are.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use baton_proto::connector::v2::{Entitlement, Grant, Resource, ResourceId, ResourceType};
use c1z::{C1zReader, C1zWriter, Clock, Finished, ReaderOptions, SyncType, SyncWriter, WriterOptions};
use jiff::Timestamp;

pub(crate) fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

pub(crate) const OLD: &str = "coupa-sdk-0.2.58.c1z";
pub(crate) const NEW: &str = "coupa-sdk-0.25-sqlite.c1z";
pub(crate) const PEBBLE: &str = "coupa-sdk-0.25-pebble.c1z";

/// A directory for one test, with a place for the file and one for temporary files.
pub(crate) struct Place {
    _dir: tempfile::TempDir,
    pub(crate) file: PathBuf,
    pub(crate) temp: PathBuf,
}

impl Place {
    pub(crate) fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let temp = dir.path().join("temp with ? and #");
        std::fs::create_dir_all(&temp).unwrap();
        std::fs::create_dir_all(dir.path().join("out")).unwrap();
        Self { file: dir.path().join("out").join("sync.c1z"), temp, _dir: dir }
    }

    pub(crate) fn with(bytes: impl AsRef<[u8]>) -> Self {
        let place = Self::new();
        std::fs::write(&place.file, bytes).unwrap();
        place
    }

    pub(crate) fn with_golden(name: &str) -> Self {
        Self::with(std::fs::read(golden(name)).unwrap())
    }

    pub(crate) fn writer_options(&self) -> WriterOptions {
        WriterOptions {
            temp_dir: Some(self.temp.clone()),
            clock: ticking("2026-11-21T08:00:00Z"),
            ..WriterOptions::default()
        }
    }

    pub(crate) fn reader_options(&self) -> ReaderOptions {
        ReaderOptions { temp_dir: Some(self.temp.clone()), ..ReaderOptions::default() }
    }

    pub(crate) fn open(&self) -> c1z::Result<C1zWriter> {
        C1zWriter::open(&self.file, self.writer_options())
    }

    pub(crate) fn start(&self) -> SyncWriter {
        self.open().unwrap().start_sync(SyncType::Full, None).unwrap()
    }

    pub(crate) fn read(&self) -> C1zReader {
        C1zReader::open(&self.file, &self.reader_options()).unwrap()
    }

    /// Adds a small full sync.
    pub(crate) fn add_sync(&self) -> Finished {
        let mut writer = self.start();
        small_tenant(&mut writer);
        writer.finish().unwrap()
    }

    /// Names of what is in the file's directory and in the one for temporary files.
    pub(crate) fn contents(&self) -> (Vec<String>, Vec<String>) {
        (names(self.file.parent().unwrap()), names(&self.temp))
    }

    #[track_caller]
    pub(crate) fn assert_nothing_left_but(&self, expected: &[&str]) {
        let (files, temporary) = self.contents();
        assert_eq!(files, expected);
        assert_eq!(temporary, Vec::<String>::new(), "temporary files were left behind");
    }
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// A clock that moves on by a millisecond whenever it is asked.
pub(crate) fn ticking(start: &str) -> Clock {
    let start: Timestamp = start.parse().unwrap();
    let milliseconds = Arc::new(AtomicI64::new(start.as_millisecond()));
    Clock::new(move || Timestamp::from_millisecond(milliseconds.fetch_add(1, Ordering::Relaxed)).unwrap())
}

pub(crate) fn resource_type(id: &str) -> ResourceType {
    ResourceType { id: id.to_owned(), display_name: format!("Type {id}"), ..ResourceType::default() }
}

pub(crate) fn resource(resource_type: &str, id: &str) -> Resource {
    Resource {
        id: Some(ResourceId {
            resource_type: resource_type.to_owned(),
            resource: id.to_owned(),
            ..ResourceId::default()
        }),
        display_name: format!("{resource_type} {id}"),
        ..Resource::default()
    }
}

pub(crate) fn entitlement(resource_type: &str, id: &str, slug: &str) -> Entitlement {
    Entitlement {
        id: format!("{resource_type}:{id}:{slug}"),
        resource: Some(resource(resource_type, id)),
        slug: slug.to_owned(),
        ..Entitlement::default()
    }
}

pub(crate) fn grant(entitlement: &Entitlement, principal_type: &str, principal: &str) -> Grant {
    Grant {
        id: format!("{}:{principal_type}:{principal}", entitlement.id),
        entitlement: Some(entitlement.clone()),
        principal: Some(resource(principal_type, principal)),
        ..Grant::default()
    }
}

/// Two types, one role, three users, two grants.
pub(crate) fn small_tenant(writer: &mut SyncWriter) {
    let member = entitlement("role", "1", "member");
    writer.put_resource_types(&[resource_type("user"), resource_type("role")]).unwrap();
    let users = ["1", "2", "3"].map(|id| resource("user", id));
    writer.put_resources(&users).unwrap();
    writer.put_resources(&[resource("role", "1")]).unwrap();
    writer.put_entitlements(std::slice::from_ref(&member)).unwrap();
    writer.put_grants(&[grant(&member, "user", "1"), grant(&member, "user", "2")]).unwrap();
}
