//! Makes one change from its beginning to its end, whatever signal arrives meanwhile.

use std::{path::PathBuf, sync::Arc};

use baton_core::{ActionSchema, ResourceTypeId};
use baton_proto::{convert, json};
use svix_ksuid::{Ksuid, KsuidLike as _};
use tokio::sync::watch;
use tracing::{info, warn};

use super::{
    ActionOutcome, Change, Error, GrantRequest, Provisioned, Provisioner, Task, names,
    render::{self, Deed, Direction},
};
use crate::{
    cli::{
        Settings, builtin,
        environment::{Environment, Stream},
    },
    connector::ConnectorError,
    report::{self, Failure},
    running::{said, until_true},
};

/// In which form a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OutputFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// How one change is made and told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunOptions {
    /// Nothing is to be sent. The provisioner sees to that: it is made with the same setting. Here it only
    /// decides on words.
    pub dry_run: bool,
    /// The form of the result.
    pub output: OutputFormat,
    /// A `.c1z` file of an earlier sync from which names are taken; it need not exist.
    pub file: Option<PathBuf>,
    /// Where that file is unpacked; nothing for the system's directory.
    pub temp_dir: Option<PathBuf>,
    /// The result may hold colours.
    pub color: bool,
}

impl RunOptions {
    /// What `--dry-run`, `--output`, `--file` and `--c1z-temp-dir` say, with colours if standard output can
    /// show them.
    #[must_use]
    pub fn from_settings(settings: &Settings, environment: &dyn Environment) -> Self {
        let is_json = settings.text(builtin::OUTPUT.name) == Some("json");
        Self {
            dry_run: settings.boolean(builtin::DRY_RUN.name),
            output: if is_json { OutputFormat::Json } else { OutputFormat::Text },
            file: settings.path(builtin::FILE.name).map(PathBuf::from),
            temp_dir: settings.tuning().temp_dir.clone(),
            color: environment.wants_color(Stream::Stdout),
        }
    }
}

/// Makes the change and gives what belongs on standard output, with a newline at its end.
///
/// First [`Provisioner::recover`] runs. If it fails, that is logged and the change is tried all the same:
/// the provisioner refuses whatever touches what is half done.
///
/// `cancelled` turning true before the change has begun keeps it from beginning. Once it has begun it is
/// finished, since half a change is worse than any; whoever cannot wait ends the process.
///
/// # Errors
///
/// If the action does not exist, if the change was not made, or if it is not known whether it was. See
/// [`Error`] for the exit codes.
pub async fn run(
    provisioner: Arc<dyn Provisioner>,
    task: Task,
    options: RunOptions,
    mut cancelled: watch::Receiver<bool>,
) -> Result<String, Failure> {
    match &task {
        Task::ListActionSchemas { resource_type } => {
            return list_actions(&provisioner.action_schemas(), resource_type.as_ref());
        }
        Task::InvokeAction { name, resource_type, .. } => {
            require_action(&provisioner.action_schemas(), name, resource_type.as_ref())?;
        }
        _ => {}
    }
    // A task of its own: neither a signal nor a panic of the provisioner can cut it in the middle.
    let mut work = tokio::spawn(perform(provisioner, task, options, cancelled.clone()));
    let joined = tokio::select! {
        biased;
        joined = &mut work => joined,
        () = until_true(&mut cancelled) => {
            warn!("finishing the change that is under way; a second signal ends at once");
            work.await
        }
    };
    let result = joined.unwrap_or_else(|error| Err(Error::Broken { what: said(error) }));
    Ok(result?)
}

/// The actions as `--list-action-schemas` prints them: protojson of `ListActionSchemasResponse`, sorted by
/// name, with a newline at its end. Only those that belong to a type, if one is given.
///
/// Needs no provisioner, and so no connection.
///
/// # Errors
///
/// If they cannot be written as JSON, which is a fault of this program.
pub fn list_actions(
    schemas: &[ActionSchema],
    resource_type: Option<&ResourceTypeId>,
) -> Result<String, Failure> {
    let mut listed: Vec<&ActionSchema> = of_type(schemas, resource_type).collect();
    listed.sort_by(|a, b| (&a.name, &a.resource_type).cmp(&(&b.name, &b.resource_type)));
    let text = json::render(&convert::action_list(listed)).map_err(|error| Error::Render(error.into()))?;
    Ok(render::json_for_terminals(&text))
}

fn of_type<'a>(
    schemas: &'a [ActionSchema],
    resource_type: Option<&'a ResourceTypeId>,
) -> impl Iterator<Item = &'a ActionSchema> {
    schemas
        .iter()
        .filter(move |schema| resource_type.is_none() || schema.resource_type.as_ref() == resource_type)
}

fn require_action(
    schemas: &[ActionSchema],
    name: &str,
    resource_type: Option<&ResourceTypeId>,
) -> Result<(), Error> {
    if of_type(schemas, resource_type).any(|schema| schema.name == name) {
        return Ok(());
    }
    let described = |schema: &ActionSchema| match &schema.resource_type {
        Some(id) => format!("{} (of the resource type {id})", schema.name),
        None => schema.name.clone(),
    };
    let mut known: Vec<String> = schemas.iter().map(described).collect();
    known.sort();
    Err(Error::UnknownAction { name: name.to_owned(), resource_type: resource_type.cloned(), known })
}

async fn perform(
    provisioner: Arc<dyn Provisioner>,
    task: Task,
    options: RunOptions,
    cancelled: watch::Receiver<bool>,
) -> Result<String, Error> {
    if *cancelled.borrow() {
        return Err(Error::Interrupted);
    }
    if let Err(error) = provisioner.recover().await {
        let hint = error.hint().unwrap_or_default();
        warn!(error = report::joined(&error), hint, "an earlier change is still half done");
    }
    if *cancelled.borrow() {
        return Err(Error::Interrupted);
    }
    let what = task.describe();
    let refused = |source: ConnectorError| Error::Refused { what, source };
    match task {
        Task::Grant(request) => {
            let result = provisioner.grant(&request).await.map_err(refused)?;
            tell_provisioned(Direction::Grant, &request, result, &options).await
        }
        Task::Revoke(request) => {
            let result = provisioner.revoke(&request).await.map_err(refused)?;
            tell_provisioned(Direction::Revoke, &request, result, &options).await
        }
        Task::CreateAccount { request, .. } => {
            let result = provisioner.create_account(&request).await.map_err(refused)?;
            let change = render::change_word(result.change);
            info!(operation = "create_account", change, account_id = %result.account.id, "account task done");
            match options.output {
                OutputFormat::Text => Ok(render::account_text(&result, options.color)),
                OutputFormat::Json => render::account_json(&result),
            }
        }
        Task::InvokeAction { name, arguments, .. } => {
            let outcome = provisioner.invoke_action(&name, &arguments).await.map_err(refused)?;
            tell_action(&name, &outcome, &options)
        }
        Task::DeleteResource(resource) => {
            provisioner.delete_resource(&resource).await.map_err(refused)?;
            tell_deed(Deed::Delete, &resource, &options)
        }
        Task::RotateCredentials(resource) => {
            provisioner.rotate_credentials(&resource).await.map_err(refused)?;
            tell_deed(Deed::Rotate, &resource, &options)
        }
        // Answered before there was anything to perform.
        Task::ListActionSchemas { .. } => Ok(String::new()),
    }
}

async fn tell_provisioned(
    direction: Direction,
    request: &GrantRequest,
    mut result: Provisioned,
    options: &RunOptions,
) -> Result<String, Error> {
    info!(
        operation = direction.operation(),
        change = render::change_word(result.change),
        entitlement_id = %request.entitlement(),
        principal_id = %request.principal,
        grant_id = %request.grant().id,
        "entitlement task done"
    );
    fill_names(request, &mut result, options).await;
    match options.output {
        OutputFormat::Text => Ok(render::provisioned_text(direction, request, &result, options.color)),
        OutputFormat::Json => render::provisioned_json(direction, request, &result),
    }
}

/// Takes names from the file where the remote system told none.
async fn fill_names(request: &GrantRequest, result: &mut Provisioned, options: &RunOptions) {
    let Some(path) = options.file.clone() else { return };
    if result.resource_name.is_some() && result.principal_name.is_some() {
        return;
    }
    let (temp_dir, request) = (options.temp_dir.clone(), request.clone());
    let found = tokio::task::spawn_blocking(move || {
        names::look_up(&path, temp_dir, &[&request.resource, &request.principal])
    });
    // Without names the ids have to do, whatever went wrong.
    let mut found = found.await.unwrap_or_default().into_iter();
    let (resource, principal) = (found.next().flatten(), found.next().flatten());
    result.resource_name = result.resource_name.take().or(resource);
    result.principal_name = result.principal_name.take().or(principal);
}

fn tell_deed(deed: Deed, resource: &baton_core::ResourceId, options: &RunOptions) -> Result<String, Error> {
    let change = if options.dry_run { Change::Planned } else { Change::Made };
    let word = render::change_word(change);
    info!(operation = deed.operation(), change = word, resource_id = %resource, "resource task done");
    match options.output {
        OutputFormat::Text => Ok(render::deed_text(deed, resource, change)),
        OutputFormat::Json => render::deed_json(deed, resource, change),
    }
}

/// The result of an action is JSON in either form of output: its shape is the action's own.
fn tell_action(name: &str, outcome: &ActionOutcome, options: &RunOptions) -> Result<String, Error> {
    let id = Ksuid::from_seconds(None, None).to_string();
    let change = render::change_word(outcome.change);
    info!(operation = "invoke_action", change, action = name, action_id = id, "action complete");
    if options.dry_run || outcome.change == Change::Planned {
        return render::action_json(name, outcome);
    }
    let message = convert::completed_action(&id, name, &render::profile(&outcome.response));
    let text = json::render(&message).map_err(|error| Error::Render(error.into()))?;
    Ok(render::json_for_terminals(&text))
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;
    use baton_core::ResourceId;
    use serde_json::{Map, Value};
    use tokio::sync::Notify;

    use super::*;
    use crate::{
        exit::Code,
        logging::{Clock, Format, LogConfig, Writer, subscriber},
        provision::{AccountRequest, CreatedAccount, Holdings},
    };

    /// Something is half done, and every grant waits until it may go on.
    struct Slow {
        reached: Notify,
        go_on: Notify,
    }

    fn roles() -> Holdings {
        Holdings { what: "roles".to_owned(), items: Vec::new() }
    }

    #[async_trait]
    impl Provisioner for Slow {
        async fn recover(&self) -> Result<(), ConnectorError> {
            let hint = Some("give user 3 the roles 1 and 2".to_owned());
            Err(ConnectorError::new("user 3 has no roles", Code::Unavailable).with_hint(hint))
        }

        async fn grant(&self, _: &GrantRequest) -> Result<Provisioned, ConnectorError> {
            self.reached.notify_one();
            self.go_on.notified().await;
            Ok(Provisioned {
                change: Change::Made,
                before: roles(),
                after: roles(),
                resource_name: None,
                principal_name: None,
                notes: Vec::new(),
            })
        }

        async fn revoke(&self, _: &GrantRequest) -> Result<Provisioned, ConnectorError> {
            unreachable!("no test revokes")
        }

        async fn create_account(&self, _: &AccountRequest) -> Result<CreatedAccount, ConnectorError> {
            unreachable!("no test creates")
        }

        async fn delete_resource(&self, _: &ResourceId) -> Result<(), ConnectorError> {
            unreachable!("no test deletes")
        }

        async fn rotate_credentials(&self, _: &ResourceId) -> Result<(), ConnectorError> {
            unreachable!("no test rotates")
        }

        fn action_schemas(&self) -> Vec<ActionSchema> {
            Vec::new()
        }

        async fn invoke_action(
            &self,
            _: &str,
            _: &Map<String, Value>,
        ) -> Result<ActionOutcome, ConnectorError> {
            unreachable!("no test invokes")
        }
    }

    #[tokio::test]
    async fn what_happens_is_logged_with_ids() {
        let config = LogConfig { format: Some(Format::Json), ..LogConfig::default() };
        let (writer, memory) = Writer::memory();
        // The runtime of a test has one thread, so that this holds for spawned tasks as well.
        let _logging = tracing::subscriber::set_default(subscriber(&config, writer, Clock::system()));

        let slow = Arc::new(Slow { reached: Notify::new(), go_on: Notify::new() });
        let (asked, cancelled) = watch::channel(false);
        let resource = |of: &'static str, id| ResourceId::new(ResourceTypeId::from_static(of), id);
        let request = GrantRequest {
            resource: resource("role", "4"),
            slug: "member".to_owned(),
            principal: resource("user", "17"),
        };
        let provisioner = Arc::clone(&slow) as Arc<dyn Provisioner>;
        let run = tokio::spawn(run(provisioner, Task::Grant(request), RunOptions::default(), cancelled));
        slow.reached.notified().await;
        asked.send(true).unwrap();
        let logged = || String::from_utf8(memory.lock().unwrap().clone()).unwrap();
        while !logged().contains("a second signal") {
            tokio::task::yield_now().await;
        }
        slow.go_on.notify_one();
        run.await.unwrap().unwrap();

        let records: Vec<String> = logged()
            .lines()
            .map(|line| {
                let mut record: Map<String, Value> = serde_json::from_str(line).unwrap();
                record.remove("ts");
                record.remove("caller");
                Value::from(record).to_string()
            })
            .collect();
        insta::assert_snapshot!(records.join("\n"), @r#"
    {"error":"user 3 has no roles","hint":"give user 3 the roles 1 and 2","level":"warn","msg":"an earlier change is still half done"}
    {"level":"warn","msg":"finishing the change that is under way; a second signal ends at once"}
    {"change":"made","entitlement_id":"role:4:member","grant_id":"role:4:member:user:17","level":"info","msg":"entitlement task done","operation":"grant","principal_id":"user:17"}
    "#);
    }
}
