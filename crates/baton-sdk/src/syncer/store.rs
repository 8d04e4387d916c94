//! The thread that owns the file while a sync runs.
//!
//! SQLite and zstd block, so they live on a thread of their own; everybody else sends it work and
//! waits for the answer. The queue is short: whoever reads faster than the disk writes has to wait.

use std::{path::PathBuf, sync::Arc, thread};

use async_trait::async_trait;
use baton_core::{Entitlement, EntitlementId, Grant, Resource, ResourceId, ResourceType, ResourceTypeId};
use baton_proto::connector::v2;
use c1z::{C1zWriter, SyncStats, SyncType, SyncWriter, WriterOptions};
use tokio::sync::{mpsc, oneshot};

use super::report::SyncKind;
use crate::{
    connector::{ConnectorError, MissingResource, SyncView},
    error::{Error, Result},
    exit::Code,
};

/// Jobs that may wait for the thread.
const QUEUE_LENGTH: usize = 8;

/// The file: examined, then being filled, then packed and gone.
enum Slot {
    Opened(Box<C1zWriter>),
    Filling(Box<SyncWriter>),
    Gone,
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
    pub(super) sync_id: String,
    pub(super) counts: SyncStats,
    pub(super) file_size_bytes: u64,
}

impl Store {
    /// Opens the target and checks that it can be written.
    pub(super) async fn open(path: PathBuf, options: WriterOptions) -> Result<(Self, Closed)> {
        let (jobs, mut queue) = mpsc::channel::<Job>(QUEUE_LENGTH);
        let (opened, answer) = oneshot::channel();
        let (ended, closed) = oneshot::channel();
        thread::Builder::new()
            .name("c1z-writer".to_owned())
            .spawn(move || {
                // Dropped last, when the writer and its temporary files are gone.
                let _ended: oneshot::Sender<()> = ended;
                let mut slot = match C1zWriter::open(&path, options) {
                    Ok(writer) => {
                        if opened.send(Ok(())).is_err() {
                            return;
                        }
                        Slot::Opened(Box::new(writer))
                    }
                    Err(error) => {
                        // Whoever asked is gone, so nobody misses the answer.
                        let _ = opened.send(Err(error));
                        return;
                    }
                };
                while let Some(job) = queue.blocking_recv() {
                    job(&mut slot);
                }
            })
            .map_err(|error| Error::Panicked { what: format!("no thread could be started: {error}") })?;
        answer.await.map_err(|_| thread_lost())??;
        Ok((Self { jobs: Jobs(Arc::new(jobs)) }, Closed(closed)))
    }

    pub(super) async fn start(&self, kind: SyncKind) -> Result<String> {
        self.jobs
            .send(move |slot| match std::mem::replace(slot, Slot::Gone) {
                Slot::Opened(writer) => Some(start(*writer, kind).map(|writer| {
                    let sync_id = writer.sync_id().to_string();
                    *slot = Slot::Filling(Box::new(writer));
                    sync_id
                })),
                Slot::Filling(_) | Slot::Gone => None,
            })
            .await
    }

    pub(super) async fn put_resource_types(&self, resource_types: Vec<ResourceType>) -> Result<()> {
        self.jobs
            .call(move |writer| {
                let rows: Vec<_> = resource_types.iter().map(v2::ResourceType::from).collect();
                writer.put_resource_types(&rows)
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
        self.jobs
            .call(move |writer| {
                let rows: Vec<_> = resources.iter().map(v2::Resource::from).collect();
                writer.put_resources(&rows)?;
                let rows: Vec<_> = entitlements.iter().map(v2::Entitlement::from).collect();
                writer.put_entitlements(&rows)?;
                let rows: Vec<_> = grants.iter().map(v2::Grant::from).collect();
                writer.put_grants(&rows)
            })
            .await
    }

    /// The resources that grants speak of and that have no entitlement row, one for each entitlement.
    pub(super) async fn missing_resources(&self) -> Result<Vec<MissingResource>> {
        let dangling = self.jobs.call(SyncWriter::dangling_entitlements).await?;
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
        self.jobs.call(move |writer| writer.delete_grants_of_entitlement(entitlement.as_str())).await
    }

    pub(super) async fn drop_grants_of_missing_principals(&self) -> Result<Vec<(ResourceId, u64)>> {
        self.jobs
            .call(|writer| {
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

    /// Ends the sync, as partial unless it is complete, and replaces the target.
    pub(super) async fn finish(self, complete: bool) -> Result<Finished> {
        let finished = self
            .jobs
            .send(move |slot| match std::mem::replace(slot, Slot::Gone) {
                Slot::Filling(writer) if complete => Some(writer.finish()),
                Slot::Filling(writer) => Some(writer.finish_partial()),
                Slot::Opened(_) | Slot::Gone => None,
            })
            .await?;
        Ok(Finished {
            sync_id: finished.sync_id.to_string(),
            counts: finished.stats,
            file_size_bytes: finished.file_bytes,
        })
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

impl Jobs {
    /// Runs something on the sync that is being filled.
    async fn call<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut SyncWriter) -> c1z::Result<T> + Send + 'static,
    {
        self.send(move |slot| match slot {
            Slot::Filling(writer) => Some(work(writer)),
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
            .call(move |writer| writer.grant_count_by_entitlement(entitlement.as_str()))
            .await
            .map_err(|error| ConnectorError::new(error, Code::Internal))
    }
}
