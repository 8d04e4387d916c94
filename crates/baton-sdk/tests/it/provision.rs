//! Changes: what is asked of the provisioner, when, and what becomes of failures, signals and panics.

use std::{
    path::Path,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use baton_core::{ActionKind, ActionSchema, Field, FieldKind, Resource, ResourceId, ResourceTypeId};
use baton_sdk::{
    connector::{ConnectorError, Page},
    exit::Code,
    provision::{
        self, AccountRequest, ActionOutcome, Change, CreatedAccount, GrantRequest, HeldItem, Holdings,
        OutputFormat, Provisioned, Provisioner, RunOptions, Task, gate,
    },
    report::{Failure, Style},
};
use serde_json::{Map, Value, json};
use tokio::sync::{Notify, watch};

use crate::{
    cli::{ready, settings},
    scripted::{Place, ROLE, Script, Step, USER, resource, role, run as sync, user},
};

/// A provisioner that answers the same to every call, and remembers the calls.
pub(crate) struct Scripted {
    pub(crate) calls: Mutex<Vec<String>>,
    pub(crate) change: Change,
    pub(crate) provisioned: Provisioned,
    pub(crate) created: CreatedAccount,
    pub(crate) outcome: ActionOutcome,
    pub(crate) schemas: Vec<ActionSchema>,
    /// Why the recovery fails, if it does.
    pub(crate) stuck: Option<&'static str>,
    /// Why every change fails, if it does.
    pub(crate) refused: Option<&'static str>,
    /// What every change says when it breaks, if it does.
    pub(crate) panics: Option<&'static str>,
    /// Where a call stops until it may go on.
    pub(crate) pause: Option<Pause>,
}

/// A place where a call tells that it was reached, and waits.
pub(crate) struct Pause {
    call: &'static str,
    reached: Arc<Notify>,
    go_on: Arc<Notify>,
}

pub(crate) fn item(id: &str, name: &str) -> HeldItem {
    HeldItem { id: id.to_owned(), name: Some(name.to_owned()).filter(|name| !name.is_empty()) }
}

pub(crate) fn holdings(what: &str, items: &[(&str, &str)]) -> Holdings {
    Holdings { what: what.to_owned(), items: items.iter().map(|(id, name)| item(id, name)).collect() }
}

pub(crate) fn action(name: &str, resource_type: Option<ResourceTypeId>) -> ActionSchema {
    ActionSchema {
        name: name.to_owned(),
        display_name: String::new(),
        description: String::new(),
        arguments: vec![Field::new("user_id", "User ID", FieldKind::Text).required()],
        return_types: vec![Field::new("success", "Success", FieldKind::Bool)],
        kinds: vec![ActionKind::Account],
        resource_type,
    }
}

pub(crate) fn membership() -> GrantRequest {
    GrantRequest { resource: role(4), slug: "member".to_owned(), principal: user(17) }
}

pub(crate) fn disable() -> Task {
    Task::InvokeAction {
        name: "disable_user".to_owned(),
        arguments: json!({ "user_id": "17" }).as_object().unwrap().clone(),
        resource_type: None,
    }
}

impl Scripted {
    pub(crate) fn new() -> Self {
        Self {
            calls: Mutex::default(),
            change: Change::Made,
            provisioned: Provisioned {
                change: Change::Made,
                before: holdings("roles", &[("2", "Admin"), ("3", "User")]),
                after: holdings("roles", &[("2", "Admin"), ("3", "User"), ("4", "Buyer")]),
                resource_name: Some("Buyer".to_owned()),
                principal_name: Some("Maria Reyes".to_owned()),
                notes: Vec::new(),
            },
            created: CreatedAccount {
                change: Change::Made,
                account: Resource::new(user(99), "Maria Reyes"),
                fields: Map::new(),
                notes: Vec::new(),
            },
            outcome: ActionOutcome {
                change: Change::Made,
                response: json!({ "success": true }).as_object().unwrap().clone(),
                before: Some(holdings("active", &[("true", "")])),
                after: Some(holdings("active", &[("false", "")])),
            },
            schemas: vec![
                action("enable_user", None),
                action("disable_user", None),
                action("reset", Some(USER)),
            ],
            stuck: None,
            refused: None,
            panics: None,
            pause: None,
        }
    }

    fn pausing_in(call: &'static str) -> (Self, Arc<Notify>, Arc<Notify>) {
        let (reached, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let pause = Pause { call, reached: Arc::clone(&reached), go_on: Arc::clone(&go_on) };
        (Self { pause: Some(pause), ..Self::new() }, reached, go_on)
    }

    fn calls(&self) -> Vec<String> {
        self.calls.lock().unwrap().clone()
    }

    async fn call(&self, what: String) -> Result<(), ConnectorError> {
        let name = what.split(' ').next().unwrap_or_default().to_owned();
        self.calls.lock().unwrap().push(what);
        if let Some(pause) = self.pause.as_ref().filter(|pause| pause.call == name) {
            pause.reached.notify_one();
            pause.go_on.notified().await;
            self.calls.lock().unwrap().push(format!("{name} ended"));
        }
        let error = |message| ConnectorError::new(message, Code::Unavailable);
        match (name.as_str(), self.stuck, self.refused, self.panics) {
            ("recover", Some(message), _, _) => Err(error(message).with_hint(Some("repair it".to_owned()))),
            ("recover", None, _, _) => Ok(()),
            (_, _, _, Some(message)) => panic!("{message}"),
            (_, _, Some(message), _) => Err(error(message).with_hint(Some("ask for it".to_owned()))),
            _ => Ok(()),
        }
    }
}

#[async_trait]
impl Provisioner for Scripted {
    async fn recover(&self) -> Result<(), ConnectorError> {
        self.call("recover".to_owned()).await
    }

    async fn grant(&self, request: &GrantRequest) -> Result<Provisioned, ConnectorError> {
        self.call(format!("grant {}", request.grant().id)).await?;
        Ok(Provisioned { change: self.change, ..self.provisioned.clone() })
    }

    async fn revoke(&self, request: &GrantRequest) -> Result<Provisioned, ConnectorError> {
        self.call(format!("revoke {}", request.grant().id)).await?;
        Ok(Provisioned { change: self.change, ..self.provisioned.clone() })
    }

    async fn create_account(&self, request: &AccountRequest) -> Result<CreatedAccount, ConnectorError> {
        self.call(format!("create_account {request:?}")).await?;
        Ok(CreatedAccount { change: self.change, ..self.created.clone() })
    }

    async fn delete_resource(&self, resource: &ResourceId) -> Result<(), ConnectorError> {
        self.call(format!("delete_resource {resource}")).await
    }

    async fn rotate_credentials(&self, account: &ResourceId) -> Result<(), ConnectorError> {
        self.call(format!("rotate_credentials {account}")).await
    }

    fn action_schemas(&self) -> Vec<ActionSchema> {
        self.schemas.clone()
    }

    async fn invoke_action(
        &self,
        name: &str,
        arguments: &Map<String, Value>,
    ) -> Result<ActionOutcome, ConnectorError> {
        self.call(format!("invoke_action {name} {}", Value::from(arguments.clone()))).await?;
        Ok(ActionOutcome { change: self.change, ..self.outcome.clone() })
    }
}

pub(crate) async fn run_with(
    provisioner: &Arc<Scripted>,
    task: Task,
    options: RunOptions,
) -> Result<String, Failure> {
    let (_asked, cancelled) = watch::channel(false);
    provision::run(Arc::clone(provisioner) as Arc<dyn Provisioner>, task, options, cancelled).await
}

async fn run(provisioner: &Arc<Scripted>, task: Task) -> Result<String, Failure> {
    run_with(provisioner, task, RunOptions::default()).await
}

fn told(failure: &Failure) -> String {
    format!("{}[exit {}]", failure.render(Style::default()), failure.code().number())
}

#[tokio::test]
async fn every_task_recovers_first_and_then_makes_one_call() {
    let account = AccountRequest { login: Some("mreyes".to_owned()), ..AccountRequest::default() };
    for (task, call) in [
        (Task::Grant(membership()), "grant role:4:member:user:17"),
        (Task::Revoke(membership()), "revoke role:4:member:user:17"),
        (
            Task::CreateAccount { request: account, resource_type: None },
            "create_account AccountRequest { login: Some(\"mreyes\"), email: None, profile: [] }",
        ),
        (disable(), "invoke_action disable_user {\"user_id\":\"17\"}"),
        (Task::DeleteResource(user(17)), "delete_resource user:17"),
        (Task::RotateCredentials(user(17)), "rotate_credentials user:17"),
    ] {
        let provisioner = Arc::new(Scripted::new());
        run(&provisioner, task).await.unwrap();
        assert_eq!(provisioner.calls(), ["recover", call]);
    }
}

#[tokio::test]
async fn a_list_of_actions_asks_nothing_of_the_remote_system() {
    let provisioner = Arc::new(Scripted::new());
    let all = run(&provisioner, Task::ListActionSchemas { resource_type: None }).await.unwrap();
    let of_users = run(&provisioner, Task::ListActionSchemas { resource_type: Some(USER) }).await.unwrap();
    let of_roles = run(&provisioner, Task::ListActionSchemas { resource_type: Some(ROLE) }).await.unwrap();
    let names = |text: &str| -> Vec<String> {
        let list: Value = serde_json::from_str(text).unwrap();
        let schemas = list["schemas"].as_array().cloned().unwrap_or_default();
        schemas.iter().map(|schema| schema["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&all), ["disable_user", "enable_user", "reset"]);
    assert_eq!(names(&of_users), ["reset"]);
    assert_eq!(of_roles, "{}\n");
    assert_eq!(provisioner.calls(), [""; 0]);
}

#[tokio::test]
async fn behind_a_closed_gate_nothing_is_called() {
    let line = "--revoke-grant role:4:member:user:17";
    let provisioner = Arc::new(Scripted::new());
    for (line, expected) in [(line.to_owned(), 0), (format!("{line} --provisioning"), 2)] {
        let settings = settings(&ready(), &line);
        let task = Task::from_settings(&settings).unwrap().unwrap();
        let result: Result<String, Failure> = async {
            gate(&settings, &task)?;
            run_with(&provisioner, task, RunOptions::from_settings(&settings, &ready())).await
        }
        .await;
        assert_eq!(result.is_ok(), expected > 0, "{line}");
        assert_eq!(provisioner.calls().len(), expected, "{line}");
    }
}

#[tokio::test]
async fn an_unknown_action_is_not_tried() {
    let provisioner = Arc::new(Scripted::new());
    let unknown = |name: &str, resource_type| Task::InvokeAction {
        name: name.to_owned(),
        arguments: Map::new(),
        resource_type,
    };
    insta::assert_snapshot!(told(&run(&provisioner, unknown("disable_users", None)).await.unwrap_err()), @r#"
    error: there is no action `disable_users`
    hint: there are these: disable_user, enable_user, reset (of the resource type user)
    [exit 5]
    "#);
    insta::assert_snapshot!(
        told(&run(&provisioner, unknown("disable_user", Some(USER))).await.unwrap_err()), @r#"
    error: there is no action `disable_user` for the resource type `user`
    hint: there are these: disable_user, enable_user, reset (of the resource type user)
    [exit 5]
    "#);
    assert_eq!(provisioner.calls(), [""; 0]);
    assert!(run(&provisioner, unknown("reset", Some(USER))).await.is_ok());

    let without = Arc::new(Scripted { schemas: Vec::new(), ..Scripted::new() });
    insta::assert_snapshot!(told(&run(&without, disable()).await.unwrap_err()), @r#"
    error: there is no action `disable_user`
    hint: this connector has no actions
    [exit 5]
    "#);
}

#[tokio::test]
async fn a_refusal_says_what_was_asked_why_and_what_to_do() {
    let refused = Arc::new(Scripted { refused: Some("the server answered 503"), ..Scripted::new() });
    let account = AccountRequest { login: Some("mreyes".to_owned()), ..AccountRequest::default() };
    let mut table = String::new();
    for task in [
        Task::Grant(membership()),
        Task::Revoke(membership()),
        Task::CreateAccount { request: account, resource_type: None },
        disable(),
        Task::DeleteResource(user(17)),
        Task::RotateCredentials(user(17)),
    ] {
        table.push_str(&told(&run(&refused, task).await.unwrap_err()));
        table.push_str("\n\n");
    }
    insta::assert_snapshot!(table);
}

#[tokio::test]
async fn a_failed_recovery_does_not_keep_other_changes_from_being_made() {
    let stuck = Arc::new(Scripted { stuck: Some("user 3 has no roles"), ..Scripted::new() });
    assert!(run(&stuck, Task::Grant(membership())).await.is_ok());
    assert_eq!(stuck.calls(), ["recover", "grant role:4:member:user:17"]);
}

#[tokio::test]
async fn a_provisioner_that_breaks_leaves_the_outcome_open() {
    let broken = Arc::new(Scripted { panics: Some("index out of bounds"), ..Scripted::new() });
    insta::assert_snapshot!(told(&run(&broken, Task::Grant(membership())).await.unwrap_err()), @r#"
    error: a part of the program broke: index out of bounds
    hint: it is not known whether the change was made: run the same again, which looks first; and please report this fault of the program
    [exit 13]
    "#);
}

// Signals

#[tokio::test]
async fn a_change_that_has_begun_is_finished_whatever_signal_comes() {
    let (provisioner, reached, go_on) = Scripted::pausing_in("grant");
    let provisioner = Arc::new(provisioner);
    let (asked, cancelled) = watch::channel(false);
    let run = tokio::spawn(provision::run(
        Arc::clone(&provisioner) as Arc<dyn Provisioner>,
        Task::Grant(membership()),
        RunOptions::default(),
        cancelled,
    ));
    reached.notified().await;
    asked.send(true).unwrap();
    // Everything that is ready runs; if the signal cut the change, the run would be over then.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(!run.is_finished());
    go_on.notify_one();
    let text = run.await.unwrap().unwrap();
    assert!(text.starts_with("Granted "), "{text}");
    assert_eq!(provisioner.calls().last().unwrap(), "grant ended");
}

#[tokio::test]
async fn a_signal_during_the_recovery_keeps_the_change_from_beginning() {
    let (provisioner, reached, go_on) = Scripted::pausing_in("recover");
    let provisioner = Arc::new(provisioner);
    let (asked, cancelled) = watch::channel(false);
    let run = tokio::spawn(provision::run(
        Arc::clone(&provisioner) as Arc<dyn Provisioner>,
        Task::Grant(membership()),
        RunOptions::default(),
        cancelled,
    ));
    reached.notified().await;
    asked.send(true).unwrap();
    go_on.notify_one();
    insta::assert_snapshot!(told(&run.await.unwrap().unwrap_err()), @r#"
    error: interrupted before anything was sent for this change
    [exit 1]
    "#);
    assert_eq!(provisioner.calls(), ["recover", "recover ended"]);
}

#[tokio::test]
async fn a_signal_before_anything_keeps_everything_from_beginning() {
    let provisioner = Arc::new(Scripted::new());
    let (_asked, cancelled) = watch::channel(true);
    let result = provision::run(
        Arc::clone(&provisioner) as Arc<dyn Provisioner>,
        Task::Grant(membership()),
        RunOptions::default(),
        cancelled,
    );
    assert_eq!(result.await.unwrap_err().code(), Code::Cancelled);
    assert_eq!(provisioner.calls(), [""; 0]);
}

#[tokio::test]
async fn nobody_left_to_send_a_signal_is_no_signal() {
    let provisioner = Arc::new(Scripted::new());
    let (asked, cancelled) = watch::channel(false);
    drop(asked);
    let result = provision::run(
        Arc::clone(&provisioner) as Arc<dyn Provisioner>,
        Task::Grant(membership()),
        RunOptions::default(),
        cancelled,
    );
    assert!(result.await.is_ok());
}

// Names from a file

/// A small sync that also knows role 4 and user 17.
async fn synced() -> Place {
    let place = Place::new();
    let page = Page { resources: vec![resource(&role(4)), resource(&user(17))], ..Page::default() };
    sync(Script::small().stage(vec![("more", ROLE, vec![(None, Step::Give(page))])]), place.options())
        .await
        .unwrap();
    place
}

async fn shown(path: &Path, temporary: &Path, provisioned: Provisioned) -> String {
    let provisioner = Arc::new(Scripted { provisioned, ..Scripted::new() });
    let options = RunOptions {
        file: Some(path.to_owned()),
        temp_dir: Some(temporary.to_owned()),
        output: OutputFormat::Json,
        ..RunOptions::default()
    };
    let text = run_with(&provisioner, Task::Grant(membership()), options).await.unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    format!("{} {}", value["entitlement"]["resource"]["name"], value["principal"]["name"])
}

#[tokio::test]
async fn names_that_nobody_told_come_from_the_file() {
    let place = synced().await;
    let before = std::fs::read(&place.file).unwrap();
    let told = Scripted::new().provisioned;
    let untold = Provisioned { resource_name: None, principal_name: None, ..told.clone() };
    let half = Provisioned { principal_name: None, ..told.clone() };
    assert_eq!(shown(&place.file, &place.temporary, untold.clone()).await, r#""the role:4" "the user:17""#);
    // What the remote system says is newer.
    assert_eq!(shown(&place.file, &place.temporary, half).await, r#""Buyer" "the user:17""#);
    assert_eq!(shown(&place.file, &place.temporary, told).await, r#""Buyer" "Maria Reyes""#);
    place.assert_untouched(&before);

    // A file that is missing, or is none, or holds no such resource, costs nothing but the names.
    let missing = place.file.with_extension("gone");
    assert_eq!(shown(&missing, &place.temporary, untold.clone()).await, "null null");
    assert!(!missing.exists());
    let directory = place.directory.path();
    assert_eq!(shown(directory, &place.temporary, untold.clone()).await, "null null");
    let damaged = directory.join("damaged.c1z");
    std::fs::write(&damaged, &before[..before.len() / 2]).unwrap();
    assert_eq!(shown(&damaged, &place.temporary, untold.clone()).await, "null null");
    let other = Place::new();
    other.prepare().await;
    assert_eq!(shown(&other.file, &other.temporary, untold).await, "null null");
}
