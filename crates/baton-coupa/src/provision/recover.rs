//! Finishing what an earlier run left half done.

use std::sync::Arc;

use super::{
    audit::Ending,
    error::{CallError, ProvisionError},
    journal::Entry,
    protocol::{Protocol, Recovery, Undone},
    provisioner::{CoupaProvisioner, explain, told},
    remote::{Names, UserList},
    stores::{ChangeRecord, Stores},
    words,
};

/// What has become of one interrupted change.
#[derive(Debug)]
pub struct Recovered {
    /// The journal entry.
    pub entry: Entry,
    /// What was found and done, as a fragment: `finished: user 17 has the roles 2, 3`.
    pub outcome: String,
    /// Whether something was sent.
    pub was_changed: bool,
}

impl CoupaProvisioner {
    /// Repairs everything that is in the journal, one after the other, whatever becomes of each.
    ///
    /// `finish` names an entry that is finished even if somebody has worked on the list since.
    ///
    /// # Errors
    ///
    /// If the journal cannot be read.
    pub async fn recover_all(
        &self,
        finish: Option<&str>,
    ) -> Result<Vec<Result<Recovered, ProvisionError>>, ProvisionError> {
        let Some(stores) = self.stores.as_ref().map(Arc::clone) else { return Ok(Vec::new()) };
        let mut results = Vec::new();
        for entry in stores.journal.list()? {
            let result = match entry {
                Ok(entry) => self.recover_locked(&stores, &entry, finish == Some(&entry.id)).await,
                Err(error) => Err(error.into()),
            };
            results.extend(result.transpose());
        }
        Ok(results)
    }

    /// Repairs one entry while nobody else is at work on the user. `None` if somebody has just done it.
    async fn recover_locked(
        &self,
        stores: &Stores,
        entry: &Entry,
        force: bool,
    ) -> Result<Option<Recovered>, ProvisionError> {
        let _lock = stores.locks.user(entry.user).await?;
        match stores.journal.get_opt(&entry.id)? {
            Some(entry) => self.recover_entry(entry, force).await.map(Some),
            None => Ok(None),
        }
    }

    /// Repairs one entry; whoever calls holds the user's lock.
    pub(super) async fn recover_entry(&self, entry: Entry, force: bool) -> Result<Recovered, ProvisionError> {
        let user = entry.user;
        // The journal only gives out entries whose list it knows.
        let Some(kind) = entry.kind() else {
            return Err(ProvisionError::Impossible {
                what: format!("change the list `{}`", entry.list),
                instead: String::new(),
            });
        };
        let operation = format!("recover `{}`", entry.operation);
        let record = ChangeRecord::new(self.stores.as_deref(), user, operation);
        let unread = |cause: CallError| ProvisionError::Unread { cause };
        let writer = self.list_writer(kind).await.map_err(|error| unread(error.into()))?;
        let names = Names::default();
        let list = UserList {
            client: &writer.client,
            user,
            kind,
            sent: &record.sent,
            names: &names,
            // The journal is about the list as a whole.
            single_calls: false,
            no_list_writes: writer.no_list_writes,
        };
        let records = record.of_list(kind);
        let protocol = Protocol { list: &list, records: &records, patience: self.patience };
        let show = |ids| words::list(kind, ids, &names);
        let outcome = protocol.recover(entry.clone(), force).await;
        let (outcome, was_changed) = match outcome {
            Ok(Recovery::WasFinished { now }) => {
                (format!("it had been finished: user {user} has {}", show(&now)), false)
            }
            Ok(Recovery::WasNotBegun { now }) => (
                format!("it had changed nothing, and is not carried out: user {user} has {}", show(&now)),
                false,
            ),
            Ok(Recovery::Finished { now }) => {
                record.end(Ending::Made, records.value(&now), None);
                (format!("finished now: user {user} has {}", show(&now)), true)
            }
            Ok(Recovery::Restored { now, cause }) => {
                record.end(Ending::Restored, records.value(&now), Some(&cause.to_string()));
                (format!("taken back now: user {user} has again {}", show(&now)), true)
            }
            Ok(Recovery::MovedOn { now }) => {
                return Err(ProvisionError::MovedOn {
                    begun_at: entry.begun_at.into(),
                    user,
                    now: show(&now),
                    former: show(&entry.former).into(),
                    wanted: show(&entry.wanted),
                    entry: entry.id.into(),
                });
            }
            Ok(Recovery::Failed { now, cause }) => {
                let undone = Undone::HalfDone { now, wanted: entry.wanted, cause, entry: Some(entry.id) };
                let (error, ending, now) = explain(user, kind, &names, undone);
                let after = now.map_or(serde_json::Value::Null, |now| records.value(&now));
                record.end(ending, after, Some(&told(&error)));
                return Err(error);
            }
            // Nobody is left who could be locked out.
            Err(Undone::Unread(CallError::NoUser { .. })) => {
                if let Some(stores) = &self.stores {
                    stores.journal.remove(&entry.id)?;
                }
                (format!("there is no user {user} any more"), false)
            }
            Err(undone) => {
                let (error, ending, now) = explain(user, kind, &names, undone);
                let after = now.map_or(serde_json::Value::Null, |now| records.value(&now));
                record.end(ending, after, Some(&told(&error)));
                return Err(error);
            }
        };
        tracing::info!(operation = entry.operation, entry = entry.id, "an interrupted change: {outcome}");
        Ok(Recovered { entry, outcome, was_changed })
    }

    /// As [`CoupaProvisioner::recover_all`]; the first failure is the result, after all were tried.
    pub(super) async fn recover_quietly(&self) -> Result<(), ProvisionError> {
        let mut first = None;
        for result in self.recover_all(None).await? {
            if let Err(error) = result {
                first.get_or_insert(error);
            }
        }
        first.map_or(Ok(()), Err)
    }
}
