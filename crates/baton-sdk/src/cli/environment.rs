//! The process as the command line sees it: variables, files, terminals.
//!
//! Nothing else in the command line touches the process, so a test can play any machine with
//! [`Scripted`]. The names of all variables that are not made from a flag stand in [`variables`].

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

/// Width of help and messages where no terminal tells one, in columns.
pub const DEFAULT_WIDTH_COLUMNS: usize = 80;

/// Widest text we set, in columns: longer lines are hard to read on any screen.
pub const MAX_WIDTH_COLUMNS: usize = 120;

/// Names of variables that do not stand for a flag.
///
/// Source: the Go SDK 0.25 (`pkg/config`, `pkg/dotc1z`), except where the entry says otherwise.
pub mod variables {
    /// Path of the configuration file; its name must end in `.yaml` or `.yml`.
    pub const CONFIG_PATH: &str = "BATON_CONFIG_PATH";
    /// Directory for temporary files; `--c1z-temp-dir` wins.
    pub const TEMP_DIR: &str = "BATON_TMPDIR";
    /// How many finished syncs stay in a `.c1z` file when one is added; 2 by default.
    pub const KEEP_SYNC_COUNT: &str = "BATON_KEEP_SYNC_COUNT";
    /// Keep every sync in a `.c1z` file, when true.
    pub const SKIP_CLEANUP: &str = "BATON_SKIP_CLEANUP";
    /// Largest size to which a `.c1z` file may unpack, in MiB.
    pub const DECODER_MAX_DECODED_SIZE_MB: &str = "BATON_DECODER_MAX_DECODED_SIZE_MB";
    /// Set to anything: no colour. Source: no-color.org.
    pub const NO_COLOR: &str = "NO_COLOR";
    /// `dumb` means a terminal without colour.
    pub const TERM: &str = "TERM";
    /// Width of the terminal in columns, where the terminal itself does not tell.
    pub const COLUMNS: &str = "COLUMNS";

    /// Variables of this list that the runtime itself acts on.
    pub(crate) const OURS: &[&str] =
        &[CONFIG_PATH, TEMP_DIR, KEEP_SYNC_COUNT, SKIP_CLEANUP, DECODER_MAX_DECODED_SIZE_MB];

    /// Variables that Go connectors know and this build does not need.
    pub(crate) const FOREIGN: &[&str] = &[
        "BATON_C1Z_FINALIZE_TIMEOUT",
        "BATON_C1_API_HOST",
        "BATON_DEBUG_PRINT_RESPONSE_BODY",
        "BATON_DECODER_MAX_MEMORY_MB",
        "BATON_DISABLE_HTTP_CACHE",
        "BATON_DONT_FIX_CYCLES",
        "BATON_GET_TASKS",
        "BATON_GRAPH_EXPAND_DEST_BATCH_SIZE",
        "BATON_GRAPH_EXPAND_MAX_DEPTH",
        "BATON_HOST_ID",
        "BATON_HTTP_CACHE_BACKEND",
        "BATON_HTTP_CACHE_MAX_SIZE",
        "BATON_HTTP_CACHE_TTL",
    ];
}

/// A standard stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stream {
    /// Standard output: data.
    Stdout,
    /// Standard error: everything else.
    Stderr,
}

/// What the command line asks of the process.
pub trait Environment {
    /// The value of a variable, if it is set; it may be empty and need not be Unicode.
    fn variable(&self, name: &str) -> Option<OsString>;

    /// The names of all variables whose name is Unicode, in any order.
    fn variable_names(&self) -> Vec<String>;

    /// The content of a file.
    ///
    /// # Errors
    ///
    /// Those of the file system.
    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Whether a stream is a terminal.
    fn is_terminal(&self, stream: Stream) -> bool;

    /// The width of the terminal in columns, if there is one and it tells.
    fn terminal_width(&self) -> Option<usize>;

    /// Whether text on a stream may be coloured: it is a terminal that can, and nobody objects.
    fn wants_color(&self, stream: Stream) -> bool {
        let refused = self.variable(variables::NO_COLOR).is_some_and(|value| !value.is_empty());
        let dumb = self.variable(variables::TERM).is_some_and(|value| value == "dumb");
        self.is_terminal(stream) && !refused && !dumb
    }

    /// The width at which to set help, in columns: the terminal's, but no more than
    /// [`MAX_WIDTH_COLUMNS`].
    fn help_width(&self) -> usize {
        let declared = || self.variable(variables::COLUMNS)?.to_str()?.parse().ok();
        let width = self.terminal_width().or_else(declared).unwrap_or(DEFAULT_WIDTH_COLUMNS);
        width.clamp(40, MAX_WIDTH_COLUMNS)
    }
}

/// The process we run in.
#[derive(Debug, Clone, Copy, Default)]
pub struct Process;

impl Environment for Process {
    fn variable(&self, name: &str) -> Option<OsString> {
        std::env::var_os(name)
    }

    fn variable_names(&self) -> Vec<String> {
        std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()).collect()
    }

    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        match stream {
            Stream::Stdout => io::stdout().is_terminal(),
            Stream::Stderr => io::stderr().is_terminal(),
        }
    }

    fn terminal_width(&self) -> Option<usize> {
        let (width, _) = terminal_size::terminal_size()?;
        Some(usize::from(width.0)).filter(|width| *width > 0)
    }
}

/// A process made up for a test or an embedding program: no variable, no file, no terminal unless
/// given.
#[derive(Debug, Clone, Default)]
pub struct Scripted {
    variables: BTreeMap<String, OsString>,
    files: BTreeMap<PathBuf, Vec<u8>>,
    terminals: Vec<Stream>,
    width: Option<usize>,
}

impl Scripted {
    /// A process with nothing in it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a variable.
    #[must_use]
    pub fn with_variable(mut self, name: impl Into<String>, value: impl Into<OsString>) -> Self {
        self.variables.insert(name.into(), value.into());
        self
    }

    /// Puts a file in place.
    #[must_use]
    pub fn with_file(mut self, path: impl Into<PathBuf>, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.into(), content.into());
        self
    }

    /// Makes a stream a terminal.
    #[must_use]
    pub fn with_terminal(mut self, stream: Stream) -> Self {
        self.terminals.push(stream);
        self
    }

    /// Gives the terminal a width in columns.
    #[must_use]
    pub fn with_width(mut self, columns: usize) -> Self {
        self.width = Some(columns);
        self
    }
}

impl Environment for Scripted {
    fn variable(&self, name: &str) -> Option<OsString> {
        self.variables.get(name).cloned()
    }

    fn variable_names(&self) -> Vec<String> {
        self.variables.keys().cloned().collect()
    }

    fn read_file(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn is_terminal(&self, stream: Stream) -> bool {
        self.terminals.contains(&stream)
    }

    fn terminal_width(&self) -> Option<usize> {
        self.width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_needs_a_terminal_that_can_and_nobody_who_objects() {
        let terminal = Scripted::new().with_terminal(Stream::Stderr);
        assert!(terminal.wants_color(Stream::Stderr));
        assert!(!terminal.wants_color(Stream::Stdout));
        assert!(!terminal.clone().with_variable("NO_COLOR", "1").wants_color(Stream::Stderr));
        assert!(terminal.clone().with_variable("NO_COLOR", "").wants_color(Stream::Stderr));
        assert!(!terminal.with_variable("TERM", "dumb").wants_color(Stream::Stderr));
    }

    #[test]
    fn help_is_as_wide_as_the_terminal_within_reason() {
        assert_eq!(Scripted::new().help_width(), 80);
        assert_eq!(Scripted::new().with_variable("COLUMNS", "100").help_width(), 100);
        assert_eq!(Scripted::new().with_variable("COLUMNS", "wide").help_width(), 80);
        assert_eq!(Scripted::new().with_width(300).help_width(), 120);
        assert_eq!(Scripted::new().with_width(90).with_variable("COLUMNS", "100").help_width(), 90);
    }
}
