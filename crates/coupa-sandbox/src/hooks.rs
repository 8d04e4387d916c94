//! Hooks: changes to the instance at an exact moment, such as between two pages of a listing or between
//! the reading and the writing of somebody else.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::operation::Operation;
use crate::state::State;

type Action = Box<dyn FnOnce(&mut State) + Send>;

/// On which side of a request a hook runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
}

struct Hook {
    /// `None` counts every API request.
    operation: Option<Operation>,
    nth: u64,
    side: Side,
    seen: u64,
    action: Option<Action>,
}

/// The hooks in force; obtained from `Sandbox::hooks`.
///
/// A hook counts the requests it is for from the moment it is added, refused ones and those that a fault
/// strikes included; it runs once. The one before a write runs before anything of the write is applied, the
/// one after it as soon as the write is applied, whatever then becomes of the answer: it may be delayed, cut
/// or never be sent.
#[derive(Default)]
pub struct Hooks {
    hooks: Mutex<Vec<Hook>>,
}

impl fmt::Debug for Hooks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Hooks").field("waiting", &self.lock().len()).finish()
    }
}

impl Hooks {
    /// Runs a change just before the n-th request (from now, from 1) for an operation is answered: that
    /// answer shows the change.
    pub fn before(&self, operation: Operation, nth: u64, action: impl FnOnce(&mut State) + Send + 'static) {
        self.add(Some(operation), nth, Side::Before, Box::new(action));
    }

    /// Runs a change right after the answer to the n-th request for an operation was made: the next
    /// request is the first to see it.
    pub fn after(&self, operation: Operation, nth: u64, action: impl FnOnce(&mut State) + Send + 'static) {
        self.add(Some(operation), nth, Side::After, Box::new(action));
    }

    /// Like [`Hooks::before`], counting every REST and GraphQL request, whatever it wants. Token requests
    /// and paths outside `/api` do not count.
    pub fn before_any(&self, nth: u64, action: impl FnOnce(&mut State) + Send + 'static) {
        self.add(None, nth, Side::Before, Box::new(action));
    }

    /// Like [`Hooks::after`], counting every REST and GraphQL request, whatever it wants. Token requests
    /// and paths outside `/api` do not count.
    pub fn after_any(&self, nth: u64, action: impl FnOnce(&mut State) + Send + 'static) {
        self.add(None, nth, Side::After, Box::new(action));
    }

    /// How many hooks have not run yet.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.lock().len()
    }

    /// Forgets the hooks that have not run yet.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn add(&self, operation: Option<Operation>, nth: u64, side: Side, action: Action) {
        self.lock().push(Hook { operation, nth, side, seen: 0, action: Some(action) });
    }

    /// Takes out the actions that are due at this moment of a request, in the order they were added.
    pub(crate) fn due(&self, operations: &[Operation], api: bool, side: Side) -> Vec<Action> {
        let mut hooks = self.lock();
        let mut actions = Vec::new();
        for hook in hooks.iter_mut().filter(|hook| hook.side == side) {
            if !hook.operation.map_or(api, |operation| operations.contains(&operation)) {
                continue;
            }
            hook.seen += 1;
            if hook.seen == hook.nth {
                actions.extend(hook.action.take());
            }
        }
        hooks.retain(|hook| hook.action.is_some());
        actions
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Hook>> {
        self.hooks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hook_counts_the_requests_it_is_for() {
        let hooks = Hooks::default();
        hooks.before_any(2, |_| {});
        hooks.after_any(1, |_| {});
        hooks.before(Operation::UsersUpdate, 1, |_| {});
        let due = |operation, api, side| hooks.due(&[operation], api, side).len();
        assert_eq!(due(Operation::Token, false, Side::Before), 0, "a token request counts for none of them");
        assert_eq!(due(Operation::Token, false, Side::After), 0);
        assert_eq!(due(Operation::UsersShow, true, Side::Before), 0);
        assert_eq!(due(Operation::UsersShow, true, Side::After), 1);
        assert_eq!(
            due(Operation::UsersUpdate, true, Side::Before),
            2,
            "the second request, and the first update"
        );
        assert_eq!(hooks.waiting(), 0);
    }
}
