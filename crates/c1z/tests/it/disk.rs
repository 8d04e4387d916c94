//! Disks that are full or read-only: real ones, small and mounted for the test.
//!
//! Mounting needs privileges. Without them these tests say so on standard error and prove nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

use c1z::{C1zReader, C1zWriter, Error, ReaderOptions, SyncType, SyncWriter, TargetProblem, WriterOptions};

use crate::support::{OLD, Place, entitlement, golden, grant};

/// A file system of its own, unmounted when dropped.
struct Disk {
    dir: PathBuf,
    _parent: tempfile::TempDir,
}

impl Disk {
    fn mount(options: &str) -> Option<Self> {
        let parent = tempfile::tempdir().unwrap();
        let dir = parent.path().join("disk");
        std::fs::create_dir(&dir).unwrap();
        let outcome = Command::new("mount").args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&dir).output();
        if outcome.as_ref().is_ok_and(|output| output.status.success()) {
            return Some(Self { dir, _parent: parent });
        }
        eprintln!(
            "SKIPPED: no permission to mount a small disk here; full disks are not tested ({outcome:?})"
        );
        None
    }

    fn remount(&self, options: &str) {
        let status = Command::new("mount").args(["-o", options]).arg(&self.dir).status().unwrap();
        assert!(status.success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let status = Command::new("umount").arg("--lazy").arg(&self.dir).status();
        assert!(std::thread::panicking() || status.is_ok_and(|status| status.success()), "could not unmount");
    }
}

fn names(dir: &Path) -> Vec<String> {
    std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// Grants that do not compress: random principals.
fn fill(writer: &mut SyncWriter, n_grants: usize) -> c1z::Result<()> {
    let member = entitlement("role", "1", "member");
    let mut state = 1_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state
    };
    let grants: Vec<_> = (0..n_grants)
        .map(|_| grant(&member, "user", &format!("{:016x}{:016x}", random(), random())))
        .collect();
    grants.chunks(500).try_for_each(|chunk| writer.put_grants(chunk))
}

#[test]
fn no_room_for_the_file_leaves_the_old_one() {
    let Some(disk) = Disk::mount("size=256k") else { return };
    let place = Place::new();
    let file = disk.dir.join("sync.c1z");
    std::fs::copy(golden(OLD), &file).unwrap();
    let writer = C1zWriter::open(&file, place.writer_options()).unwrap();
    let mut writer = writer.start_sync(SyncType::Full, None).unwrap();
    fill(&mut writer, 5_000).unwrap();
    let error = writer.finish().unwrap_err();
    let Error::DiskFull { path, written_bytes, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*path, file);
    assert!((1..=256 << 10).contains(written_bytes), "{written_bytes} bytes");
    assert!(error.to_string().starts_with("no space left to write"), "{error}");
    assert!(error.hint().unwrap().contains("no file was changed"));
    assert_eq!(std::fs::read(&file).unwrap(), std::fs::read(golden(OLD)).unwrap());
    assert_eq!(names(&disk.dir), ["sync.c1z"]);
    place.assert_nothing_left_but(&[]);
}

#[test]
fn no_room_for_the_database_leaves_the_old_file() {
    let Some(disk) = Disk::mount("size=1m") else { return };
    let place = Place::with_golden(OLD);
    let options =
        |temp_dir: &Path| WriterOptions { temp_dir: Some(temp_dir.to_owned()), ..WriterOptions::default() };

    // The old file unpacks to 1.8 MB.
    let error = C1zWriter::open(&place.file, options(&disk.dir)).unwrap_err();
    let Error::DiskFull { path, written_bytes, .. } = &error else { panic!("{error:?}") };
    assert!(path.starts_with(&disk.dir), "{path:?}");
    assert!(*written_bytes > 0);
    assert_eq!(names(&disk.dir), Vec::<String>::new());
    let reader_options = ReaderOptions { temp_dir: Some(disk.dir.clone()), ..ReaderOptions::default() };
    assert!(matches!(C1zReader::open(&place.file, &reader_options), Err(Error::DiskFull { .. })));

    // A new one grows until nothing is left.
    let file = place.file.with_file_name("new.c1z");
    let writer = C1zWriter::open(&file, options(&disk.dir)).unwrap();
    let mut writer = writer.start_sync(SyncType::Full, None).unwrap();
    let error = match fill(&mut writer, 20_000) {
        Err(error) => {
            let again = writer.put_grants(&[]).unwrap_err();
            assert!(matches!(again, Error::Spoiled { .. }), "{again:?}");
            assert!(matches!(writer.finish(), Err(Error::Spoiled { .. })), "a sync with a hole was finished");
            error
        }
        // Until it is written out, a page may wait in memory.
        Ok(()) => writer.finish().unwrap_err(),
    };
    let Error::DiskFull { path, .. } = &error else { panic!("{error:?}") };
    assert!(path.starts_with(&disk.dir), "{path:?}");
    assert_eq!(names(&disk.dir), Vec::<String>::new());
    assert_eq!(std::fs::read(&place.file).unwrap(), std::fs::read(golden(OLD)).unwrap());
    place.assert_nothing_left_but(&["sync.c1z"]);
}

#[test]
fn a_read_only_directory_is_refused_at_once() {
    let Some(disk) = Disk::mount("size=1m") else { return };
    let file = disk.dir.join("sync.c1z");
    std::fs::copy(golden(OLD), &file).unwrap();
    disk.remount("remount,ro");
    let error = C1zWriter::open(&file, WriterOptions::default()).unwrap_err();
    let Error::Target { problem, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*problem, TargetProblem::DirectoryNotWritable);
    assert_eq!(names(&disk.dir), ["sync.c1z"]);
}

#[test]
fn a_directory_that_became_read_only_leaves_the_old_file() {
    let Some(disk) = Disk::mount("size=1m") else { return };
    let place = Place::new();
    let file = disk.dir.join("sync.c1z");
    std::fs::copy(golden(OLD), &file).unwrap();
    let writer =
        C1zWriter::open(&file, place.writer_options()).unwrap().start_sync(SyncType::Full, None).unwrap();
    disk.remount("remount,ro");
    let error = writer.finish().unwrap_err();
    assert!(matches!(error, Error::Io { .. }), "{error:?}");
    assert_eq!(std::fs::read(&file).unwrap(), std::fs::read(golden(OLD)).unwrap());
    assert_eq!(names(&disk.dir), ["sync.c1z"]);
}

#[test]
fn no_place_for_temporary_files_is_said() {
    let place = Place::with_golden(OLD);
    let options = WriterOptions { temp_dir: Some(place.temp.join("missing")), ..WriterOptions::default() };
    let error = C1zWriter::open(&place.file, options).unwrap_err();
    assert!(error.to_string().starts_with("could not create a temporary directory in"), "{error}");
}
