//! Text for people and programs: the two output streams, and the runtime that everything runs on.

use std::io::{self, Write};

use baton_sdk::{
    cli::environment::{Environment, Stream},
    exit::Code,
    report::Failure,
};

/// Writes to standard output, with colours only where they are wanted.
///
/// # Errors
///
/// If the stream cannot be written; a reader that went away is no failure.
pub(crate) fn stdout(text: &str, environment: &dyn Environment) -> Result<(), Failure> {
    let choice = if environment.wants_color(Stream::Stdout) {
        anstream::ColorChoice::Always
    } else {
        anstream::ColorChoice::Never
    };
    let mut stream = anstream::AutoStream::new(io::stdout(), choice);
    match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(error).with_code(Code::Unknown))
        }
        _ => Ok(()),
    }
}

/// Writes to standard error. If that is gone, there is nobody left to tell.
pub(crate) fn stderr(text: &str) {
    let _ = anstream::stderr().write_all(text.as_bytes());
}

/// The runtime that a command runs on.
///
/// # Errors
///
/// If the system refuses threads.
pub(crate) fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(error).with_code(Code::Internal))
}
