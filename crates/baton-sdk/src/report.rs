//! How a failure is told, once, at the edge of the program.
//!
//! ```text
//! error: could not list users of acme.example
//!   caused by: the server answered 403: scope `user.read` is missing
//! hint: add the scope to the client
//! ```
//!
//! Errors themselves say what failed and why; [`Hint`] adds what to do about it and the exit code. With
//! JSON logs, standard error gets a record and then the plain text in one line, as from the Go tools.

use std::error::Error;
use std::fmt;

use owo_colors::OwoColorize as _;

use crate::cli::environment::{Environment, Stream};
use crate::exit::Code;
use crate::logging::{self, Format, Logging};

/// What an error tells beyond what failed and why.
pub trait Hint: Error {
    /// What to do about it, as a fragment without a final period.
    fn hint(&self) -> Option<String> {
        None
    }

    /// The code with which the program ends; [`Code::Unknown`] unless said otherwise.
    fn exit_code(&self) -> Code {
        Code::Unknown
    }
}

/// A failure that ends the program.
pub struct Failure {
    error: Box<dyn Error + Send + Sync>,
    hint: Option<String>,
    code: Code,
}

impl Failure {
    /// A failure without hint, with exit code [`Code::Unknown`].
    #[must_use]
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { error: error.into(), hint: None, code: Code::Unknown }
    }

    /// Adds or replaces what to do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Chooses the exit code.
    #[must_use]
    pub fn with_code(mut self, code: Code) -> Self {
        self.code = code;
        self
    }

    /// The exit code.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The error and its causes, without those whose text stands in the one before.
    #[must_use]
    pub fn chain(&self) -> Vec<String> {
        chain(self.error.as_ref())
    }

    /// The error and its causes in one line, joined by colons.
    #[must_use]
    pub fn one_line(&self) -> String {
        joined(self.error.as_ref())
    }

    /// The failure as people read it, with a newline at the end.
    #[must_use]
    pub fn render(&self, style: Style) -> String {
        let mut text = String::new();
        let mut part = |indent: &str, label: &str, color: fn(&str) -> String, body: &str| {
            let shown = if style.color { color(label) } else { label.to_owned() };
            let hanging = indent.len() + 2;
            let taken = indent.len() + label.len() + 1;
            text.push_str(indent);
            text.push_str(&shown);
            text.push(' ');
            text.push_str(&wrap(body, style.width, taken, hanging));
            text.push('\n');
        };
        for (index, message) in self.chain().iter().enumerate() {
            if index == 0 {
                part("", "error:", |label| label.red().bold().to_string(), message);
            } else {
                part("  ", "caused by:", |label| label.red().to_string(), message);
            }
        }
        if let Some(hint) = &self.hint {
            part("", "hint:", |label| label.cyan().bold().to_string(), &printable(hint));
        }
        text
    }
}

impl<E: Hint + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { hint: error.hint(), code: error.exit_code(), error: Box::new(error) }
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("error", &self.one_line())
            .field("hint", &self.hint)
            .field("code", &self.code)
            .finish()
    }
}

/// How a failure is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Width in columns at which lines are broken; nothing for lines of any length.
    pub width: Option<usize>,
    /// With colours.
    pub color: bool,
}

impl Style {
    /// As standard error takes it: broken and coloured on a terminal, plain elsewhere.
    #[must_use]
    pub fn of_stderr(environment: &dyn Environment) -> Self {
        let is_terminal = environment.is_terminal(Stream::Stderr);
        Self {
            width: is_terminal.then(|| environment.help_width()),
            color: environment.wants_color(Stream::Stderr),
        }
    }
}

/// Prints a failure to standard error and gives the code to end with. For failures before logging
/// works.
pub fn print(failure: &Failure, environment: &dyn Environment) -> Code {
    emit(&failure.render(Style::of_stderr(environment)));
    failure.code()
}

/// Logs a failure, prints it to standard error, and gives the code to end with.
///
/// With JSON records, the last line of standard error is the plain text, as from the Go tools. With
/// console records the text for people says it all, so that there is a record only if records go to
/// files.
pub fn finish(failure: &Failure, logging: Logging, environment: &dyn Environment) -> Code {
    if logging.format == Format::Json || logging.to_files {
        let code = failure.code().number();
        let error = failure.one_line();
        match failure.hint() {
            Some(hint) => tracing::error!(error, hint, code, "error running connector"),
            None => tracing::error!(error, code, "error running connector"),
        }
    }
    emit(&last_words(failure, logging, Style::of_stderr(environment)));
    failure.code()
}

fn last_words(failure: &Failure, logging: Logging, style: Style) -> String {
    match logging.format {
        Format::Json => format!("{}\n", failure.one_line()),
        Format::Console => failure.render(style),
    }
}

fn emit(text: &str) {
    // Standard error is gone: there is nobody left to tell.
    let _ = logging::write_stderr(text.as_bytes());
}

/// An error and its causes in one line, joined by colons.
pub(crate) fn joined(error: &(dyn Error + 'static)) -> String {
    let lines = chain(error).join(": ");
    lines.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn chain(error: &(dyn Error + 'static)) -> Vec<String> {
    let mut messages: Vec<String> = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let message = printable(&error.to_string());
        match messages.last_mut() {
            Some(parent) if tells(parent, &message) => {}
            // The cause says all that its parent says, and more.
            Some(parent) if begins_with(&message, parent) => *parent = message,
            _ => messages.push(message),
        }
        next = error.source();
    }
    messages
}

/// Whether a text begins with another one, up to the end of a word.
fn begins_with(text: &str, beginning: &str) -> bool {
    text.strip_prefix(beginning).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
}

/// Whether a message repeats another in full, as words of its own.
fn tells(parent: &str, cause: &str) -> bool {
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    cause.is_empty()
        || parent.match_indices(cause).any(|(at, _)| {
            let before = parent[..at].chars().next_back();
            let after = parent[at + cause.len()..].chars().next();
            !is_word(before) && !is_word(after)
        })
}

/// The text without anything that could drive a terminal: what a server says may end up here.
pub(crate) fn printable(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    for character in text.trim_end().chars() {
        match character {
            '\n' => output.push('\n'),
            '\r' => {}
            '\t' => output.push(' '),
            // Marks that change the direction of writing can make a text read as another one.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                output.extend(character.escape_unicode());
            }
            control if control.is_control() => output.extend(control.escape_unicode()),
            other => output.push(other),
        }
    }
    output
}

/// Breaks text between words. `taken` columns of the first line are used already; further lines begin
/// with `hanging` blanks. A word longer than a line is left whole, so that it can be copied.
fn wrap(text: &str, width: Option<usize>, taken: usize, hanging: usize) -> String {
    let indent = " ".repeat(hanging);
    let mut output = String::new();
    let mut column = taken;
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            output.push('\n');
            output.push_str(&indent);
            column = hanging;
        }
        let mut is_first = true;
        for word in line.split(' ') {
            let length = word.chars().count();
            let fits = width.is_none_or(|width| column + 1 + length <= width);
            if is_first {
                is_first = false;
            } else if fits || column <= hanging {
                output.push(' ');
                column += 1;
            } else {
                output.push('\n');
                output.push_str(&indent);
                column = hanging;
            }
            output.push_str(word);
            column += length;
        }
    }
    output
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("{message}")]
    struct Layered {
        message: String,
        source: Option<Box<Layered>>,
    }

    impl Hint for Layered {
        fn hint(&self) -> Option<String> {
            Some("add the scope to the OAuth client, or leave `users` out of --sync-resource-types".into())
        }

        fn exit_code(&self) -> Code {
            Code::PermissionDenied
        }
    }

    fn layered(messages: &[&str]) -> Layered {
        let (first, rest) = messages.split_first().unwrap();
        let source = (!rest.is_empty()).then(|| Box::new(layered(rest)));
        Layered { message: (*first).to_owned(), source }
    }

    fn failure() -> Failure {
        layered(&[
            "could not list users of acme.example",
            "the server answered 403: scope `core.user.read` is missing from the client that asked for it",
        ])
        .into()
    }

    #[test]
    fn a_failure_says_what_why_and_what_to_do() {
        assert_eq!(failure().code(), Code::PermissionDenied);
        insta::assert_snapshot!(failure().render(Style::default()), @r#"
    error: could not list users of acme.example
      caused by: the server answered 403: scope `core.user.read` is missing from the client that asked for it
    hint: add the scope to the OAuth client, or leave `users` out of --sync-resource-types
    "#);
    }

    #[test]
    fn long_lines_are_broken_between_words() {
        let style = Style { width: Some(60), color: false };
        let text = failure().render(style);
        assert!(text.lines().all(|line| line.chars().count() <= 60), "{text}");
        insta::assert_snapshot!(text, @r#"
    error: could not list users of acme.example
      caused by: the server answered 403: scope `core.user.read`
        is missing from the client that asked for it
    hint: add the scope to the OAuth client, or leave `users`
      out of --sync-resource-types
    "#);
    }

    #[test]
    fn colour_only_marks_the_labels() {
        let colored = failure().render(Style { width: None, color: true });
        assert!(colored.contains("\u{1b}["));
        let mut plain = String::new();
        let mut rest = colored.as_str();
        while let Some(at) = rest.find('\u{1b}') {
            plain.push_str(&rest[..at]);
            rest = &rest[at + rest[at..].find('m').unwrap() + 1..];
        }
        assert_eq!(plain + rest, failure().render(Style::default()));
    }

    #[test]
    fn a_cause_that_was_told_is_not_told_again() {
        let check = |messages: &[&str], expected: &[&str]| {
            assert_eq!(Failure::new(layered(messages)).chain(), expected);
        };
        check(&["a: b", "b", "c"], &["a: b", "c"]);
        check(&["same", "same"], &["same"]);
        check(&["not found", "no"], &["not found", "no"]);
        check(&["a", ""], &["a"]);
        check(&["answered 403: gone", "gone", "late"], &["answered 403: gone", "late"]);
    }

    #[test]
    fn text_of_a_server_cannot_drive_the_terminal() {
        let failure = Failure::new(layered(&["answered 500: \u{1b}[2J\u{202e}gnp\u{7}\r\nsecond\tline"]));
        insta::assert_snapshot!(failure.render(Style::default()), @r#"
    error: answered 500: \u{1b}[2J\u{202e}gnp\u{7}
      second line
    "#);
        insta::assert_snapshot!(failure.one_line(), @r#"answered 500: \u{1b}[2J\u{202e}gnp\u{7} second line"#);
    }

    #[test]
    fn json_logs_end_with_the_plain_text() {
        use crate::cli::environment::Scripted;
        use crate::logging::{Clock, LogConfig, Writer, subscriber};

        let recorded = |format, to_files| {
            let config = LogConfig { format: Some(format), ..LogConfig::default() };
            let (writer, memory) = Writer::memory();
            let logging = Logging { format, to_files };
            let code =
                tracing::subscriber::with_default(subscriber(&config, writer, Clock::system()), || {
                    finish(&failure(), logging, &Scripted::new())
                });
            assert_eq!(code, Code::PermissionDenied);
            String::from_utf8(memory.lock().unwrap().clone()).unwrap()
        };
        let line = recorded(Format::Json, false);
        let record: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(record["msg"], "error running connector");
        assert_eq!(record["error"], failure().one_line());
        assert_eq!(record["code"], 7);
        assert!(record["hint"].as_str().unwrap().starts_with("add the scope"));
        // What people read on the console is not told twice, unless records go elsewhere.
        assert_eq!(recorded(Format::Console, false), "");
        assert!(recorded(Format::Console, true).contains("error running connector"));

        let words = |format| last_words(&failure(), Logging { format, to_files: false }, Style::default());
        assert_eq!(words(Format::Json), format!("{}\n", failure().one_line()));
        assert_eq!(words(Format::Console), failure().render(Style::default()));
    }

    proptest! {
        #[test]
        fn wrapping_loses_no_word(text in "[a-z]{1,12}( [a-z]{1,12}){0,20}", width in 20_usize..60) {
            let wrapped = wrap(&text, Some(width), 7, 2);
            prop_assert!(wrapped.split_whitespace().eq(text.split_whitespace()));
            for (index, line) in wrapped.lines().enumerate() {
                let taken = if index == 0 { 7 } else { 0 };
                prop_assert!(taken + line.chars().count() <= width.max(7 + 12), "{line:?}");
            }
        }

        #[test]
        fn printable_text_holds_no_control_character(text in "\\PC*|[\\x00-\\x7f]*") {
            let is_wild = |character: char| character.is_control() && character != '\n';
            prop_assert!(!printable(&text).contains(is_wild));
        }
    }
}
