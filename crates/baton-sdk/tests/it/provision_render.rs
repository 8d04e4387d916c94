//! How results are shown, as text and as JSON.

use std::sync::Arc;

use baton_core::{Email, Resource, ResourceId, TraitData, UserTrait};
use baton_sdk::provision::{
    AccountRequest, ActionOutcome, Change, CreatedAccount, OutputFormat, Provisioned, RunOptions, Task,
};
use serde_json::{Value, json};

use crate::{
    provision::{Scripted, disable, holdings, membership, run_with},
    scripted::{USER, user},
};

const CHANGES: [Change; 3] = [Change::Made, Change::AlreadySo, Change::Planned];

async fn shown(provisioner: Scripted, task: Task, options: RunOptions) -> String {
    run_with(&Arc::new(provisioner), task, options).await.unwrap()
}

fn json_output() -> RunOptions {
    RunOptions { output: OutputFormat::Json, ..RunOptions::default() }
}

fn create() -> Task {
    let request = AccountRequest { login: Some("mreyes".to_owned()), ..AccountRequest::default() };
    Task::CreateAccount { request, resource_type: None }
}

/// Both ends of a change of one role, in either direction.
fn provisioner(task: &Task, change: Change) -> Scripted {
    let scripted = Scripted::new();
    let Provisioned { before: without, after: with, .. } = scripted.provisioned.clone();
    let (before, after) = match (task, change) {
        (Task::Grant(_), Change::AlreadySo) => (with.clone(), with),
        (Task::Grant(_), _) => (without, with),
        (_, Change::AlreadySo) => (without.clone(), without),
        (_, _) => (with, without),
    };
    Scripted {
        change,
        provisioned: Provisioned { before, after, ..scripted.provisioned.clone() },
        ..scripted
    }
}

fn account(change: Change) -> Scripted {
    let id = if change == Change::Planned { ResourceId::new(USER, "") } else { user(99) };
    let account = Resource::new(id, "Maria Reyes").with_trait(TraitData::User(UserTrait {
        login: "mreyes".to_owned(),
        emails: vec![Email { address: "m@example.com".to_owned(), is_primary: true }],
        ..UserTrait::default()
    }));
    let fields = json!({ "login": "mreyes", "active": true, "roles": [{ "id": 4 }] });
    let created = CreatedAccount {
        change,
        account,
        fields: fields.as_object().unwrap().clone(),
        notes: vec!["nobody has told Maria yet".to_owned()],
    };
    Scripted { change, created, ..Scripted::new() }
}

#[tokio::test]
async fn text_for_people() {
    let mut table = String::new();
    for task in [Task::Grant(membership()), Task::Revoke(membership())] {
        for change in CHANGES {
            let text = shown(provisioner(&task, change), task.clone(), RunOptions::default()).await;
            table.push_str(&format!("{text}\n"));
        }
    }
    for change in CHANGES {
        table.push_str(&format!("{}\n", shown(account(change), create(), RunOptions::default()).await));
    }
    for task in [Task::DeleteResource(user(17)), Task::RotateCredentials(user(17))] {
        for dry_run in [false, true] {
            let options = RunOptions { dry_run, ..RunOptions::default() };
            table.push_str(&format!("{}\n", shown(Scripted::new(), task.clone(), options).await));
        }
    }
    insta::assert_snapshot!(table);
}

#[tokio::test]
async fn json_for_programs() {
    let mut table = String::new();
    for (task, change) in
        [(Task::Grant(membership()), Change::Made), (Task::Revoke(membership()), Change::AlreadySo)]
    {
        table.push_str(&shown(provisioner(&task, change), task, json_output()).await);
    }
    for change in [Change::Made, Change::Planned] {
        table.push_str(&shown(account(change), create(), json_output()).await);
    }
    for task in [Task::DeleteResource(user(17)), Task::RotateCredentials(user(17))] {
        table.push_str(&shown(Scripted::new(), task, json_output()).await);
    }
    insta::assert_snapshot!(table);
}

#[tokio::test]
async fn the_change_is_one_of_three_words() {
    for (change, word) in CHANGES.into_iter().zip(["made", "already", "planned"]) {
        for task in [Task::Grant(membership()), Task::Revoke(membership()), create()] {
            let text = shown(Scripted { change, ..Scripted::new() }, task, json_output()).await;
            let value: Value = serde_json::from_str(&text).unwrap();
            assert_eq!(value["change"], word);
        }
    }
}

#[tokio::test]
async fn the_result_of_an_action_is_a_message_of_the_protocol_in_either_form() {
    let mut ids = Vec::new();
    for options in [RunOptions::default(), json_output()] {
        let text = shown(Scripted::new(), disable(), options).await;
        assert!(text.ends_with("}\n"), "{text}");
        let value: Value = serde_json::from_str(&text).unwrap();
        let id = value["id"].as_str().unwrap().to_owned();
        let expected = json!({
            "id": id,
            "status": "BATON_ACTION_STATUS_COMPLETE",
            "response": { "success": true },
            "name": "disable_user",
        });
        assert_eq!(value, expected);
        assert!(id.len() == 27 && id.chars().all(|c| c.is_ascii_alphanumeric()), "{id} is no KSUID");
        ids.push(id);
    }
    assert_ne!(ids[0], ids[1], "every run has an id of its own");
}

#[tokio::test]
async fn a_result_of_any_shape_fits_into_the_message() {
    let response = json!({
        "none": null, "yes": true, "half": 0.5, "whole": 3, "text": "a", "list": [1, [2]], "map": { "a": {} },
    });
    let outcome =
        ActionOutcome { response: response.as_object().unwrap().clone(), ..Scripted::new().outcome };
    let text = shown(Scripted { outcome, ..Scripted::new() }, disable(), RunOptions::default()).await;
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["response"], response);
}

#[tokio::test]
async fn an_action_that_is_only_tried_shows_before_and_after() {
    let planned = |outcome| Scripted { change: Change::Planned, outcome, ..Scripted::new() };
    let outcome = Scripted::new().outcome;
    let dry_run = RunOptions { dry_run: true, ..RunOptions::default() };
    let text = shown(planned(outcome.clone()), disable(), dry_run.clone()).await;
    insta::assert_snapshot!(text, @r#"
    {
      "operation": "invoke_action",
      "action": "disable_user",
      "change": "planned",
      "response": {
        "success": true
      },
      "before": {
        "what": "active",
        "items": [
          {
            "id": "true",
            "name": null
          }
        ]
      },
      "after": {
        "what": "active",
        "items": [
          {
            "id": "false",
            "name": null
          }
        ]
      }
    }
    "#);
    // What cannot be told is null rather than absent; so already is no reason for another shape.
    let untold = ActionOutcome { before: None, after: None, ..outcome };
    let text = shown(planned(untold), disable(), dry_run.clone()).await;
    let value: Value = serde_json::from_str(&text).unwrap();
    assert!(value["before"].is_null() && value.as_object().unwrap().contains_key("before"), "{text}");
    let text = shown(Scripted { change: Change::AlreadySo, ..Scripted::new() }, disable(), dry_run).await;
    assert!(text.contains("\"change\": \"already\""), "{text}");
}

#[tokio::test]
async fn long_lists_are_cut_for_people_and_whole_for_programs() {
    let ids: Vec<String> = (1..=30).map(|id| id.to_string()).collect();
    let all: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "")).collect();
    let scripted = || {
        let provisioned = Provisioned {
            before: holdings("groups", &all[..29]),
            after: holdings("groups", &all[1..]),
            resource_name: None,
            principal_name: None,
            ..Scripted::new().provisioned
        };
        Scripted { provisioned, ..Scripted::new() }
    };
    let text = shown(scripted(), Task::Grant(membership()), RunOptions::default()).await;
    insta::assert_snapshot!(text, @r#"
    Granted role:4:member to user:17
      groups before  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, and 9 more
      groups after   2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, and 9 more
      + 30
      - 1
    "#);
    let value: Value =
        serde_json::from_str(&shown(scripted(), Task::Grant(membership()), json_output()).await).unwrap();
    assert_eq!(value["before"]["items"].as_array().unwrap().len(), 29);
}

#[tokio::test]
async fn empty_lists_unknown_names_and_notes() {
    let provisioned = Provisioned {
        before: holdings("roles", &[]),
        after: holdings("roles", &[("4", "")]),
        resource_name: None,
        principal_name: None,
        notes: vec!["somebody else changed the list meanwhile".to_owned(), "it stays".to_owned()],
        ..Scripted::new().provisioned
    };
    let scripted = Scripted { provisioned, ..Scripted::new() };
    insta::assert_snapshot!(shown(scripted, Task::Grant(membership()), RunOptions::default()).await, @r#"
    Granted role:4:member to user:17
      roles before  none
      roles after   4
      note          somebody else changed the list meanwhile
      note          it stays
    "#);
}

#[tokio::test]
async fn colour_marks_what_signs_say_already() {
    let task = Task::Revoke(membership());
    let shown_in = |color| {
        let options = RunOptions { color, ..RunOptions::default() };
        shown(provisioner(&task, Change::Planned), task.clone(), options)
    };
    let (plain, colored) = (shown_in(false).await, shown_in(true).await);
    assert!(plain.contains("  - 4 Buyer\n") && !plain.contains('\u{1b}'), "{plain}");
    assert_eq!(colored.replace("\u{1b}[31m", "").replace("\u{1b}[39m", ""), plain);
    assert_ne!(colored, plain);
}

#[tokio::test]
async fn names_of_the_remote_system_cannot_drive_the_terminal() {
    let wild = "Buyer\u{1b}[2J\u{202e}\nrole 5  Admin\u{9b}";
    let scripted = || {
        let mut provisioned = Scripted::new().provisioned;
        provisioned.resource_name = Some(wild.to_owned());
        provisioned.after.items[2].name = Some(wild.to_owned());
        provisioned.notes = vec![wild.to_owned()];
        let outcome = ActionOutcome {
            response: json!({ "message": wild }).as_object().unwrap().clone(),
            ..Scripted::new().outcome
        };
        Scripted { provisioned, outcome, ..Scripted::new() }
    };
    let is_tame = |text: &str| {
        let wild = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!text.contains(wild), "{text:?}");
    };
    let text = shown(scripted(), Task::Grant(membership()), RunOptions::default()).await;
    is_tame(&text);
    assert_eq!(text.lines().count(), 6, "a name has made a line of its own: {text}");
    let json = shown(scripted(), Task::Grant(membership()), json_output()).await;
    is_tame(&json);
    let value: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["entitlement"]["resource"]["name"], wild, "programs get the name as it is");
    let json = shown(scripted(), disable(), RunOptions::default()).await;
    is_tame(&json);
    let value: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["response"]["message"], wild);
}
