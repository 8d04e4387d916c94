//! The engine of a sync: reads a connector's listings and stores what they hold.
//!
//! ```text
//! listings ──pages──► engine ──batches──► store thread ──► temporary SQLite ──► .c1z
//! ```
//!
//! The engine keeps only the pages in flight; the file is written by a thread of its own. The target
//! is opened (and so checked) before the first call to the remote system, and replaced in one step at
//! the very end: until then, whatever happens, it stays as it was.

mod progress;
mod report;
mod store;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use baton_core::{EntitlementId, ResourceId, ResourceTypeId};
use tokio::{sync::watch, task::JoinSet};
use tracing::{debug, info, warn};

pub use self::{
    progress::{NoProgress, Progress},
    report::{Failure, SyncKind, SyncReport},
};
use self::{report::Dropped, store::Store};
use crate::{
    connector::{
        Connector, ConnectorError, Listing, MissingResource, Page, PageToken, Selection, Stage, Unreadable,
    },
    error::{Error, Result},
};

/// Pages read side by side unless said otherwise. Four listings begin a sync, and a remote system that
/// answers in 200 ms is kept busy by as many.
pub const DEFAULT_CONCURRENCY: usize = 4;

/// How many missing resources are looked for in one call.
const RESOLVE_BATCH: usize = 50;

/// How many examples of unreadable records a message shows.
const MAX_UNREADABLE_SHOWN: usize = 5;

/// What to sync, and how.
#[derive(Debug, Clone)]
pub struct SyncOptions {
    /// The file to write; an existing one gets the sync appended.
    pub path: PathBuf,
    /// How the file is written.
    pub writer: c1z::WriterOptions,
    /// What to read.
    pub selection: Selection,
    /// Read only these resources; empty means everything that is selected.
    pub targets: Vec<ResourceId>,
    /// Go on when something cannot be read, and record the sync as partial.
    pub keep_going: bool,
    /// How many pages may be read at once; at least one.
    pub concurrency: usize,
}

/// Runs one sync from its beginning to its end.
///
/// `cancelled` turning true stops it: what runs is dropped and the target stays as it was.
///
/// # Errors
///
/// If the target cannot be written, if the connector refuses, or if anything of a selected type could
/// not be read (unless [`SyncOptions::keep_going`] is set). The target is then unchanged.
pub async fn run(
    connector: Arc<dyn Connector>,
    options: SyncOptions,
    progress: Arc<dyn Progress>,
    mut cancelled: watch::Receiver<bool>,
) -> Result<SyncReport> {
    let (store, closed) = Store::open(options.path.clone(), options.writer.clone()).await?;
    let path = options.path.clone();
    let result = tokio::select! {
        biased;
        () = until_true(&mut cancelled) => Err(Error::Cancelled { path }),
        result = Sync::new(connector, options, progress).run(store) => result,
    };
    // However it ended, the store's thread removes its temporary files before the program goes on.
    closed.wait().await;
    result
}

async fn until_true(cancelled: &mut watch::Receiver<bool>) {
    if cancelled.wait_for(|cancelled| *cancelled).await.is_err() {
        // Nobody is left who could cancel.
        std::future::pending::<()>().await;
    }
}

struct Sync {
    connector: Arc<dyn Connector>,
    options: SyncOptions,
    progress: Arc<dyn Progress>,
    failures: Vec<Failure>,
    dropped: Vec<Dropped>,
}

impl Sync {
    fn new(connector: Arc<dyn Connector>, options: SyncOptions, progress: Arc<dyn Progress>) -> Self {
        Self { connector, options, progress, failures: Vec::new(), dropped: Vec::new() }
    }

    async fn run(mut self, store: Store) -> Result<SyncReport> {
        let started = Instant::now();
        let targeted = !self.options.targets.is_empty();
        let kind = match (targeted, self.options.selection.skip_entitlements_and_grants) {
            (true, _) => SyncKind::Partial,
            (false, true) => SyncKind::ResourcesOnly,
            (false, false) => SyncKind::Full,
        };

        self.progress.phase("checking the connection");
        self.connector.validate(&self.options.selection).await.map_err(Error::Validate)?;

        let stages = if targeted {
            self.connector
                .targeted_stages(&self.options.targets, &self.options.selection)
                .map_err(Error::Targets)?
        } else {
            self.connector.stages(&self.options.selection)
        };

        let sync_id = store.start(kind).await?;
        info!(sync_id = %sync_id, sync_type = kind.as_str(), "Syncing resource types...");
        let mut resource_types = self.connector.resource_types();
        resource_types.retain(|declared| self.options.selection.includes(&declared.resource_type.id));
        let n_types = resource_types.len();
        store
            .put_resource_types(resource_types.into_iter().map(|declared| declared.resource_type).collect())
            .await?;
        info!(count = n_types, "Synced resource types");

        info!("Syncing resources...");
        for stage in stages {
            self.read_stage(stage, &store).await?;
        }
        self.close_references(&store).await?;

        let complete = self.failures.is_empty();
        self.progress.phase("writing the file");
        let finished = store.finish(complete).await?;
        let report = SyncReport {
            sync_id: finished.sync_id,
            kind: if complete { kind } else { SyncKind::Partial },
            path: self.options.path,
            counts: finished.counts,
            file_size_bytes: finished.file_size_bytes,
            elapsed: started.elapsed(),
            failures: self.failures,
            dropped: self.dropped,
        };
        for line in report.log_lines() {
            info!(resource_type_id = %line.0, count = line.1, "Synced resources");
        }
        info!(
            sync_id = %report.sync_id,
            sync_type = report.kind.as_str(),
            resources = report.counts.resources,
            entitlements = report.counts.entitlements,
            grants = report.counts.grants,
            seconds = report.elapsed.as_secs_f64(),
            "Sync complete."
        );
        Ok(report)
    }

    /// Reads every listing of a stage to its end.
    async fn read_stage(&mut self, stage: Stage, store: &Store) -> Result<()> {
        let concurrency = self.options.concurrency.max(1);
        let mut waiting: VecDeque<(usize, Option<PageToken>)> =
            (0..stage.len()).map(|index| (index, None)).collect();
        let mut seen: Vec<BTreeSet<PageToken>> = vec![BTreeSet::new(); stage.len()];
        let mut given_up = vec![false; stage.len()];
        let mut running = JoinSet::new();
        for listing in &stage {
            self.progress.listing_started(listing.name());
        }

        loop {
            while running.len() < concurrency {
                let Some((index, token)) = waiting.pop_front() else { break };
                let listing = Arc::clone(&stage[index]);
                let view = store.view();
                running.spawn(async move {
                    let result = listing.page(token.as_ref(), &view).await;
                    (index, result)
                });
            }
            let Some(joined) = running.join_next().await else { break };
            let (index, result) = joined.map_err(|join| Error::Panicked { what: join.to_string() })?;
            if given_up[index] {
                continue;
            }
            let listing = &stage[index];
            let outcome = match result {
                Ok(page) => {
                    let next = self.store_page(listing, page, store).await?;
                    next.and_then(|tokens| fresh(listing.name(), tokens, &mut seen[index]))
                }
                Err(error) => Err(FailureCause::Connector(error)),
            };
            match outcome {
                Ok(tokens) => waiting.extend(tokens.into_iter().map(|token| (index, Some(token)))),
                Err(cause) => {
                    given_up[index] = true;
                    waiting.retain(|(waiting_index, _)| *waiting_index != index);
                    self.fail(listing, cause)?;
                }
            }
        }
        for (index, listing) in stage.iter().enumerate() {
            self.progress.listing_finished(listing.name(), !given_up[index]);
        }
        Ok(())
    }

    /// Stores what a page holds, and answers where its listing goes on.
    async fn store_page(
        &mut self,
        listing: &Arc<dyn Listing>,
        page: Page,
        store: &Store,
    ) -> Result<std::result::Result<Vec<PageToken>, FailureCause>> {
        let Page { resources, entitlements, mut grants, next, unreadable, fraction_done } = page;
        if !self.options.selection.wants_grants() {
            grants.clear();
        }
        let n_resources = resources.len();
        let n_grants = grants.len();
        let selection = &self.options.selection;
        let entitlements = if selection.wants_entitlements() { entitlements } else { Vec::new() };
        store.put(resources, entitlements, grants).await?;
        self.progress.page(listing.name(), n_resources, n_grants, fraction_done);
        debug!(listing = listing.name(), resources = n_resources, grants = n_grants, "stored a page");
        if unreadable.is_empty() {
            return Ok(Ok(next));
        }
        let cause = FailureCause::Unreadable(unreadable);
        if self.options.keep_going {
            // The rest of the listing is still worth having.
            self.fail(listing, cause)?;
            return Ok(Ok(next));
        }
        Ok(Err(cause))
    }

    /// Records that a listing is incomplete, or ends the sync with it.
    fn fail(&mut self, listing: &Arc<dyn Listing>, cause: FailureCause) -> Result<()> {
        let error = match cause {
            FailureCause::Connector(source) => Error::List { what: listing.name().to_owned(), source },
            FailureCause::Unreadable(records) => unreadable_error(listing.name(), &records),
            FailureCause::RepeatedToken(token) => {
                Error::RepeatedToken { what: listing.name().to_owned(), token }
            }
        };
        if !self.options.keep_going {
            return Err(error);
        }
        let failure =
            Failure { listing: listing.name().to_owned(), resource_types: listing.resource_types(), error };
        warn!(listing = %failure.listing, error = %failure.chain(), "could not be read; going on without it");
        self.failures.push(failure);
        Ok(())
    }

    /// Makes sure that no grant points to something that is not in the file.
    ///
    /// A resource may appear or vanish while the sync runs; the connector is asked what became of it.
    async fn close_references(&mut self, store: &Store) -> Result<()> {
        let missing = store.missing_resources().await?;
        if !missing.is_empty() {
            self.progress.phase("looking up what changed meanwhile");
            let (wanted, unwanted): (Vec<_>, Vec<_>) =
                missing.into_iter().partition(|item| self.can_resolve(&item.id.resource_type));
            for item in unwanted {
                self.drop_grants(store, &item.entitlement, &item.id, "its type is not part of this sync")
                    .await?;
            }
            for batch in wanted.chunks(RESOLVE_BATCH) {
                self.resolve(store, batch).await?;
            }
        }
        for (principal, n_grants) in store.drop_grants_of_missing_principals().await? {
            warn!(principal = %principal, grants = n_grants, "grants of an unknown principal were left out");
            self.dropped.push(Dropped {
                what: principal.to_string(),
                n_grants,
                why: "the principal is not in the file",
            });
        }
        Ok(())
    }

    fn can_resolve(&self, resource_type: &ResourceTypeId) -> bool {
        self.options.selection.includes(resource_type)
            && !self.failures.iter().any(|failure| failure.resource_types.contains(resource_type))
    }

    async fn resolve(&mut self, store: &Store, missing: &[MissingResource]) -> Result<()> {
        let resolution = match self.connector.resolve(missing).await {
            Ok(resolution) => resolution,
            Err(source) => {
                let error = Error::Resolve { n_missing: missing.len(), source };
                if !self.options.keep_going {
                    return Err(error);
                }
                warn!(error = %report::chain(&error), "going on without them");
                let types: BTreeSet<_> = missing.iter().map(|item| item.id.resource_type.clone()).collect();
                self.failures.push(Failure {
                    listing: "lookups".to_owned(),
                    resource_types: types.into_iter().collect(),
                    error,
                });
                crate::connector::Resolution::default()
            }
        };
        store.put(resolution.resources, resolution.entitlements, Vec::new()).await?;
        let still: BTreeMap<EntitlementId, ResourceId> =
            store.missing_resources().await?.into_iter().map(|item| (item.entitlement, item.id)).collect();
        for item in missing {
            if still.contains_key(&item.entitlement) {
                self.drop_grants(store, &item.entitlement, &item.id, "it no longer exists").await?;
            }
        }
        Ok(())
    }

    async fn drop_grants(
        &mut self,
        store: &Store,
        entitlement: &EntitlementId,
        resource: &ResourceId,
        why: &'static str,
    ) -> Result<()> {
        let n_grants = store.delete_grants_of(entitlement.clone()).await?;
        info!(resource = %resource, grants = n_grants, why, "grants were left out");
        self.dropped.push(Dropped { what: resource.to_string(), n_grants, why });
        Ok(())
    }
}

enum FailureCause {
    Connector(ConnectorError),
    Unreadable(Vec<Unreadable>),
    RepeatedToken(PageToken),
}

/// Refuses a token that the listing has given before: following it would never end.
fn fresh(
    name: &str,
    tokens: Vec<PageToken>,
    seen: &mut BTreeSet<PageToken>,
) -> std::result::Result<Vec<PageToken>, FailureCause> {
    for token in &tokens {
        if !seen.insert(token.clone()) {
            debug!(listing = name, token = %token.0, "token came twice");
            return Err(FailureCause::RepeatedToken(token.clone()));
        }
    }
    Ok(tokens)
}

fn unreadable_error(what: &str, records: &[Unreadable]) -> Error {
    let examples: Vec<String> = records
        .iter()
        .take(MAX_UNREADABLE_SHOWN)
        .map(|item| format!("{}: {}", item.record, item.reason))
        .collect();
    Error::UnreadableRecords {
        what: what.to_owned(),
        n_records: records.len(),
        examples: examples.join("; "),
    }
}

/// Rounds a duration for people: milliseconds below ten seconds, seconds above.
#[must_use]
pub fn rounded(duration: Duration) -> Duration {
    if duration < Duration::from_secs(10) {
        Duration::from_millis(u64::try_from(duration.as_millis()).unwrap_or(u64::MAX))
    } else {
        Duration::from_secs(duration.as_secs())
    }
}
