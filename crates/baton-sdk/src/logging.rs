//! Log records: one JSON object a line for machines, tab-separated lines for people.
//!
//! Shape of a JSON record, as the Go SDK writes it: `level`, `ts` (seconds since 1970 with a
//! fraction), `caller` (crate, file and line), `msg`, then the fields of the surrounding spans and of
//! the event itself, flat. A console line has the time, the level in capitals, the caller, the message
//! and the fields as JSON, separated by tabs.
//!
//! Records go to standard error, around a progress bar if [`set_progress`] knows one, or to the files
//! of `--log-path`. Our own crates log at the level asked for; libraries only what is at least a
//! warning, however chatty the level.

use std::fmt::{self, Write as _};
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use indicatif::MultiProgress;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;

use crate::cli::environment::{Environment, Stream};
use crate::cli::{Settings, builtin};
use crate::exit::Code;
use crate::report::{self, Hint};

/// Prefixes of the targets that log at the level asked for, whatever the connector.
const OWN_TARGETS: &[&str] = &["baton_", "c1z"];

/// The least severe records that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// Explains what happens.
    Debug,
    /// Milestones.
    #[default]
    Info,
    /// Something works less well than it should.
    Warn,
    /// Something failed.
    Error,
}

impl Level {
    /// Reads a word of `--log-level`, in capitals or not; nothing if it is none of the four.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word.trim().to_ascii_lowercase().as_str() {
            "debug" => Self::Debug,
            "info" => Self::Info,
            "warn" => Self::Warn,
            "error" => Self::Error,
            _ => return None,
        })
    }

    const fn filter(self) -> LevelFilter {
        match self {
            Self::Debug => LevelFilter::DEBUG,
            Self::Info => LevelFilter::INFO,
            Self::Warn => LevelFilter::WARN,
            Self::Error => LevelFilter::ERROR,
        }
    }
}

/// How records look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One object a line.
    Json,
    /// Tab-separated lines.
    Console,
}

impl Format {
    /// Reads a word of `--log-format`; nothing if it is neither of the two.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "json" => Some(Self::Json),
            "console" => Some(Self::Console),
            _ => None,
        }
    }
}

/// How and where to log. The default is `info` to standard error, as where there is no terminal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogConfig {
    /// The least severe records that are written.
    pub level: Level,
    /// How they look; nothing for console on a terminal and JSON elsewhere.
    pub format: Option<Format>,
    /// The files to append to; none for standard error.
    pub paths: Vec<PathBuf>,
    /// Whether standard output is a terminal.
    pub is_terminal: bool,
    /// Prefixes of the targets of the connector's own crates, such as `acme_`.
    pub targets: Vec<&'static str>,
}

impl LogConfig {
    /// What `--log-level`, `--log-format` and `--log-path` ask for. An unknown level acts as `info`
    /// and an unknown format as `json`; the settings hold a warning about each.
    #[must_use]
    pub fn from_settings(settings: &Settings, environment: &dyn Environment) -> Self {
        let level = settings.text(builtin::LOG_LEVEL.name).and_then(Level::parse).unwrap_or_default();
        let format =
            settings.text(builtin::LOG_FORMAT.name).map(|word| Format::parse(word).unwrap_or(Format::Json));
        Self {
            level,
            format,
            paths: settings.strings(builtin::LOG_PATH.name).iter().map(PathBuf::from).collect(),
            is_terminal: environment.is_terminal(Stream::Stdout),
            targets: Vec::new(),
        }
    }

    /// Names prefixes of the targets of the connector's own crates.
    #[must_use]
    pub fn with_targets(mut self, targets: impl IntoIterator<Item = &'static str>) -> Self {
        self.targets.extend(targets);
        self
    }

    /// The format in force.
    #[must_use]
    pub fn effective_format(&self) -> Format {
        self.format.unwrap_or(if self.is_terminal { Format::Console } else { Format::Json })
    }

    fn filter(&self) -> Targets {
        let level = self.level.filter();
        let own = OWN_TARGETS.iter().chain(&self.targets);
        Targets::new()
            .with_default(level.min(LevelFilter::WARN))
            .with_targets(own.map(|target| (*target, level)))
    }
}

/// Why logging could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// A file of `--log-path` cannot be opened for writing.
    #[error("could not open log file `{}`", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the file system says.
        #[source]
        source: io::Error,
    },
    /// The process logs already.
    #[error("logging was started twice")]
    Twice,
}

impl Hint for LogError {
    fn hint(&self) -> Option<String> {
        match self {
            Self::Open { .. } => Some(
                "--log-path (BATON_LOG_PATH) names it; its directory must exist and be writable".to_owned(),
            ),
            Self::Twice => None,
        }
    }

    fn exit_code(&self) -> Code {
        match self {
            Self::Open { .. } => Code::Unknown,
            Self::Twice => Code::Internal,
        }
    }
}

/// Logging that works, and what the end of the run needs to know about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Logging {
    /// How records look.
    pub format: Format,
    /// Records go to files, so that people see none of them.
    pub to_files: bool,
}

/// Starts logging for the whole process.
///
/// # Errors
///
/// [`LogError::Open`] if a log file cannot be written, [`LogError::Twice`] if logging has started.
pub fn init(config: &LogConfig) -> Result<Logging, LogError> {
    let writer = Writer::open(&config.paths)?;
    let subscriber = subscriber(config, writer, Clock::system());
    tracing::subscriber::set_global_default(subscriber).map_err(|_| LogError::Twice)?;
    Ok(Logging { format: config.effective_format(), to_files: !config.paths.is_empty() })
}

/// A subscriber that formats records and hands each as one piece to the writer. For tests and for
/// programs that log in another way besides.
pub fn subscriber(
    config: &LogConfig,
    writer: Writer,
    clock: Clock,
) -> impl Subscriber + for<'a> LookupSpan<'a> + Send + Sync + 'static {
    let records = Records { format: config.effective_format(), writer, clock };
    tracing_subscriber::registry().with(records.with_filter(config.filter()))
}

/// Where the time of a record comes from.
#[derive(Clone)]
pub struct Clock {
    now: fn() -> Timestamp,
    zone: TimeZone,
}

impl Clock {
    /// The clock and the time zone of the machine.
    #[must_use]
    pub fn system() -> Self {
        Self { now: Timestamp::now, zone: TimeZone::system() }
    }

    /// A clock of one's own, with the zone in which console lines show the time.
    #[must_use]
    pub fn new(now: fn() -> Timestamp, zone: TimeZone) -> Self {
        Self { now, zone }
    }

    fn console(&self, at: Timestamp) -> String {
        let text = at.to_zoned(self.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%.3f%z").to_string();
        match text.strip_suffix("+0000") {
            Some(utc) => format!("{utc}Z"),
            None => text,
        }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock").field("zone", &self.zone).finish_non_exhaustive()
    }
}

/// Where records go.
#[derive(Debug, Clone)]
pub struct Writer(Arc<Vec<Sink>>);

#[derive(Debug)]
enum Sink {
    Stdout,
    Stderr,
    File(Mutex<File>),
    Memory(Arc<Mutex<Vec<u8>>>),
}

impl Writer {
    /// Standard error, around the progress bar if there is one.
    #[must_use]
    pub fn stderr() -> Self {
        Self(Arc::new(vec![Sink::Stderr]))
    }

    /// These files, to which records are appended; standard error if there are none. The words
    /// `stderr` and `stdout` name the streams, as in the Go tools.
    ///
    /// # Errors
    ///
    /// [`LogError::Open`], carrying the path.
    pub fn open(paths: &[PathBuf]) -> Result<Self, LogError> {
        if paths.is_empty() {
            return Ok(Self::stderr());
        }
        let open = |path: &PathBuf| match path.to_str() {
            Some("stderr") => Ok(Sink::Stderr),
            Some("stdout") => Ok(Sink::Stdout),
            _ => OpenOptions::new()
                .create(true)
                .append(true)
                .open(path)
                .map(|file| Sink::File(Mutex::new(file)))
                .map_err(|source| LogError::Open { path: path.clone(), source }),
        };
        Ok(Self(Arc::new(paths.iter().map(open).collect::<Result<_, _>>()?)))
    }

    /// Memory, for tests; the second value holds what was written.
    #[must_use]
    pub fn memory() -> (Self, Arc<Mutex<Vec<u8>>>) {
        let memory = Arc::new(Mutex::new(Vec::new()));
        (Self(Arc::new(vec![Sink::Memory(Arc::clone(&memory))])), memory)
    }

    /// Writes one record everywhere. A record that cannot be written is lost: there is nowhere left
    /// to complain, and work must not fail for it.
    fn write(&self, record: &[u8]) {
        for sink in self.0.iter() {
            let _lost = match sink {
                Sink::Stdout => io::stdout().write_all(record),
                Sink::Stderr => write_stderr(record),
                Sink::File(file) => lock(file).write_all(record),
                Sink::Memory(memory) => lock(memory).write_all(record),
            };
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is behind our locks stays usable after a panic elsewhere.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

static PROGRESS: Mutex<Option<MultiProgress>> = Mutex::new(None);

/// Names the progress bars that share standard error with log records and messages, so that each
/// write makes room for itself first. `None` once they are gone.
pub fn set_progress(progress: Option<MultiProgress>) {
    *lock(&PROGRESS) = progress;
}

/// Writes to standard error, around the progress bars if there are any.
///
/// # Errors
///
/// Those of the stream.
pub fn write_stderr(text: &[u8]) -> io::Result<()> {
    let progress = lock(&PROGRESS).clone();
    let write = || {
        let mut stderr = io::stderr().lock();
        stderr.write_all(text)?;
        stderr.flush()
    };
    match progress {
        Some(progress) => progress.suspend(write),
        None => write(),
    }
}

/// Formats records.
struct Records {
    format: Format,
    writer: Writer,
    clock: Clock,
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Records {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            let mut fields = Fields::default();
            attributes.record(&mut fields);
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(fields) = span.extensions_mut().get_mut::<Fields>()
        {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        for span in context.event_scope(event).into_iter().flat_map(|scope| scope.from_root()) {
            if let Some(outer) = span.extensions().get::<Fields>() {
                outer.entries.iter().for_each(|(name, value)| fields.insert(name, value.clone()));
            }
        }
        event.record(&mut fields);
        let mut line = match self.format {
            Format::Json => json_line(event.metadata(), (self.clock.now)(), &fields),
            Format::Console => {
                console_line(event.metadata(), &self.clock.console((self.clock.now)()), &fields)
            }
        };
        line.push('\n');
        self.writer.write(line.as_bytes());
    }
}

fn level_word(level: tracing::Level) -> &'static str {
    match level {
        tracing::Level::ERROR => "error",
        tracing::Level::WARN => "warn",
        tracing::Level::INFO => "info",
        _ => "debug",
    }
}

fn json_line(metadata: &Metadata<'_>, at: Timestamp, fields: &Fields) -> String {
    let seconds = at.as_duration().as_secs_f64();
    let mut line = format!(
        r#"{{"level":"{}","ts":{},"caller":{},"msg":{}"#,
        level_word(*metadata.level()),
        Value::from(seconds),
        Value::from(caller(metadata)),
        Value::from(fields.message.as_str()),
    );
    for (name, value) in &fields.entries {
        let _ = write!(line, ",{}:{value}", Value::from(name.as_str()));
    }
    line.push('}');
    line
}

fn console_line(metadata: &Metadata<'_>, at: &str, fields: &Fields) -> String {
    let level = level_word(*metadata.level()).to_ascii_uppercase();
    let message = report::printable(&fields.message).replace('\n', "\\n");
    let mut line = format!("{at}\t{level}\t{}\t{message}", caller(metadata));
    for (index, (name, value)) in fields.entries.iter().enumerate() {
        let before = if index == 0 { "\t{" } else { ", " };
        let _ = write!(line, "{before}{}: {value}", Value::from(name.as_str()));
    }
    if !fields.entries.is_empty() {
        line.push('}');
    }
    line
}

/// Crate, file and line, such as `baton_sdk/syncer/mod.rs:12`. What stands before `src` in a path
/// tells of the machine that built the program, not of the program.
fn caller(metadata: &Metadata<'_>) -> String {
    let target = metadata.module_path().unwrap_or(metadata.target());
    let name = target.split("::").next().unwrap_or_default();
    let file = metadata.file().unwrap_or_default().replace('\\', "/");
    let file = file.rsplit_once("/src/").map_or_else(|| file.rsplit('/').next(), |(_, inside)| Some(inside));
    format!("{name}/{}:{}", file.unwrap_or_default(), metadata.line().unwrap_or_default())
}

/// The message and the fields of a record, each name once.
#[derive(Debug, Default)]
struct Fields {
    message: String,
    entries: Vec<(String, Value)>,
}

impl Fields {
    /// Adds a field; an inner one replaces an outer one of the same name.
    fn insert(&mut self, name: &str, value: Value) {
        // A field must not pass for one of the keys that every record has.
        let name = match name {
            "level" | "ts" | "caller" | "msg" => format!("{name}_"),
            name => name.strip_prefix("r#").unwrap_or(name).to_owned(),
        };
        match self.entries.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.entries.push((name, value)),
        }
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.record_str(field, &format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "message" {
            value.clone_into(&mut self.message);
        } else {
            self.insert(field.name(), value.into());
        }
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.insert(field.name(), value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.insert(field.name(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.insert(field.name(), value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.insert(field.name(), value.into());
    }

    fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
        self.insert(field.name(), report::joined(value).into());
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn noon() -> Timestamp {
        Timestamp::from_microsecond(1_780_000_000_250_000).unwrap()
    }

    fn config(level: Level, format: Format) -> LogConfig {
        LogConfig {
            level,
            format: Some(format),
            paths: Vec::new(),
            is_terminal: false,
            targets: vec!["acme_"],
        }
    }

    /// What is logged while `work` runs.
    fn logged(config: &LogConfig, work: impl FnOnce()) -> String {
        let (writer, memory) = Writer::memory();
        let clock = Clock::new(noon, TimeZone::UTC);
        tracing::subscriber::with_default(subscriber(config, writer, clock), work);
        let bytes = lock(&memory).clone();
        String::from_utf8(bytes).unwrap()
    }

    fn work() {
        let cause = io::Error::other("connection reset");
        let sync = tracing::info_span!("sync", sync_id = "2ab", kind = "full");
        let _entered = sync.enter();
        let page = tracing::info_span!("page", kind = "user", number = tracing::field::Empty);
        let _entered = page.enter();
        page.record("number", 3_u64);
        tracing::info!(users = 50_u64, ratio = 0.5, done = false, name = ?"Zoë", level = "odd", "page\tread");
        tracing::error!(error = &cause as &dyn std::error::Error, "gave up\nat last");
        tracing::warn!("\u{1b}[2Jwiped");
    }

    fn without_lines(text: &str) -> String {
        // The line number is all of a record that moves when this file is edited.
        let mut output = String::new();
        let mut rest = text;
        while let Some(at) = rest.find("logging.rs:") {
            let end = at + "logging.rs:".len();
            output.push_str(&rest[..end]);
            output.push('N');
            rest = rest[end..].trim_start_matches(|character: char| character.is_ascii_digit());
        }
        output + rest
    }

    #[test]
    fn json_records_have_the_keys_of_the_go_tools() {
        let text = logged(&config(Level::Info, Format::Json), work);
        for line in text.lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            assert!(record["ts"].is_f64(), "{line}");
        }
        insta::assert_snapshot!(without_lines(&text), @r#"
    {"level":"info","ts":1780000000.25,"caller":"baton_sdk/logging.rs:N","msg":"page\tread","sync_id":"2ab","kind":"user","number":3,"users":50,"ratio":0.5,"done":false,"name":"\"Zoë\"","level_":"odd"}
    {"level":"error","ts":1780000000.25,"caller":"baton_sdk/logging.rs:N","msg":"gave up\nat last","sync_id":"2ab","kind":"user","number":3,"error":"connection reset"}
    {"level":"warn","ts":1780000000.25,"caller":"baton_sdk/logging.rs:N","msg":"\u001b[2Jwiped","sync_id":"2ab","kind":"user","number":3}
    "#);
    }

    #[test]
    fn console_lines_are_separated_by_tabs() {
        let text = logged(&config(Level::Info, Format::Console), work);
        insta::assert_snapshot!(without_lines(&text).replace('\t', "<TAB>"), @r#"
    2026-05-28T20:26:40.250Z<TAB>INFO<TAB>baton_sdk/logging.rs:N<TAB>page read<TAB>{"sync_id": "2ab", "kind": "user", "number": 3, "users": 50, "ratio": 0.5, "done": false, "name": "\"Zoë\"", "level_": "odd"}
    2026-05-28T20:26:40.250Z<TAB>ERROR<TAB>baton_sdk/logging.rs:N<TAB>gave up\nat last<TAB>{"sync_id": "2ab", "kind": "user", "number": 3, "error": "connection reset"}
    2026-05-28T20:26:40.250Z<TAB>WARN<TAB>baton_sdk/logging.rs:N<TAB>\u{1b}[2Jwiped<TAB>{"sync_id": "2ab", "kind": "user", "number": 3}
    "#);
        let berlin = Clock::new(noon, TimeZone::fixed(jiff::tz::offset(2)));
        assert_eq!(berlin.console(noon()), "2026-05-28T22:26:40.250+0200");
    }

    #[test]
    fn libraries_stay_quiet_at_any_level() {
        let chatter = || {
            tracing::debug!(target: "hyper::client", "poking");
            tracing::info!(target: "h2", "settings");
            tracing::warn!(target: "rustls", "odd certificate");
            tracing::debug!(target: "acme_client::users", "asking");
            tracing::debug!(target: "c1z::writer", "writing");
            tracing::info!(target: "baton_acme", "starting");
        };
        let messages = |level| {
            logged(&config(level, Format::Console), chatter)
                .lines()
                .map(|line| line.split('\t').nth(3).unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(messages(Level::Debug), ["odd certificate", "asking", "writing", "starting"]);
        assert_eq!(messages(Level::Info), ["odd certificate", "starting"]);
        assert_eq!(messages(Level::Error), [""; 0]);
    }

    #[test]
    fn the_format_follows_the_terminal_unless_told() {
        let with = |format, is_terminal| {
            LogConfig { format, is_terminal, ..config(Level::Info, Format::Json) }.effective_format()
        };
        assert_eq!(with(None, true), Format::Console);
        assert_eq!(with(None, false), Format::Json);
        assert_eq!(with(Some(Format::Json), true), Format::Json);
        assert_eq!(with(Some(Format::Console), false), Format::Console);
    }

    #[test]
    fn records_are_appended_to_every_file() {
        let directory = tempfile::tempdir().unwrap();
        let paths = [directory.path().join("a.log"), directory.path().join("b.log")];
        std::fs::write(&paths[0], "before\n").unwrap();
        let writer = Writer::open(&paths).unwrap();
        let clock = Clock::new(noon, TimeZone::UTC);
        let subscriber = subscriber(&config(Level::Info, Format::Console), writer, clock);
        tracing::subscriber::with_default(subscriber, || tracing::info!("hello"));
        let read = |path: &Path| std::fs::read_to_string(path).unwrap();
        assert!(read(&paths[0]).starts_with("before\n2026-"));
        assert!(read(&paths[1]).ends_with("\thello\n"));
    }

    #[test]
    fn a_file_that_cannot_be_opened_is_an_error() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("missing").join("a.log");
        let error = Writer::open(std::slice::from_ref(&path)).unwrap_err();
        assert!(matches!(&error, LogError::Open { path: named, .. } if *named == path));
        assert!(error.hint().is_some_and(|hint| hint.contains("--log-path")));
    }

    #[test]
    fn levels_and_formats_are_read_like_the_go_tools_do() {
        assert_eq!(Level::parse(" WARN "), Some(Level::Warn));
        assert_eq!(Level::parse("loud"), None);
        assert_eq!(Format::parse("json"), Some(Format::Json));
        assert_eq!(Format::parse("xml"), None);
    }

    /// A terminal that remembers what was done to it.
    #[derive(Debug, Clone, Default)]
    struct Terminal(Arc<Mutex<Vec<String>>>);

    impl Terminal {
        fn note(&self, what: &str) -> io::Result<()> {
            lock(&self.0).push(what.to_owned());
            Ok(())
        }
    }

    impl indicatif::TermLike for Terminal {
        fn width(&self) -> u16 {
            40
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.note(text)
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.note(text)
        }
        fn clear_line(&self) -> io::Result<()> {
            self.note("clear")
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_progress_bar_makes_room_for_each_write() {
        let terminal = Terminal::default();
        let target = indicatif::ProgressDrawTarget::term_like(Box::new(terminal.clone()));
        let progress = MultiProgress::with_draw_target(target);
        let bar = progress.add(indicatif::ProgressBar::new(10));
        bar.tick();
        lock(&terminal.0).clear();
        set_progress(Some(progress));
        write_stderr(b"").unwrap();
        set_progress(None);
        let seen = lock(&terminal.0).clone();
        let cleared = seen.iter().position(|what| what == "clear");
        let drawn = seen.iter().rposition(|what| what.contains("0/10"));
        assert!(cleared.is_some() && cleared < drawn, "{seen:?}");
    }
}
