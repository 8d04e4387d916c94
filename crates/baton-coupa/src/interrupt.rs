//! Ctrl-C and SIGTERM: both end a run in an orderly way.

use baton_sdk::{exit::Code, report::Failure};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// A value that turns true when somebody asks the program to stop. A second request ends it at once.
///
/// # Errors
///
/// If the signals cannot be caught.
pub(crate) fn watch() -> Result<watch::Receiver<bool>, Failure> {
    let (asked, cancelled) = watch::channel(false);
    let caught = |kind| signal(kind).map_err(|error| Failure::new(error).with_code(Code::Internal));
    let mut interrupts = caught(SignalKind::interrupt())?;
    let mut terminations = caught(SignalKind::terminate())?;
    tokio::spawn(async move {
        let mut times = 0;
        loop {
            tokio::select! {
                _ = interrupts.recv() => {}
                _ = terminations.recv() => {}
            }
            times += 1;
            // Nobody may be listening any more; then there is nothing left to stop.
            let _ = asked.send(true);
            if times > 1 {
                std::process::exit(i32::from(Code::Cancelled.number()));
            }
        }
    });
    Ok(cancelled)
}
