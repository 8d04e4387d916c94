//! What can be wrong with a command line, the variables and the configuration file.

use std::fmt;
use std::io;
use std::path::PathBuf;

use crate::cli::flag::Feature;
use crate::cli::relationship::Declared;
use crate::cli::value::EXPECTED_BOOL;
use crate::exit::Code;
use crate::report::Hint;

/// Where a value came from, in the words of whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Origin {
    /// The command line; carries the flag with its dashes.
    Flag(String),
    /// A variable; carries its name.
    Variable(String),
    /// The configuration file; carries the key and the path.
    File {
        /// The key as it should be written.
        key: &'static str,
        /// The file.
        path: PathBuf,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => f.write_str(flag),
            Self::Variable(name) => f.write_str(name),
            Self::File { key, path } => write!(f, "`{key}` in `{}`", path.display()),
        }
    }
}

/// A command line, variable or configuration file that cannot be used.
///
/// Messages keep the shape of the Go tools where those have one, since scripts look for them.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CliError {
    /// A long flag that nobody declares.
    #[error("unknown flag: {flag}")]
    UnknownFlag {
        /// The flag with its dashes, without a value.
        flag: String,
        /// The flag that may have been meant.
        suggestion: Option<String>,
    },
    /// A letter that no flag has.
    #[error("unknown shorthand flag: '{letter}' in {word}")]
    UnknownShorthand {
        /// The letter.
        letter: char,
        /// What was typed, without a value.
        word: String,
    },
    /// A word where a command belongs.
    #[error("unknown command {word:?} for {program:?}")]
    UnknownCommand {
        /// The word.
        word: String,
        /// The name of the program.
        program: String,
        /// The command that may have been meant.
        suggestion: Option<String>,
    },
    /// A word after a command that takes none.
    #[error("unexpected argument {word:?} for {command:?}")]
    UnexpectedArgument {
        /// The word.
        word: String,
        /// The program and the command.
        command: String,
    },
    /// A flag at the end of the line that needs a value.
    #[error("flag needs an argument: {flag}")]
    MissingValue {
        /// The flag with its dashes.
        flag: String,
    },
    /// Anything else that the parser of a command's own arguments refuses.
    #[error("{message}")]
    Usage {
        /// Its explanation, without `error:` in front.
        message: String,
        /// The program and the command whose `--help` explains more.
        command: String,
    },
    /// A value that its kind cannot hold.
    #[error("invalid value {} for {origin}: {expected}", shown(word.as_deref()))]
    InvalidValue {
        /// Where it stands.
        origin: Origin,
        /// The value; nothing if it is secret.
        word: Option<String>,
        /// What belongs there.
        expected: String,
    },
    /// A number above its range.
    #[error("field {flag}: value must be less than or equal to {max} but got {number}")]
    TooGreat {
        /// The flag.
        flag: &'static str,
        /// The greatest number allowed.
        max: i64,
        /// The number given.
        number: i64,
    },
    /// A number below its range.
    #[error("field {flag}: value must be greater than or equal to {min} but got {number}")]
    TooSmall {
        /// The flag.
        flag: &'static str,
        /// The smallest number allowed.
        min: i64,
        /// The number given.
        number: i64,
    },
    /// A text that is none of those allowed.
    #[error("field {flag}: value must be one of [{}] but got {}", choices.join(" "), shown(word.as_deref()))]
    NotOneOf {
        /// The flag.
        flag: &'static str,
        /// The texts allowed.
        choices: &'static [&'static str],
        /// The text given; nothing if it is secret.
        word: Option<String>,
    },
    /// A value that is not Unicode where text belongs.
    #[error("the value of {origin} is not valid UTF-8")]
    NotUnicode {
        /// Where it stands.
        origin: Origin,
    },
    /// A configuration file with another extension than YAML's.
    #[error("expected config file to have .yaml or .yml extension")]
    ConfigExtension {
        /// The file.
        path: PathBuf,
    },
    /// A configuration file that cannot be read.
    #[error("could not read config file `{}`", path.display())]
    ConfigRead {
        /// The file.
        path: PathBuf,
        /// Whether a variable names it; otherwise it was found in the working directory.
        named: bool,
        /// What the file system says.
        #[source]
        source: io::Error,
    },
    /// A configuration file that is not YAML, or not a mapping of flag names to values.
    #[error("config file `{}` is not usable: {reason}{}", path.display(), place(*line, *column))]
    ConfigSyntax {
        /// The file.
        path: PathBuf,
        /// The line, from 1; 0 when unknown.
        line: u64,
        /// The column, from 1; 0 when unknown.
        column: u64,
        /// What is wrong there, without any value of the file.
        reason: String,
    },
    /// A file with a secret that cannot be read.
    #[error("could not read `{}`, which {variable} names", path.display())]
    SecretFile {
        /// The variable.
        variable: String,
        /// The file.
        path: PathBuf,
        /// What the file system says.
        #[source]
        source: io::Error,
    },
    /// A secret given both as a variable and as a file.
    #[error("{variable} and {file_variable} are both set")]
    SecretTwice {
        /// The variable with the secret.
        variable: String,
        /// The variable with the path.
        file_variable: String,
    },
    /// A flag for something that this build does not do.
    #[error("{origin} needs {feature}, which this build of {program} does not have")]
    Refused {
        /// Where it stands.
        origin: Origin,
        /// What it needs.
        feature: Feature,
        /// The name of the program.
        program: String,
    },
    /// A flag that asks for one change, together with a command that does something else.
    #[error("{origin} does not go with `{command}`")]
    NotWithCommand {
        /// Where it stands.
        origin: Origin,
        /// The program and the command.
        command: String,
        /// The name of the program.
        program: String,
    },
    /// The Pebble layout was asked for.
    #[error("{origin} asks for the pebble storage engine, which this build of {program} cannot write")]
    Pebble {
        /// Where it stands.
        origin: Origin,
        /// The name of the program.
        program: String,
    },
    /// Flags that exclude each other.
    #[error("{}", at_most_one(*declared, group, set))]
    AtMostOne {
        /// Who declared the rule.
        declared: Declared,
        /// The flags of the rule.
        group: &'static [&'static str],
        /// Those that are set.
        set: Vec<&'static str>,
    },
    /// Flags that go together, some of which are missing.
    #[error("{}", together(*declared, group, missing))]
    Together {
        /// Who declared the rule.
        declared: Declared,
        /// The flags of the rule.
        group: &'static [&'static str],
        /// Those that are not set.
        missing: Vec<&'static str>,
    },
    /// None of several flags is set.
    #[error("at least one field was expected, any of: {}", nice(group))]
    AtLeastOne {
        /// The flags.
        group: &'static [&'static str],
    },
    /// A flag that means nothing without another.
    #[error("set fields {} are dependent on {} being set", nice(set), nice(missing))]
    DependsOn {
        /// The flags that are set.
        set: Vec<&'static str>,
        /// The flags that they need.
        missing: Vec<&'static str>,
    },
    /// Flags without which a sync cannot start.
    #[error("required flag(s) {} not set", quoted(flags))]
    Required {
        /// The flags, in the order of their declaration.
        flags: Vec<&'static str>,
        /// Their variables, in the same order.
        variables: Vec<String>,
        /// The name of the program.
        program: String,
        /// The program has a `demo` that needs none of them.
        has_demo: bool,
    },
    /// Required flags that were set to nothing.
    #[error("{}", required_but_empty(flags))]
    RequiredEmpty {
        /// The flags and the names of their kinds.
        flags: Vec<(&'static str, &'static str)>,
    },
    /// An authentication method that the connector does not have.
    #[error("unknown auth method {word:?}")]
    UnknownAuthMethod {
        /// What was given.
        word: String,
        /// The methods there are.
        methods: Vec<&'static str>,
    },
}

fn shown(word: Option<&str>) -> String {
    word.map_or_else(|| "(not shown)".to_owned(), |word| format!("{word:?}"))
}

fn place(line: u64, column: u64) -> String {
    if line == 0 { String::new() } else { format!(" at line {line}, column {column}") }
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ")
}

fn at_most_one(declared: Declared, group: &[&str], set: &[&str]) -> String {
    match declared {
        Declared::Builtin => format!(
            "if any flags in the group [{}] are set none of the others can be; [{}] were all set",
            group.join(" "),
            set.join(" ")
        ),
        Declared::Connector => format!("fields marked as mutually exclusive were set: {}", nice(set)),
    }
}

fn together(declared: Declared, group: &[&str], missing: &[&str]) -> String {
    match declared {
        Declared::Builtin => format!(
            "if any flags in the group [{}] are set they must all be set; missing [{}]",
            group.join(" "),
            missing.join(" ")
        ),
        Declared::Connector => format!("fields marked as needed together are missing: {}", nice(missing)),
    }
}

/// A list as the schema checker of the Go SDK writes it: `('a', 'b', and 'c')`.
fn nice(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    match quoted.as_slice() {
        [one, other] => format!("({one} and {other})"),
        [first @ .., last] if !first.is_empty() => format!("({}, and {last})", first.join(", ")),
        _ => format!("({})", quoted.concat()),
    }
}

fn required_but_empty(flags: &[(&str, &str)]) -> String {
    let mut text = String::from("errors found:");
    for (name, kind) in flags {
        text.push_str(&format!(
            "\nfield {name} of type {kind} is marked as required but it has a zero-value"
        ));
    }
    text
}

fn and(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl Hint for CliError {
    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::UnknownFlag { suggestion: Some(suggestion), .. } => {
                format!("did you mean `{suggestion}`?")
            }
            Self::UnknownFlag { .. } | Self::UnknownShorthand { .. } => "`--help` lists all flags".to_owned(),
            Self::UnknownCommand { suggestion: Some(suggestion), .. } => {
                format!("did you mean `{suggestion}`?")
            }
            Self::UnknownCommand { program, .. } => format!("`{program} --help` lists all commands"),
            Self::UnexpectedArgument { command, .. } | Self::Usage { command, .. } => {
                format!("see `{command} --help`")
            }
            Self::InvalidValue { expected, .. } if expected == EXPECTED_BOOL => {
                "write true or false; 1, 0, t and f work too".to_owned()
            }
            Self::ConfigExtension { path } => format!(
                "BATON_CONFIG_PATH names `{}`; rename the file, or unset the variable",
                path.display()
            ),
            Self::ConfigRead { named: true, .. } => {
                "BATON_CONFIG_PATH names this file; correct the path, or unset the variable".to_owned()
            }
            Self::ConfigRead { named: false, .. } => {
                "a file of this name in the working directory is always read; make it readable, or move it"
                    .to_owned()
            }
            Self::ConfigSyntax { .. } => {
                "the file holds one `flag-name: value` a line; `--help` lists the names".to_owned()
            }
            Self::SecretFile { variable, .. } => {
                format!("{variable} holds the path of a file whose content is the secret")
            }
            Self::SecretTwice { .. } => "keep one of the two".to_owned(),
            Self::Refused { origin, .. } => {
                format!(
                    "this build makes one sync or one change and exits; leave {origin} out, or run the Go \
                     connector for it"
                )
            }
            Self::NotWithCommand { program, .. } => {
                format!("changes are made without a command: `{program} --provisioning ...`")
            }
            Self::Pebble { .. } => {
                "leave it out or choose sqlite: every Baton tool reads those files".to_owned()
            }
            Self::Required { variables, program, has_demo, .. } => {
                let mut hint = format!(
                    "set {}, or give the flags; `{program} --help` lists all settings",
                    and(variables)
                );
                if *has_demo {
                    hint.push_str(&format!(", and `{program} demo` syncs a made-up company without any"));
                }
                hint
            }
            Self::UnknownAuthMethod { methods, .. } => {
                format!("the methods are {}", methods.join(", "))
            }
            _ => return None,
        })
    }

    /// 2 as in the Go tools, and 12 for what this build does not do.
    fn exit_code(&self) -> Code {
        match self {
            Self::Refused { .. } | Self::Pebble { .. } => Code::Unimplemented,
            _ => Code::Unknown,
        }
    }
}
