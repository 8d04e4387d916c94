//! Hooks: changes to the instance at an exact moment, such as between two pages of a listing.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::operation::Operation;
use crate::state::State;

type Action = Box<dyn FnOnce(&mut State) + Send>;

struct Hook {
    operation: Operation,
    nth: u64,
    after: bool,
    seen: u64,
    action: Option<Action>,
}

/// The hooks in force; obtained from `Sandbox::hooks`.
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
        self.add(operation, nth, false, Box::new(action));
    }

    /// Runs a change right after the answer to the n-th request for an operation was made: the next
    /// request is the first to see it.
    pub fn after(&self, operation: Operation, nth: u64, action: impl FnOnce(&mut State) + Send + 'static) {
        self.add(operation, nth, true, Box::new(action));
    }

    /// How many hooks have not run yet.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.lock().len()
    }

    fn add(&self, operation: Operation, nth: u64, after: bool, action: Action) {
        self.lock().push(Hook { operation, nth, after, seen: 0, action: Some(action) });
    }

    /// Takes out the actions that are due at this moment of a request.
    pub(crate) fn due(&self, operations: &[Operation], after: bool) -> Vec<Action> {
        let mut hooks = self.lock();
        let mut actions = Vec::new();
        for hook in
            hooks.iter_mut().filter(|hook| hook.after == after && operations.contains(&hook.operation))
        {
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
