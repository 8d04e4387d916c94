//! Faults that do not pass: from one request on nothing works any more, until the program gives up. It has
//! to say what the user has then, and what was half done is repaired once the instance works again.
//!
//! These run in this process, with a client that waits for little, since giving up takes minutes otherwise.

use std::{
    error::Error,
    sync::{Arc, Mutex},
    time::Instant,
};

use baton_coupa::provision::audit;
use baton_sdk::{connector::ConnectorError, provision::Change};
use coupa_sandbox::{Fault, FaultKind, FaultTarget, Transport};
use serde_json::Value;
use testkit::program::Finished;
use tokio::{sync::Semaphore, task::JoinSet};

use super::{
    SIDE_BY_SIDE, Tally, is_full,
    judge::{self, Records, Verdict},
    path::{PATHS, Path, Scene, Step},
    probe,
};
use crate::provision_world::writer;

/// What happens to each request from one on.
fn troubles() -> [(&'static str, FaultKind); 6] {
    let status = |status| FaultKind::Status { status, retry_after: None };
    [
        ("refused", status(400)),
        ("429", status(429)),
        ("500", status(500)),
        ("500 after", FaultKind::StatusAfter { status: 500 }),
        ("dropped before", FaultKind::ResetBefore),
        ("dropped after", FaultKind::ResetAfter),
    ]
}

/// An error with its causes.
fn in_full(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(link) = cause {
        text.push_str(": ");
        text.push_str(&link.to_string());
        cause = link.source();
    }
    text
}

/// What the program would have printed.
fn as_run(result: Result<Change, ConnectorError>) -> Finished {
    match result {
        Ok(change) => {
            let word = if change == Change::Made { "made" } else { "already" };
            Finished { code: Some(0), stdout: format!("{{\"change\":\"{word}\"}}"), stderr: String::new() }
        }
        Err(error) => Finished {
            code: Some(i32::from(error.code().number())),
            stdout: String::new(),
            stderr: format!("{}\nhint: {}", in_full(&error), error.hint().unwrap_or_default()),
        },
    }
}

/// The faults that strike everything from a request of a path on, whichever door it comes through.
fn from_then_on(steps: &[Step], number: usize, kind: &FaultKind) -> [Fault; 2] {
    [(FaultTarget::Rest, Transport::Rest), (FaultTarget::Graphql, Transport::Graphql)].map(
        |(target, transport)| {
            let before = steps[..number - 1].iter().filter(|step| step.transport == transport).count();
            Fault::at(target, kind.clone()).nth(before as u64 + 1).times(u64::MAX)
        },
    )
}

/// One cell of so many is run, unless all are asked for.
const SHARE: usize = 5;

/// How many writes fail while reading works: enough for a step to be tried in vain and the next to work, and
/// all.
const WRITES_STRUCK: [u64; 6] = [1, 2, 3, 4, 12, u64::MAX];

/// The fault that strikes writes only: one of a path, and as many that come after it.
fn writes_only(steps: &[Step], number: usize, kind: &FaultKind, times: u64) -> Option<Fault> {
    let Step { operation, nth, is_write, .. } = steps[number - 1];
    is_write.then(|| Fault::on(operation, kind.clone()).nth(nth).times(times))
}

/// Runs into the faults, then once more without them.
async fn run(path: Path, faults: Vec<Fault>, wrong: &mut Vec<String>) -> Verdict {
    let scene = Scene::new(path).await;
    let sandbox = &scene.world.sandbox;
    let root = scene.world.directory().join("state");
    let records = Records::new(root.join(sandbox.address().to_string().replace(':', "_")));
    let numbers: Vec<u64> = faults.into_iter().map(|fault| sandbox.faults().add(fault)).collect();
    let first = as_run(scene.perform(&writer(sandbox, &root)).await);
    if numbers.iter().all(|number| sandbox.faults().fired(*number) == 0) {
        wrong.push("the fault never struck".to_owned());
    }
    let verdict = judge::first(&scene, &records, &first, wrong);
    sandbox.faults().clear();
    // A process of its own: it knows only what is on disk.
    let next = writer(sandbox, &root);
    for recovered in next.recover_all(None).await.unwrap() {
        if let Err(error) = recovered {
            wrong.push(format!("after {verdict:?} it is not repaired: {}", in_full(&error)));
        }
    }
    let now = scene.now();
    if now != scene.former && now != scene.wanted {
        wrong.push(format!("after {verdict:?} and a repair the user has {now:?}"));
    }
    if !records.journal_files().is_empty() {
        wrong.push(format!("after {verdict:?} and a repair the journal is not empty"));
    }
    let again = as_run(scene.perform(&next).await);
    if scene.now() != scene.wanted || again.code != Some(0) {
        wrong.push(format!("after {verdict:?}, once more: {:?}, {}", scene.now(), again.stderr));
    }
    wrong.extend(scene.other_changes());
    let mut lines = Vec::new();
    if let Err(error) = audit::verify(&records.trail_file(), |line| lines.push(Value::Object(line))) {
        wrong.push(format!("the audit trail is not whole: {}", in_full(&error)));
    }
    judge::told(&scene, &lines, 0, wrong);
    verdict
}

/// Every fault at every request of every path, as it is to last.
async fn cells(wrong: &mut Vec<String>) -> Vec<(Path, &'static str, String, Vec<Fault>)> {
    let mut cells = Vec::new();
    for path in PATHS {
        let steps = probe(path, wrong).await;
        for number in 1..=steps.len() {
            for (name, kind) in troubles() {
                let context = format!("{}, {name} from request {number} on", path.name);
                cells.push((path, name, context, from_then_on(&steps, number, &kind).into()));
                for times in WRITES_STRUCK {
                    let Some(fault) = writes_only(&steps, number, &kind, times) else { continue };
                    let how_many = if times == u64::MAX { "all".to_owned() } else { times.to_string() };
                    let context =
                        format!("{}, {name} at {how_many} writes from request {number} on", path.name);
                    cells.push((path, name, context, vec![fault]));
                }
            }
        }
    }
    cells
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_that_does_not_pass_is_told_as_it_is_and_repaired_later() {
    let began = Instant::now();
    let mut wrong = Vec::new();
    let cells = cells(&mut wrong).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let places = Arc::new(Semaphore::new(SIDE_BY_SIDE));
    let tally = Arc::new(Mutex::new(Tally::default()));
    let mut tasks = JoinSet::new();
    let n_all = cells.len();
    let chosen = cells.into_iter().enumerate().filter(|(place, _)| is_full() || place % SHARE == 0);
    for (_, (path, name, context, faults)) in chosen {
        let (places, tally) = (Arc::clone(&places), Arc::clone(&tally));
        tasks.spawn(async move {
            let _place = places.acquire().await.unwrap();
            let mut wrong = Vec::new();
            let verdict = run(path, faults, &mut wrong).await;
            let mut tally = tally.lock().unwrap();
            tally.add(path.name, name, verdict);
            tally.complaints.extend(wrong.into_iter().map(|wrong| format!("{context}: {wrong}")));
        });
    }
    tasks.join_all().await;
    let tally = std::mem::take(&mut *tally.lock().unwrap());
    tally.close("lasting faults", n_all, began);
    assert!(n_all > 2_000 && tally.cells() > 500, "{} of {n_all} cells", tally.cells());
    for verdict in
        [Verdict::HalfDone, Verdict::Restored, Verdict::Unknown, Verdict::Unchanged, Verdict::NothingSent]
    {
        assert!(tally.of(verdict) > 0, "no cell came to {verdict:?}");
    }
}
