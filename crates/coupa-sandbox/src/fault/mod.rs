//! Faults: what a network, a proxy or a bad day at Coupa does to an answer, on demand.
//!
//! A fault is addressed to a logical operation and fires on the n-th matching request, on every n-th, or on
//! all of them, a limited number of times if so wished. In text: `users.list:status=429,retry-after=2,nth=3`.

mod spec;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::operation::Operation;

pub use spec::{FaultInfo, fault_list};

/// Which requests a fault is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultTarget {
    /// Requests for one operation, over REST or GraphQL.
    Operation(Operation),
    /// GraphQL requests.
    Graphql,
    /// REST requests.
    Rest,
    /// All requests, token requests included.
    Any,
}

/// On which of the matching requests a fault fires; counting starts at 1 when the fault is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultWhen {
    /// On each of them.
    Always,
    /// On the n-th only, unless `times` asks for the ones after it as well.
    Nth(u64),
    /// On every n-th.
    Every(u64),
}

/// A `Retry-After` header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RetryAfter {
    /// A number of seconds.
    Seconds(u64),
    /// An HTTP date this many seconds ahead.
    DateIn(u64),
    /// Whatever text is given, sensible or not.
    Raw(String),
}

/// What happens to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// An answer with this status and the error envelope, instead of the true one.
    Status {
        /// The status, 100 to 599.
        status: u16,
        /// The header that goes with it.
        retry_after: Option<RetryAfter>,
    },
    /// The request takes effect, then an answer with this status and the error envelope: a gateway that
    /// lost patience.
    StatusAfter {
        /// The status, 200 to 599.
        status: u16,
    },
    /// An HTML page with this status, instead of the true answer.
    Html {
        /// The status.
        status: u16,
    },
    /// The true status, but an XML body labelled as XML.
    Xml,
    /// The first half of the true JSON, complete as far as HTTP can tell.
    TruncatedJson,
    /// The connection ends in the middle of the body.
    CutBody,
    /// The connection is reset before anything is done.
    ResetBefore,
    /// The connection is reset after the request took effect.
    ResetAfter,
    /// No answer, ever, and nothing is done.
    Hang,
    /// No answer, ever, although the request took effect.
    HangAfter,
    /// The true body, a few bytes at a time.
    Drip {
        /// Bytes per second.
        bytes_per_second: u64,
    },
    /// A compressed body that expands to this size.
    GzipBomb {
        /// Size when expanded, in MiB.
        megabytes: u64,
    },
    /// The true body behind this much white space.
    GiantBody {
        /// Size of the white space, in MiB.
        megabytes: u64,
    },
    /// A byte that is not UTF-8 in the middle of the true body.
    BrokenUtf8,
    /// GraphQL only: status 200, an entry in `errors`, and `null` or partial data.
    GraphqlErrors {
        /// True to keep all root fields but the last.
        partial: bool,
    },
    /// One record of the list is `null`.
    NullRecord,
    /// One record of the list has no id.
    MissingId,
    /// The page that was answered before, again.
    RepeatPage,
    /// Half of the page.
    ShortPage,
    /// No records, though some match.
    EmptyPage,
    /// The true body, labelled as plain text.
    WrongContentType,
    /// A redirect to another place.
    Redirect {
        /// Where to.
        location: String,
    },
    /// The request takes effect at once; its answer comes late.
    Delay {
        /// By how much.
        by: Duration,
    },
}

impl FaultKind {
    pub(crate) const fn is_for_pages(&self) -> bool {
        matches!(
            self,
            Self::NullRecord | Self::MissingId | Self::RepeatPage | Self::ShortPage | Self::EmptyPage
        )
    }
}

/// A fault with its address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which requests it is for.
    pub target: FaultTarget,
    /// What it does.
    pub kind: FaultKind,
    /// On which of them it fires.
    pub when: FaultWhen,
    /// How often it fires at most; `None` is without end, except that [`FaultWhen::Nth`] fires once.
    pub times: Option<u64>,
}

impl Fault {
    /// A fault that fires on every request for an operation.
    #[must_use]
    pub const fn on(operation: Operation, kind: FaultKind) -> Self {
        Self { target: FaultTarget::Operation(operation), kind, when: FaultWhen::Always, times: None }
    }

    /// A fault that fires on every request of a kind.
    #[must_use]
    pub const fn at(target: FaultTarget, kind: FaultKind) -> Self {
        Self { target, kind, when: FaultWhen::Always, times: None }
    }

    /// Fires on the n-th matching request only.
    #[must_use]
    pub const fn nth(mut self, nth: u64) -> Self {
        self.when = FaultWhen::Nth(nth);
        self
    }

    /// Fires on every n-th matching request.
    #[must_use]
    pub const fn every(mut self, every: u64) -> Self {
        self.when = FaultWhen::Every(every);
        self
    }

    /// Fires this often at most.
    #[must_use]
    pub const fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }
}

#[derive(Debug)]
struct Rule {
    id: u64,
    fault: Fault,
    seen: u64,
    fired: u64,
}

impl Rule {
    /// Counts a matching request and says whether the fault fires on it.
    fn fires(&mut self) -> bool {
        self.seen += 1;
        let due = match self.fault.when {
            FaultWhen::Always => true,
            FaultWhen::Nth(nth) => match self.fault.times {
                None => self.seen == nth,
                Some(_) => self.seen >= nth,
            },
            FaultWhen::Every(every) => self.seen.is_multiple_of(every.max(1)),
        };
        let left = self.fault.times.is_none_or(|times| self.fired < times);
        if due && left {
            self.fired += 1;
        }
        due && left
    }
}

/// The faults in force; obtained from `Sandbox::faults`.
#[derive(Debug, Default)]
pub struct Faults {
    rules: Mutex<Vec<Rule>>,
    last_id: AtomicU64,
}

impl Faults {
    /// Adds a fault and returns a number by which it can be removed or asked about.
    pub fn add(&self, fault: Fault) -> u64 {
        let id = self.last_id.fetch_add(1, Ordering::SeqCst) + 1;
        self.lock().push(Rule { id, fault, seen: 0, fired: 0 });
        id
    }

    /// Removes one fault; false if it was not there.
    pub fn remove(&self, id: u64) -> bool {
        let mut rules = self.lock();
        let before = rules.len();
        rules.retain(|rule| rule.id != id);
        rules.len() < before
    }

    /// Removes all faults.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// How often a fault has fired; 0 if it is not there.
    #[must_use]
    pub fn fired(&self, id: u64) -> u64 {
        self.lock().iter().find(|rule| rule.id == id).map_or(0, |rule| rule.fired)
    }

    /// The faults that fire on a request, in the order in which they were added.
    pub(crate) fn strike(&self, operations: &[Operation], graphql: bool) -> Vec<Fault> {
        self.lock()
            .iter_mut()
            .filter(|rule| match rule.fault.target {
                FaultTarget::Any => true,
                FaultTarget::Graphql => graphql,
                FaultTarget::Rest => !graphql && !operations.contains(&Operation::Token),
                FaultTarget::Operation(operation) => operations.contains(&operation),
            })
            .filter_map(|rule| rule.fires().then(|| rule.fault.clone()))
            .collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Rule>> {
        self.rules.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strikes(fault: Fault, requests: usize) -> Vec<usize> {
        let faults = Faults::default();
        faults.add(fault);
        (1..=requests).filter(|_| !faults.strike(&[Operation::UsersList], false).is_empty()).collect()
    }

    #[test]
    fn when_and_how_often() {
        let fault = || Fault::on(Operation::UsersList, FaultKind::Hang);
        assert_eq!(strikes(fault(), 3).len(), 3);
        assert_eq!(strikes(fault().times(2), 5), [1, 2]);
        assert_eq!(strikes(fault().nth(3), 6), [3]);
        assert_eq!(strikes(fault().nth(3).times(2), 6), [3, 4]);
        assert_eq!(strikes(fault().every(2), 6), [2, 4, 6]);
        assert_eq!(strikes(fault().every(2).times(1), 6), [2]);
    }

    #[test]
    fn only_the_addressed_requests_count() {
        let faults = Faults::default();
        let id = faults.add(Fault::on(Operation::RolesList, FaultKind::Hang).nth(2));
        assert!(faults.strike(&[Operation::RolesList], false).is_empty());
        assert!(faults.strike(&[Operation::UsersList], false).is_empty());
        assert_eq!(faults.strike(&[Operation::UsersList, Operation::RolesList], true).len(), 1);
        assert_eq!(faults.fired(id), 1);
        assert!(faults.remove(id));
        assert!(!faults.remove(id));
    }
}
