//! `baton-coupa --grant-entitlement …` and its likes: one change, and what came of it.

use std::sync::Arc;

use baton_sdk::{
    cli::{Settings, builtin, environment::Environment},
    provision::{self, RunOptions, Task},
    report::{Failure, Hint as _},
};

use crate::{
    interrupt, output,
    provision::{CoupaProvisioner, account, action, journal::Journal, target},
    settings, types,
};

/// Makes the change that the settings ask for.
///
/// # Errors
///
/// If a setting makes no sense, changes are not allowed, or the change was not made.
pub(crate) fn run(task: Task, settings: &Settings, environment: &dyn Environment) -> Result<(), Failure> {
    if let Task::ListActionSchemas { resource_type } = &task {
        let text = provision::list_actions(&action::schemas(), resource_type.as_ref())?;
        return output::stdout(&text, environment);
    }
    if let Task::CreateAccount { resource_type: Some(resource_type), .. } = &task
        && *resource_type != types::USER
    {
        let error = target::TargetError::NoAccounts { given: resource_type.to_string() };
        let (hint, code) = (error.hint().unwrap_or_default(), error.exit_code());
        return Err(Failure::new(error).with_hint(hint).with_code(code));
    }
    provision::gate(settings, &task)?;
    settings.require_for_provisioning()?;
    let stores = if settings.boolean(builtin::DRY_RUN.name) {
        // A plan repairs nothing, but it must not look as if nothing were wrong.
        let journal = Journal::new(settings::state_dir(settings)?.file("journal"));
        if journal.list().is_ok_and(|entries| !entries.is_empty()) {
            tracing::warn!("an interrupted change waits for `baton-coupa recover`");
        }
        None
    } else if !is_sound(&task) {
        // It will be refused before anything is written: a slip of the pen makes no directories, and is not
        // hidden by one that cannot be made.
        None
    } else {
        Some(Arc::new(settings::stores(settings)?))
    };
    let text = output::runtime()?.block_on(async {
        let client = settings::client(settings, Vec::new())?;
        let provisioner = Arc::new(CoupaProvisioner::new(client, stores));
        let options = RunOptions::from_settings(settings, environment);
        provision::run(provisioner, task, options, interrupt::watch()?).await
    })?;
    output::stdout(&text, environment)
}

/// Whether a task can lead to a change at all, as far as it can be told without Coupa.
fn is_sound(task: &Task) -> bool {
    match task {
        Task::Grant(request) | Task::Revoke(request) => target::resolve(request).is_ok(),
        Task::CreateAccount { request, .. } => account::fields(request).is_ok(),
        Task::InvokeAction { name, arguments, .. } => {
            action::schemas().iter().any(|schema| schema.name == *name) && action::user_id(arguments).is_ok()
        }
        // Coupa can neither delete nor rotate.
        _ => false,
    }
}
