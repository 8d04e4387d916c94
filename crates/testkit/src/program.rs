//! Runs a program the way a person would: arguments, variables, an empty directory.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use anyhow::{Context as _, Result};
use coupa_sandbox::Sandbox;

/// A run of a program that is being prepared. Nothing of the test's own environment reaches it.
#[derive(Debug, Clone)]
pub struct Program {
    executable: PathBuf,
    directory: PathBuf,
    arguments: Vec<String>,
    variables: BTreeMap<String, String>,
}

/// What a finished run left behind.
#[derive(Debug, Clone)]
pub struct Finished {
    /// The exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Program {
    /// A run of `executable` in `directory`.
    #[must_use]
    pub fn new(executable: impl Into<PathBuf>, directory: impl Into<PathBuf>) -> Self {
        let directory = directory.into();
        let variables = [("HOME", directory.display().to_string()), ("RUST_BACKTRACE", "0".to_owned())];
        Self {
            executable: executable.into(),
            directory,
            arguments: Vec::new(),
            variables: variables.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        }
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<'a>(mut self, arguments: impl IntoIterator<Item = &'a str>) -> Self {
        self.arguments.extend(arguments.into_iter().map(str::to_owned));
        self
    }

    /// Sets a variable.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.insert(name.to_owned(), value.into());
        self
    }

    /// Removes a variable that was set before.
    #[must_use]
    pub fn without_env(mut self, name: &str) -> Self {
        self.variables.remove(name);
        self
    }

    /// Points the program at a simulated instance, with no limit worth speaking of on the rate.
    #[must_use]
    pub fn against(self, sandbox: &Sandbox) -> Self {
        self.env("BATON_COUPA_BASE_URL", sandbox.base_url())
            .env("BATON_COUPA_CLIENT_ID", sandbox.client_id())
            .env("BATON_COUPA_CLIENT_SECRET", sandbox.client_secret())
            .env("BATON_COUPA_RATE", "1000")
            .env("BATON_COUPA_BURST", "1000")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.executable);
        command.args(&self.arguments).env_clear().envs(&self.variables).current_dir(&self.directory);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs to the end.
    ///
    /// # Errors
    ///
    /// If the program cannot be started or prints something that is not UTF-8.
    pub fn run(&self) -> Result<Finished> {
        finished(self.command().output().with_context(|| format!("run {}", self.executable.display()))?)
    }

    /// Runs to the end without blocking the runtime that serves the simulated instance.
    ///
    /// # Errors
    ///
    /// As [`Program::run`].
    pub async fn run_async(&self) -> Result<Finished> {
        let this = self.clone();
        tokio::task::spawn_blocking(move || this.run()).await?
    }

    /// Starts the program and returns at once.
    ///
    /// # Errors
    ///
    /// If it cannot be started.
    pub fn start(&self) -> Result<Child> {
        self.command().spawn().with_context(|| format!("start {}", self.executable.display()))
    }

    /// The directory it runs in.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }
}

/// Reads what a program that has ended left behind.
///
/// # Errors
///
/// If it printed something that is not UTF-8.
pub fn finished(output: Output) -> Result<Finished> {
    Ok(Finished {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout)?,
        stderr: String::from_utf8(output.stderr)?,
    })
}
