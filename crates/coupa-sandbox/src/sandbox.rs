//! A running sandbox and the handles by which a test watches and changes it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::config::{OAuthClient, SandboxConfig, Secret};
use crate::counters::Counters;
use crate::error::{Error, Result};
use crate::fault::Faults;
use crate::hooks::Hooks;
use crate::instance::Instance;
use crate::journal::Journal;
use crate::rate::RateLimit;
use crate::server::{serve, set_up_tls};
use crate::state::{Snapshot, State};
use crate::switches::Switches;

/// A simulated instance that answers on a port until it is shut down or dropped.
#[derive(Debug)]
pub struct Sandbox {
    instance: Arc<Instance>,
    address: SocketAddr,
    tls: bool,
    ca_pem: Option<String>,
    client: OAuthClient,
    legacy_key: Secret,
    stop: watch::Sender<bool>,
    server: Option<JoinHandle<()>>,
}

impl Sandbox {
    /// Seeds the company, opens the port and starts to answer.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with the configuration, and [`Error::Listen`] if the port is taken.
    pub async fn start(config: SandboxConfig) -> Result<Self> {
        if !config.bind.is_loopback() && !config.danger_bind_anywhere {
            return Err(Error::NotLoopback { address: config.bind });
        }
        let setup = config.tls.as_ref().map(set_up_tls).transpose()?;
        let instance = Arc::new(Instance::new(&config)?);
        let wanted = SocketAddr::new(config.bind, config.port);
        let listen = |cause| Error::Listen { address: wanted, cause };
        let listener = TcpListener::bind(wanted).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let (stop, stopped) = watch::channel(false);
        let (acceptor, ca_pem) = setup.map_or((None, None), |setup| (Some(setup.acceptor), setup.ca_pem));
        let tls = acceptor.is_some();
        let server = tokio::spawn(serve(listener, acceptor, Arc::clone(&instance), stopped));
        let client = config.clients.first().cloned().unwrap_or_default();
        Ok(Self {
            instance,
            address,
            tls,
            ca_pem,
            client,
            legacy_key: config.legacy_key,
            stop,
            server: Some(server),
        })
    }

    /// Where it answers, such as `http://127.0.0.1:40123`, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The identifier of the first OAuth client.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client.id
    }

    /// The secret of the first OAuth client.
    #[must_use]
    pub fn client_secret(&self) -> &str {
        self.client.secret.reveal()
    }

    /// The key that opens the API while the switch `legacy_key` is on.
    #[must_use]
    pub fn legacy_key(&self) -> &str {
        self.legacy_key.reveal()
    }

    /// The certificate of the authority made for this run, in PEM form; `None` without TLS, and with a
    /// certificate from files.
    #[must_use]
    pub fn ca_pem(&self) -> Option<&str> {
        self.ca_pem.as_deref()
    }

    /// The records, for reading and changing.
    #[must_use]
    pub fn state(&self) -> StateHandle<'_> {
        StateHandle { instance: &self.instance }
    }

    /// A plain copy of all records.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        self.instance.state().snapshot()
    }

    /// The faults in force.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.instance.faults
    }

    /// The hooks in force.
    #[must_use]
    pub fn hooks(&self) -> &Hooks {
        &self.instance.hooks
    }

    /// What has been counted so far.
    #[must_use]
    pub fn counters(&self) -> Counters {
        self.instance.counters.read()
    }

    /// Starts counting anew.
    pub fn counters_reset(&self) {
        self.instance.counters.reset();
    }

    /// Every request so far.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.instance.journal
    }

    /// The switches in force.
    #[must_use]
    pub fn switches(&self) -> Switches {
        Switches::clone(&self.instance.switches())
    }

    /// Changes switches while the instance runs; the next request sees them.
    ///
    /// # Errors
    ///
    /// [`Error::GraphqlSchema`] if the GraphQL library refuses the schema that follows.
    pub fn switches_change(&self, change: impl FnOnce(&mut Switches)) -> Result<()> {
        let mut switches = self.switches();
        change(&mut switches);
        self.instance.switches_set(switches)
    }

    /// Sets or lifts the rate limit while the instance runs.
    pub fn rate_set(&self, rate: Option<RateLimit>) {
        self.instance.rate_set(rate);
    }

    /// Moves the instance's clock forward: tokens age, and changes are stamped later.
    pub fn advance_clock(&self, by: Duration) {
        self.instance.clock.advance(by);
    }

    /// The instance's time, cut to the second.
    #[must_use]
    pub fn now(&self) -> jiff::Timestamp {
        self.instance.clock.now()
    }

    /// Changes an OAuth client: its scopes, its secret, whether it is active. Tokens it has stay valid.
    /// False if there is no such client.
    pub fn client_change(&self, id: &str, change: impl FnOnce(&mut OAuthClient)) -> bool {
        self.instance.oauth.client_change(id, change)
    }

    /// Adds an OAuth client. Give it the login of an existing API user if its writes shall carry a name.
    pub fn client_add(&self, client: OAuthClient) {
        self.instance.oauth.client_add(client);
    }

    /// Makes every token that is out there invalid.
    pub fn tokens_revoke(&self) {
        self.instance.oauth.tokens_revoke();
    }

    /// Sets how long tokens minted from now on will live.
    pub fn token_ttl_set(&self, ttl: Duration) {
        self.instance.oauth.ttl_set(ttl);
    }

    /// Stops answering: open connections end, and the port is free when this returns.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        if let Some(server) = self.server.take()
            && let Err(error) = server.await
        {
            tracing::debug!(%error, "the server did not end in order");
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

/// Reading and changing the records of a running instance.
#[derive(Debug, Clone, Copy)]
pub struct StateHandle<'a> {
    instance: &'a Instance,
}

impl StateHandle<'_> {
    /// Looks at the records as they are now.
    pub fn read<R>(&self, look: impl FnOnce(&State) -> R) -> R {
        look(&self.instance.state())
    }

    /// Changes the records; requests in work keep what they saw, later ones see the change. The closure
    /// must not call back into the sandbox.
    pub fn write<R>(&self, change: impl FnOnce(&mut State) -> R) -> R {
        self.instance.write(change)
    }
}
