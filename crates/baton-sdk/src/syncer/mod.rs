//! The engine of a sync: reads a connector's listings and stores what they hold.
//!
//! ```text
//! listings ──pages──► engine ──batches──► store thread ──► temporary SQLite ──► .c1z
//! ```
//!
//! The engine keeps only the pages in flight; the file is written by a thread of its own. The target
//! is opened (and so checked) before the first call to the remote system, and replaced in one step at
//! the very end: until then, whatever happens, it stays as it was.

mod gate;
mod progress;
mod reading;
mod report;
mod store;

use std::{collections::BTreeSet, path::PathBuf, sync::Arc, time::Instant};

use baton_core::{EntitlementId, ResourceId, ResourceTypeId};
use tokio::{
    sync::watch,
    task::{JoinError, JoinSet},
};
use tracing::{debug, info, warn};

use self::{
    gate::Gate,
    reading::UnreadableRecords,
    store::{Opening, Store},
};
pub use self::{
    progress::{NoProgress, Progress},
    report::{Dropped, Failure, SyncKind, SyncReport},
};
use crate::{
    connector::{Connector, ConnectorError, MissingResource, Page, Resolution, Selection},
    error::{Error, Result},
    running::{said, until_true},
};

/// Pages read side by side unless said otherwise. Four listings begin a sync, and a remote system that
/// answers in 200 ms is kept busy by as many.
pub const DEFAULT_CONCURRENCY: usize = 4;

/// How many missing resources are looked for in one call.
const RESOLVE_BATCH: usize = 50;

/// How many examples of what was left out a log line shows.
const MAX_DROPPED_SHOWN: usize = 5;

/// The name under which failed lookups of missing resources are reported.
const LOOKUPS: &str = "lookups";

// Why something is left out of the file, in words.
const UNSELECTED: &str = "its type is not part of this sync";
const INCOMPLETE: &str = "not everything of its type could be read";
const GONE: &str = "it, or what was held on it, no longer exists";
const NO_PRINCIPAL: &str = "the principal is not in the file";
const NO_RESOURCE: &str = "something can be held on it, but it was not listed";

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
/// `cancelled` turning true stops it: what runs is dropped, temporary files are removed, and the target
/// stays as it was. Once everything is read and the file is being packed, it is too late for that, and
/// the sync ends as if nothing had been said.
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
    let started = Instant::now();
    let path = options.path.clone();
    let (opening, closed) = Store::open(options.path.clone(), options.writer.clone())?;
    // A task of its own, so that a connector that panics anywhere is an error like others.
    let mut task = JoinSet::new();
    task.spawn(Sync::new(connector, options, progress).read(opening));
    let read = tokio::select! {
        biased;
        () = until_true(&mut cancelled) => Err(Error::Cancelled { path }),
        joined = task.join_next() => match joined {
            Some(Ok(read)) => read,
            Some(Err(error)) => Err(panicked("the connector", error)),
            None => Err(Error::Panicked { what: "the sync never ran".to_owned() }),
        },
    };
    let result = match read {
        Ok(read) => read.write(started).await,
        Err(error) => Err(error),
    };
    // However it ended, the store's thread removes its temporary files before the program goes on.
    task.shutdown().await;
    closed.wait().await;
    result
}

/// A task that broke, with what it said.
fn panicked(task: &str, error: JoinError) -> Error {
    Error::Panicked { what: format!("{task}: {}", said(error)) }
}

struct Sync {
    connector: Arc<dyn Connector>,
    options: SyncOptions,
    progress: Arc<dyn Progress>,
    gate: Gate,
    failures: Vec<Failure>,
    dropped: Vec<Dropped>,
}

/// A sync of which everything is stored, and nothing yet in the target.
struct ReadSync {
    store: Store,
    sync_id: String,
    kind: SyncKind,
    path: PathBuf,
    progress: Arc<dyn Progress>,
    failures: Vec<Failure>,
    dropped: Vec<Dropped>,
}

impl Sync {
    fn new(connector: Arc<dyn Connector>, options: SyncOptions, progress: Arc<dyn Progress>) -> Self {
        let gate = Gate::new(options.selection.clone());
        Self { connector, options, progress, gate, failures: Vec::new(), dropped: Vec::new() }
    }

    /// What the sync will claim to be if nothing goes wrong.
    fn kind(&self) -> SyncKind {
        let selection = &self.options.selection;
        if !self.options.targets.is_empty() {
            SyncKind::Partial
        } else if selection.skip_entitlements_and_grants {
            SyncKind::ResourcesOnly
        } else if selection.skip_grants {
            SyncKind::Partial
        } else {
            SyncKind::Full
        }
    }

    async fn read(mut self, opening: Opening) -> Result<ReadSync> {
        let store = opening.wait().await?;
        let kind = self.kind();
        let selection = self.options.selection.clone();

        let mut resource_types: Vec<_> =
            self.connector.resource_types().into_iter().map(|declared| declared.resource_type).collect();
        let declared = |id: &&ResourceTypeId| resource_types.iter().any(|declared| declared.id == **id);
        if let Some(id) = selection.resource_types.iter().find(|id| !declared(id)) {
            let declared = resource_types.iter().map(|declared| declared.id.clone()).collect();
            return Err(Error::UndeclaredType { id: id.clone(), declared });
        }
        resource_types.retain(|declared| selection.includes(&declared.id));

        let stages = if self.options.targets.is_empty() {
            self.connector.stages(&selection)
        } else {
            let mut seen = BTreeSet::new();
            self.options.targets.retain(|target| seen.insert(target.clone()));
            self.connector.targeted_stages(&self.options.targets, &selection).map_err(Error::Targets)?
        };
        self.progress.phase("checking the connection");
        self.connector.validate(&selection).await.map_err(Error::Validate)?;

        let sync_id = store.start(kind).await?;
        info!(sync_id = %sync_id, sync_type = kind.as_str(), "Syncing resource types...");
        let n_types = resource_types.len();
        store.put_resource_types(resource_types).await?;
        info!(count = n_types, "Synced resource types");

        info!("Syncing resources...");
        for stage in stages {
            self.read_stage(stage, &store).await?;
        }
        self.close_references(&store).await?;
        Ok(self.into_read(store, sync_id, kind))
    }

    fn into_read(self, store: Store, sync_id: String, kind: SyncKind) -> ReadSync {
        let Self { options, progress, gate, failures, mut dropped, .. } = self;
        for (resource_type, n_grants) in gate.into_outside() {
            dropped.push(Dropped { what: resource_type.to_string(), n_grants, why: UNSELECTED });
        }
        for why in [UNSELECTED, INCOMPLETE, GONE, NO_PRINCIPAL, NO_RESOURCE] {
            let alike: Vec<&Dropped> = dropped.iter().filter(|dropped| dropped.why == why).collect();
            if alike.is_empty() {
                continue;
            }
            let examples: Vec<&str> =
                alike.iter().take(MAX_DROPPED_SHOWN).map(|dropped| dropped.what.as_str()).collect();
            let grants: u64 = alike.iter().map(|dropped| dropped.n_grants).sum();
            let examples = examples.join(", ");
            warn!(count = alike.len(), examples, grants, why, "left out, with the grants that point to it");
        }
        ReadSync { store, sync_id, kind, path: options.path, progress, failures, dropped }
    }

    /// Makes sure that no grant points to something that is not in the file.
    ///
    /// A resource may appear or vanish while the sync runs; the connector is asked what became of it.
    async fn close_references(&mut self, store: &Store) -> Result<()> {
        let missing = store.missing_resources().await?;
        if !missing.is_empty() {
            self.progress.phase("looking up what changed meanwhile");
            // A type that could not be read cannot be looked up either; it is partial already.
            let wanted: Vec<_> =
                missing.into_iter().filter(|item| !self.is_incomplete(&item.id.resource_type)).collect();
            self.resolve(store, &wanted).await?;
            for item in store.missing_resources().await? {
                let why = if self.is_incomplete(&item.id.resource_type) { INCOMPLETE } else { GONE };
                self.drop_grants(store, &item.entitlement, &item.id, why).await?;
            }
        }
        for (principal, n_grants) in store.drop_grants_of_missing_principals().await? {
            debug!(principal = %principal, grants = n_grants, "grants of an unknown principal are left out");
            self.dropped.push(Dropped { what: principal.to_string(), n_grants, why: NO_PRINCIPAL });
        }
        let told: BTreeSet<String> = self.dropped.iter().map(|dropped| dropped.what.clone()).collect();
        for resource in store.resources_of_early_entitlements().await? {
            let what = resource.to_string();
            if !told.contains(&what) {
                debug!(resource = what, "what can be held on a resource that was not listed is left out");
                self.dropped.push(Dropped { what, n_grants: 0, why: NO_RESOURCE });
            }
        }
        Ok(())
    }

    fn is_incomplete(&self, resource_type: &ResourceTypeId) -> bool {
        self.failures.iter().any(|failure| failure.resource_types.contains(resource_type))
    }

    /// Asks the connector for missing resources, and stores those that exist.
    async fn resolve(&mut self, store: &Store, missing: &[MissingResource]) -> Result<()> {
        let mut unreadable = UnreadableRecords::default();
        let mut unanswered: Vec<&MissingResource> = Vec::new();
        let mut n_refused = 0;
        let mut first_error: Option<ConnectorError> = None;
        for batch in missing.chunks(RESOLVE_BATCH) {
            match self.connector.resolve(batch).await {
                Ok(Resolution { resources, entitlements }) => {
                    let mut page = Page { resources, entitlements, ..Page::default() };
                    self.gate.admit(&mut page);
                    store.put(page.resources, page.entitlements, Vec::new()).await?;
                    if !page.unreadable.is_empty() {
                        unreadable.add(LOOKUPS, page.unreadable);
                        unanswered.extend(batch);
                    }
                }
                Err(source) => {
                    unanswered.extend(batch);
                    n_refused += batch.len();
                    first_error.get_or_insert(source);
                    if !self.options.keep_going {
                        break;
                    }
                }
            }
        }
        let refused = first_error.map(|source| Error::Resolve { n_missing: n_refused, source });
        let types: BTreeSet<_> = unanswered.iter().map(|item| item.id.resource_type.clone()).collect();
        for error in refused.into_iter().chain(unreadable.into_error(LOOKUPS)) {
            if !self.options.keep_going {
                return Err(error);
            }
            let resource_types = types.iter().cloned().collect();
            let failure = Failure { listing: LOOKUPS.to_owned(), resource_types, error };
            warn!(error = %failure.chain(), "going on without them");
            self.failures.push(failure);
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
        debug!(resource = %resource, grants = n_grants, why, "grants are left out");
        self.dropped.push(Dropped { what: resource.to_string(), n_grants, why });
        Ok(())
    }
}

impl ReadSync {
    /// Packs the file and puts it in the place of the old one.
    async fn write(self, started: Instant) -> Result<SyncReport> {
        let complete = self.failures.is_empty();
        self.progress.phase("writing the file");
        let finished = self.store.finish(complete).await?;
        let report = SyncReport {
            sync_id: self.sync_id,
            kind: if complete { self.kind } else { SyncKind::Partial },
            path: self.path,
            counts: finished.counts,
            file_size_bytes: finished.file_size_bytes,
            elapsed: started.elapsed(),
            failures: self.failures,
            dropped: self.dropped,
        };
        for (resource_type, count) in &report.counts.resources_by_resource_type {
            info!(resource_type_id = resource_type, count, "Synced resources");
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
}
