//! The fault matrix of provisioning: every way of writing, every request of it, everything that can happen
//! to that request. Whatever it is, the user ends with what is wanted or with what they had, and the
//! program says which.
//!
//! Each cell is a company of its own and runs of the real program over real HTTP: one that meets the fault,
//! or is killed at it, and one more without any fault. What the instance, the journal and the audit trail
//! hold afterwards is compared with what the program said, by [`judge`].
//!
//! The test runs a share of the cells that is the same each time. `cargo xtask fault-matrix` runs all.

mod judge;
mod lasting;
mod late;
mod path;
mod planted;
mod twice;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use coupa_sandbox::{Fault, State};
use testkit::program::{Finished, Program, finished};
use tokio::{
    sync::{Semaphore, oneshot},
    task::JoinSet,
};

use self::{
    judge::{Records, Verdict},
    path::{Follow, PATHS, Path, Scene, Step, steps_of},
};
use crate::provision_world::count;

/// The variable by which all cells are asked for.
const FULL: &str = "BATON_COUPA_FAULT_MATRIX";

/// Without it so many of seven cells are run, of a write and of a read. Seven goes into neither the number
/// of faults nor that of next runs, so that each of them has its share.
const SHARE_OF_SEVEN: (usize, usize) = (3, 1);

/// Cells side by side. Most of them wait for the program, which waits between two tries.
const SIDE_BY_SIDE: usize = 8;

/// A request that has not come by then will not come.
const PATIENCE: Duration = Duration::from_secs(60);

/// What happens to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Trouble {
    name: &'static str,
    /// The fault, as the simulator reads it, without target.
    fault: &'static str,
    /// Whether the program is killed when the request has arrived.
    kill: Option<Moment>,
}

/// When the program is killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    /// The request has arrived and does nothing.
    Before,
    /// The request has taken effect.
    After,
}

const fn trouble(name: &'static str, fault: &'static str) -> Trouble {
    Trouble { name, fault, kill: None }
}

const TROUBLES: [Trouble; 8] = [
    trouble("refused", "status=400"),
    trouble("429", "status=429"),
    trouble("500", "status=500"),
    trouble("500 after", "status-after=500"),
    trouble("dropped before", "reset-before"),
    trouble("dropped after", "reset-after"),
    Trouble { name: "killed before", fault: "hang", kill: Some(Moment::Before) },
    Trouble { name: "killed after", fault: "hang-after", kill: Some(Moment::After) },
];

/// One trouble at one request of one path.
#[derive(Debug, Clone, Copy)]
struct Cell {
    path: Path,
    /// Which request of the path, from 1.
    number: usize,
    step: Step,
    trouble: Trouble,
    follow: Follow,
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, number, step, trouble, follow } = self;
        write!(f, "{}, request {number} ({}), {}, then {follow:?}", path.name, step.operation, trouble.name)
    }
}

/// What is counted.
#[derive(Default)]
struct Tally {
    by_path: BTreeMap<&'static str, usize>,
    by_trouble: BTreeMap<&'static str, usize>,
    by_verdict: BTreeMap<Verdict, usize>,
    writes: usize,
    complaints: Vec<String>,
}

impl Tally {
    fn add(&mut self, path: &'static str, trouble: &'static str, verdict: Verdict) {
        *self.by_path.entry(path).or_default() += 1;
        *self.by_trouble.entry(trouble).or_default() += 1;
        *self.by_verdict.entry(verdict).or_default() += 1;
    }

    fn cells(&self) -> usize {
        self.by_verdict.values().sum()
    }

    fn of(&self, verdict: Verdict) -> usize {
        self.by_verdict.get(&verdict).copied().unwrap_or_default()
    }

    /// Prints what was run, and insists that nobody complained.
    fn close(&self, what: &str, n_all: usize, began: Instant) {
        count(&format!(
            "{what}: {} of {n_all} cells in {:.0} s, {} complaints, by end: {:?}",
            self.cells(),
            began.elapsed().as_secs_f64(),
            self.complaints.len(),
            self.by_verdict
        ));
        let complaints = &self.complaints;
        assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
    }
}

/// Starts the program, and kills it when it is told that the request has arrived.
async fn run_and_kill(program: &Program, arrived: oneshot::Receiver<()>) -> Result<Finished, String> {
    let mut child = program.start().unwrap();
    let arrived = tokio::time::timeout(PATIENCE, arrived).await;
    child.kill().unwrap();
    let output = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap()).await.unwrap();
    let finished = finished(output).unwrap();
    match arrived {
        Ok(Ok(())) => Ok(finished),
        _ => Err(format!("the request never came: {}", finished.stderr)),
    }
}

/// Runs a program into the trouble.
async fn strike(scene: &Scene, program: &Program, step: Step, trouble: Trouble) -> Result<Finished, String> {
    let Step { operation, nth, .. } = step;
    let sandbox = &scene.world.sandbox;
    let fault = format!("{operation}:{},nth={nth}", trouble.fault).parse::<Fault>().unwrap();
    let number = sandbox.faults().add(fault);
    let n_struck = || scene.requests().iter().filter(|entry| !entry.faults.is_empty()).count();
    let n_struck_before = n_struck();
    let finished = match trouble.kill {
        None => program.run_async().await.unwrap(),
        Some(moment) => {
            let (arrive, arrived) = oneshot::channel();
            let hook = move |_: &mut State| {
                // Nobody listens any more if the wait has ended.
                let _ = arrive.send(());
            };
            match moment {
                Moment::Before => sandbox.hooks().before(operation, nth, hook),
                Moment::After => sandbox.hooks().after(operation, nth, hook),
            }
            let finished = run_and_kill(program, arrived).await?;
            // The instance notes a request right after the hooks. Then its journal is complete.
            while n_struck() == n_struck_before {
                tokio::task::yield_now().await;
            }
            finished
        }
    };
    if sandbox.faults().fired(number) == 0 {
        return Err(format!("the fault never struck: {}", finished.stderr));
    }
    sandbox.faults().clear();
    Ok(finished)
}

/// Runs one cell. Returns what came of it and how many writes reached the instance.
async fn run(cell: &Cell, wrong: &mut Vec<String>) -> Option<(Verdict, usize)> {
    let scene = Scene::new(cell.path).await;
    let records = Records::new(scene.world.state_dir());
    let finished = match strike(&scene, &scene.program(), cell.step, cell.trouble).await {
        Ok(finished) => finished,
        Err(complaint) => {
            wrong.push(complaint);
            return None;
        }
    };
    let verdict = judge::first(&scene, &records, &finished, wrong);
    let n_of_killed = if verdict.is_killed() { scene.writes().len() } else { 0 };
    let before = scene.writes().len();
    let second = scene.next(cell.follow).run_async().await.unwrap();
    judge::last(&scene, &records, verdict, cell.follow, &second, wrong);
    if verdict == Verdict::Made && scene.writes().len() > before {
        wrong.push("it was made, and still something was sent by the next run".to_owned());
    }
    let writes = judge::trail(&scene, &records, n_of_killed, wrong).await;
    Some((verdict, writes))
}

/// The requests of a path, from a run that nothing disturbs.
async fn probe(path: Path, wrong: &mut Vec<String>) -> Vec<Step> {
    let scene = Scene::new(path).await;
    let records = Records::new(scene.world.state_dir());
    let finished = scene.program().run_async().await.unwrap();
    let mut found = Vec::new();
    let steps = steps_of(&scene.requests());
    let verdict = judge::first(&scene, &records, &finished, &mut found);
    if verdict != Verdict::Made {
        found.push(format!("undisturbed it comes to {verdict:?}"));
    }
    judge::trail(&scene, &records, 0, &mut found).await;
    wrong.extend(found.into_iter().map(|found| format!("{}: {found}", path.name)));
    steps
}

/// All cells, in an order that is the same each time.
async fn cells(wrong: &mut Vec<String>) -> Vec<Cell> {
    let mut cells = Vec::new();
    for path in PATHS {
        for (place, step) in probe(path, wrong).await.into_iter().enumerate() {
            for trouble in TROUBLES {
                let follow = Follow::ALL[cells.len() % 3];
                cells.push(Cell { path, number: place + 1, step, trouble, follow });
            }
        }
    }
    cells
}

/// Whether all cells are asked for.
fn is_full() -> bool {
    std::env::var_os(FULL).is_some()
}

/// Runs cells side by side.
async fn run_all(cells: Vec<Cell>) -> Tally {
    let places = Arc::new(Semaphore::new(SIDE_BY_SIDE));
    let tally = Arc::new(Mutex::new(Tally::default()));
    let mut tasks = JoinSet::new();
    for cell in cells {
        let (places, tally) = (Arc::clone(&places), Arc::clone(&tally));
        tasks.spawn(async move {
            let _place = places.acquire().await.unwrap();
            let mut wrong = Vec::new();
            let result = run(&cell, &mut wrong).await;
            let mut tally = tally.lock().unwrap();
            if let Some((verdict, writes)) = result {
                tally.add(cell.path.name, cell.trouble.name, verdict);
                tally.writes += writes;
            }
            tally.complaints.extend(wrong.into_iter().map(|wrong| format!("{cell}: {wrong}")));
        });
    }
    tasks.join_all().await;
    std::mem::take(&mut *tally.lock().unwrap())
}

/// Enough to notice what breaks, quick enough for every change.
#[tokio::test(flavor = "multi_thread")]
async fn a_share_of_the_fault_matrix_leaves_nobody_worse_off() {
    let began = Instant::now();
    let mut wrong = Vec::new();
    let all = cells(&mut wrong).await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let n_all = all.len();
    let is_chosen = |place: usize, is_write| {
        let (of_writes, of_reads) = SHARE_OF_SEVEN;
        is_full() || place % 7 < if is_write { of_writes } else { of_reads }
    };
    let chosen = all.into_iter().enumerate().filter(|(place, cell)| is_chosen(*place, cell.step.is_write));
    let share: Vec<Cell> = chosen.map(|(_, cell)| cell).collect();
    let n_run = share.len();
    let tally = run_all(share).await;
    count(&format!(
        "fault matrix: {n_run} of {n_all} cells in {:.0} s, {} writes, {} complaints",
        began.elapsed().as_secs_f64(),
        tally.writes,
        tally.complaints.len()
    ));
    count(&format!("fault matrix by fault: {:?}", tally.by_trouble));
    count(&format!("fault matrix by end: {:?}", tally.by_verdict));
    if is_full() {
        count(&format!("fault matrix by path: {:#?}", tally.by_path));
    }
    let complaints = &tally.complaints;
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
    assert_eq!(tally.cells(), n_run);
    assert_eq!(tally.by_path.len(), PATHS.len(), "a path has no cell");
    assert_eq!(tally.by_trouble.len(), TROUBLES.len(), "a fault has no cell");
    assert!(n_all > 1000 && n_run > 150, "{n_run} of {n_all} cells");
    // Otherwise the matrix never saw what the journal is for.
    assert!(tally.of(Verdict::KilledHalfDone) > 0, "nobody was ever left half-way");
}
