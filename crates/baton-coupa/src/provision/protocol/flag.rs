//! The write protocol for a single value of a user: a licence, or being active.
//!
//! One write sets it, so nothing can be half done; what is left is to read before and after, to resolve a
//! lost answer by reading, and to notice a write that Coupa accepts and ignores.

use std::fmt::Display;

use super::{Patience, RecordError, Trouble};

/// One value of one user at the instance.
pub(crate) trait RemoteFlag: Send + Sync {
    /// What a failed call is told by.
    type Error: Clone + Display + Send + Sync;

    /// The value as it is now.
    fn read(&self) -> impl Future<Output = Result<bool, Self::Error>> + Send;

    /// Sends the value. The answer may tell what it then was.
    fn write(&self, value: bool) -> impl Future<Output = Result<Option<bool>, Trouble<Self::Error>>> + Send;
}

/// A value that is as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FlagDone {
    /// By a write.
    Made,
    /// It was so.
    AlreadySo,
    /// It is not; only a plan was asked for.
    Planned,
}

/// A value that is not as asked.
#[derive(Debug)]
pub(crate) enum FlagUndone<E> {
    /// It could not be read; nothing was sent.
    Unread(E),
    /// The record of the change could not be made; nothing was sent.
    Unrecorded(RecordError),
    /// It is what it was.
    Unchanged(E),
    /// Coupa accepts the write and does nothing.
    Ignored,
    /// A write was sent, and whether it took effect cannot be known.
    Unknown(E),
}

/// Makes the value what is wanted. `begin` is called once before the first write.
pub(crate) async fn set<F: RemoteFlag>(
    flag: &F,
    wanted: bool,
    patience: Patience,
    begin: impl FnOnce() -> Result<(), RecordError>,
) -> Result<FlagDone, FlagUndone<F::Error>> {
    if flag.read().await.map_err(FlagUndone::Unread)? == wanted {
        return Ok(FlagDone::AlreadySo);
    }
    match begin() {
        Ok(()) => {}
        Err(RecordError::Planned) => return Ok(FlagDone::Planned),
        Err(error) => return Err(FlagUndone::Unrecorded(error)),
    }
    let mut tries = 0;
    let mut is_ignored = false;
    // Whether a write may have taken effect that no reading has looked at since.
    let mut is_open = false;
    loop {
        tries += 1;
        let written = flag.write(wanted).await;
        is_open |= !matches!(written, Err(Trouble::Refused(_) | Trouble::NotDone(_)));
        let seen = flag.read().await;
        is_open &= seen.is_err();
        let cause = match (written, seen) {
            (_, Ok(seen)) if seen == wanted => return Ok(FlagDone::Made),
            (Ok(Some(answer)), Err(_)) if answer == wanted => return Ok(FlagDone::Made),
            (Ok(_), Ok(_)) if is_ignored => return Err(FlagUndone::Ignored),
            (Ok(_), Ok(_)) => {
                is_ignored = true;
                None
            }
            (Ok(_), Err(cause)) => Some(FlagUndone::Unknown(cause)),
            (Err(Trouble::Refused(cause) | Trouble::NotDone(cause)), _) => {
                return Err(if is_open { FlagUndone::Unknown(cause) } else { FlagUndone::Unchanged(cause) });
            }
            (Err(Trouble::Unsure(cause)), Ok(_)) => Some(FlagUndone::Unchanged(cause)),
            (Err(Trouble::Unsure(cause)), Err(_)) => Some(FlagUndone::Unknown(cause)),
        };
        if tries >= patience.max_tries {
            return Err(cause.unwrap_or(FlagUndone::Ignored));
        }
        patience.wait(tries).await;
        // The write may have taken effect late.
        if flag.read().await.is_ok_and(|seen| seen == wanted) {
            return Ok(FlagDone::Made);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicBool, AtomicUsize, Ordering},
        time::Duration,
    };

    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Fault {
        Refused,
        NotDone,
        LostBefore,
        LostAfter,
        Ignored,
    }

    struct Model {
        value: AtomicBool,
        calls: AtomicUsize,
        fault: Option<(usize, Fault)>,
        lasts: bool,
        answers_tell: bool,
    }

    impl Model {
        fn next(&self) -> Option<Fault> {
            let number = self.calls.fetch_add(1, Ordering::SeqCst) + 1;
            let (at, fault) = self.fault?;
            (number == at || self.lasts && number > at).then_some(fault)
        }
    }

    impl RemoteFlag for Model {
        type Error = String;

        async fn read(&self) -> Result<bool, String> {
            match self.next() {
                None | Some(Fault::Ignored) => Ok(self.value.load(Ordering::SeqCst)),
                Some(_) => Err("unreadable".to_owned()),
            }
        }

        async fn write(&self, value: bool) -> Result<Option<bool>, Trouble<String>> {
            let fault = self.next();
            match fault {
                Some(Fault::Refused) => return Err(Trouble::Refused("refused".to_owned())),
                Some(Fault::NotDone) => return Err(Trouble::NotDone("not done".to_owned())),
                Some(Fault::LostBefore) => return Err(Trouble::Unsure("lost".to_owned())),
                Some(Fault::Ignored) => {}
                Some(Fault::LostAfter) | None => self.value.store(value, Ordering::SeqCst),
            }
            if fault == Some(Fault::LostAfter) {
                return Err(Trouble::Unsure("lost".to_owned()));
            }
            Ok(self.answers_tell.then(|| self.value.load(Ordering::SeqCst)))
        }
    }

    #[tokio::test(start_paused = true)]
    async fn every_fault_at_every_call_is_told_as_it_is() {
        let patience =
            Patience { max_tries: 3, first_delay: Duration::from_secs(1), max_delay: Duration::from_secs(2) };
        let faults = [Fault::Refused, Fault::NotDone, Fault::LostBefore, Fault::LostAfter, Fault::Ignored];
        let mut cells = 0;
        for (wanted, answers_tell, lasts) in [true, false]
            .into_iter()
            .flat_map(|w| [(w, true, true), (w, true, false), (w, false, true), (w, false, false)])
        {
            for (at, fault) in (1..=5).flat_map(|at| faults.map(|fault| (at, fault))) {
                cells += 1;
                let model = Model {
                    value: AtomicBool::new(!wanted),
                    calls: AtomicUsize::new(0),
                    fault: Some((at, fault)),
                    lasts,
                    answers_tell,
                };
                let mut n_begun = 0;
                let result = set(&model, wanted, patience, || {
                    n_begun += 1;
                    Ok(())
                })
                .await;
                let now = model.value.load(Ordering::SeqCst);
                let context = format!("{fault:?} at {at} lasting {lasts} told {answers_tell}: {result:?}");
                match result {
                    Ok(FlagDone::Made) => assert_eq!(now, wanted, "{context}"),
                    Err(FlagUndone::Unread(_)) => assert_eq!((n_begun, now), (0, !wanted), "{context}"),
                    Err(FlagUndone::Unchanged(_) | FlagUndone::Ignored) => {
                        assert_eq!(now, !wanted, "{context}");
                    }
                    Err(FlagUndone::Unknown(_)) => assert!(lasts, "{context}"),
                    _ => panic!("{context}"),
                }
            }
        }
        assert_eq!(cells, 200);
    }
}
