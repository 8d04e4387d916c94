//! The audit trail: a line of JSON before each change and one after it.
//!
//! The line before is on disk before anything is sent: a change that cannot be recorded is not made. Each
//! line carries the SHA-256 of the line before it, so that a line that was altered, removed or put in
//! between shows ([`verify`]). Nothing is ever deleted here: a file that has reached its size is renamed
//! to `audit.1.jsonl`, `audit.2.jsonl` and so on, and the chain goes on in the new one.
//!
//! | key | what it holds |
//! | --- | --- |
//! | `at` | when, in UTC |
//! | `phase` | `begin` or `end` |
//! | `id` | the change; the same in both lines |
//! | `instance`, `client` | where, and by which OAuth client (its identifier) |
//! | `operation` | `grant role:4:member to user:17` |
//! | `before`, `after` | what was and what is to be; in the line after it, what is |
//! | `outcome` | `made`, `unchanged`, `restored`, `half done`, `unknown`; only at the end |
//! | `message` | what went wrong, if something did |
//! | `requests` | method, path, status and Coupa's request id of each write; only at the end |
//! | `previous` | SHA-256 of the line before, in hexadecimal; zeros in the very first |
//!
//! No secret and no token is ever in it.

use std::{
    fmt::Write as _,
    fs, io,
    io::{BufRead as _, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use baton_sdk::{exit::Code, report::Hint};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use svix_ksuid::{Ksuid, KsuidLike as _};

use super::state_dir::{flush_directory, make_private, parent, private};

/// What stands for the line before the very first one.
const NOTHING_BEFORE: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Size at which a new file is begun, unless something else is said.
pub const DEFAULT_MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What can go wrong with the audit trail.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AuditError {
    /// A line could not be written.
    #[error("the audit trail `{}` could not be written", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: io::Error,
    },
    /// It could not be read.
    #[error("the audit trail `{}` could not be read", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: io::Error,
    },
    /// The chain is broken.
    #[error("the audit trail was changed: line {line} of `{}` {what}", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
        /// Which line, from 1.
        line: usize,
        /// What is wrong there.
        what: &'static str,
    },
}

impl Hint for AuditError {
    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Write { .. } => {
                "nothing is changed in Coupa without a record of it: make room, or name another file with \
                 --audit-log (BATON_AUDIT_LOG)"
                    .to_owned()
            }
            Self::Read { .. } => "it has to be a file that this user may read".to_owned(),
            Self::Broken { .. } => "compare it with a copy that was kept elsewhere".to_owned(),
        })
    }

    fn exit_code(&self) -> Code {
        match self {
            Self::Broken { .. } => Code::DataLoss,
            _ => Code::FailedPrecondition,
        }
    }
}

/// How a change ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// As asked.
    Made,
    /// What was before is still so.
    Unchanged,
    /// What was before is so again.
    Restored,
    /// Neither; the journal holds what is needed to repair it.
    HalfDone,
    /// Nobody can tell.
    Unknown,
}

impl Ending {
    /// The word in the trail.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Unchanged => "unchanged",
            Self::Restored => "restored",
            Self::HalfDone => "half done",
            Self::Unknown => "unknown",
        }
    }
}

/// One write that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRequest {
    /// `PUT`, `POST` or `DELETE`.
    pub method: &'static str,
    /// The path, without a query.
    pub path: String,
    /// The status of the answer, if one came.
    pub status: Option<u16>,
    /// Coupa's own id of the request, if it told one.
    pub request_id: Option<String>,
}

/// A change that was begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    id: String,
    operation: String,
    before: Value,
}

/// The audit trail of one instance.
#[derive(Debug, Clone)]
pub struct Audit {
    path: PathBuf,
    max_bytes: u64,
    instance: String,
    client: String,
}

impl Audit {
    /// A trail in a file, which is made with the first line.
    #[must_use]
    pub fn new(path: PathBuf, instance: &str, client: &str) -> Self {
        Self { path, max_bytes: DEFAULT_MAX_BYTES, instance: instance.to_owned(), client: client.to_owned() }
    }

    /// Changes the size at which a new file is begun.
    #[must_use]
    pub fn max_bytes(mut self, max_bytes: u64) -> Self {
        self.max_bytes = max_bytes;
        self
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Records that a change is about to be made. When this returns, the line is on disk.
    ///
    /// # Errors
    ///
    /// If it is not; then nothing may be sent.
    pub fn begin(&self, operation: &str, before: Value, after: Value) -> Result<Begun, AuditError> {
        let begun = Begun {
            id: Ksuid::from_seconds(None, None).to_string(),
            operation: operation.to_owned(),
            before,
        };
        let mut line = self.line("begin", &begun);
        line.insert("before".to_owned(), begun.before.clone());
        line.insert("after".to_owned(), after);
        self.append(line)?;
        Ok(begun)
    }

    /// Records how it ended.
    ///
    /// # Errors
    ///
    /// If the line could not be written; what was done stays done.
    pub fn end(
        &self,
        begun: &Begun,
        ending: Ending,
        after: Value,
        message: Option<&str>,
        requests: &[SentRequest],
    ) -> Result<(), AuditError> {
        let mut line = self.line("end", begun);
        line.insert("before".to_owned(), begun.before.clone());
        line.insert("after".to_owned(), after);
        line.insert("outcome".to_owned(), ending.word().into());
        if let Some(message) = message {
            line.insert("message".to_owned(), message.into());
        }
        let requests: Vec<Value> = requests
            .iter()
            .map(|sent| {
                json!({
                    "method": sent.method,
                    "path": sent.path,
                    "status": sent.status,
                    "request_id": sent.request_id,
                })
            })
            .collect();
        line.insert("requests".to_owned(), requests.into());
        self.append(line)
    }

    fn line(&self, phase: &str, begun: &Begun) -> Map<String, Value> {
        let mut line = Map::new();
        line.insert("at".to_owned(), Timestamp::now().to_string().into());
        line.insert("phase".to_owned(), phase.into());
        line.insert("id".to_owned(), begun.id.clone().into());
        line.insert("instance".to_owned(), self.instance.clone().into());
        line.insert("client".to_owned(), self.client.clone().into());
        line.insert("operation".to_owned(), begun.operation.clone().into());
        line
    }

    fn append(&self, line: Map<String, Value>) -> Result<(), AuditError> {
        self.try_append(line).map_err(|cause| AuditError::Write { path: self.path.clone(), cause })
    }

    /// Several processes may write; the lock of the operating system lets one after the other.
    fn try_append(&self, mut line: Map<String, Value>) -> io::Result<()> {
        make_private(parent(&self.path))?;
        let lock = private().read(true).write(true).create(true).truncate(false).open(self.beside("lock"))?;
        lock.lock()?;
        let (mut file, mut size, mut previous) = self.open_end()?;
        if size >= self.max_bytes {
            drop(file);
            fs::rename(&self.path, self.next_full_name()?)?;
            file = private().read(true).append(true).create_new(true).open(&self.path)?;
            size = 0;
        } else if size == 0 {
            // A new file after full ones, should the program have ended in between.
            previous = self.last_of_full()?.unwrap_or(previous);
        }
        line.insert("previous".to_owned(), previous.into());
        let mut bytes = serde_json::to_vec(&Value::Object(line))?;
        bytes.push(b'\n');
        let written = file.write_all(&bytes).and_then(|()| file.sync_all());
        if let Err(error) = written {
            // Half a line would break the chain for those that follow. If it stays, the next one cuts it off.
            let _ = file.set_len(size);
            return Err(error);
        }
        if size == 0 {
            flush_directory(parent(&self.path))?;
        }
        Ok(())
    }

    /// The file, ready for the next line, its size, and the digest of its last line. A last line that was
    /// cut short by a power cut is cut off: what it announced was not begun.
    fn open_end(&self) -> io::Result<(fs::File, u64, String)> {
        let mut file = private().read(true).append(true).create(true).open(&self.path)?;
        let mut size = file.metadata()?.len();
        if size == 0 {
            return Ok((file, 0, NOTHING_BEFORE.to_owned()));
        }
        let (start, complete_end) = last_line(&mut file, size)?;
        if complete_end < size {
            file.set_len(complete_end)?;
            size = complete_end;
        }
        if size == 0 {
            return Ok((file, 0, NOTHING_BEFORE.to_owned()));
        }
        let mut line = vec![0; usize::try_from(size - 1 - start).unwrap_or(0)];
        file.seek(io::SeekFrom::Start(start))?;
        file.read_exact(&mut line)?;
        Ok((file, size, digest(&line)))
    }

    fn beside(&self, extension: &str) -> PathBuf {
        self.path.with_extension(extension)
    }

    fn next_full_name(&self) -> io::Result<PathBuf> {
        let number = full_files(&self.path)?.last().map_or(1, |(number, _)| number + 1);
        Ok(self.beside(&format!("{number}.jsonl")))
    }

    fn last_of_full(&self) -> io::Result<Option<String>> {
        let Some((_, path)) = full_files(&self.path)?.pop() else { return Ok(None) };
        let mut last = None;
        for line in io::BufReader::new(fs::File::open(path)?).split(b'\n') {
            last = Some(digest(&line?));
        }
        Ok(last)
    }
}

/// Where the last complete line begins, and where the complete lines end.
fn last_line(file: &mut fs::File, size: u64) -> io::Result<(u64, u64)> {
    // Lines are short; a larger step is only taken for the rare long one.
    let mut step: u64 = 64 * 1024;
    loop {
        let from = size.saturating_sub(step);
        let mut tail = vec![0; usize::try_from(size - from).unwrap_or(0)];
        file.seek(io::SeekFrom::Start(from))?;
        file.read_exact(&mut tail)?;
        let end = tail.iter().rposition(|byte| *byte == b'\n');
        let start = end.and_then(|end| tail[..end].iter().rposition(|byte| *byte == b'\n'));
        match (end, start) {
            (Some(end), Some(start)) => return Ok((from + start as u64 + 1, from + end as u64 + 1)),
            (Some(end), None) if from == 0 => return Ok((0, end as u64 + 1)),
            (None, _) if from == 0 => return Ok((0, 0)),
            _ => step = step.saturating_mul(4),
        }
    }
}

/// The full files of a trail with their numbers, oldest first.
fn full_files(path: &Path) -> io::Result<Vec<(u64, PathBuf)>> {
    let directory = parent(path);
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let mut files = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        let number = name
            .to_str()
            .and_then(|name| name.strip_prefix(stem)?.strip_prefix('.')?.strip_suffix(".jsonl"))
            .and_then(|number| number.parse::<u64>().ok());
        files.extend(number.map(|number| (number, entry.path())));
    }
    files.sort();
    Ok(files)
}

/// Hexadecimal SHA-256 of a line without its end.
fn digest(line: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(line) {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// Walks through all lines of a trail, oldest first, full files included, and checks the chain. Returns how
/// many there are.
///
/// # Errors
///
/// If a file cannot be read, or a line is not JSON or does not follow from the one before.
pub fn verify(path: &Path, mut visit: impl FnMut(Map<String, Value>)) -> Result<usize, AuditError> {
    let unreadable = |path: &Path| {
        let path = path.to_path_buf();
        move |cause| AuditError::Read { path, cause }
    };
    let mut files: Vec<PathBuf> = match full_files(path) {
        Ok(files) => files.into_iter().map(|(_, path)| path).collect(),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(cause) => return Err(unreadable(path)(cause)),
    };
    if path.exists() || files.is_empty() {
        files.push(path.to_path_buf());
    }
    let mut previous = NOTHING_BEFORE.to_owned();
    let mut n_lines = 0;
    for file in files {
        let open = fs::File::open(&file).map_err(unreadable(&file))?;
        for (index, line) in io::BufReader::new(open).split(b'\n').enumerate() {
            let line = line.map_err(unreadable(&file))?;
            let broken = |what| AuditError::Broken { path: file.clone(), line: index + 1, what };
            let parsed: Map<String, Value> =
                serde_json::from_slice(&line).map_err(|_| broken("is not a JSON object"))?;
            if parsed.get("previous").and_then(Value::as_str) != Some(previous.as_str()) {
                return Err(broken("does not follow from the line before it"));
            }
            previous = digest(&line);
            n_lines += 1;
            visit(parsed);
        }
    }
    Ok(n_lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(path: &Path) -> Vec<Map<String, Value>> {
        let mut lines = Vec::new();
        let n_lines = verify(path, |line| lines.push(line)).unwrap();
        assert_eq!(n_lines, lines.len());
        lines
    }

    fn trail(directory: &Path) -> Audit {
        Audit::new(directory.join("audit.jsonl"), "acme.coupahost.com", "client-1")
    }

    fn change(audit: &Audit, number: u64) {
        let begun = audit.begin(&format!("change {number}"), json!([1]), json!([1, 2])).unwrap();
        let sent = SentRequest {
            method: "PUT",
            path: "/api/users/17".to_owned(),
            status: Some(200),
            request_id: Some("r-1".to_owned()),
        };
        audit.end(&begun, Ending::Made, json!([1, 2]), None, &[sent]).unwrap();
    }

    #[test]
    fn a_change_is_two_lines_that_belong_together() {
        let directory = tempfile::tempdir().unwrap();
        let audit = trail(directory.path());
        change(&audit, 1);
        let lines = all(audit.path());
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["id"], lines[1]["id"]);
        assert_eq!((&lines[0]["phase"], &lines[1]["phase"]), (&json!("begin"), &json!("end")));
        assert_eq!(lines[1]["outcome"], "made");
        assert_eq!(lines[1]["client"], "client-1");
        assert_eq!(lines[1]["requests"][0]["request_id"], "r-1");
        assert_eq!(lines[0]["previous"], NOTHING_BEFORE);
    }

    #[test]
    fn files_that_are_full_stay_and_the_chain_goes_on() {
        let directory = tempfile::tempdir().unwrap();
        let audit = trail(directory.path()).max_bytes(1500);
        for number in 0..40 {
            change(&audit, number);
        }
        let files = full_files(audit.path()).unwrap();
        assert!(files.len() > 5, "{}", files.len());
        assert_eq!(all(audit.path()).len(), 80);
        // A crash right after the renaming leaves no current file: the chain still goes on.
        fs::rename(audit.path(), audit.next_full_name().unwrap()).unwrap();
        change(&audit, 40);
        assert_eq!(all(audit.path()).len(), 82);
    }

    #[test]
    fn whatever_is_done_to_a_line_shows() {
        let directory = tempfile::tempdir().unwrap();
        let audit = trail(directory.path());
        for number in 0..5 {
            change(&audit, number);
        }
        let text = fs::read_to_string(audit.path()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let mut without = lines.clone();
        without.remove(3);
        let mut swapped = lines.clone();
        swapped.swap(2, 4);
        let mut twice = lines.clone();
        twice.insert(2, lines[2]);
        let altered = text.replacen("change 1", "change 7", 1);
        for forged in [without.join("\n"), swapped.join("\n"), twice.join("\n"), altered] {
            fs::write(audit.path(), forged).unwrap();
            let error = verify(audit.path(), drop).unwrap_err();
            assert!(matches!(error, AuditError::Broken { .. }), "{error}");
        }
    }

    #[test]
    fn half_a_line_is_cut_off_before_the_next() {
        let directory = tempfile::tempdir().unwrap();
        let audit = trail(directory.path());
        for torn in ["", "{\"at\":\"2026", &"x".repeat(200_000)] {
            let mut file = private().append(true).create(true).open(audit.path()).unwrap();
            file.write_all(torn.as_bytes()).unwrap();
            change(&audit, 1);
        }
        assert_eq!(all(audit.path()).len(), 6);
    }

    #[test]
    fn a_trail_that_cannot_be_written_says_so() {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("file"), "").unwrap();
        let audit = Audit::new(directory.path().join("file/audit.jsonl"), "acme", "c");
        let error = audit.begin("x", json!(null), json!(null)).unwrap_err();
        assert!(error.hint().unwrap().contains("--audit-log"), "{error}");
    }

    #[test]
    fn many_writers_make_one_chain() {
        let directory = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for writer in 0..4 {
                let audit = trail(directory.path()).max_bytes(4000);
                scope.spawn(move || (0..25).for_each(|number| change(&audit, writer * 100 + number)));
            }
        });
        assert_eq!(all(&directory.path().join("audit.jsonl")).len(), 200);
    }
}
