//! Planted bugs: the judge of the fault matrix has to see each of them, or its silence means nothing.

use std::fs;

use coupa_sandbox::{
    Operation,
    state::{Entitlement, State},
};
use testkit::program::Finished;

use super::{
    TROUBLES, Trouble,
    judge::{self, Records, Verdict},
    path::{Follow, PATHS, Path, Scene, Step},
    probe, strike,
};
use crate::provision_world::count;

/// The path with this name.
pub(super) fn named(name: &str) -> Path {
    PATHS.into_iter().find(|path| path.name == name).unwrap()
}

/// The trouble with this name.
pub(super) fn trouble(name: &str) -> Trouble {
    TROUBLES.into_iter().find(|trouble| trouble.name == name).unwrap()
}

/// The n-th write of a path.
pub(super) async fn write_step(path: Path, nth: usize) -> Step {
    let mut wrong = Vec::new();
    let steps = probe(path, &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong:?}");
    steps.into_iter().filter(|step| step.is_write).nth(nth - 1).unwrap()
}

/// A scene after a run, and everything the judge needs.
struct Judged {
    scene: Scene,
    records: Records,
    finished: Finished,
}

impl Judged {
    /// A run into the trouble at a step, or an undisturbed one.
    async fn of(path: &str, step: Option<Step>, trouble: Trouble) -> Self {
        let scene = Scene::new(named(path)).await;
        let records = Records::new(scene.world.state_dir());
        let finished = match step {
            Some(step) => strike(&scene, &scene.program(), step, trouble).await.unwrap(),
            None => scene.program().run_async().await.unwrap(),
        };
        Self { scene, records, finished }
    }

    fn first(&self, finished: &Finished) -> (Verdict, Vec<String>) {
        let mut wrong = Vec::new();
        (judge::first(&self.scene, &self.records, finished, &mut wrong), wrong)
    }

    async fn last(&self, verdict: Verdict, follow: Follow) -> Vec<String> {
        let finished = self.scene.next(follow).run_async().await.unwrap();
        let mut wrong = Vec::new();
        judge::last(&self.scene, &self.records, verdict, follow, &finished, &mut wrong);
        wrong
    }

    async fn trail(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        judge::trail(&self.scene, &self.records, 0, &mut wrong).await;
        wrong
    }
}

/// Insists that the judge has this to say, among what else it has.
fn insist(wrong: &[String], words: &str) {
    assert!(wrong.iter().any(|wrong| wrong.contains(words)), "`{words}` is not among {wrong:#?}");
}

/// Takes one role away that nobody asked to be taken.
fn take_a_role(state: &mut State, scene: &Scene) {
    let maria = scene.world.maria;
    let role = scene.wanted.held.iter().find(|held| matches!(held, Entitlement::Role(_))).copied().unwrap();
    assert!(state.entitlement_revoke(maria, role));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_judge_sees_every_planted_bug() {
    let mut planted = 0;
    let none = trouble("refused");
    let merging = "role revoke, merging";
    let clear = write_step(named(merging), 2).await;

    // Without the plant it has nothing to say, so that what it says below is about the plant.
    let honest = Judged::of(merging, None, none).await;
    assert_eq!(honest.first(&honest.finished), (Verdict::Made, Vec::new()));
    assert_eq!(honest.trail().await, Vec::<String>::new());

    // A role is gone at the end of a run that succeeds.
    honest.scene.world.sandbox.state().write(|state| take_a_role(state, &honest.scene));
    insist(&honest.first(&honest.finished).1, "success, but the user has not what is wanted");
    insist(&honest.last(Verdict::Made, Follow::Again).await, "the user has neither");
    planted += 2;

    // Somebody else has lost something.
    let other = Judged::of(merging, None, none).await;
    other.scene.world.sandbox.state().write(|state| {
        let user = state.users().find(|user| user.id != other.scene.world.maria && !user.roles.is_empty());
        let (user, role) = user.map(|user| (user.id, user.roles[0])).unwrap();
        assert!(state.role_revoke(user, role));
    });
    insist(&other.first(&other.finished).1, "something else has changed too");
    planted += 1;

    // Killed after the clear, and the journal is lost: nobody can repair that.
    let killed = Judged::of(merging, Some(clear), trouble("killed after")).await;
    assert_eq!(killed.first(&killed.finished), (Verdict::KilledHalfDone, Vec::new()));
    for file in killed.records.journal_files() {
        fs::remove_file(file).unwrap();
    }
    insist(&killed.first(&killed.finished).1, "the journal does not have it");
    insist(&killed.last(Verdict::KilledHalfDone, Follow::Recover).await, "the user has neither");
    planted += 2;

    // Something stays in the journal.
    let kept = Judged::of(merging, Some(clear), trouble("killed after")).await;
    kept.records.litter();
    insist(&kept.last(Verdict::KilledHalfDone, Follow::Recover).await, "the journal is not empty");
    planted += 1;

    // A program that lies about its end, in each direction.
    let refused = Judged::of(merging, Some(write_step(named(merging), 1).await), none).await;
    assert_eq!(refused.first(&refused.finished), (Verdict::Unchanged, Vec::new()));
    let lie = |code, stdout: &str, stderr: &str| Finished {
        code: Some(code),
        stdout: stdout.to_owned(),
        stderr: stderr.to_owned(),
    };
    let wrong = refused.first(&lie(0, "{\"change\": \"made\"}", "")).1;
    insist(&wrong, "success, but the user has not what is wanted");
    insist(&wrong, "success, and the record says something else");
    insist(&refused.first(&lie(3, "", "error: half done")).1, "half done is said and is not so");
    insist(&refused.first(&lie(3, "", "error: no")).1, "does not say what the user has");
    let made = Judged::of(merging, None, none).await;
    insist(&made.first(&lie(14, "", "error: no")).1, "an end that nobody expects");
    planted += 5;

    // A trail that was altered, and one whose end was cut off.
    let text = fs::read_to_string(made.records.trail_file()).unwrap();
    assert!(text.contains("10001"), "{text}");
    fs::write(made.records.trail_file(), text.replacen("10001", "10002", 1)).unwrap();
    insist(&made.trail().await, "the audit trail is not whole");
    let (begun, _) = text.split_once('\n').unwrap();
    fs::write(made.records.trail_file(), format!("{begun}\n")).unwrap();
    insist(&made.trail().await, "the audit trail has nothing of");
    planted += 2;

    // A fault that strikes nothing.
    let scene = Scene::new(named(merging)).await;
    let nowhere = Step { operation: Operation::GroupsCreate, ..clear };
    assert!(
        strike(&scene, &scene.program(), nowhere, none).await.unwrap_err().contains("the fault never struck")
    );
    planted += 1;

    count(&format!("planted bugs: {planted}, each seen by the judge of the fault matrix"));
}
