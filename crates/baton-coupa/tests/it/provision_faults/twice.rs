//! Crashes of the repair: a run is killed when the list is empty, and the run that repairs it meets every
//! fault at every request, or is killed too. The third one has to set it right.

use std::{
    sync::{Arc, Mutex},
    time::Instant,
};

use tokio::{sync::Semaphore, task::JoinSet};

use super::{
    SIDE_BY_SIDE, TROUBLES, Tally, Trouble, is_full,
    judge::{Records, Verdict, first, trail},
    path::{Follow, Path, Scene, Step, steps_of},
    planted::{named, trouble, write_step},
    strike,
};

/// Lists that are emptied on the way, and which of the writes does it.
pub(super) const EMPTIED: [(&str, usize); 6] = [
    ("role revoke, merging", 2),
    ("role revoke, merging, [] clears", 3),
    ("role revoke, merging, mute answers", 2),
    ("account group revoke, merging", 2),
    ("group revoke, list, merging", 2),
    ("content group revoke, list, merging", 3),
];

/// One cell of so many is run, unless all are asked for.
const SHARE: usize = 7;

/// A scene whose list was emptied by a run that was killed right after.
async fn emptied(path: Path, clear: Step, wrong: &mut Vec<String>) -> (Scene, Records) {
    let scene = Scene::new(path).await;
    let records = Records::new(scene.world.state_dir());
    let killed = strike(&scene, &scene.program(), clear, trouble("killed after")).await.unwrap();
    let verdict = first(&scene, &records, &killed, wrong);
    if verdict != Verdict::KilledHalfDone {
        wrong.push(format!("the first run comes to {verdict:?}"));
    }
    (scene, records)
}

/// The requests of a repair that nothing disturbs. Of a sync only those of the repair.
async fn repair_steps(path: Path, clear: Step, follow: Follow, wrong: &mut Vec<String>) -> Vec<Step> {
    let (scene, _) = emptied(path, clear, wrong).await;
    let before = scene.requests().len();
    let repair = scene.next(follow).run_async().await.unwrap();
    if repair.code != Some(0) || scene.now() != scene.wanted {
        wrong.push(format!("undisturbed {follow:?} leaves {:?}: {}", scene.now(), repair.stderr));
    }
    let mut steps = steps_of(&scene.requests()[before..]);
    if follow == Follow::Sync {
        let last_write = steps.iter().rposition(|step| step.is_write).unwrap_or_default();
        steps.truncate(last_write + 2);
    }
    steps
}

/// Runs into the trouble while it is repaired, and once more without.
async fn run(
    (path, clear): (Path, Step),
    follow: Follow,
    (step, trouble): (Step, Trouble),
    wrong: &mut Vec<String>,
) -> Option<Verdict> {
    let (scene, records) = emptied(path, clear, wrong).await;
    let second = match strike(&scene, &scene.next(follow), step, trouble).await {
        Ok(second) => second,
        Err(complaint) => {
            wrong.push(complaint);
            return None;
        }
    };
    let now = scene.now();
    let (is_former, is_wanted) = (now == scene.former, now == scene.wanted);
    let n_entries = records.journal_files().len();
    let verdict = match second.code {
        None if is_former => Verdict::KilledFormer,
        None if is_wanted => Verdict::KilledWanted,
        None => Verdict::KilledHalfDone,
        Some(0) if follow != Follow::Sync || n_entries == 0 => Verdict::Made,
        Some(_) if is_former => Verdict::Restored,
        Some(_) => Verdict::HalfDone,
    };
    let shown = || format!("{verdict:?}, {now:?}, {n_entries} in the journal: {}", second.stderr.trim());
    if n_entries != 1 && !is_former && !is_wanted {
        wrong.push(format!("the user has neither, and the journal does not have it: {}", shown()));
    }
    let is_right = is_wanted || is_former && follow != Follow::Again;
    if verdict == Verdict::Made && (n_entries != 0 || !is_right) {
        wrong.push(format!("success, but it is not repaired: {}", shown()));
    }
    if second.code.is_some_and(|code| code != 0) && second.stderr.is_empty() {
        wrong.push(format!("it fails without a word: {}", shown()));
    }
    let n_of_killed = scene.writes().len();
    let third = scene.next(Follow::Recover).run_async().await.unwrap();
    let now = scene.now();
    if third.code != Some(0) || now != scene.wanted && now != scene.former {
        wrong.push(format!("after {verdict:?} the third run leaves {now:?}: {}", third.stderr.trim()));
    }
    if !records.journal_files().is_empty() {
        wrong.push(format!("after {verdict:?} and a third run the journal is not empty"));
    }
    wrong.extend(scene.other_changes());
    trail(&scene, &records, n_of_killed, wrong).await;
    Some(verdict)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repair_that_fails_or_is_killed_is_repaired() {
    let began = Instant::now();
    let mut wrong = Vec::new();
    let mut cells = Vec::new();
    for (name, nth) in EMPTIED {
        let path = named(name);
        let clear = write_step(path, nth).await;
        for follow in Follow::ALL {
            for step in repair_steps(path, clear, follow, &mut wrong).await {
                cells.extend(TROUBLES.map(|trouble| ((path, clear), follow, (step, trouble))));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let n_all = cells.len();
    let places = Arc::new(Semaphore::new(SIDE_BY_SIDE));
    let tally = Arc::new(Mutex::new(Tally::default()));
    let mut tasks = JoinSet::new();
    for (_, cell) in cells.into_iter().enumerate().filter(|(place, _)| is_full() || place % SHARE == 0) {
        let (places, tally) = (Arc::clone(&places), Arc::clone(&tally));
        tasks.spawn(async move {
            let _place = places.acquire().await.unwrap();
            let ((path, clear), follow, (step, trouble)) = cell;
            let mut wrong = Vec::new();
            let verdict = run((path, clear), follow, (step, trouble), &mut wrong).await;
            let mut tally = tally.lock().unwrap();
            if let Some(verdict) = verdict {
                tally.add(path.name, trouble.name, verdict);
            }
            let context =
                format!("{}, {follow:?}, {} {} {}", path.name, step.operation, step.nth, trouble.name);
            tally.complaints.extend(wrong.into_iter().map(|wrong| format!("{context}: {wrong}")));
        });
    }
    tasks.join_all().await;
    let tally = std::mem::take(&mut *tally.lock().unwrap());
    tally.close("faults of a repair", n_all, began);
    assert!(n_all > 400 && tally.cells() > 60, "{} of {n_all} cells", tally.cells());
    assert_eq!(tally.by_trouble.len(), TROUBLES.len(), "a fault has no cell");
}
