//! Tasks that run beside a signal: waiting for either, and what a task said when it broke.

use std::any::Any;

use tokio::{sync::watch, task::JoinError};

/// Waits until somebody asks the program to stop; for ever if nobody is left who could.
pub(crate) async fn until_true(cancelled: &mut watch::Receiver<bool>) {
    if cancelled.wait_for(|cancelled| *cancelled).await.is_err() {
        std::future::pending::<()>().await;
    }
}

/// What a task said when it broke.
pub(crate) fn said(error: JoinError) -> String {
    match error.try_into_panic() {
        Ok(payload) => panic_message(payload.as_ref()),
        Err(error) => error.to_string(),
    }
}

/// What stands in a panic.
fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it panicked".to_owned())
}
