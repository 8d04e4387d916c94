//! An emptied list whose request is lost on the way and takes effect later: between any two of the next
//! requests, or when the program has ended. Whenever it is, nobody stays without their access.

use baton_coupa::provision::CoupaProvisioner;
use coupa_sandbox::{Fault, FaultKind};

use super::{
    judge::Records,
    path::{Path, Scene, Step},
    planted::named,
    probe,
    twice::EMPTIED,
};
use crate::provision_world::{count, writer};

/// The program looks for fewer requests than these; then it has ended.
const LATEST: u64 = 8;

struct Late {
    path: Path,
    /// The emptying write, and its place among all requests.
    clear: Step,
    place: u64,
    /// After so many further requests it takes effect.
    requests_later: u64,
}

/// Runs into it, and repairs. Returns whether the first run still saw it.
async fn run(late: &Late, wrong: &mut Vec<String>) -> bool {
    let scene = Scene::new(late.path).await;
    let sandbox = &scene.world.sandbox;
    let root = scene.world.directory().join("state");
    let records = Records::new(root.join(sandbox.address().to_string().replace(':', "_")));
    sandbox.faults().add(Fault::on(late.clear.operation, FaultKind::ResetBefore).nth(late.clear.nth));
    sandbox.hooks().after_any(late.place + late.requests_later, scene.empty_list());
    let first = scene.perform(&writer(sandbox, &root)).await;
    let n_entries = records.journal_files().len();
    match &first {
        Ok(_) if scene.now() != scene.wanted || n_entries != 0 => {
            wrong.push(format!("success, with {:?} and {n_entries} in the journal", scene.now()));
        }
        Err(error) if n_entries != 1 => {
            wrong.push(format!("the journal has forgotten what may yet happen: {error}"));
        }
        _ => {}
    }
    if sandbox.hooks().waiting() > 0 {
        sandbox.hooks().clear();
        sandbox.state().write(scene.empty_list());
    }
    if first.is_err() {
        repair(&writer(sandbox, &root), wrong).await;
        if scene.now() != scene.wanted && scene.now() != scene.former {
            wrong.push(format!("after a repair the user has {:?}", scene.now()));
        }
        if !records.journal_files().is_empty() {
            wrong.push("after a repair the journal is not empty".to_owned());
        }
    }
    wrong.extend(scene.other_changes());
    first.is_ok()
}

async fn repair(provisioner: &CoupaProvisioner, wrong: &mut Vec<String>) {
    for recovered in provisioner.recover_all(None).await.unwrap() {
        if let Err(error) = recovered {
            wrong.push(format!("it is not repaired: {error}"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_emptied_late_is_filled_again() {
    let mut wrong = Vec::new();
    let (mut seen, mut unseen) = (0, 0);
    for (name, nth) in EMPTIED {
        let path = named(name);
        let steps = probe(path, &mut wrong).await;
        let (place, clear) = steps.iter().enumerate().filter(|(_, step)| step.is_write).nth(nth - 1).unwrap();
        for requests_later in 0..=LATEST {
            let late = Late { path, clear: *clear, place: place as u64 + 1, requests_later };
            let mut found = Vec::new();
            if run(&late, &mut found).await {
                seen += 1
            } else {
                unseen += 1
            }
            let context = format!("{name}, {requests_later} requests later");
            wrong.extend(found.into_iter().map(|found| format!("{context}: {found}")));
        }
    }
    count(&format!("lists emptied late: {seen} times while the run went on, {unseen} times after it"));
    assert!(wrong.is_empty(), "{} complaints:\n{}", wrong.len(), wrong.join("\n"));
    assert!(seen > 6 && unseen > 6, "{seen} and {unseen}");
}
