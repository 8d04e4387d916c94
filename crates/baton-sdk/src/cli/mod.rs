//! The command line of any connector: flags, variables, configuration file, help and completion.
//!
//! A connector declares a [`Program`] and parses its arguments with it. What comes back is either
//! text to print (help, version, completion, schema) or the settings of a run:
//!
//! ```
//! use baton_sdk::cli::environment::Scripted;
//! use baton_sdk::cli::flag::Flag;
//! use baton_sdk::cli::{Outcome, Program};
//!
//! const DOMAIN: Flag = Flag::text("acme-domain").help("Where the instance lives").required();
//!
//! let program = Program::new("baton-acme", "1.2.3", "Sync who has what in Acme").flags([DOMAIN]);
//! let environment = Scripted::new().with_variable("BATON_ACME_DOMAIN", "acme.example");
//! let Outcome::Run(parsed) = program.parse(["baton-acme", "--workers=2"], &environment)? else {
//!     panic!("there is nothing to print");
//! };
//! parsed.settings.require_for_sync()?;
//! assert_eq!(parsed.settings.text("acme-domain"), Some("acme.example"));
//! assert_eq!(parsed.settings.integer("workers"), 2);
//! # Ok::<(), baton_sdk::cli::CliError>(())
//! ```
//!
//! A whole `main` hands what cannot be done to [`report`](crate::report):
//!
//! ```no_run
//! use baton_sdk::cli::environment::Process;
//! use baton_sdk::cli::{Outcome, Program};
//! use baton_sdk::logging::{self, LogConfig};
//! use baton_sdk::{exit, report};
//!
//! fn main() -> exit::Code {
//!     let environment = Process;
//!     let program = Program::new("baton-acme", "1.2.3", "Sync who has what in Acme");
//!     let parsed = match program.parse(std::env::args_os(), &environment) {
//!         Ok(Outcome::Run(parsed)) => parsed,
//!         Ok(Outcome::Print(output)) => return output.print(&environment),
//!         Err(error) => return report::print(&error.into(), &environment),
//!     };
//!     let config = LogConfig::from_settings(&parsed.settings, &environment).with_targets(["acme_"]);
//!     let logging = match logging::init(&config) {
//!         Ok(logging) => logging,
//!         Err(error) => return report::print(&error.into(), &environment),
//!     };
//!     parsed.settings.log_warnings();
//!     match parsed.settings.require_for_sync() {
//!         Ok(()) => exit::Code::Ok, // sync here
//!         Err(error) => report::finish(&error.into(), logging, &environment),
//!     }
//! }
//! ```
//!
//! Where Go connectors silently do something else than their operator believes, this one says so:
//!
//! | situation | Go | here |
//! |---|---|---|
//! | the configuration file is missing or broken | ignored | an error with line and column |
//! | a key of that file is no flag | ignored | a warning that names the nearest flag |
//! | a flag belongs to a mode this build lacks | – | refused, exit code 12 |
//! | `--create-account-email` alone, `--event-feed=abc` | a plain sync | refused |
//! | a grant, revocation or account without `--provisioning` | done all the same | refused, exit code 9 |
//! | an action without `--provisioning` | done all the same | refused, exit code 9; the list is free |
//! | a grant without a principal type, a profile that is no JSON | "unknown provisioning action" | told in words |
//! | `--grant-principal-type` and the like alone | a plain sync | refused |
//! | two changes in one run | mostly the first of them | refused |
//! | `--skip-grants` without `--sync-resources` | refused late | refused at once |
//! | a word after a command that takes none | ignored | an error |
//! | a secret in a variable | the only way | `BATON_X_FILE` may name a file with it |

pub mod builtin;
mod command;
pub mod environment;
mod error;
mod file;
pub mod flag;
pub mod relationship;
mod schema;
mod settings;
pub mod suggest;
mod tuning;
mod value;

use std::ffi::OsString;
use std::io::{self, Write};

pub use error::{CliError, Origin};
pub use file::DEFAULT_PATH as DEFAULT_CONFIG_PATH;
pub use settings::{Settings, Source, Warning};
pub use tuning::Tuning;

use environment::Environment;
use flag::Flag;
use relationship::Relationship;
use settings::{Demands, Occurrences};

use crate::exit::Code;

/// Flags that form one way to authenticate, chosen with `--auth-method`.
///
/// "Required" holds only for flags of the group in force, and for flags of no group.
/// Source: `FieldGroup` of `c1.config.v1`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FlagGroup {
    /// The word that `--auth-method` takes.
    pub name: &'static str,
    /// Its label in the form drawn from `config`.
    pub display_name: &'static str,
    /// One sentence about it.
    pub help: &'static str,
    /// The names of its flags.
    pub flags: &'static [&'static str],
    /// It is in force when nobody chooses.
    pub is_default: bool,
}

impl FlagGroup {
    /// A group of flags that is not the default.
    #[must_use]
    pub const fn new(
        name: &'static str,
        display_name: &'static str,
        help: &'static str,
        flags: &'static [&'static str],
    ) -> Self {
        Self { name, display_name, help, flags, is_default: false }
    }

    /// Puts it in force when nobody chooses.
    #[must_use]
    pub const fn by_default(mut self) -> Self {
        self.is_default = true;
        self
    }
}

/// What `config` says about the connector besides its fields.
///
/// Source: `Configuration` of `c1.config.v1`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The product's name, such as `Acme`.
    pub display_name: String,
    /// Path of the manual at ConductorOne, such as `/docs/baton/acme`.
    pub help_url: String,
    /// Path of the icon at ConductorOne, such as `/static/app-icons/acme.svg`.
    pub icon_url: String,
    /// The entry of ConductorOne's catalogue; may be empty.
    pub catalog_id: String,
    /// The product is a directory of people for others.
    pub is_directory: bool,
}

/// A connector as its command line presents it.
#[derive(Debug, Clone)]
pub struct Program {
    name: &'static str,
    version: String,
    about: &'static str,
    heading: &'static str,
    flags: Vec<Flag>,
    groups: Vec<FlagGroup>,
    relationships: Vec<Relationship>,
    subcommands: Vec<clap::Command>,
    examples: Vec<(&'static str, &'static str)>,
    listing: Listing,
}

impl Program {
    /// A program with the built-in flags and commands.
    ///
    /// `name` is what people type, `version` stands after it in `--version`, `about` is one sentence
    /// without a final period.
    #[must_use]
    pub fn new(name: &'static str, version: impl Into<String>, about: &'static str) -> Self {
        Self {
            name,
            version: version.into(),
            about,
            heading: "Connector",
            flags: Vec::new(),
            groups: Vec::new(),
            relationships: Vec::new(),
            subcommands: Vec::new(),
            examples: Vec::new(),
            listing: Listing::default(),
        }
    }

    /// Names the heading over the connector's own flags in `--help`; `Connector` unless said
    /// otherwise.
    #[must_use]
    pub fn heading(mut self, heading: &'static str) -> Self {
        self.heading = heading;
        self
    }

    /// Adds flags of the connector, in the order in which `--help` and `config` show them.
    #[must_use]
    pub fn flags(mut self, flags: impl IntoIterator<Item = Flag>) -> Self {
        self.flags.extend(flags);
        self
    }

    /// Adds ways to authenticate, and with them `--auth-method` to `--help`.
    #[must_use]
    pub fn groups(mut self, groups: impl IntoIterator<Item = FlagGroup>) -> Self {
        self.groups.extend(groups);
        self
    }

    /// Adds rules among the connector's flags.
    #[must_use]
    pub fn relationships(mut self, rules: impl IntoIterator<Item = Relationship>) -> Self {
        self.relationships.extend(rules);
        self
    }

    /// Adds a command. It accepts all settings beside its own arguments, without listing them; where
    /// it has an argument of the same name, that one wins.
    #[must_use]
    pub fn subcommand(mut self, command: clap::Command) -> Self {
        self.subcommands.push(command);
        self
    }

    /// Adds an example to the end of `--help`: what it does, and the line to type.
    #[must_use]
    pub fn example(mut self, purpose: &'static str, line: &'static str) -> Self {
        self.examples.push((purpose, line));
        self
    }

    /// Says what `config` tells about the connector.
    #[must_use]
    pub fn listing(mut self, listing: Listing) -> Self {
        self.listing = listing;
        self
    }

    /// The name that people type.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What stands after the name in `--version`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Every flag, the connector's first.
    #[must_use]
    pub fn all_flags(&self) -> Vec<Flag> {
        self.flags.iter().chain(builtin::FLAGS).copied().collect()
    }

    /// The schema of the settings as `config` prints it: protojson of `c1.config.v1.Configuration`,
    /// indented by two spaces, without a final newline.
    #[must_use]
    pub fn configuration(&self) -> String {
        schema::render(self)
    }

    /// Reads the arguments, the first of which is the program itself, with variables and file.
    ///
    /// Without a subcommand, flags that this build cannot serve and broken rules are refused here
    /// already; [`Settings::require_for_sync`] checks the rest. With one, only what stands on the
    /// command line is held against it, so that `demo` works in an environment made for something
    /// else; flags that ask for a change are refused there, unless the command has its own of that name.
    ///
    /// # Errors
    ///
    /// [`CliError`], whichever is met first.
    pub fn parse<I, A>(&self, arguments: I, environment: &dyn Environment) -> Result<Outcome, CliError>
    where
        I: IntoIterator<Item = A>,
        A: Into<OsString> + Clone,
    {
        let flags = self.all_flags();
        let width = environment.help_width();
        let read = command::read(self, &flags, arguments, width)?;
        let (occurrences, subcommand) = match read {
            command::Read::Print(output) => return Ok(Outcome::Print(output)),
            command::Read::Run { occurrences, subcommand } => (occurrences, subcommand),
        };
        let settings = self.resolve(&flags, &occurrences, environment)?;
        settings.check_mode(subcommand.is_some())?;
        match &subcommand {
            Some((command, _)) => settings.check_command(command)?,
            None => settings.check_rules()?,
        }
        Ok(Outcome::Run(Box::new(Parsed { settings, subcommand })))
    }

    fn resolve(
        &self,
        flags: &[Flag],
        occurrences: &Occurrences,
        environment: &dyn Environment,
    ) -> Result<Settings, CliError> {
        let demands = Demands {
            program: self.name,
            has_demo: self.subcommands.iter().any(|command| command.get_name() == "demo"),
            relationships: &self.relationships,
            groups: &self.groups,
        };
        Settings::resolve(flags, occurrences, environment, &demands)
    }
}

/// What a command line asks for.
#[derive(Debug)]
pub enum Outcome {
    /// Do something with these settings.
    Run(Box<Parsed>),
    /// Print this and end with success.
    Print(Output),
}

/// A command line that asks for work.
#[derive(Debug)]
#[non_exhaustive]
pub struct Parsed {
    /// The settings.
    pub settings: Settings,
    /// The command and its own arguments; nothing for a one-shot sync or change.
    pub subcommand: Option<(String, clap::ArgMatches)>,
}

/// Text for standard output: help, version, completion or schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    pub(crate) plain: String,
    pub(crate) colored: String,
}

impl Output {
    pub(crate) fn uncolored(text: String) -> Self {
        Self { colored: text.clone(), plain: text }
    }

    /// The text without colour.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// The text with the escape sequences of colours, where it has any.
    #[must_use]
    pub fn colored(&self) -> &str {
        &self.colored
    }

    /// Prints the text to standard output, coloured if the environment agrees.
    ///
    /// A reader that went away is no failure: it has seen enough.
    pub fn print(&self, environment: &dyn Environment) -> Code {
        let color = environment.wants_color(environment::Stream::Stdout);
        let (text, choice) = if color {
            (self.colored(), anstream::ColorChoice::Always)
        } else {
            (self.plain(), anstream::ColorChoice::Never)
        };
        let mut stdout = anstream::AutoStream::new(io::stdout(), choice);
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Code::Unknown,
            _ => Code::Ok,
        }
    }
}
