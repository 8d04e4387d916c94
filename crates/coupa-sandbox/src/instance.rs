//! The simulated instance behind the server: state, rules, clock and everything that watches.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use crate::clock::Clock;
use crate::config::SandboxConfig;
use crate::counters::CounterBoard;
use crate::error::{Error, Result};
use crate::fault::Faults;
use crate::graphql::GraphqlSchema;
use crate::hooks::Hooks;
use crate::journal::Journal;
use crate::oauth::OAuth;
use crate::operation::Operation;
use crate::rate::{Buckets, RateLimit};
use crate::request_id::RequestIds;
use crate::schema::View;
use crate::state::{Bumps, State, UserId};
use crate::switches::Switches;

/// Shared by all connections.
#[derive(Debug)]
pub(crate) struct Instance {
    state: RwLock<Arc<State>>,
    rules: RwLock<Rules>,
    pub(crate) clock: Arc<Clock>,
    pub(crate) oauth: OAuth,
    pub(crate) faults: Faults,
    pub(crate) hooks: Hooks,
    pub(crate) journal: Journal,
    pub(crate) counters: CounterBoard,
    pub(crate) buckets: Buckets,
    pub(crate) legacy_key: crate::config::Secret,
    pub(crate) latency: Duration,
    pub(crate) request_ids: RequestIds,
    last_pages: Mutex<HashMap<Operation, Vec<u64>>>,
}

#[derive(Debug, Clone)]
struct Rules {
    switches: Arc<Switches>,
    schema: Arc<GraphqlSchema>,
    rate: Option<RateLimit>,
}

impl Instance {
    pub(crate) fn new(config: &SandboxConfig) -> Result<Self> {
        let zone = jiff::tz::TimeZone::get(&config.time_zone)
            .map_err(|cause| Error::TimeZone { name: config.time_zone.clone(), cause })?;
        let schema = Arc::new(GraphqlSchema::build(&config.switches)?);
        let faults = Faults::default();
        for fault in &config.faults {
            faults.add(fault.clone());
        }
        Ok(Self {
            state: RwLock::new(Arc::new(crate::seed::seed(config)?)),
            rules: RwLock::new(Rules {
                switches: Arc::new(config.switches.clone()),
                schema,
                rate: config.rate,
            }),
            clock: Arc::new(Clock::new(zone)),
            oauth: OAuth::new(config.clients.clone(), config.token_ttl),
            faults,
            hooks: Hooks::default(),
            journal: Journal::new(config.journal_capacity),
            counters: CounterBoard::default(),
            buckets: Buckets::default(),
            legacy_key: config.legacy_key.clone(),
            latency: config.latency,
            request_ids: RequestIds::new(config.seed),
            last_pages: Mutex::new(HashMap::new()),
        })
    }

    /// The instance as it is now, for one request.
    pub(crate) fn view(&self) -> View {
        View { state: self.state(), switches: self.switches(), clock: Arc::clone(&self.clock) }
    }

    pub(crate) fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the state. Readers that hold the old one keep it.
    pub(crate) fn write<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        let bumps = Bumps::of(&self.switches());
        let mut guard = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let state = Arc::make_mut(&mut guard);
        state.now = self.clock.now();
        state.bumps = bumps;
        change(state)
    }

    pub(crate) fn switches(&self) -> Arc<Switches> {
        Arc::clone(&self.rules().switches)
    }

    pub(crate) fn schema(&self) -> Arc<GraphqlSchema> {
        Arc::clone(&self.rules().schema)
    }

    pub(crate) fn rate(&self) -> Option<RateLimit> {
        self.rules().rate
    }

    pub(crate) fn rate_set(&self, rate: Option<RateLimit>) {
        self.rules.write().unwrap_or_else(PoisonError::into_inner).rate = rate;
    }

    pub(crate) fn switches_set(&self, switches: Switches) -> Result<()> {
        let schema = Arc::new(GraphqlSchema::build(&switches)?);
        let mut rules = self.rules.write().unwrap_or_else(PoisonError::into_inner);
        rules.switches = Arc::new(switches);
        rules.schema = schema;
        Ok(())
    }

    /// The user record that stands for an OAuth client.
    pub(crate) fn client_user(&self, client_id: &str) -> Option<UserId> {
        let login = self.oauth.client_login(client_id)?;
        self.state().users().find(|user| user.login == login).map(|user| user.id)
    }

    /// Remembers the ids of a page and returns those of the page before it.
    pub(crate) fn page_swap(&self, operation: Operation, ids: Vec<u64>) -> Option<Vec<u64>> {
        self.last_pages.lock().unwrap_or_else(PoisonError::into_inner).insert(operation, ids)
    }

    fn rules(&self) -> std::sync::RwLockReadGuard<'_, Rules> {
        self.rules.read().unwrap_or_else(PoisonError::into_inner)
    }
}
