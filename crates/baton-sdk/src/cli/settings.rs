//! All settings of a run, each with the place it came from.
//!
//! A flag wins over a variable, a variable over the configuration file, the file over the default.
//! Lists are the exception, as in the Go tools: items of the variable and of the command line add up.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::cli::FlagGroup;
use crate::cli::builtin;
use crate::cli::environment::{Environment, variables};
use crate::cli::error::{CliError, Origin};
use crate::cli::file::{self, ConfigFile, Raw};
use crate::cli::flag::{Flag, Kind, Support};
use crate::cli::relationship::{Declared, Relationship, Rule};
use crate::cli::suggest;
use crate::cli::tuning::Tuning;
use crate::cli::value::{self, Value};
use crate::logging::{Format, Level};

/// Where the value of a setting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// The command line.
    Flag,
    /// A variable.
    Environment,
    /// The configuration file at this path.
    File(PathBuf),
    /// Nobody set it.
    Default,
}

/// Something odd that does not keep a run from starting.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Warning {
    /// A flag that this build accepts and does not act on.
    Ignored {
        /// Where it stands.
        origin: Origin,
        /// Why it has no effect.
        reason: &'static str,
    },
    /// A key of the configuration file that is no flag.
    UnknownKey {
        /// The key.
        key: String,
        /// The file.
        path: PathBuf,
        /// The flag that may have been meant.
        suggestion: Option<&'static str>,
    },
    /// A variable that is nearly the name of a setting.
    UnknownVariable {
        /// The variable.
        variable: String,
        /// The variable that may have been meant.
        suggestion: String,
    },
    /// A word that is not one of those known, and what it is taken for.
    UnknownWord {
        /// Where it stands.
        origin: Origin,
        /// The word.
        word: String,
        /// What it is taken for.
        taken_for: &'static str,
    },
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ignored { origin, reason } => write!(f, "{origin} has no effect: {reason}"),
            Self::UnknownKey { key, path, suggestion } => {
                write!(f, "`{key}` in `{}` is not a setting", path.display())?;
                suggestion.map_or(Ok(()), |name| write!(f, "; did you mean `{name}`?"))
            }
            Self::UnknownVariable { variable, suggestion } => {
                write!(f, "{variable} is not a setting; did you mean {suggestion}?")
            }
            Self::UnknownWord { origin, word, taken_for } => {
                write!(f, "{origin} is {word:?}, which is taken for {taken_for}")
            }
        }
    }
}

struct Entry {
    flag: Flag,
    value: Value,
    source: Source,
    origin: Option<Origin>,
}

/// What the command line says about one flag: its occurrences in order, as typed.
pub(crate) type Occurrences = BTreeMap<&'static str, Vec<OsString>>;

/// What a program asks of its settings besides their values.
pub(crate) struct Demands<'a> {
    pub(crate) program: &'a str,
    pub(crate) has_demo: bool,
    pub(crate) relationships: &'a [Relationship],
    pub(crate) groups: &'a [FlagGroup],
}

/// The settings of a run.
///
/// Getters take the name of a flag, best as `builtin::FILE.name`.
///
/// # Panics
///
/// Every getter panics if the program declares no flag of that name and kind: that is a mistake in
/// the program, which no input can cause or avoid.
pub struct Settings {
    entries: BTreeMap<&'static str, Entry>,
    order: Vec<&'static str>,
    warnings: Vec<Warning>,
    tuning: Tuning,
    program: String,
    has_demo: bool,
    relationships: Vec<Relationship>,
    groups: Vec<FlagGroup>,
}

impl Settings {
    /// Lays flag over variable over file over default.
    pub(crate) fn resolve(
        flags: &[Flag],
        occurrences: &Occurrences,
        environment: &dyn Environment,
        demands: &Demands<'_>,
    ) -> Result<Self, CliError> {
        let config = file::load(environment, flags)?.unwrap_or_default();
        let mut warnings = unknown_keys(&config, flags);
        warnings.extend(unknown_variables(environment, flags));

        let mut entries = BTreeMap::new();
        for flag in flags {
            let typed = occurrences.get(flag.name).map(Vec::as_slice).unwrap_or_default();
            entries.insert(flag.name, resolve_one(*flag, typed, environment, &config)?);
        }
        let mut settings = Self {
            entries,
            order: flags.iter().map(|flag| flag.name).collect(),
            warnings: Vec::new(),
            tuning: Tuning::read(environment)?,
            program: demands.program.to_owned(),
            has_demo: demands.has_demo,
            relationships: demands.relationships.to_vec(),
            groups: demands.groups.to_vec(),
        };
        warnings.extend(settings.ignored());
        warnings.extend(settings.unknown_words());
        settings.warnings = warnings;
        if let Some(directory) = settings.path(builtin::C1Z_TEMP_DIR.name) {
            settings.tuning.temp_dir = Some(directory.to_path_buf());
        }
        Ok(settings)
    }

    fn entry(&self, name: &str, kind: &str) -> &Entry {
        match self.entries.get(name) {
            Some(entry) => entry,
            None => panic!("the program declares no {kind} flag {name:?}"),
        }
    }

    /// The text of a flag, or nothing if it is empty.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        match &self.entry(name, "text").value {
            Value::Text(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
            _ => panic!("flag {name:?} is not text"),
        }
    }

    /// Whether a flag is true.
    #[must_use]
    pub fn boolean(&self, name: &str) -> bool {
        match &self.entry(name, "boolean").value {
            Value::Bool(value) => *value,
            _ => panic!("flag {name:?} is not true or false"),
        }
    }

    /// The number of a flag, 0 if it has neither value nor default.
    #[must_use]
    pub fn integer(&self, name: &str) -> i64 {
        match &self.entry(name, "number").value {
            Value::Int(number) => *number,
            _ => panic!("flag {name:?} is not a number"),
        }
    }

    /// The items of a flag, in the order given: first the variable's, then the command line's.
    #[must_use]
    pub fn strings(&self, name: &str) -> &[String] {
        match &self.entry(name, "list").value {
            Value::Strings(items) => items,
            _ => panic!("flag {name:?} is not a list"),
        }
    }

    /// The path of a flag, or nothing if it is empty.
    #[must_use]
    pub fn path(&self, name: &str) -> Option<&Path> {
        match &self.entry(name, "path").value {
            Value::Path(path) => Some(path.as_path()).filter(|path| !path.as_os_str().is_empty()),
            _ => panic!("flag {name:?} is not a path"),
        }
    }

    /// Where the value of a flag comes from.
    #[must_use]
    pub fn source(&self, name: &str) -> &Source {
        &self.entry(name, "").source
    }

    /// Where a value stands, in the words of whoever wrote it: `--file`, `BATON_FILE`, or the key and
    /// the file. For a value that nobody set, the flag.
    #[must_use]
    pub fn origin(&self, name: &str) -> Origin {
        let entry = self.entry(name, "");
        entry.origin.clone().unwrap_or_else(|| Origin::Flag(entry.flag.dashed()))
    }

    /// Whether somebody set the flag, be it to its default.
    #[must_use]
    pub fn is_set(&self, name: &str) -> bool {
        self.entries.get(name).is_some_and(|entry| entry.source != Source::Default)
    }

    /// What variables without a flag say, and the directory for temporary files.
    #[must_use]
    pub fn tuning(&self) -> &Tuning {
        &self.tuning
    }

    /// Oddities to log once logging works.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Logs every warning at level `warn`.
    pub fn log_warnings(&self) {
        for warning in &self.warnings {
            tracing::warn!("{warning}");
        }
    }

    /// The group of the connector's flags that is in force: the one that `--auth-method` names,
    /// otherwise the default one, otherwise the first. Nothing if the connector has no groups.
    #[must_use]
    pub fn auth_method(&self) -> Option<&'static str> {
        let named = self
            .text(builtin::AUTH_METHOD.name)
            .and_then(|name| self.groups.iter().find(|group| group.name == name));
        let chosen = named
            .or_else(|| self.groups.iter().find(|group| group.is_default))
            .or_else(|| self.groups.first());
        chosen.map(|group| group.name)
    }

    /// Checks everything that a one-shot sync needs: no flag that asks for another mode, no broken
    /// rule among flags, every required flag set and not empty.
    ///
    /// # Errors
    ///
    /// The first of these that fails, in this order.
    pub fn require_for_sync(&self) -> Result<(), CliError> {
        self.require()
    }

    /// Checks everything that one change of the remote system needs before the connector is asked: the
    /// same as for a sync. The `.c1z` file is not among it: names are read from it if it is there.
    ///
    /// # Errors
    ///
    /// As [`Settings::require_for_sync`].
    pub fn require_for_provisioning(&self) -> Result<(), CliError> {
        self.require()
    }

    fn require(&self) -> Result<(), CliError> {
        self.check_mode(false)?;
        self.check_auth_method()?;
        for (rule, declared) in self.rules() {
            self.check_rule(rule, declared)?;
        }
        self.check_required()
    }

    /// Refuses flags for what this build does not do. What comes from a variable or a file may be
    /// meant for other runs, so a subcommand looks at the command line only.
    pub(crate) fn check_mode(&self, command_line_only: bool) -> Result<(), CliError> {
        for entry in self.in_order() {
            let concerned = !command_line_only || entry.source == Source::Flag;
            if !concerned || !self.says_something(entry) {
                continue;
            }
            let origin = self.origin(entry.flag.name);
            let program = self.program.clone();
            if let Support::Refused(feature) = entry.flag.support {
                return Err(CliError::Refused { origin, feature, program });
            }
            let is_pebble = entry.flag.name == builtin::STORAGE_ENGINE.name
                && entry.value == Value::Text("pebble".to_owned());
            if is_pebble {
                return Err(CliError::Pebble { origin, program });
            }
        }
        Ok(())
    }

    /// Refuses flags that ask for a change where a command does something else, so that nobody takes the
    /// one for the other. What comes from a variable or a file is meant for other runs.
    pub(crate) fn check_command(&self, command: &str) -> Result<(), CliError> {
        let lost = builtin::TASK.iter().chain(builtin::OWN).find(|flag| {
            self.entries
                .get(flag.name)
                .is_some_and(|entry| entry.source == Source::Flag && self.says_something(entry))
        });
        match lost {
            None => Ok(()),
            Some(flag) => Err(CliError::NotWithCommand {
                origin: self.origin(flag.name),
                command: format!("{} {command}", self.program),
                program: self.program.clone(),
            }),
        }
    }

    /// Whether somebody set the flag to something other than what holds anyway.
    pub(crate) fn says(&self, name: &str) -> bool {
        self.entries.get(name).is_some_and(|entry| self.says_something(entry))
    }

    /// Checks the rules that hold in every mode; [`Rule::AtLeastOne`] waits for a sync.
    pub(crate) fn check_rules(&self) -> Result<(), CliError> {
        let early = self.rules().filter(|(rule, _)| rule.rule != Rule::AtLeastOne);
        for (rule, declared) in early {
            self.check_rule(rule, declared)?;
        }
        Ok(())
    }

    /// The Go tools count a flag as set, whatever its value, where the command-line library checks the
    /// rule, and only if its value says something, where the schema checker or the runner does.
    fn check_rule(&self, rule: &Relationship, declared: Declared) -> Result<(), CliError> {
        let by_value = declared == Declared::Connector || rule.rule == Rule::DependsOn;
        let says = |name: &str| self.entries.get(name).is_some_and(|entry| !entry.value.is_zero());
        rule.check(declared, |name| self.is_set(name) && (!by_value || says(name)))
    }

    fn rules(&self) -> impl Iterator<Item = (&Relationship, Declared)> {
        let builtin = builtin::RELATIONSHIPS.iter().map(|rule| (rule, Declared::Builtin));
        builtin.chain(self.relationships.iter().map(|rule| (rule, Declared::Connector)))
    }

    fn check_auth_method(&self) -> Result<(), CliError> {
        match self.text(builtin::AUTH_METHOD.name) {
            Some(word) if !self.groups.iter().any(|group| group.name == word) => {
                Err(CliError::UnknownAuthMethod {
                    word: word.to_owned(),
                    methods: self.groups.iter().map(|group| group.name).collect(),
                })
            }
            _ => Ok(()),
        }
    }

    fn check_required(&self) -> Result<(), CliError> {
        let in_force = self.auth_method();
        let is_needed = |entry: &&Entry| {
            let mut groups = self.groups.iter().filter(|group| group.flags.contains(&entry.flag.name));
            let grouped = groups.clone().next().is_some();
            let spared = entry.flag.required_unless.is_some_and(|other| self.is_set(other));
            entry.flag.required && !spared && (!grouped || groups.any(|group| Some(group.name) == in_force))
        };
        let needed: Vec<&Entry> = self.in_order().filter(is_needed).collect();
        let missing: Vec<&Flag> = needed
            .iter()
            .filter(|entry| entry.source == Source::Default && entry.value.is_zero())
            .map(|entry| &entry.flag)
            .collect();
        if !missing.is_empty() {
            return Err(CliError::Required {
                flags: missing.iter().map(|flag| flag.name).collect(),
                variables: missing.iter().map(|flag| flag.variable()).collect(),
                program: self.program.clone(),
                has_demo: self.has_demo,
            });
        }
        let empty: Vec<_> = needed
            .iter()
            .filter(|entry| entry.value.is_zero() && entry.flag.kind != Kind::Bool)
            .map(|entry| (entry.flag.name, entry.flag.kind.word()))
            .collect();
        if empty.is_empty() { Ok(()) } else { Err(CliError::RequiredEmpty { flags: empty }) }
    }

    fn in_order(&self) -> impl Iterator<Item = &Entry> {
        self.order.iter().filter_map(|name| self.entries.get(name))
    }

    /// Whether somebody set the flag to something other than what holds anyway.
    fn says_something(&self, entry: &Entry) -> bool {
        let default = entry.flag.default.map(|text| value::parse_default(&entry.flag, text));
        entry.source != Source::Default
            && !entry.value.is_zero()
            && default.is_none_or(|default| default != entry.value)
    }

    fn ignored(&self) -> Vec<Warning> {
        let is_plain_sync = !builtin::TASK.iter().any(|flag| self.says(flag.name));
        let unprinted = (is_plain_sync && self.says(builtin::OUTPUT.name)).then(|| Warning::Ignored {
            origin: self.origin(builtin::OUTPUT.name),
            reason: "it is about the result of a change, and a sync writes a file instead",
        });
        self.in_order()
            .filter(|entry| self.says_something(entry))
            .filter_map(|entry| match entry.flag.support {
                Support::Ignored(reason) => {
                    Some(Warning::Ignored { origin: self.origin(entry.flag.name), reason })
                }
                _ => None,
            })
            .chain(unprinted)
            .collect()
    }

    fn unknown_words(&self) -> Vec<Warning> {
        let level = self.text(builtin::LOG_LEVEL.name).filter(|word| Level::parse(word).is_none());
        let format = self.text(builtin::LOG_FORMAT.name).filter(|word| Format::parse(word).is_none());
        let warning = |flag: &Flag, word: &str, taken_for| Warning::UnknownWord {
            origin: self.origin(flag.name),
            word: word.to_owned(),
            taken_for,
        };
        level
            .map(|word| warning(&builtin::LOG_LEVEL, word, "info"))
            .into_iter()
            .chain(format.map(|word| warning(&builtin::LOG_FORMAT, word, "json")))
            .collect()
    }
}

/// Shows every setting that somebody set, and no secret.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for entry in self.in_order().filter(|entry| entry.source != Source::Default) {
            map.entry(&entry.flag.name, &Shown(entry));
        }
        map.finish()
    }
}

struct Shown<'a>(&'a Entry);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entry = self.0;
        match &entry.value {
            _ if entry.flag.secret => f.write_str("(not shown)"),
            Value::Text(text) => write!(f, "{text:?}"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Int(number) => write!(f, "{number}"),
            Value::Strings(items) => write!(f, "{items:?}"),
            Value::Path(path) => write!(f, "{path:?}"),
        }?;
        write!(f, " from {:?}", entry.source)
    }
}

fn resolve_one(
    flag: Flag,
    typed: &[OsString],
    environment: &dyn Environment,
    config: &ConfigFile,
) -> Result<Entry, CliError> {
    let from_flag = |text: &OsString| read(&flag, text.clone(), Origin::Flag(flag.dashed()));
    let from_environment = read_variable(&flag, environment)?;

    if flag.kind == Kind::Strings {
        let mut items = Vec::new();
        let mut add = |value: Value| {
            if let Value::Strings(more) = value {
                items.extend(more);
            }
        };
        let mut source = Source::Default;
        let mut origin = None;
        if let Some((value, from)) = from_environment {
            add(value);
            (source, origin) = (Source::Environment, Some(from));
        }
        for text in typed {
            add(from_flag(text)?);
            (source, origin) = (Source::Flag, Some(Origin::Flag(flag.dashed())));
        }
        if source != Source::Default {
            return Ok(Entry { flag, value: Value::Strings(items), source, origin });
        }
    } else if let Some(last) = typed.last() {
        let origin = Some(Origin::Flag(flag.dashed()));
        return Ok(Entry { flag, value: from_flag(last)?, source: Source::Flag, origin });
    } else if let Some((value, origin)) = from_environment {
        return Ok(Entry { flag, value, source: Source::Environment, origin: Some(origin) });
    }

    let in_file = config.values.iter().rev().find(|(name, _)| *name == flag.name);
    if let Some((_, raw)) = in_file {
        let origin = file::origin(&config.path, flag.name);
        let value = match raw {
            Raw::Scalar(text) => value::parse(&flag, text, &origin)?,
            Raw::List(items) => Value::Strings(items.clone()),
        };
        let source = Source::File(config.path.clone());
        return Ok(Entry { flag, value, source, origin: Some(origin) });
    }
    let value = match flag.default {
        Some(text) => value::parse_default(&flag, text),
        None => Value::zero(flag.kind),
    };
    Ok(Entry { flag, value, source: Source::Default, origin: None })
}

/// Reads one piece of text; a path need not be Unicode.
fn read(flag: &Flag, text: OsString, origin: Origin) -> Result<Value, CliError> {
    if flag.kind == Kind::Path {
        return Ok(Value::Path(PathBuf::from(text)));
    }
    let text = text.into_string().map_err(|_| CliError::NotUnicode { origin: origin.clone() })?;
    value::parse(flag, &text, &origin)
}

/// The value of a flag's variable, or of the file that its `_FILE` variable names.
fn read_variable(flag: &Flag, environment: &dyn Environment) -> Result<Option<(Value, Origin)>, CliError> {
    let variable = flag.variable();
    let set = |name: &str| environment.variable(name).filter(|value| !value.is_empty());
    let direct = set(&variable);
    if let Some(file_variable) = flag.file_variable()
        && let Some(path) = set(&file_variable)
    {
        if direct.is_some() {
            return Err(CliError::SecretTwice { variable, file_variable });
        }
        let path = PathBuf::from(path);
        let bytes = environment.read_file(&path).map_err(|source| CliError::SecretFile {
            variable: file_variable.clone(),
            path: path.clone(),
            source,
        })?;
        let origin = Origin::Variable(file_variable);
        let text = String::from_utf8(bytes).map_err(|_| CliError::NotUnicode { origin: origin.clone() })?;
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        return Ok(Some((value::parse(flag, text, &origin)?, origin)));
    }
    let Some(text) = direct else { return Ok(None) };
    let origin = Origin::Variable(variable);
    Ok(Some((read(flag, text, origin.clone())?, origin)))
}

fn unknown_keys(config: &ConfigFile, flags: &[Flag]) -> Vec<Warning> {
    let warning = |key: &String| {
        let word = key.to_ascii_lowercase().replace('_', "-");
        let exact = flags.iter().find(|flag| flag.name == word).map(|flag| flag.name);
        let near = || suggest::nearest(&word, flags.iter().map(|flag| flag.name));
        Warning::UnknownKey { key: key.clone(), path: config.path.clone(), suggestion: exact.or_else(near) }
    };
    config.unknown.iter().map(warning).collect()
}

/// Finds variables that look like a slip of the keyboard. Others that begin with `BATON_` are left
/// alone: orchestrators make such names up, for example from the name of a service.
fn unknown_variables(environment: &dyn Environment, flags: &[Flag]) -> Vec<Warning> {
    let mut known: Vec<String> = flags.iter().map(Flag::variable).collect();
    known.extend(flags.iter().filter_map(Flag::file_variable));
    known.extend(variables::OURS.iter().chain(variables::FOREIGN).map(ToString::to_string));
    let mut names = environment.variable_names();
    names.sort();
    names
        .into_iter()
        .filter(|name| name.starts_with(crate::cli::flag::VARIABLE_PREFIX) && !known.contains(name))
        .filter_map(|variable| {
            let suggestion = suggest::nearest(&variable, known.iter().map(String::as_str))?.to_owned();
            Some(Warning::UnknownVariable { variable, suggestion })
        })
        .collect()
}
