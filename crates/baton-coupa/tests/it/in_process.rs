//! Syncs in this process, without the program around them: for tests that need hundreds of them.

use std::{path::Path, sync::Arc, time::Duration};

use baton_coupa::{
    connector::{ConnectorOptions, CoupaConnector, select_types},
    types,
};
use baton_sdk::{
    connector::Selection,
    report::Failure,
    syncer::{self, NoProgress, SyncOptions, SyncReport},
};
use coupa_client::{
    Client, ClientBuilder, Credentials, Instance, RateLimit, RetryPolicy, Secret, TokenSettling,
};
use coupa_sandbox::Sandbox;
use testkit::oracle::Expectation;
use tokio::sync::watch;

/// How long one try may take. Long enough for a busy machine, short enough for servers that hang.
const CALL_TIMEOUT: Duration = Duration::from_secs(1);

/// The largest answer that is held. Well above a page of the small companies of tests.
const MAX_BODY_BYTES: usize = 4 << 20;

/// What a run in this process is expected to find: everything, what is opt-in too.
pub(crate) fn everything() -> Expectation {
    Expectation { account_groups: true, content_groups: true, ..Expectation::default() }
}

/// A client of a simulated instance that waits for little and gives up soon, with all read scopes.
pub(crate) fn impatient(sandbox: &Sandbox) -> ClientBuilder {
    client(sandbox)
        .rate(RateLimit { per_second: 10_000, burst: 10_000 })
        .retry(RetryPolicy {
            max_tries: 3,
            max_rate_limited_tries: 3,
            first_delay: Duration::from_millis(2),
            first_rate_limited_delay: Duration::from_millis(2),
            max_delay: Duration::from_millis(10),
            ..RetryPolicy::default()
        })
        .token_settling(TokenSettling { limit: Duration::from_millis(100), delay: Duration::from_millis(10) })
        .timeout(CALL_TIMEOUT)
        .max_body_bytes(MAX_BODY_BYTES)
}

/// A client of a simulated instance with the settings that people get.
pub(crate) fn client(sandbox: &Sandbox) -> ClientBuilder {
    let credentials = Credentials::OAuth {
        client_id: sandbox.client_id().to_owned(),
        client_secret: Secret::new(sandbox.client_secret()),
    };
    Client::builder(Instance::simulator(&sandbox.base_url()).unwrap(), credentials)
        .scopes(types::read_scopes(&selected().resource_types))
}

/// Syncs all types, what is opt-in too.
pub(crate) async fn sync(client: Client, path: &Path) -> Result<SyncReport, Failure> {
    let options = SyncOptions {
        path: path.to_owned(),
        writer: c1z::WriterOptions::default(),
        selection: selected(),
        targets: Vec::new(),
        keep_going: false,
        concurrency: syncer::DEFAULT_CONCURRENCY,
    };
    let connector = Arc::new(CoupaConnector::new(client, ConnectorOptions::default()));
    let (_cancel, cancelled) = watch::channel(false);
    syncer::run(connector, options, Arc::new(NoProgress), cancelled).await.map_err(Failure::from)
}

fn selected() -> Selection {
    let resource_types = select_types(&[], true, true).unwrap();
    Selection { resource_types, skip_entitlements_and_grants: false, skip_grants: false }
}
