//! What the fuzz targets run: one function for each parser of foreign bytes. Not part of the interface.
//!
//! The targets in `fuzz/` only call these, and an ordinary test runs them over `fuzz/seeds/` and random bytes, so
//! that they are compiled and true without a fuzzer.

use std::io::{Cursor, Write};
use std::path::Path;
use std::time::Duration;

use crate::error::Result;
use crate::limits::Limits;
use crate::manifest::Manifest;
use crate::reader::{C1zReader, ReaderOptions};
use crate::writer::{C1zWriter, WriterOptions};

/// Small enough that no input takes long, large enough for every path to be reached.
fn limits() -> Limits {
    Limits {
        max_decoded_bytes: 8 << 20,
        max_window_log: 23,
        max_value_bytes: 1 << 20,
        max_query_time: Duration::from_secs(5),
        ..Limits::default()
    }
}

/// Opens `bytes` as a file, reads everything in it, and opens it again to add a sync.
///
/// # Errors
///
/// Whatever is wrong with the bytes.
///
/// # Panics
///
/// If a temporary file cannot be made, which is no fault of the bytes, or if something is wrong with the parser.
pub fn open_v1(bytes: &[u8]) -> Result<usize> {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = dir.path().join("input.c1z");
    std::fs::write(&path, bytes).expect("a temporary file");
    let outcome = read(&path, dir.path());
    let options =
        WriterOptions { temp_dir: Some(dir.path().to_owned()), limits: limits(), ..WriterOptions::default() };
    if let Ok(writer) = C1zWriter::open(&path, options) {
        let before = writer.earlier_syncs().len();
        if let Ok(finished) =
            writer.start_sync(crate::SyncType::Full, None).and_then(crate::SyncWriter::finish)
        {
            let after =
                C1zReader::open(&path, &reader_options(dir.path())).expect("what we wrote can be read");
            assert!(after.syncs().len() <= before + 1, "syncs came from nowhere");
            assert_eq!(
                after.latest_finished().map(|run| &run.id),
                Some(&finished.sync_id),
                "the new sync is not shown"
            );
        }
    }
    outcome
}

/// As [`open_v1`], with the compression done here: what mutates is the database.
///
/// # Errors
///
/// Whatever is wrong with the bytes.
///
/// # Panics
///
/// As [`open_v1`].
pub fn open_database(image: &[u8]) -> Result<usize> {
    let mut encoder =
        zstd::stream::write::Encoder::new(crate::format::MAGIC_V1.to_vec(), 1).expect("an encoder");
    encoder.write_all(image).expect("a vector grows as needed");
    open_v1(&encoder.finish().expect("a vector grows as needed"))
}

fn reader_options(temp_dir: &Path) -> ReaderOptions {
    ReaderOptions { temp_dir: Some(temp_dir.to_owned()), limits: limits() }
}

fn read(path: &Path, temp_dir: &Path) -> Result<usize> {
    let reader = C1zReader::open(path, &reader_options(temp_dir))?;
    let mut n_records = 0;
    for run in reader.syncs() {
        let _ = reader.stats(&run.id);
        n_records += count(reader.resource_types(&run.id)?)?;
        n_records += count(reader.resources(&run.id, None)?)?;
        n_records += count(reader.resources(&run.id, Some("user"))?)?;
        n_records += count(reader.entitlements(&run.id, None)?)?;
        n_records += count(reader.grants(&run.id, None)?)?;
    }
    Ok(n_records)
}

fn count<R>(records: impl Iterator<Item = Result<R>>) -> Result<usize> {
    let mut n_records = 0;
    for record in records {
        match record {
            Ok(_) => n_records += 1,
            Err(error) if error.is_one_record() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(n_records)
}

/// Reads `bytes` as what follows the magic of a v3 file.
///
/// # Errors
///
/// Whatever is wrong with the bytes.
pub fn manifest_v3(bytes: &[u8]) -> Result<usize> {
    Manifest::read(Path::new("input.c1z"), Cursor::new(bytes), &limits()).map(|manifest| manifest.syncs.len())
}
