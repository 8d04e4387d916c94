//! The judge: whether what a run said is what the instance holds, what waits in the journal, and what the
//! audit trail tells.

use std::{fs, path::PathBuf};

use coupa_sandbox::JournalEntry;
use serde_json::Value;
use testkit::program::Finished;

use super::path::{Follow, Scene};

/// What a run came to, in the order of the table that is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// It succeeded: the user has what is wanted.
    Made,
    /// It failed before anything was sent.
    NothingSent,
    /// It failed, and the user has what they had.
    Unchanged,
    /// It failed half-way, and gave back what the user had.
    Restored,
    /// It failed half-way, and the journal keeps what is needed.
    HalfDone,
    /// It says that it cannot know.
    Unknown,
    /// It was killed, and the user has what they had.
    KilledFormer,
    /// It was killed, and the user has what is wanted.
    KilledWanted,
    /// It was killed, and the user has neither.
    KilledHalfDone,
}

/// Where the records of a run are.
pub(crate) struct Records {
    directory: PathBuf,
}

impl Records {
    /// Those below a directory for one instance.
    pub(crate) fn new(directory: PathBuf) -> Self {
        Self { directory }
    }

    /// The files in the journal, whatever is in them.
    pub(crate) fn journal_files(&self) -> Vec<PathBuf> {
        let Ok(files) = fs::read_dir(self.directory.join("journal")) else { return Vec::new() };
        files.map(|file| file.unwrap().path()).collect()
    }

    fn journal(&self) -> Vec<Value> {
        let read = |path: PathBuf| serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
        self.journal_files().into_iter().map(read).collect()
    }

    /// Puts a file into the journal that nobody asked for.
    pub(crate) fn litter(&self) {
        fs::write(self.directory.join("journal/litter"), "").unwrap();
    }

    /// The file of the audit trail; it need not exist.
    pub(crate) fn trail_file(&self) -> PathBuf {
        self.directory.join("audit.jsonl")
    }

    fn trail(&self) -> Vec<Value> {
        let Ok(text) = fs::read_to_string(self.trail_file()) else { return Vec::new() };
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// How the newest change ended, if it was begun and has ended.
    fn outcome(&self) -> Option<String> {
        let trail = self.trail();
        trail.last()?.get("outcome")?.as_str().map(str::to_owned)
    }
}

/// Judges the run that met the fault. Complaints go into `wrong`.
pub(crate) fn first(
    scene: &Scene,
    records: &Records,
    finished: &Finished,
    wrong: &mut Vec<String>,
) -> Verdict {
    let now = scene.now();
    let (is_former, is_wanted) = (now == scene.former, now == scene.wanted);
    let journal = records.journal();
    let outcome = records.outcome();
    let mut insist = |holds: bool, what: &str| {
        if !holds {
            wrong.push(format!(
                "{what} (exit {:?}, on record {outcome:?}, the user has {now:?}, {} in the journal): {}{}",
                finished.code,
                journal.len(),
                finished.stdout.trim(),
                finished.stderr.trim()
            ));
        }
    };
    let verdict = match (finished.code, outcome.as_deref()) {
        (None, _) if is_former => Verdict::KilledFormer,
        (None, _) if is_wanted => Verdict::KilledWanted,
        (None, _) => {
            insist(journal.len() == 1, "killed half-way, and the journal does not have it");
            Verdict::KilledHalfDone
        }
        (Some(0), _) => {
            insist(is_wanted, "success, but the user has not what is wanted");
            insist(outcome.as_deref() == Some("made"), "success, and the record says something else");
            insist(change(&finished.stdout) == Some("made"), "success, and the result says something else");
            insist(journal.is_empty(), "success, but the journal keeps an entry");
            Verdict::Made
        }
        (Some(_), None) => {
            insist(is_former, "nothing is on record, but something has changed");
            insist(journal.is_empty(), "nothing is on record, but the journal has an entry");
            Verdict::NothingSent
        }
        (Some(code), Some(word @ ("unchanged" | "restored"))) => {
            insist(is_former, "said to be as before, and is not");
            insist(code != 2, "said to be as before, with the exit code of what is unknown");
            insist(
                journal.is_empty() || finished.stderr.contains("baton-coupa recover"),
                "the journal keeps an entry, and no word of it",
            );
            // A clear whose answer was lost may take effect at any later time, so its entry has to stay.
            insist(
                journal.is_empty() || lost_clear(scene),
                "said to be as before, but the journal has an entry",
            );
            Verdict::Unchanged.or_restored(word)
        }
        (Some(code), Some("half done")) => {
            insist(code == 15, "half done, with the exit code of something else");
            insist(journal.len() == 1, "half done, and the journal does not have it");
            insist(finished.stderr.contains("baton-coupa recover"), "half done, and no word of the remedy");
            Verdict::HalfDone
        }
        (Some(code), Some("unknown")) => {
            insist(is_former || is_wanted, "unknown, but the user has neither");
            insist(code == 2, "unknown, with the exit code of something else");
            insist(journal.is_empty(), "unknown, but the journal has an entry");
            Verdict::Unknown
        }
        (Some(_), Some(_)) => {
            insist(false, "an end that nobody expects");
            Verdict::Unknown
        }
    };
    // Each half of the truth in the message: what the user has, and what they should have.
    let message = &finished.stderr;
    if matches!(verdict, Verdict::Unchanged | Verdict::Restored) {
        insist(says(message, scene.listed().as_deref()), "the message does not say what the user has");
    }
    if verdict == Verdict::HalfDone {
        let wanted: Vec<u64> = journal
            .iter()
            .flat_map(|entry| entry["wanted"].as_array().into_iter().flatten().filter_map(Value::as_u64))
            .collect();
        insist(says(message, Some(&wanted)), "the message does not say what the user should have");
    }
    if finished.code.is_some_and(|code| code != 0) {
        insist(finished.stdout.is_empty(), "a failure has no result");
        insist(
            message.contains("half done") == (verdict == Verdict::HalfDone),
            "half done is said and is not so, or the reverse",
        );
        insist(
            message.contains("unknown") == (verdict == Verdict::Unknown),
            "unknown is said and is not so, or the reverse",
        );
    }
    wrong.extend(scene.other_changes());
    verdict
}

/// Whether the answer to an emptied list was lost.
fn lost_clear(scene: &Scene) -> bool {
    scene.writes().iter().any(|write| {
        let body: Value =
            write.body.as_deref().and_then(|body| serde_json::from_str(body).ok()).unwrap_or_default();
        let is_clear = |value: &Value| value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        let is_lost = !write.faults.is_empty() && write.status.is_none_or(|status| status >= 500);
        is_lost && body.as_object().is_some_and(|fields| fields.values().any(is_clear))
    })
}

impl Verdict {
    fn or_restored(self, word: &str) -> Self {
        if word == "restored" { Self::Restored } else { self }
    }

    /// Whether the program did not get to its end.
    pub(crate) fn is_killed(self) -> bool {
        matches!(self, Self::KilledFormer | Self::KilledWanted | Self::KilledHalfDone)
    }
}

/// Whether a message names all ids of a list.
fn says(message: &str, ids: Option<&[u64]>) -> bool {
    let words: Vec<&str> = message.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    ids.unwrap_or_default().iter().all(|id| words.contains(&id.to_string().as_str()))
}

/// Judges what is so after one more run, which met no fault.
pub(crate) fn last(
    scene: &Scene,
    records: &Records,
    verdict: Verdict,
    follow: Follow,
    finished: &Finished,
    wrong: &mut Vec<String>,
) {
    let now = scene.now();
    let mut insist = |holds: bool, what: &str| {
        if !holds {
            wrong.push(format!(
                "after {verdict:?} and {follow:?}: {what} (exit {:?}, the user has {now:?}): {}",
                finished.code,
                finished.stderr.trim()
            ));
        }
    };
    insist(finished.code == Some(0), "it fails though nothing is in its way");
    let may_be_former = follow != Follow::Again && verdict != Verdict::Made;
    insist(
        now == scene.wanted || may_be_former && now == scene.former,
        "the user has neither what they had nor what is wanted",
    );
    insist(records.journal_files().is_empty(), "the journal is not empty");
    if follow == Follow::Again {
        let expected: &[&str] = match verdict {
            Verdict::Made | Verdict::KilledWanted => &["already"],
            Verdict::NothingSent | Verdict::Unchanged | Verdict::Restored | Verdict::KilledFormer => {
                &["made"]
            }
            // Either it was finished before the command was looked at, or it was taken back and made anew.
            Verdict::HalfDone | Verdict::Unknown | Verdict::KilledHalfDone => &["already", "made"],
        };
        let word = change(&finished.stdout);
        insist(
            word.is_some_and(|word| expected.contains(&word)),
            "the result of the second run is not what it did",
        );
    }
    wrong.extend(scene.other_changes());
}

/// What a run says that it did: `made` or `already`.
fn change(stdout: &str) -> Option<&'static str> {
    let result: Value = serde_json::from_str(stdout).ok()?;
    // An action prints what it answers to governance, where only the message tells.
    let is_so_already = match result["change"].as_str() {
        Some(change) => change == "already",
        None => result["response"]["message"].as_str()?.contains("already"),
    };
    Some(if is_so_already { "already" } else { "made" })
}

/// Whether the trail is whole, as the program says, and tells of every write that reached the instance;
/// `n_of_killed` of them were sent by a run that was killed. Returns how many there were.
pub(crate) async fn trail(
    scene: &Scene,
    records: &Records,
    n_of_killed: usize,
    wrong: &mut Vec<String>,
) -> usize {
    let audit = scene.world.program().args(["audit", "--last", "0", "--output", "json"]);
    let audit = audit.run_async().await.unwrap();
    let is_whole = audit.code == Some(0) || scene.writes().is_empty() && !records.trail_file().exists();
    if !is_whole {
        wrong.push(format!("the audit trail is not whole: {}", audit.stderr.trim()));
    }
    let lines = audit.stdout.lines().map(|line| serde_json::from_str(line).unwrap());
    told(scene, &lines.collect::<Vec<Value>>(), n_of_killed, wrong)
}

/// Whether the lines of a trail tell of every write. Returns how many there were.
pub(crate) fn told(scene: &Scene, lines: &[Value], n_of_killed: usize, wrong: &mut Vec<String>) -> usize {
    let requests: Vec<&Value> =
        lines.iter().flat_map(|line| line["requests"].as_array().into_iter().flatten()).collect();
    let has_ended = |id: &Value| lines.iter().any(|line| line["id"] == *id && line["phase"] == "end");
    let is_open = lines.iter().any(|line| {
        let operation = line["operation"].as_str().unwrap_or_default();
        line["phase"] == "begin" && !has_ended(&line["id"]) && operation.contains(&scene.subject())
    });
    let writes = scene.writes();
    for (place, write) in writes.iter().enumerate() {
        let same_place = |sent: &Value| sent["method"] == write.method && sent["path"] == write.path;
        let same_id = |sent: &Value| sent["request_id"].as_str() == write.request_id.as_deref();
        let is_told = requests.iter().any(|sent| same_place(sent) && same_id(sent))
            // One that got no answer has no id, and one that was turned away may have been sent again
            // under the same entry.
            || !write.faults.is_empty() && requests.iter().any(|sent| same_place(sent))
            // Nobody was left to write down what a killed run had sent. That it was about to is on record.
            || place < n_of_killed && is_open;
        if !is_told {
            let JournalEntry { method, path, request_id, .. } = write;
            wrong.push(format!("the audit trail has nothing of {method} {path} ({request_id:?})"));
        }
    }
    writes.len()
}
