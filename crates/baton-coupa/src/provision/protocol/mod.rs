//! The write protocol: how one entry comes into or out of one of a user's lists without harm to the rest.
//!
//! Coupa offers little for it. A list is written as a whole; some instances replace it, others only add to
//! it, and then the one way to take an entry out is to clear the list and set the rest. There is no
//! transaction, no version to compare, and an answer may be lost. So:
//!
//! - what is so already is left alone;
//! - an entry is added by sending the whole list and the entry, which is right under both readings, or by
//!   the call made for it where the instance has one;
//! - an entry is taken out by that call, else by sending the list without it, and only if it is still
//!   there by clearing; before that both lists are in the journal;
//! - after every write the list is read again, and ids are compared. What somebody else has added
//!   meanwhile stays, what somebody else has taken away is not brought back by a retry;
//! - a lost answer is resolved by reading. What cannot be known is reported as unknown;
//! - a list that was cleared is set again, tried several times, at last one by one; else the former list is
//!   restored; else the error says what the user has and should have, and the journal keeps both lists for
//!   `recover`.
//!
//! Between the last read and a write lies one round trip in which somebody else's change goes unseen.
//! Coupa has no conditional write, so no client can close it; the list is read right before each write to
//! keep it that short.

pub(crate) mod flag;
#[cfg(test)]
mod model;
mod outcome;

use std::{collections::BTreeSet, fmt::Display, time::Duration};

pub(crate) use self::outcome::{Done, DoneKind, Recovery, Undone};
use super::journal::{Entry, JournalError};

/// The ids of a list.
pub(crate) type Ids = BTreeSet<u64>;

/// How often somebody else may undo a change before we give up.
const MAX_CONTESTS: u32 = 3;

/// How patient the protocol is where the transport's own patience has ended.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// How often a step is tried.
    pub(crate) max_tries: u32,
    /// First wait; doubles.
    pub(crate) first_delay: Duration,
    /// Longest wait.
    pub(crate) max_delay: Duration,
}

impl Patience {
    pub(crate) async fn wait(&self, tries: u32) {
        let factor = 1_u32.checked_shl(tries.saturating_sub(1)).unwrap_or(u32::MAX);
        tokio::time::sleep(self.first_delay.saturating_mul(factor).min(self.max_delay)).await;
    }
}

/// Why a write did not bring an answer that says it was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble<E> {
    /// Coupa said no; nothing was changed.
    Refused(E),
    /// It never took effect: not sent, or turned away before anything happened.
    NotDone(E),
    /// It may have taken effect.
    Unsure(E),
}

impl<E> Trouble<E> {
    fn into_error(self) -> E {
        match self {
            Self::Refused(error) | Self::NotDone(error) | Self::Unsure(error) => error,
        }
    }
}

/// What came of the call that is made for a single entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Single<E> {
    /// Sent and accepted.
    Accepted,
    /// The instance has no such call: the list has to do.
    NotOffered,
    /// Anything else.
    Failed(Trouble<E>),
}

/// The two ways to write an empty list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clear {
    /// `null`, as live connectors send it.
    Null,
    /// `[]`, as the documents say.
    Empty,
}

impl Clear {
    fn other(self) -> Self {
        match self {
            Self::Null => Self::Empty,
            Self::Empty => Self::Null,
        }
    }
}

/// One list of one user at the instance.
pub(crate) trait RemoteList: Send + Sync {
    /// What a failed call is told by.
    type Error: Clone + Display + Send + Sync;

    /// The whole list as it is now.
    fn read(&self) -> impl Future<Output = Result<Ids, Self::Error>> + Send;

    /// Sends a list that is not empty. The answer may tell what the list then was.
    fn set(&self, ids: &Ids) -> impl Future<Output = Result<Option<Ids>, Trouble<Self::Error>>> + Send;

    /// Sends an empty list.
    fn clear(&self, form: Clear) -> impl Future<Output = Result<Option<Ids>, Trouble<Self::Error>>> + Send;

    /// Whether there may be calls made for single entries. Asking for one that is not there costs a request.
    fn may_offer_single(&self) -> bool {
        true
    }

    /// Whether [`RemoteList::lost_by_clearing`] has to be asked at all.
    fn has_more_than_entries(&self) -> bool {
        false
    }

    /// What would be lost by clearing the list and setting it again, other than the entry `id`: what hangs on
    /// the entries and does not come back with them. In words for people.
    fn lost_by_clearing(&self, id: u64) -> impl Future<Output = Result<Option<String>, Self::Error>> + Send {
        let _ = id;
        std::future::ready(Ok(None))
    }

    /// Whether a write that ended in this error is over: what it did is done, and nothing arrives later.
    fn is_over(&self, error: &Self::Error) -> bool;

    /// Adds an entry by the call made for it.
    fn add_one(&self, id: u64) -> impl Future<Output = Single<Self::Error>> + Send;

    /// Takes an entry out by the call made for it.
    fn remove_one(&self, id: u64) -> impl Future<Output = Single<Self::Error>> + Send;
}

/// What has to be on disk before and after.
pub(crate) trait Records: Send + Sync {
    /// Called once, before the first write. If it fails nothing is sent.
    fn begin(&self, before: &Ids, after: &Ids) -> Result<(), RecordError>;

    /// Writes both lists to the journal.
    fn journal(&self, former: &Ids, wanted: &Ids) -> Result<Entry, JournalError>;

    /// Writes a changed entry to the journal.
    fn journal_again(&self, entry: &Entry) -> Result<(), JournalError>;

    /// Removes a finished entry. A failure is logged: the next run finds the change finished.
    fn finish(&self, entry: &Entry);
}

/// Why nothing was begun.
#[derive(Debug, thiserror::Error)]
pub(crate) enum RecordError {
    /// The audit trail cannot be written.
    #[error(transparent)]
    Audit(#[from] super::audit::AuditError),
    /// Only a plan was asked for. Not a failure; it ends the protocol before the first write.
    #[error("only a plan was asked for")]
    Planned,
}

/// How an attempt to make a list hold at least some ids ended.
enum Established<E> {
    Yes(Ids),
    /// Coupa refuses the list as a whole.
    Refused(Option<Ids>, E),
    /// Tried often enough. With what was seen last, and no cause if every write was accepted.
    No(Option<Ids>, Option<E>),
}

/// A try that was not seen to do what it should.
struct Setback<E> {
    cause: E,
    /// Whether trying again is of no use.
    is_final: bool,
}

impl<E: Clone> Setback<E> {
    fn of(trouble: &Trouble<E>) -> Self {
        let is_final = !matches!(trouble, Trouble::Unsure(_));
        Self { cause: trouble.clone().into_error(), is_final }
    }
}

/// The protocol for one list of one user. Whoever runs it holds the user's lock.
pub(crate) struct Protocol<'a, L, R> {
    /// The list.
    pub(crate) list: &'a L,
    /// Journal and audit trail.
    pub(crate) records: &'a R,
    /// How patient to be.
    pub(crate) patience: Patience,
}

type Outcome<E> = Result<Done, Undone<E>>;

impl<L: RemoteList, R: Records> Protocol<'_, L, R> {
    /// Makes the list hold `id`, and keeps everything else in it.
    pub(crate) async fn add(&self, id: u64) -> Outcome<L::Error> {
        let former = self.list.read().await.map_err(Undone::Unread)?;
        let mut wanted = former.clone();
        if !wanted.insert(id) {
            return Ok(already(former));
        }
        if let Some(done) = self.begin(&former, &wanted)? {
            return Ok(done);
        }
        let made = |after| Ok(Done { before: former.clone(), after, kind: DoneKind::Made });
        let mut single_is_offered = self.list.may_offer_single();
        let (mut tries, mut ignored, mut contests) = (0, 0, 0);
        let mut now = former.clone();
        // Whether a write may have taken effect that no reading has looked at since.
        let mut is_open = false;
        loop {
            tries += 1;
            let mut sent_single = false;
            let mut written = Err(None);
            if single_is_offered {
                match self.list.add_one(id).await {
                    Single::Accepted => (sent_single, written) = (true, Ok(None)),
                    Single::NotOffered => {
                        single_is_offered = false;
                        now = self.read_again(now).await;
                    }
                    Single::Failed(trouble) => (sent_single, written) = (true, Err(Some(trouble))),
                }
            }
            let mut whole = now.clone();
            whole.insert(id);
            if !sent_single {
                written = self.list.set(&whole).await.map_err(Some);
            }
            is_open |= matches!(written, Ok(_) | Err(Some(Trouble::Unsure(_))));
            let seen = self.list.read().await;
            is_open &= seen.is_err();
            let setback = match (&written, seen) {
                (_, Ok(seen)) if seen.contains(&id) => {
                    // The whole list was sent; what is missing now, and was not in the answer either,
                    // is missing because of us.
                    let answer = written.ok().flatten();
                    let lost = self.lost(&whole, &seen, answer.as_ref(), sent_single);
                    if lost.is_empty() {
                        return made(seen);
                    }
                    now = seen;
                    if ignored >= 1 {
                        let (wanted, cause) = (whole, None);
                        return Err(Undone::HalfDone { now: Some(now), wanted, cause, entry: None });
                    }
                    ignored += 1;
                    now.extend(lost);
                    continue;
                }
                (Ok(answer), Ok(seen)) => {
                    now = seen;
                    if answer.as_ref().is_some_and(|answer| answer.contains(&id)) {
                        // It was there and is gone: somebody else took it out.
                        contests += 1;
                        if contests >= MAX_CONTESTS {
                            return Err(Undone::Contested { now });
                        }
                    } else {
                        ignored += 1;
                        if ignored > 1 {
                            if !sent_single {
                                return Err(Undone::Ignored { now });
                            }
                            // The call is there and does nothing; the list may do better.
                            single_is_offered = false;
                            ignored = 0;
                        }
                    }
                    None
                }
                // The list cannot be read, but the answer has shown it.
                (Ok(Some(answer)), Err(_)) if answer.contains(&id) => return made(answer.clone()),
                (Ok(_), Err(cause)) => Some(Setback { cause, is_final: false }),
                (Err(None), _) => None,
                (Err(Some(trouble)), seen) => {
                    now = seen.unwrap_or(now);
                    Some(Setback::of(trouble))
                }
            };
            if let Some(Setback { cause, is_final }) = setback
                && (is_final || tries >= self.patience.max_tries)
            {
                return Err(if is_open {
                    Undone::Unknown { former, wanted, cause }
                } else {
                    Undone::Unchanged { now, cause }
                });
            }
            self.patience.wait(tries).await;
            // What was sent may have taken effect late, and others may have been here.
            if let Ok(seen) = self.list.read().await {
                if seen.contains(&id) {
                    return made(seen);
                }
                now = seen;
                is_open = false;
            }
        }
    }

    /// Takes `id` out of the list, and keeps everything else in it.
    pub(crate) async fn remove(&self, id: u64) -> Outcome<L::Error> {
        let former = self.list.read().await.map_err(Undone::Unread)?;
        if !former.contains(&id) {
            return Ok(already(former));
        }
        let wanted = without(&former, id);
        if let Some(done) = self.begin(&former, &wanted)? {
            return Ok(done);
        }
        let made = |after| Ok(Done { before: former.clone(), after, kind: DoneKind::Made });
        let mut single_is_offered = self.list.may_offer_single();
        let mut form = Clear::Null;
        let (mut tries, mut ignored, mut contests) = (0, 0, 0);
        let mut now = former.clone();
        // Whether a write may have taken effect that no reading has looked at since.
        let mut is_open = false;
        loop {
            tries += 1;
            let mut written = Err(None);
            if single_is_offered {
                match self.list.remove_one(id).await {
                    Single::Accepted => written = Ok(None),
                    Single::NotOffered => {
                        single_is_offered = false;
                        now = self.read_again(now).await;
                    }
                    Single::Failed(trouble) => written = Err(Some(trouble)),
                }
            }
            let sent_single = single_is_offered;
            let rest = without(&now, id);
            if !sent_single {
                written = if rest.is_empty() {
                    // Nothing else is lost by clearing, so there is nothing to restore.
                    self.list.clear(form).await.map_err(Some)
                } else {
                    self.list.set(&rest).await.map_err(Some)
                };
            }
            is_open |= matches!(written, Ok(_) | Err(Some(Trouble::Unsure(_))));
            let seen = self.list.read().await;
            is_open &= seen.is_err();
            let setback = match (&written, seen) {
                (_, Ok(seen)) if !seen.contains(&id) => {
                    let answer = written.ok().flatten();
                    let lost = self.lost(&rest, &seen, answer.as_ref(), sent_single);
                    if lost.is_empty() {
                        return made(seen);
                    }
                    // Coupa left out more than was asked. Put it back.
                    let wanted = seen.union(&lost).copied().collect();
                    return match self.establish(&wanted).await {
                        Established::Yes(after) => made(after),
                        Established::Refused(now, cause) => {
                            Err(Undone::HalfDone { now, wanted, cause: Some(cause), entry: None })
                        }
                        Established::No(now, cause) => {
                            Err(Undone::HalfDone { now, wanted, cause, entry: None })
                        }
                    };
                }
                (Ok(answer), Ok(seen)) => {
                    now = seen;
                    if sent_single || rest.is_empty() {
                        let gone = answer.as_ref().is_some_and(|answer| !answer.contains(&id));
                        if gone {
                            contests += 1;
                        } else {
                            ignored += 1;
                        }
                        if contests >= MAX_CONTESTS {
                            return Err(Undone::Contested { now });
                        }
                        if sent_single && ignored > 1 {
                            // The call is there and does nothing; the list may do better.
                            single_is_offered = false;
                            ignored = 0;
                        } else if !sent_single {
                            // Ignored, or undone at once by somebody else: each form gets two chances.
                            form = form.other();
                            if ignored > 3 {
                                return Err(Undone::Ignored { now });
                            }
                        }
                    } else if without(&now, id).is_empty() {
                        // Somebody else has taken out the rest: clearing will do.
                    } else {
                        // This instance only adds to lists.
                        match self.clear_and_set(&now, id).await? {
                            after if !after.contains(&id) => return made(after),
                            after => {
                                contests += 1;
                                now = after;
                                if contests >= MAX_CONTESTS {
                                    return Err(Undone::Contested { now });
                                }
                            }
                        }
                    }
                    None
                }
                (Ok(Some(answer)), Err(_)) if !answer.contains(&id) => return made(answer.clone()),
                (Ok(_), Err(cause)) => Some(Setback { cause, is_final: false }),
                (Err(None), _) => None,
                (Err(Some(trouble)), seen) => {
                    now = seen.unwrap_or(now);
                    Some(Setback::of(trouble))
                }
            };
            if let Some(Setback { cause, is_final }) = setback
                && (is_final || tries >= self.patience.max_tries)
            {
                return Err(if is_open {
                    Undone::Unknown { former, wanted, cause }
                } else {
                    Undone::Unchanged { now, cause }
                });
            }
            self.patience.wait(tries).await;
            if let Ok(seen) = self.list.read().await {
                if !seen.contains(&id) {
                    return made(seen);
                }
                now = seen;
                is_open = false;
            }
        }
    }

    fn begin(&self, former: &Ids, wanted: &Ids) -> Result<Option<Done>, Undone<L::Error>> {
        match self.records.begin(former, wanted) {
            Ok(()) => Ok(None),
            Err(RecordError::Planned) => {
                Ok(Some(Done { before: former.clone(), after: wanted.clone(), kind: DoneKind::Planned }))
            }
            Err(error) => Err(Undone::Unrecorded(error)),
        }
    }

    /// What a write of a whole list made disappear. What its answer still showed was taken out by somebody
    /// else since, and stays out. Where the answer does not tell, what was sent counts.
    fn lost(&self, sent: &Ids, seen: &Ids, answer: Option<&Ids>, sent_single: bool) -> Ids {
        if sent_single {
            return Ids::new();
        }
        let missing = sent.difference(seen).copied();
        missing.filter(|id| answer.is_some_and(|answer| !answer.contains(id))).collect()
    }

    /// Clears the list and sets what is to stay. Returns what the list holds then, which may hold `id`
    /// again if somebody else has put it back.
    async fn clear_and_set(&self, former: &Ids, id: u64) -> Result<Ids, Undone<L::Error>> {
        let mut former = former.clone();
        if self.list.has_more_than_entries() {
            match self.list.lost_by_clearing(id).await {
                Ok(None) => {}
                Ok(Some(what)) => return Err(Undone::WouldCost { now: former, what }),
                Err(cause) => return Err(Undone::Unchanged { now: former, cause }),
            }
            former = self.read_again(former).await;
            if !former.contains(&id) {
                return Ok(former);
            }
        }
        let former = &former;
        let unjournaled = |now: &Ids, cause| Undone::Unjournaled { now: now.clone(), cause };
        let mut entry =
            self.records.journal(former, &without(former, id)).map_err(|cause| unjournaled(former, cause))?;
        for form in [Clear::Null, Clear::Empty] {
            let mut tries = 0;
            let (result, mut seen) = loop {
                tries += 1;
                let result = self.list.clear(form).await;
                // A list that cannot be read may be empty by now: setting it does no harm.
                let Ok(seen) = self.read_patiently().await else {
                    let target = entry.wanted.clone();
                    return self.set_or_restore(entry, &target).await;
                };
                let is_over = matches!(&result, Err(Trouble::Unsure(error)) if self.list.is_over(error));
                if !is_over || !entry.former.is_subset(&seen) || tries >= self.patience.max_tries {
                    break (result, seen);
                }
                self.patience.wait(tries).await;
            };
            let may_arrive = matches!(&result, Err(Trouble::Unsure(error)) if !self.list.is_over(error));
            if may_arrive {
                // It may yet take effect: an answer is also lost by one who waits too short.
                for tries in 1..self.patience.max_tries {
                    if !entry.former.is_subset(&seen) {
                        break;
                    }
                    self.patience.wait(tries).await;
                    seen = self.list.read().await.unwrap_or(seen);
                }
            }
            if !entry.former.is_subset(&seen) {
                // Whatever is there now was put there by somebody else, and stays.
                let target = entry.wanted.union(&seen).copied().collect();
                return self.set_or_restore(entry, &target).await;
            }
            if let Err(trouble) = result {
                let cause = trouble.into_error();
                if may_arrive {
                    // It may even take effect after all this: the entry stays, and the next run looks again.
                    return Err(Undone::MayArrive { now: seen, cause });
                }
                self.records.finish(&entry);
                return Err(Undone::Unchanged { now: seen, cause });
            }
            // Accepted and ignored: there is another form. What others have added meanwhile must not be
            // lost to it.
            if seen != entry.former {
                entry.wanted = without(&seen, id);
                entry.former = seen;
                if let Err(cause) = self.records.journal_again(&entry) {
                    self.records.finish(&entry);
                    return Err(unjournaled(&entry.former, cause));
                }
            }
        }
        self.records.finish(&entry);
        Err(Undone::Ignored { now: entry.former })
    }

    async fn set_or_restore(&self, mut entry: Entry, target: &Ids) -> Result<Ids, Undone<L::Error>> {
        let former = entry.former.clone();
        let (mut now, cause, restored) = match self.establish_somehow(target, &mut entry).await {
            Established::Yes(now) => {
                self.records.finish(&entry);
                return Ok(now);
            }
            // All that Coupa takes is set. The former list as a whole may be taken; one by one it would
            // bring back what was to be taken out, and nothing more.
            Established::Refused(now, cause) => (now, Some(cause), self.establish(&former).await),
            // Accepted and left out: the former list would be treated alike.
            Established::No(now, None) => (now, None, Established::No(None, None)),
            Established::No(now, cause) => (now, cause, self.establish_somehow(&former, &mut entry).await),
        };
        match restored {
            Established::Yes(seen) => {
                self.records.finish(&entry);
                if let Some(cause) = cause {
                    return Err(Undone::Restored { now: seen, cause });
                }
                return Err(Undone::Ignored { now: seen });
            }
            Established::Refused(seen, _) | Established::No(seen, _) => now = seen.or(now),
        }
        Err(Undone::HalfDone { now, wanted: target.clone(), cause, entry: Some(entry.id) })
    }

    /// As [`Protocol::establish`], and one by one where Coupa refuses the whole.
    async fn establish_somehow(&self, target: &Ids, entry: &mut Entry) -> Established<L::Error> {
        let (now, cause) = match self.establish(target).await {
            Established::Refused(now, cause) => (now.unwrap_or_default(), Some(cause)),
            // Accepted each time, and left alone each time.
            Established::No(Some(now), None) => (now, None),
            other => return other,
        };
        let failed = |held: Ids, cause: Option<L::Error>| match cause {
            Some(cause) => Established::Refused(Some(held), cause),
            None => Established::No(Some(held), None),
        };
        // One id that Coupa no longer takes must not cost the user the others.
        entry.one_by_one = true;
        if self.records.journal_again(entry).is_err() {
            return failed(now, cause);
        }
        let mut held = now;
        for id in target {
            if held.contains(id) {
                continue;
            }
            let mut next = held.clone();
            next.insert(*id);
            if let Established::Yes(seen) = self.establish(&next).await {
                held = seen;
            }
        }
        if target.is_subset(&held) { Established::Yes(held) } else { failed(held, cause) }
    }

    /// Sends the list until reading shows that it holds all of `target`.
    async fn establish(&self, target: &Ids) -> Established<L::Error> {
        if target.is_empty() {
            // There is nothing to send: sending an empty list would clear.
            return match self.read_patiently().await {
                Ok(seen) => Established::Yes(seen),
                Err(cause) => Established::No(None, Some(cause)),
            };
        }
        let mut last_seen = None;
        let mut last_cause = None;
        for tries in 1..=self.patience.max_tries {
            // Under the reading that a write replaces, what others have added must be sent along.
            let mut whole = target.clone();
            if let Some(seen) = &last_seen {
                whole.extend(seen);
            }
            let written = self.list.set(&whole).await;
            let seen = self.list.read().await;
            match (&written, seen) {
                (_, Ok(seen)) if target.is_subset(&seen) => return Established::Yes(seen),
                (Ok(Some(answer)), Ok(seen)) if target.is_subset(answer) => {
                    // It was there, and somebody else has taken something out since.
                    return Established::Yes(seen);
                }
                (Ok(Some(answer)), Err(_)) if target.is_subset(answer) => {
                    return Established::Yes(answer.clone());
                }
                (Err(Trouble::Refused(cause)), seen) => {
                    return Established::Refused(seen.ok().or(last_seen), cause.clone());
                }
                (Err(Trouble::Unsure(cause) | Trouble::NotDone(cause)), seen) => {
                    last_cause = Some(cause.clone());
                    last_seen = seen.ok().or(last_seen);
                }
                (Ok(_), Ok(seen)) => {
                    last_cause = None;
                    last_seen = Some(seen);
                }
                (Ok(_), Err(cause)) => last_cause = Some(cause),
            }
            if tries < self.patience.max_tries {
                self.patience.wait(tries).await;
            }
        }
        Established::No(last_seen, last_cause)
    }

    /// The list as it is after something else was tried: asking took its time, and what is sent next must
    /// not be older than it has to be. What was known has to do where it cannot be read.
    async fn read_again(&self, known: Ids) -> Ids {
        self.list.read().await.unwrap_or(known)
    }

    async fn read_patiently(&self) -> Result<Ids, L::Error> {
        let mut tries = 1;
        loop {
            match self.list.read().await {
                Ok(seen) => return Ok(seen),
                Err(cause) if tries >= self.patience.max_tries => return Err(cause),
                Err(_) => self.patience.wait(tries).await,
            }
            tries += 1;
        }
    }

    /// Finishes or restores an interrupted change, or finds that there is nothing left to do.
    ///
    /// `force` finishes it even if somebody has worked on the list since.
    ///
    /// # Errors
    ///
    /// If the list cannot be read; the entry stays.
    pub(crate) async fn recover(
        &self,
        mut entry: Entry,
        force: bool,
    ) -> Result<Recovery<L::Error>, Undone<L::Error>> {
        let now = self.list.read().await.map_err(Undone::Unread)?;
        let taken: Ids = entry.former.difference(&entry.wanted).copied().collect();
        if entry.former.is_subset(&now) {
            self.records.finish(&entry);
            return Ok(Recovery::WasNotBegun { now });
        }
        if entry.wanted.is_subset(&now) && taken.is_disjoint(&now) {
            self.records.finish(&entry);
            return Ok(Recovery::WasFinished { now });
        }
        // A cleared list holds nothing of what it held. A part of it means that somebody has chosen.
        let is_ours = entry.one_by_one || entry.wanted.is_disjoint(&now);
        if !is_ours && !force {
            return Ok(Recovery::MovedOn { now });
        }
        let target: Ids = entry.wanted.union(&now).copied().collect();
        if let Some(Done { .. }) = self.begin(&now, &target)? {
            return Ok(Recovery::MovedOn { now });
        }
        let id = entry.id.clone();
        entry.one_by_one |= force;
        match self.set_or_restore(entry, &target).await {
            Ok(now) => Ok(Recovery::Finished { now }),
            Err(Undone::Restored { now, cause }) => Ok(Recovery::Restored { now, cause }),
            Err(Undone::HalfDone { now, cause, .. }) => Ok(Recovery::Failed { now, cause }),
            Err(Undone::Ignored { now }) => Ok(Recovery::Failed { now: Some(now), cause: None }),
            Err(other) => {
                tracing::debug!(entry = id, "an interrupted change stays");
                Err(other)
            }
        }
    }
}

fn already(now: Ids) -> Done {
    Done { before: now.clone(), after: now, kind: DoneKind::AlreadySo }
}

fn without(ids: &Ids, id: u64) -> Ids {
    ids.iter().copied().filter(|held| *held != id).collect()
}
