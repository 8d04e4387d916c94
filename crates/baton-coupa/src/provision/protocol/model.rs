//! The protocol against a model of a list: every reading of the documents, every fault at every call, death
//! at every call, somebody else's change before every call. The model is a set and a few switches; it
//! shares nothing with the client or the sandbox.

use std::{
    collections::BTreeMap,
    future::pending,
    sync::{Mutex, PoisonError},
};

use super::*;
use crate::listing::DirectoryKind;

/// How the modelled instance reads a write.
#[derive(Debug, Clone, Copy)]
struct Reading {
    replaces: bool,
    null_clears: bool,
    empty_clears: bool,
    single: SingleCall,
    answers_tell: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SingleCall {
    Absent,
    Works,
    DoesNothing,
}

impl Reading {
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for bits in 0..8_u8 {
            for (null_clears, empty_clears) in [(true, true), (true, false), (false, true)] {
                let single = match bits >> 1 & 3 {
                    0 => SingleCall::Absent,
                    1 => SingleCall::Works,
                    2 => SingleCall::DoesNothing,
                    _ => continue,
                };
                for answers_tell in [true, false] {
                    let replaces = bits & 1 == 1;
                    all.push(Self { replaces, null_clears, empty_clears, single, answers_tell });
                }
            }
        }
        all
    }
}

/// What goes wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Refused,
    NotDone,
    /// 500, before it took effect.
    FaultedBefore,
    /// 500, after it took effect.
    FaultedAfter,
    /// A lost connection, before it took effect.
    LostBefore,
    /// The same after it took effect.
    LostAfter,
    /// The same, and it takes effect before the n-th call from here, or after the end if there is none.
    LostLate(usize),
    KilledBefore,
    KilledAfter,
}

const FAULTS: [Fault; 12] = [
    Fault::Refused,
    Fault::NotDone,
    Fault::FaultedBefore,
    Fault::FaultedAfter,
    Fault::LostBefore,
    Fault::LostAfter,
    Fault::LostLate(1),
    Fault::LostLate(2),
    Fault::LostLate(4),
    Fault::LostLate(1000),
    Fault::KilledBefore,
    Fault::KilledAfter,
];

/// Somebody else's change, made at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rival {
    Adds(u64),
    Removes(u64),
}

impl Rival {
    fn apply(self, ids: &mut Ids) {
        match self {
            Self::Adds(id) => ids.insert(id),
            Self::Removes(id) => ids.remove(&id),
        };
    }
}

#[derive(Debug, Clone, Default)]
struct Script {
    /// Fault at the n-th call, from 1.
    fault: Option<(usize, Fault)>,
    /// It stays from that call on.
    lasts: bool,
    /// Changes right before the n-th call.
    rivals: Vec<(usize, Rival)>,
}

struct Model {
    reading: Reading,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    ids: Ids,
    script: Script,
    calls: usize,
    writes: usize,
    /// The numbers of the calls that were writes.
    write_numbers: Vec<usize>,
    /// Writes that are still under way, and before which call they arrive.
    late: Vec<(usize, Effect)>,
}

/// What a write does to the list.
type Effect = Box<dyn FnOnce(&Reading, &mut Ids) + Send>;

impl Model {
    fn new(reading: Reading, ids: &[u64], script: Script) -> Self {
        let state = State { ids: ids.iter().copied().collect(), script, ..State::default() };
        Self { reading, state: Mutex::new(state) }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a call, lets a rival in, and tells what goes wrong with it.
    fn next(&self, is_write: bool) -> Option<Fault> {
        let mut state = self.state();
        state.calls += 1;
        let number = state.calls;
        if is_write {
            state.writes += 1;
            state.write_numbers.push(number);
        }
        self.arrive(&mut state, number);
        for (at, rival) in state.script.rivals.clone() {
            if at == number {
                rival.apply(&mut state.ids);
            }
        }
        let (at, fault) = state.script.fault?;
        let strikes = number == at || state.script.lasts && number > at;
        strikes.then_some(fault)
    }

    /// Lets the writes that are due take effect.
    fn arrive(&self, state: &mut State, number: usize) {
        let late = std::mem::take(&mut state.late);
        for (at, effect) in late {
            if at <= number {
                effect(&self.reading, &mut state.ids);
            } else {
                state.late.push((at, effect));
            }
        }
    }

    async fn write(
        &self,
        apply: impl FnOnce(&Reading, &mut Ids) + Send + 'static,
    ) -> Result<Option<Ids>, Trouble<String>> {
        let fault = self.next(true);
        match fault {
            Some(Fault::Refused) => return Err(Trouble::Refused("refused".to_owned())),
            Some(Fault::NotDone) => return Err(Trouble::NotDone("not done".to_owned())),
            Some(Fault::FaultedBefore) => return Err(Trouble::Unsure("500".to_owned())),
            Some(Fault::LostBefore) => return Err(Trouble::Unsure("lost".to_owned())),
            Some(Fault::LostLate(after)) => {
                let mut state = self.state();
                let at = state.calls + after;
                state.late.push((at, Box::new(apply)));
                return Err(Trouble::Unsure("lost".to_owned()));
            }
            Some(Fault::KilledBefore) => pending().await,
            _ => {}
        }
        let answer = {
            let mut state = self.state();
            apply(&self.reading, &mut state.ids);
            state.ids.clone()
        };
        match fault {
            Some(Fault::FaultedAfter) => Err(Trouble::Unsure("500".to_owned())),
            Some(Fault::LostAfter) => Err(Trouble::Unsure("lost".to_owned())),
            Some(Fault::KilledAfter) => pending().await,
            _ => Ok(self.reading.answers_tell.then_some(answer)),
        }
    }

    async fn single(&self, apply: impl FnOnce(&mut Ids) + Send + 'static) -> Single<String> {
        if self.reading.single == SingleCall::Absent {
            return Single::NotOffered;
        }
        let written = self.write(move |reading, ids| {
            if reading.single == SingleCall::Works {
                apply(ids);
            }
        });
        match written.await {
            Ok(_) => Single::Accepted,
            Err(trouble) => Single::Failed(trouble),
        }
    }
}

impl RemoteList for Model {
    type Error = String;

    async fn read(&self) -> Result<Ids, String> {
        match self.next(false) {
            Some(Fault::KilledBefore | Fault::KilledAfter) => pending().await,
            None => Ok(self.state().ids.clone()),
            Some(_) => Err("unreadable".to_owned()),
        }
    }

    async fn set(&self, ids: &Ids) -> Result<Option<Ids>, Trouble<String>> {
        assert!(!ids.is_empty(), "an empty list would clear");
        let ids = ids.clone();
        self.write(move |reading, held| {
            if reading.replaces {
                held.clear();
            }
            held.extend(ids);
        })
        .await
    }

    async fn clear(&self, form: Clear) -> Result<Option<Ids>, Trouble<String>> {
        self.write(move |reading, held| {
            let counts = if form == Clear::Null { reading.null_clears } else { reading.empty_clears };
            if counts {
                held.clear();
            }
        })
        .await
    }

    fn is_over(&self, error: &String) -> bool {
        error == "500"
    }

    async fn add_one(&self, id: u64) -> Single<String> {
        self.single(move |ids| {
            ids.insert(id);
        })
        .await
    }

    async fn remove_one(&self, id: u64) -> Single<String> {
        self.single(move |ids| {
            ids.remove(&id);
        })
        .await
    }
}

/// A journal that survives the death of whoever writes it.
#[derive(Default)]
struct Paper {
    entries: Mutex<BTreeMap<String, Entry>>,
    begun: Mutex<u32>,
    /// Refuse everything from now on.
    is_full: bool,
}

impl Paper {
    fn entries(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Records for Paper {
    fn begin(&self, _: &Ids, _: &Ids) -> Result<(), RecordError> {
        *self.begun.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        Ok(())
    }

    fn journal(&self, former: &Ids, wanted: &Ids) -> Result<Entry, JournalError> {
        if self.is_full {
            return Err(JournalError::Write { path: "full".into(), cause: std::io::ErrorKind::Other.into() });
        }
        let entry = Entry::new(17, DirectoryKind::Roles, former.clone(), wanted.clone(), "test");
        self.entries().insert(entry.id.clone(), entry.clone());
        Ok(entry)
    }

    fn journal_again(&self, entry: &Entry) -> Result<(), JournalError> {
        self.entries().insert(entry.id.clone(), entry.clone());
        Ok(())
    }

    fn finish(&self, entry: &Entry) {
        self.entries().remove(&entry.id);
    }
}

const PATIENCE: Patience = Patience { max_tries: 3, first_delay: Duration::ZERO, max_delay: Duration::ZERO };

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    Add(u64),
    Remove(u64),
}

impl Operation {
    fn apply(self, ids: &mut Ids) {
        match self {
            Self::Add(id) => ids.insert(id),
            Self::Remove(id) => ids.remove(&id),
        };
    }
}

const OPERATIONS: [Operation; 2] = [Operation::Add(9), Operation::Remove(4)];
const LISTS: [&[u64]; 4] = [&[4], &[1, 4], &[1, 2, 4, 7], &[]];

/// A runtime on which waits take no time.
fn paused() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
}

/// Runs until the end or until the process "dies". Nothing waits for anything real, so being pending
/// means being dead.
fn run(model: &Model, paper: &Paper, operation: Operation) -> Option<Outcome<String>> {
    let protocol = Protocol { list: model, records: paper, patience: PATIENCE };
    paused().block_on(async {
        let work = async {
            match operation {
                Operation::Add(id) => protocol.add(id).await,
                Operation::Remove(id) => protocol.remove(id).await,
            }
        };
        // Waits of length zero still yield to the timer once or twice.
        tokio::time::timeout(Duration::from_secs(1), work).await.ok()
    })
}

fn recover_all(model: &Model, paper: &Paper) {
    let protocol = Protocol { list: model, records: paper, patience: PATIENCE };
    let entries: Vec<Entry> = paper.entries().values().cloned().collect();
    paused().block_on(async {
        for entry in entries {
            protocol.recover(entry, false).await.unwrap();
        }
    });
}

fn expected(operation: Operation, ids: &[u64]) -> (Ids, Ids) {
    let former: Ids = ids.iter().copied().collect();
    let mut wanted = former.clone();
    operation.apply(&mut wanted);
    (former, wanted)
}

/// How many calls an undisturbed run makes.
fn length(reading: Reading, ids: &[u64], operation: Operation) -> usize {
    let model = Model::new(reading, ids, Script::default());
    let outcome = run(&model, &Paper::default(), operation).unwrap();
    let (_, wanted) = expected(operation, ids);
    let possible = reading.null_clears || reading.empty_clears;
    assert!(possible && outcome.is_ok(), "{reading:?} {ids:?} {operation:?}: {outcome:?}");
    assert_eq!(model.state().ids, wanted, "{reading:?} {operation:?}");
    model.state().calls
}

#[test]
fn every_fault_at_every_call_leaves_the_former_or_the_wanted_list() {
    let (mut cells, mut repaired, mut unknown) = (0_u32, 0_u32, 0_u32);
    for reading in Reading::all() {
        for (ids, operation) in LISTS.iter().flat_map(|ids| OPERATIONS.map(|operation| (*ids, operation))) {
            let (former, wanted) = expected(operation, ids);
            for at in 1..=length(reading, ids, operation) + 2 {
                for (fault, lasts) in FAULTS.into_iter().flat_map(|fault| [(fault, false), (fault, true)]) {
                    cells += 1;
                    let context =
                        format!("{reading:?} {ids:?} {operation:?} {fault:?} at {at} lasting {lasts}");
                    let script = Script { fault: Some((at, fault)), lasts, rivals: Vec::new() };
                    let model = Model::new(reading, ids, script);
                    let paper = Paper::default();
                    let outcome = run(&model, &paper, operation);
                    let now = model.state().ids.clone();
                    let is_passing = matches!(fault, Fault::FaultedBefore | Fault::FaultedAfter) && !lasts;
                    // A call that does nothing uses up the tries of this impatient test.
                    if is_passing && at > 1 && reading.single != SingleCall::DoesNothing {
                        assert!(
                            matches!(outcome, Some(Ok(_))),
                            "{context}: one fault is survived: {outcome:?}"
                        );
                    }
                    match &outcome {
                        Some(Ok(_)) => assert_eq!(now, wanted, "{context}"),
                        Some(Err(
                            Undone::Unread(_)
                            | Undone::Unchanged { .. }
                            | Undone::Ignored { .. }
                            | Undone::MayArrive { .. }
                            | Undone::Restored { .. },
                        )) => assert_eq!(now, former, "{context}: {outcome:?}"),
                        Some(Err(Undone::Unknown { .. })) => {
                            unknown += 1;
                            assert!(now == former || now == wanted, "{context}");
                        }
                        Some(Err(Undone::HalfDone { .. })) => {
                            assert!(lasts && !paper.entries().is_empty(), "{context}");
                        }
                        Some(Err(other)) => panic!("{context}: {other:?}"),
                        None => {
                            assert!(matches!(fault, Fault::KilledBefore | Fault::KilledAfter), "{context}");
                        }
                    }
                    let was_open = !paper.entries().is_empty();
                    // What is still under way arrives when nobody looks any more.
                    model.arrive(&mut model.state(), usize::MAX);
                    model.state().script = Script::default();
                    recover_all(&model, &paper);
                    let now = model.state().ids.clone();
                    assert!(now == former || now == wanted, "{context}: {now:?} after recovery");
                    assert!(paper.entries().is_empty(), "{context}: the journal is not empty");
                    repaired += u32::from(was_open);
                    // And once more, which a scheduler would do.
                    assert!(matches!(run(&model, &paper, operation), Some(Ok(_))), "{context}");
                    assert_eq!(model.state().ids, wanted, "{context}");
                }
            }
        }
    }
    println!("{cells} cells of faults, {repaired} repaired from the journal, {unknown} reported as unknown");
    assert!(cells > 10_000 && repaired > 500, "{cells} {repaired}");
}

/// Whether some order of our change and the others gives this list.
fn is_explained(now: &Ids, ids: &[u64], operation: Operation, rivals: &[Rival]) -> bool {
    (0..=rivals.len()).any(|place| {
        let mut held: Ids = ids.iter().copied().collect();
        for (index, rival) in rivals.iter().enumerate() {
            if index == place {
                operation.apply(&mut held);
            }
            rival.apply(&mut held);
        }
        if place == rivals.len() {
            operation.apply(&mut held);
        }
        held == *now
    })
}

#[test]
fn somebody_elses_change_is_kept_unless_it_falls_between_a_read_and_a_write() {
    let (mut kept, mut gaps, mut lost_in_gaps) = (0_u32, 0_u32, 0_u32);
    let rivals = [Rival::Adds(11), Rival::Removes(1), Rival::Adds(9), Rival::Removes(4), Rival::Adds(4)];
    for reading in Reading::all().into_iter().filter(|reading| reading.single != SingleCall::DoesNothing) {
        for (ids, operation) in LISTS.iter().flat_map(|ids| OPERATIONS.map(|operation| (*ids, operation))) {
            let (former, wanted) = expected(operation, ids);
            if former == wanted {
                continue;
            }
            for at in 1..=length(reading, ids, operation) {
                for rival in rivals {
                    let context = format!("{reading:?} {ids:?} {operation:?} {rival:?} before call {at}");
                    let script = Script { rivals: vec![(at, rival)], ..Script::default() };
                    let model = Model::new(reading, ids, script);
                    let paper = Paper::default();
                    let outcome = run(&model, &paper, operation).unwrap();
                    assert!(outcome.is_ok(), "{context}: {outcome:?}");
                    assert!(paper.entries().is_empty(), "{context}");
                    let state = model.state();
                    // While a list is cleared, taking something out of it leaves no trace either.
                    let is_gap = match rival {
                        Rival::Adds(_) => state.write_numbers.contains(&at),
                        Rival::Removes(_) => {
                            state.write_numbers.first() <= Some(&at)
                                && Some(&at) <= state.write_numbers.last()
                        }
                    };
                    let explained = is_explained(&state.ids, ids, operation, &[rival]);
                    if is_gap {
                        gaps += 1;
                        lost_in_gaps += u32::from(!explained);
                        // Even there nobody but the other one's own simultaneous change is touched.
                        let mut others = wanted.clone();
                        match rival {
                            Rival::Adds(id) | Rival::Removes(id) => others.remove(&id),
                        };
                        assert!(others.is_subset(&state.ids), "{context}: {:?}", state.ids);
                    } else {
                        kept += 1;
                        assert!(explained, "{context}: {:?}", state.ids);
                    }
                }
            }
        }
    }
    println!(
        "{kept} changes of others kept; of {gaps} in the gap before a write, {lost_in_gaps} went unseen"
    );
    assert!(kept > 500 && gaps > 500, "{kept} {gaps}");
}

#[test]
fn ten_thousand_interleavings_with_several_rivals_lose_nobody_elses_entry() {
    fastrand::seed(20_261_121);
    let readings = Reading::all();
    let mut done = 0_u32;
    while done < 10_000 {
        let reading = readings[fastrand::usize(..readings.len())];
        let operation = OPERATIONS[fastrand::usize(..2)];
        let ids = LISTS[fastrand::usize(1..3)];
        if reading.single == SingleCall::DoesNothing {
            continue;
        }
        let rivals: Vec<(usize, Rival)> = (0..fastrand::usize(1..4))
            .map(|index| (fastrand::usize(1..9), Rival::Adds(20 + index as u64)))
            .collect();
        let model = Model::new(reading, ids, Script { rivals: rivals.clone(), ..Script::default() });
        let paper = Paper::default();
        let outcome = run(&model, &paper, operation).unwrap();
        let (_, wanted) = expected(operation, ids);
        let context = format!("{reading:?} {ids:?} {operation:?} {rivals:?}: {outcome:?}");
        let state = model.state();
        assert!(outcome.is_ok(), "{context}");
        assert!(wanted.is_subset(&state.ids), "{context}: {:?}", state.ids);
        if let Operation::Remove(id) = operation {
            assert!(!state.ids.contains(&id), "{context}");
        }
        for (at, rival) in rivals {
            let Rival::Adds(id) = rival else { continue };
            let came = at <= state.calls;
            let in_gap = state.write_numbers.contains(&at);
            assert!(!came || in_gap || state.ids.contains(&id), "{context}: lost {id} of {:?}", state.ids);
        }
        done += 1;
    }
    println!("{done} interleavings");
}

#[test]
fn a_full_disk_keeps_the_list_from_being_cleared() {
    for reading in Reading::all().into_iter().filter(|reading| reading.single == SingleCall::Absent) {
        let model = Model::new(reading, &[1, 4], Script::default());
        let paper = Paper { is_full: true, ..Paper::default() };
        let outcome = run(&model, &paper, Operation::Remove(4)).unwrap();
        if reading.replaces {
            assert!(outcome.is_ok(), "{reading:?}");
        } else {
            assert!(matches!(outcome, Err(Undone::Unjournaled { .. })), "{reading:?}: {outcome:?}");
            assert_eq!(model.state().ids, [1, 4].into());
        }
    }
}

#[test]
fn what_is_so_already_sends_nothing() {
    for reading in Reading::all() {
        for (operation, ids) in [(Operation::Add(4), &[1, 4]), (Operation::Remove(9), &[1, 4])] {
            let model = Model::new(reading, ids, Script::default());
            let paper = Paper::default();
            let done = run(&model, &paper, operation).unwrap().unwrap();
            assert_eq!(done.kind, DoneKind::AlreadySo);
            let State { writes, calls, .. } = *model.state();
            assert_eq!((writes, calls), (0, 1));
            assert_eq!(*paper.begun.lock().unwrap(), 0, "nothing was attempted, so nothing is recorded");
        }
    }
}

fn recover(model: &Model, paper: &Paper, entry: Entry, force: bool) -> Recovery<String> {
    let protocol = Protocol { list: model, records: paper, patience: PATIENCE };
    paused().block_on(protocol.recover(entry, force)).unwrap()
}

#[test]
fn recovery_looks_at_the_world_first() {
    let reading = Reading {
        replaces: false,
        null_clears: true,
        empty_clears: true,
        single: SingleCall::Absent,
        answers_tell: true,
    };
    // What the list holds when the run comes back, what is found, what it holds then.
    let cases: [(&[u64], bool, &str, &[u64]); 9] = [
        (&[], false, "Finished", &[1, 2]),
        (&[1, 2, 4], false, "WasNotBegun", &[1, 2, 4]),
        (&[1, 2], false, "WasFinished", &[1, 2]),
        (&[1, 2, 9], false, "WasFinished", &[1, 2, 9]),
        // Somebody has given them something meanwhile.
        (&[9], false, "Finished", &[1, 2, 9]),
        (&[4], false, "Finished", &[1, 2, 4]),
        // Somebody has rebuilt the list and left something out: that is their decision.
        (&[1], false, "MovedOn", &[1]),
        (&[1, 4], false, "MovedOn", &[1, 4]),
        (&[1], true, "Finished", &[1, 2]),
    ];
    for (ids, force, expected, after) in cases {
        let model = Model::new(reading, ids, Script::default());
        let paper = Paper::default();
        let entry = paper.journal(&[1, 2, 4].into(), &[1, 2].into()).unwrap();
        let recovery = recover(&model, &paper, entry, force);
        let word = format!("{recovery:?}");
        assert!(word.starts_with(expected), "{ids:?}: {word}");
        assert_eq!(model.state().ids, after.iter().copied().collect::<Ids>(), "{ids:?}");
        assert_eq!(paper.entries().is_empty(), expected != "MovedOn", "{ids:?}");
    }
}

/// A list in which one id cannot be set any more, as when a role was deleted meanwhile.
struct Picky {
    model: Model,
    poison: u64,
    /// Accept such a write and leave the list alone, in place of refusing it.
    silently: bool,
}

impl RemoteList for Picky {
    type Error = String;

    async fn read(&self) -> Result<Ids, String> {
        self.model.read().await
    }

    async fn set(&self, ids: &Ids) -> Result<Option<Ids>, Trouble<String>> {
        if ids.contains(&self.poison) && self.model.state().writes > 1 {
            if self.silently {
                return Ok(None);
            }
            return Err(Trouble::Refused(format!("role {} could not be found", self.poison)));
        }
        self.model.set(ids).await
    }

    async fn clear(&self, form: Clear) -> Result<Option<Ids>, Trouble<String>> {
        self.model.clear(form).await
    }

    fn is_over(&self, error: &String) -> bool {
        self.model.is_over(error)
    }

    async fn add_one(&self, id: u64) -> Single<String> {
        self.model.add_one(id).await
    }

    async fn remove_one(&self, id: u64) -> Single<String> {
        self.model.remove_one(id).await
    }
}

#[test]
fn one_entry_that_coupa_no_longer_takes_does_not_cost_the_others() {
    let reading = Reading {
        replaces: false,
        null_clears: true,
        empty_clears: true,
        single: SingleCall::Absent,
        answers_tell: true,
    };
    for silently in [false, true] {
        let model = Model::new(reading, &[1, 2, 4, 7], Script::default());
        let list = Picky { model, poison: 2, silently };
        let paper = Paper::default();
        let protocol = Protocol { list: &list, records: &paper, patience: PATIENCE };
        let outcome = paused().block_on(protocol.remove(4));
        let Err(Undone::HalfDone { now, wanted, entry, .. }) = outcome else { panic!("{outcome:?}") };
        assert_eq!(now, Some([1, 7].into()), "everything that is wanted but the one that is refused");
        assert_eq!(wanted, [1, 2, 7].into());
        let kept = paper.entries().values().next().cloned().unwrap();
        assert_eq!(entry, Some(kept.id.clone()));
        assert!(kept.one_by_one);
    }
}
