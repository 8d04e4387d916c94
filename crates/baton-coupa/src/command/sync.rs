//! `baton-coupa` alone: one sync into a `.c1z` file.

use std::{num::NonZeroUsize, path::PathBuf, sync::Arc, thread};

use baton_core::ResourceId;
use baton_sdk::{
    cli::{
        Settings, builtin,
        environment::{Environment, Stream},
    },
    connector::Selection,
    logging,
    report::Failure,
    syncer::{self, NoProgress, Progress, SyncOptions, SyncReport},
};
use c1z::{Limits, Retention, WriterOptions};
use coupa_client::{Client, Scope};
use indicatif::MultiProgress;
use tokio::sync::watch;
use tracing::warn;

use crate::{
    connector::CoupaConnector,
    interrupt, output,
    progress::ProgressLine,
    provision::{CoupaProvisioner, journal::Journal},
    settings, summary,
};

/// As many workers as the Go SDK takes for `--workers -1` at most.
const MAX_AUTOMATIC_WORKERS: usize = 4;

/// Syncs as the settings say.
///
/// # Errors
///
/// If a setting makes no sense, or the sync failed; the file is then as it was.
pub(crate) fn run(settings: &Settings, environment: &dyn Environment) -> Result<(), Failure> {
    settings.require_for_sync()?;
    let (selection, targets) = settings::selection(settings)?;
    let keep_going = settings.boolean(settings::KEEP_GOING.name);
    let options = SyncOptions {
        path: settings.path(builtin::FILE.name).map(PathBuf::from).unwrap_or_default(),
        writer: writer_options(settings),
        selection,
        targets,
        keep_going,
        concurrency: concurrency(settings.integer(builtin::WORKERS.name)),
    };
    let scopes = settings::scopes(&options.selection, &options.targets);
    let is_terminal = environment.is_terminal(Stream::Stderr);
    output::runtime()?.block_on(async {
        recover(settings).await;
        let client = connect(settings, scopes, keep_going).await?;
        let connector =
            CoupaConnector::new(client.clone(), settings::connector_options(settings, is_terminal))
                .unwritable_licenses(settings::unwritable_licenses(settings));
        let report = with_progress(client.clone(), connector, options, is_terminal).await?;
        if is_terminal {
            output::stderr(&summary::short(&report, &client.counters()));
        }
        Ok(())
    })
}

/// Finishes what an interrupted change left half done. Nobody waits locked out for the next change, and a
/// sync goes on whatever becomes of it.
async fn recover(settings: &Settings) {
    let Ok(state) = settings::state_dir(settings) else { return };
    // Most instances are only read: then there is nothing to open, and nothing is made.
    if Journal::new(state.file("journal")).list().is_ok_and(|entries| entries.is_empty()) {
        return;
    }
    warn!("a change was interrupted by an earlier run; repairing it before the sync");
    let repaired = async {
        let stores = Arc::new(settings::stores(settings)?);
        let provisioner = CoupaProvisioner::new(settings::client(settings, Vec::new())?, Some(stores));
        let results = provisioner.recover_all(None).await?;
        Ok::<_, Failure>(results.into_iter().filter_map(Result::err).map(Failure::from).collect::<Vec<_>>())
    };
    for failure in repaired.await.unwrap_or_else(|failure| vec![failure]) {
        warn!(
            hint = failure.hint().unwrap_or_default(),
            "an interrupted change is not repaired: {}",
            failure.one_line()
        );
    }
}

/// A client, with fewer scopes where some are refused and the rest shall be read all the same.
async fn connect(settings: &Settings, scopes: Vec<Scope>, keep_going: bool) -> Result<Client, Failure> {
    let client = settings::client(settings, scopes.clone())?;
    if !keep_going {
        return Ok(client);
    }
    match client.authenticate().await {
        Err(coupa_client::Error::ScopeRefused { missing, .. }) if missing.len() < scopes.len() => {
            for scope in &missing {
                warn!(scope = scope.as_str(), "the scope is refused; what needs it will be missing");
            }
            let granted = scopes.into_iter().filter(|scope| !missing.contains(scope)).collect();
            settings::client(settings, granted)
        }
        // Whatever else is wrong, the sync will say so.
        _ => Ok(client),
    }
}

/// Runs a sync with a progress line where somebody can see it, until it ends or is interrupted.
///
/// # Errors
///
/// As [`syncer::run`].
pub(crate) async fn with_progress(
    client: Client,
    connector: CoupaConnector,
    options: SyncOptions,
    is_terminal: bool,
) -> Result<SyncReport, Failure> {
    let cancelled: watch::Receiver<bool> = interrupt::watch()?;
    let connector = Arc::new(connector);
    if !is_terminal {
        return Ok(syncer::run(connector, options, Arc::new(NoProgress), cancelled).await?);
    }
    let all = MultiProgress::new();
    logging::set_progress(Some(all.clone()));
    let line = ProgressLine::new(&all, client);
    let result = syncer::run(connector, options, Arc::clone(&line) as Arc<dyn Progress>, cancelled).await;
    line.clear();
    logging::set_progress(None);
    Ok(result?)
}

/// How the file is written, as the settings and variables say.
#[must_use]
pub(crate) fn writer_options(settings: &Settings) -> WriterOptions {
    let tuning = settings.tuning();
    let retention = match tuning.keep_sync_count.and_then(|count| NonZeroUsize::new(count as usize)) {
        _ if tuning.skip_cleanup => Retention::Everything,
        Some(count) => Retention::Full(count),
        None => Retention::default(),
    };
    let limits = tuning.max_decoded_size_bytes.map_or_else(Limits::default, |bytes| {
        Limits::default().with_max_decoded_mib(bytes.div_ceil(1 << 20))
    });
    WriterOptions { temp_dir: tuning.temp_dir.clone(), retention, limits, ..WriterOptions::default() }
}

/// Pages read at once for a value of `--workers`: 0 leaves the choice to us.
fn concurrency(workers: i64) -> usize {
    match usize::try_from(workers) {
        Ok(0) => syncer::DEFAULT_CONCURRENCY,
        Ok(workers) => workers,
        Err(_) => thread::available_parallelism().map_or(1, NonZeroUsize::get).min(MAX_AUTOMATIC_WORKERS),
    }
}

/// What to sync when nothing is said: the types that need no opt-in.
#[must_use]
pub(crate) fn default_selection() -> (Selection, Vec<ResourceId>) {
    let resource_types = crate::connector::select_types(&[], false, false).unwrap_or_default();
    (Selection { resource_types, skip_entitlements_and_grants: false, skip_grants: false }, Vec::new())
}
