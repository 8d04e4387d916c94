//! What surrounds the database in a v1 file: five bytes, then zstd.
//!
//! ```text
//! offset 0   43 31 5A 46 00      "C1ZF\0"
//! offset 5   zstd frame(s)       one SQLite database, and nothing behind it
//! ```
//!
//! There is no length and no checksum of its own; integrity is the zstd frame's. We write one frame that states
//! its content size and carries a checksum, and read any number of frames, with or without either.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use zstd::zstd_safe;

use crate::error::{Error, Result};
use crate::format::MAGIC_V1;
use crate::limits::Limits;

/// The first bytes of every SQLite database.
const SQLITE_MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Offset of the two header bytes that say whether a write-ahead log may exist, and their value if not.
const JOURNAL_FLAGS: std::ops::Range<usize> = 18..20;
const ROLLBACK_JOURNAL: u8 = 1;

/// How much is moved at a time.
const CHUNK_BYTES: usize = 128 << 10;

/// zstd level. Three is zstd's own default; see `benches/write_read.rs` for what the neighbours cost.
const LEVEL: i32 = 3;

/// Piece of the input one compression thread works on. Smaller than zstd's choice, so that memory stays at a few
/// megabytes; larger than the window, so that little is lost at the seams.
const JOB_BYTES: u32 = 4 << 20;

/// Decompresses everything after the magic of `path` from `packed` into `database`, and returns its size.
///
/// The two header bytes by which an older writer may have promised a write-ahead log are set to "none": the log is
/// never part of the file, and a read-only connection would look for it.
pub(crate) fn unpack(
    path: &Path,
    packed: impl Read,
    database: &mut File,
    database_path: &Path,
    limits: &Limits,
) -> Result<u64> {
    let damaged = |cause| Error::Damaged { path: path.to_owned(), cause };
    let content = |problem: &str| Error::Content { path: path.to_owned(), problem: problem.to_owned() };

    let mut packed = BufReader::with_capacity(CHUNK_BYTES, packed);
    let head = packed.fill_buf().map_err(|cause| Error::io("read", path, cause))?;
    if head.is_empty() {
        return Err(Error::Truncated { path: path.to_owned(), what: "nothing follows its first five bytes" });
    }
    let announced_bytes = zstd_safe::get_frame_content_size(head).ok().flatten();
    if announced_bytes.is_some_and(|bytes| bytes > limits.max_decoded_bytes) {
        let limit_bytes = limits.max_decoded_bytes;
        return Err(Error::TooLarge { path: path.to_owned(), limit_bytes, announced_bytes });
    }

    let mut decoder = zstd::stream::read::Decoder::with_buffer(packed).map_err(damaged)?;
    decoder.window_log_max(limits.max_window_log).map_err(damaged)?;

    let mut chunk = vec![0; CHUNK_BYTES];
    let mut decoded_bytes: u64 = 0;
    loop {
        let filled = fill(&mut decoder, &mut chunk).map_err(|cause| decoding(path, limits, cause))?;
        let part = &mut chunk[..filled];
        if decoded_bytes == 0 {
            if !part.starts_with(SQLITE_MAGIC) {
                return Err(content("what it holds is not a SQLite database"));
            }
            if let Some(flags) = part.get_mut(JOURNAL_FLAGS) {
                flags.fill(ROLLBACK_JOURNAL);
            }
        }
        if part.is_empty() {
            return Ok(decoded_bytes);
        }
        if decoded_bytes + part.len() as u64 > limits.max_decoded_bytes {
            let limit_bytes = limits.max_decoded_bytes;
            return Err(Error::TooLarge { path: path.to_owned(), limit_bytes, announced_bytes: None });
        }
        database.write_all(part).map_err(|cause| {
            Error::write("unpack a file into", database_path, decoded_bytes, announced_bytes, cause)
        })?;
        decoded_bytes += part.len() as u64;
    }
}

/// Reads until `chunk` is full or nothing follows, so that the first chunk holds the whole database header.
fn fill(reader: &mut impl Read, chunk: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < chunk.len() {
        match reader.read(&mut chunk[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
            Err(cause) => return Err(cause),
        }
    }
    Ok(filled)
}

/// Sorts out what a failed read of the decoder means. It reports its own findings without a system error code.
fn decoding(path: &Path, limits: &Limits, cause: io::Error) -> Error {
    let path = path.to_owned();
    if cause.raw_os_error().is_some() {
        return Error::io("read", &path, cause);
    }
    if cause.kind() == io::ErrorKind::UnexpectedEof {
        return Error::Truncated { path, what: "its compressed part stops before its end" };
    }
    // The only finding that has a remedy of its own. zstd gives a text, no code, through this interface.
    if cause.to_string().contains("too much memory") {
        return Error::WindowTooLarge { path, limit_log: limits.max_window_log };
    }
    Error::Damaged { path, cause }
}

/// Writes the magic and `database` as one zstd frame to `packed`, and returns how many bytes that took.
///
/// `packed_path` is named in errors.
pub(crate) fn pack(database_path: &Path, packed: &mut File, packed_path: &Path) -> Result<u64> {
    let mut database = File::open(database_path).map_err(|cause| Error::io("read", database_path, cause))?;
    let size_bytes = database.metadata().map_err(|cause| Error::io("read", database_path, cause))?.len();

    let mut counted = Counted { inner: packed, written_bytes: 0 };
    let outcome = compress(&mut database, size_bytes, &mut counted);
    let written_bytes = counted.written_bytes;
    match outcome {
        Ok(()) => Ok(written_bytes),
        Err(Step::Read(cause)) => Err(Error::io("read", database_path, cause)),
        Err(Step::Write(cause)) => Err(Error::write("write", packed_path, written_bytes, None, cause)),
    }
}

/// On which side compression failed.
enum Step {
    Read(io::Error),
    Write(io::Error),
}

fn compress(database: &mut File, size_bytes: u64, packed: &mut impl Write) -> Result<(), Step> {
    packed.write_all(&MAGIC_V1).map_err(Step::Write)?;
    let mut encoder = zstd::stream::write::Encoder::new(packed, LEVEL).map_err(Step::Write)?;
    encoder.include_checksum(true).map_err(Step::Write)?;
    encoder.include_contentsize(true).map_err(Step::Write)?;
    encoder.set_pledged_src_size(Some(size_bytes)).map_err(Step::Write)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(4);
    if threads > 1 && size_bytes > u64::from(JOB_BYTES) {
        let threads = u32::try_from(threads).unwrap_or(1);
        encoder.multithread(threads).map_err(Step::Write)?;
        encoder.set_parameter(zstd_safe::CParameter::JobSize(JOB_BYTES)).map_err(Step::Write)?;
    }
    let mut chunk = vec![0; CHUNK_BYTES];
    loop {
        match database.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => encoder.write_all(&chunk[..read]).map_err(Step::Write)?,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
            Err(cause) => return Err(Step::Read(cause)),
        }
    }
    encoder.finish().map_err(Step::Write)?.flush().map_err(Step::Write)
}

/// Counts what reached the file, for the report when no more fits.
struct Counted<'a> {
    inner: &'a mut File,
    written_bytes: u64,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.written_bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
