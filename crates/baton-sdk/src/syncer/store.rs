//! The thread that owns the file while a sync runs.
//!
//! SQLite and zstd block, so they live on a thread of their own; everybody else sends it work and
//! waits for the answer. The queue is short: whoever reads faster than the disk writes has to wait.

use std::{
    collections::{BTreeMap, HashSet},
    path::PathBuf,
    sync::Arc,
    thread,
};

use async_trait::async_trait;
use baton_core::{Entitlement, EntitlementId, Grant, Resource, ResourceId, ResourceType, ResourceTypeId};
use baton_proto::connector::v2;
use c1z::{C1zWriter, SyncStats, SyncType, SyncWriter, WriterOptions};
use tokio::sync::{mpsc, oneshot};

use super::report::SyncKind;
use crate::{
    connector::{ConnectorError, MissingResource, SyncView},
    error::{Error, Result},
    report::Hint as _,
};

/// Jobs that may wait for the thread.
const QUEUE_LENGTH: usize = 8;

/// The file: examined, then being filled, then packed and gone.
enum Slot {
    Opened(Box<C1zWriter>),
    Filling(Box<Filling>),
    Gone,
}

/// A sync being filled.
struct Filling {
    writer: SyncWriter,
    /// Entitlements whose resource has not come yet. They are not written before it does: one without a
    /// resource would be as wrong in a file as a grant without an entitlement.
    early: BTreeMap<ResourceId, Vec<Entitlement>>,
}

type Job = Box<dyn FnOnce(&mut Slot) + Send>;

/// A handle to the thread. The file is left as it was when all handles are dropped before `finish`.
pub(super) struct Store {
    jobs: Jobs,
}

/// Tells when the thread has ended and its temporary files are gone.
pub(super) struct Closed(oneshot::Receiver<()>);

impl Closed {
    /// Waits until every [`Store`] and [`StoreView`] is dropped and the thread has ended.
    pub(super) async fn wait(self) {
        // The sender is only ever dropped, so the error is the signal.
        let _ = self.0.await;
    }
}

#[derive(Clone)]
struct Jobs(Arc<mpsc::Sender<Job>>);

/// What is known once the file is written.
pub(super) struct Finished {
    pub(super) counts: SyncStats,
    pub(super) file_size_bytes: u64,
}

/// A target that is being examined.
pub(super) struct Opening {
    store: Store,
    opened: oneshot::Receiver<c1z::Result<()>>,
}

impl Opening {
    /// Waits until the target is known to be fit.
    pub(super) async fn wait(self) -> Result<Store> {
        self.opened.await.map_err(|_| thread_lost())??;
        Ok(self.store)
    }
}

impl Store {
    /// Begins to open the target and to check that it can be written.
    pub(super) fn open(path: PathBuf, options: WriterOptions) -> Result<(Opening, Closed)> {
        let (jobs, mut queue) = mpsc::channel::<Job>(QUEUE_LENGTH);
        let (answer, opened) = oneshot::channel();
        let (ended, closed) = oneshot::channel();
        thread::Builder::new()
            .name("c1z-writer".to_owned())
            .spawn(move || {
                // Dropped last, when the writer and its temporary files are gone.
                let _ended: oneshot::Sender<()> = ended;
                let mut slot = match C1zWriter::open(&path, options) {
                    Ok(writer) => Slot::Opened(Box::new(writer)),
                    Err(error) => {
                        // Whoever asked may be gone; then nobody misses the answer.
                        let _ = answer.send(Err(error));
                        return;
                    }
                };
                if answer.send(Ok(())).is_err() {
                    return;
                }
                while let Some(job) = queue.blocking_recv() {
                    job(&mut slot);
                }
            })
            .map_err(Error::Thread)?;
        Ok((Opening { store: Self { jobs: Jobs(Arc::new(jobs)) }, opened }, Closed(closed)))
    }

    pub(super) async fn start(&self, kind: SyncKind) -> Result<String> {
        self.jobs
            .send(move |slot| match std::mem::replace(slot, Slot::Gone) {
                Slot::Opened(writer) => Some(start(*writer, kind).map(|writer| {
                    let sync_id = writer.sync_id().to_string();
                    *slot = Slot::Filling(Box::new(Filling { writer, early: BTreeMap::new() }));
                    sync_id
                })),
                Slot::Filling(_) | Slot::Gone => None,
            })
            .await
    }

    pub(super) async fn put_resource_types(&self, resource_types: Vec<ResourceType>) -> Result<()> {
        self.jobs
            .call(move |sync| {
                let rows: Vec<_> = resource_types.iter().map(v2::ResourceType::from).collect();
                sync.writer.put_resource_types(&rows)
            })
            .await
    }

    pub(super) async fn put(
        &self,
        resources: Vec<Resource>,
        entitlements: Vec<Entitlement>,
        grants: Vec<Grant>,
    ) -> Result<()> {
        if resources.is_empty() && entitlements.is_empty() && grants.is_empty() {
            return Ok(());
        }
        self.jobs.call(move |sync| sync.put(&resources, entitlements, &grants)).await
    }

    /// The resources that grants speak of and that have no entitlement row, one for each entitlement.
    pub(super) async fn missing_resources(&self) -> Result<Vec<MissingResource>> {
        let dangling = self.jobs.call(|sync| sync.writer.dangling_entitlements()).await?;
        Ok(dangling
            .into_iter()
            .map(|row| MissingResource {
                id: ResourceId::new(ResourceTypeId::new(row.resource_type_id), row.resource_id),
                entitlement: EntitlementId::from_raw(row.entitlement_id),
                sample_principal: ResourceId::new(
                    ResourceTypeId::new(row.sample_principal_type_id),
                    row.sample_principal_id,
                ),
            })
            .collect())
    }

    pub(super) async fn delete_grants_of(&self, entitlement: EntitlementId) -> Result<u64> {
        self.jobs.call(move |sync| sync.writer.delete_grants_of_entitlement(entitlement.as_str())).await
    }

    pub(super) async fn drop_grants_of_missing_principals(&self) -> Result<Vec<(ResourceId, u64)>> {
        self.jobs
            .call(|Filling { writer, .. }| {
                let mut dropped = Vec::new();
                for row in writer.dangling_principals()? {
                    let n_grants =
                        writer.delete_grants_of_principal(&row.resource_type_id, &row.resource_id)?;
                    let id = ResourceId::new(ResourceTypeId::new(row.resource_type_id), row.resource_id);
                    dropped.push((id, n_grants));
                }
                Ok(dropped)
            })
            .await
    }

    /// The resources that never came though something can be held on them.
    pub(super) async fn resources_of_early_entitlements(&self) -> Result<Vec<ResourceId>> {
        self.jobs.call(|sync| Ok(sync.early.keys().cloned().collect())).await
    }

    /// Ends the sync, as partial unless it is complete, and replaces the target.
    pub(super) async fn finish(self, complete: bool) -> Result<Finished> {
        let finished = self
            .jobs
            .send(move |slot| match std::mem::replace(slot, Slot::Gone) {
                Slot::Filling(sync) if complete => Some(sync.writer.finish()),
                Slot::Filling(sync) => Some(sync.writer.finish_partial()),
                Slot::Opened(_) | Slot::Gone => None,
            })
            .await?;
        Ok(Finished { counts: finished.stats, file_size_bytes: finished.file_bytes })
    }

    pub(super) fn view(&self) -> StoreView {
        StoreView { jobs: self.jobs.clone() }
    }
}

/// Begins the sync. A part is based on the newest finished full sync in the file, if there is one.
fn start(writer: C1zWriter, kind: SyncKind) -> c1z::Result<SyncWriter> {
    let newest_full = writer
        .earlier_syncs()
        .iter()
        .filter(|run| run.sync_type == SyncType::Full && run.is_finished())
        .max_by_key(|run| run.ended_at)
        .map(|run| run.id.clone());
    let parent = newest_full.filter(|_| kind == SyncKind::Partial);
    writer.start_sync(kind.stored(), parent.as_ref())
}

impl Filling {
    fn put(
        &mut self,
        resources: &[Resource],
        entitlements: Vec<Entitlement>,
        grants: &[Grant],
    ) -> c1z::Result<()> {
        let rows: Vec<_> = resources.iter().map(v2::Resource::from).collect();
        self.writer.put_resources(&rows)?;
        let mut ready = Vec::with_capacity(entitlements.len());
        if !self.early.is_empty() {
            ready.extend(resources.iter().filter_map(|resource| self.early.remove(&resource.id)).flatten());
        }
        let arrived: HashSet<&ResourceId> = resources.iter().map(|resource| &resource.id).collect();
        for entitlement in entitlements {
            let ResourceId { resource_type, id } = &entitlement.resource;
            if arrived.contains(&entitlement.resource)
                || self.writer.resource_get_opt(resource_type.as_str(), id)?.is_some()
            {
                ready.push(entitlement);
            } else {
                self.early.entry(entitlement.resource.clone()).or_default().push(entitlement);
            }
        }
        let rows: Vec<_> = ready.iter().map(v2::Entitlement::from).collect();
        self.writer.put_entitlements(&rows)?;
        let rows: Vec<_> = grants.iter().map(v2::Grant::from).collect();
        self.writer.put_grants(&rows)
    }
}

impl Jobs {
    /// Runs something on the sync that is being filled.
    async fn call<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Filling) -> c1z::Result<T> + Send + 'static,
    {
        self.send(move |slot| match slot {
            Slot::Filling(sync) => Some(work(sync)),
            Slot::Opened(_) | Slot::Gone => None,
        })
        .await
    }

    async fn send<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Slot) -> Option<c1z::Result<T>> + Send + 'static,
    {
        let (done, answer) = oneshot::channel();
        let job: Job = Box::new(move |slot| {
            // Whoever asked may have been cancelled; then nobody misses the answer.
            let _ = done.send(work(slot));
        });
        self.0.send(job).await.map_err(|_| thread_lost())?;
        let result = answer.await.map_err(|_| thread_lost())?.ok_or_else(thread_lost)?;
        Ok(result?)
    }
}

fn thread_lost() -> Error {
    Error::Panicked { what: "the thread that writes the file ended early".to_owned() }
}

/// The store as a listing sees it.
pub(super) struct StoreView {
    jobs: Jobs,
}

#[async_trait]
impl SyncView for StoreView {
    async fn grant_count(&self, entitlement: &EntitlementId) -> Result<u64, ConnectorError> {
        let entitlement = entitlement.clone();
        self.jobs
            .call(move |sync| sync.writer.grant_count_by_entitlement(entitlement.as_str()))
            .await
            .map_err(|error| {
                let (hint, code) = (error.hint(), error.exit_code());
                ConnectorError::new(error, code).with_hint(hint)
            })
    }
}
