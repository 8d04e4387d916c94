//! One setting of a connector: its name, its kind, its default and where it may be used.
//!
//! A [`Flag`] is plain data that a connector writes as a constant. Everything else follows from it:
//! the command-line flag, the `BATON_*` variable, the key of the configuration file, the line in
//! `--help` and the entry of `config`.
//!
//! ```
//! use baton_sdk::cli::flag::Flag;
//!
//! const DOMAIN: Flag = Flag::text("acme-domain")
//!     .display_name("Domain")
//!     .help("Where the instance lives")
//!     .value_name("HOST")
//!     .required();
//! assert_eq!(DOMAIN.variable(), "BATON_ACME_DOMAIN");
//! ```

use std::fmt;

/// Prefix of every variable that stands for a flag.
pub const VARIABLE_PREFIX: &str = "BATON_";

/// Suffix of the variable that names a file holding the value of a secret flag.
pub const SECRET_FILE_SUFFIX: &str = "_FILE";

/// The headings that group flags in `--help`, in the order in which they appear.
pub mod heading {
    /// What is read, and how much of it.
    pub const SYNC: &str = "Sync";
    /// Where results and log records go.
    pub const OUTPUT: &str = "Output and logs";
    /// Connections to the outside.
    pub const NETWORK: &str = "Network";
    /// Staying up and answering ConductorOne.
    pub const SERVICE: &str = "Service mode";
    /// Changing the remote system.
    pub const PROVISIONING: &str = "Provisioning";
    /// `--help` and `--version`.
    pub const HELP: &str = "Help";
}

/// What values a flag takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Any text. An empty one counts as not set wherever a value is needed.
    Text,
    /// True or false: `--x` means true, `--x=false` means false.
    Bool,
    /// A whole number between `min` and `max`, both allowed.
    Int {
        /// The smallest number allowed.
        min: i64,
        /// The largest number allowed.
        max: i64,
    },
    /// Texts, repeated or separated by commas, in the order given.
    Strings,
    /// A path of the local file system.
    Path,
}

impl Kind {
    /// The name of the kind as the Go tools write it in messages.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Text | Self::Path => "string",
            Self::Bool => "bool",
            Self::Int { .. } => "int",
            Self::Strings => "[]string",
        }
    }
}

/// Whether a flag shows up in the schema that `config` prints, and for whom.
///
/// Source: `ExportTarget` of the Go SDK (`pkg/field`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Export {
    /// Not in the schema.
    None,
    /// A field of the form in which an administrator configures the connector.
    Gui,
    /// On the command line only, so not in the schema.
    CliOnly,
    /// A field for whoever operates the process (`isOps`).
    Ops,
}

/// A capability that some flags need and that a build may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Feature {
    /// Staying up and taking tasks from ConductorOne.
    ServiceMode,
    /// Reading a feed of events.
    Events,
    /// Opening and reading tickets.
    Tickets,
    /// Comparing and merging syncs inside `.c1z` files.
    FileTools,
    /// Matching principals with the file of another connector.
    ExternalResources,
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ServiceMode => "service mode",
            Self::Events => "event feeds",
            Self::Tickets => "tickets",
            Self::FileTools => "comparing and merging syncs",
            Self::ExternalResources => "resources from the file of another connector",
        })
    }
}

/// What this build does with a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Support {
    /// Acts as documented.
    Supported,
    /// Accepted in silence: it changes nothing in the modes that this build has, just as in the Go
    /// tools.
    NoEffect,
    /// Accepted with one warning that carries this reason.
    Ignored(&'static str),
    /// Refused with exit code 12, so that nobody takes a sync for what was asked.
    Refused(Feature),
}

/// One setting. See the [module](self) for what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flag {
    /// The long name without dashes, in kebab case; also the key in the configuration file.
    pub name: &'static str,
    /// The letter of the short form, if there is one.
    pub short: Option<char>,
    /// What values it takes.
    pub kind: Kind,
    /// The values a text may have, empty for any. An empty text is always allowed.
    pub choices: &'static [&'static str],
    /// The value when nobody sets one, written as on the command line.
    pub default: Option<&'static str>,
    /// What `--help` says in place of the default, when it depends on circumstances.
    pub default_help: Option<&'static str>,
    /// One sentence without a final period.
    pub help: &'static str,
    /// The stand-in for the value in `--help`, such as `PATH`; empty for one made from the kind.
    pub value_name: &'static str,
    /// An example of a value, for the form drawn from `config`.
    pub placeholder: &'static str,
    /// The label in the form drawn from `config`.
    pub display_name: &'static str,
    /// A sync cannot start without it.
    pub required: bool,
    /// Another flag whose presence makes this one unnecessary.
    pub required_unless: Option<&'static str>,
    /// Never shown anywhere; may come from a file.
    pub secret: bool,
    /// Works, but is not listed in `--help`.
    pub hidden: bool,
    /// The group in `--help`.
    pub heading: &'static str,
    /// Its place in `config`.
    pub export: Export,
    /// What this build does with it.
    pub support: Support,
}

impl Flag {
    const fn new(name: &'static str, kind: Kind) -> Self {
        Self {
            name,
            short: None,
            kind,
            choices: &[],
            default: None,
            default_help: None,
            help: "",
            value_name: "",
            placeholder: "",
            display_name: "",
            required: false,
            required_unless: None,
            secret: false,
            hidden: false,
            heading: "",
            export: Export::Gui,
            support: Support::Supported,
        }
    }

    /// A flag that takes any text.
    #[must_use]
    pub const fn text(name: &'static str) -> Self {
        Self::new(name, Kind::Text)
    }

    /// A flag that is true or false, false by default.
    #[must_use]
    pub const fn boolean(name: &'static str) -> Self {
        Self::new(name, Kind::Bool)
    }

    /// A flag that takes a whole number from `min` to `max`.
    #[must_use]
    pub const fn int(name: &'static str, min: i64, max: i64) -> Self {
        Self::new(name, Kind::Int { min, max })
    }

    /// A flag that takes a list of texts.
    #[must_use]
    pub const fn strings(name: &'static str) -> Self {
        Self::new(name, Kind::Strings)
    }

    /// A flag that takes a path.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self::new(name, Kind::Path)
    }

    /// Gives it a one-letter form.
    #[must_use]
    pub const fn short(mut self, short: char) -> Self {
        self.short = Some(short);
        self
    }

    /// Limits a text to these values.
    #[must_use]
    pub const fn choices(mut self, choices: &'static [&'static str]) -> Self {
        self.choices = choices;
        self
    }

    /// Sets the value that holds when nobody sets one, written as on the command line.
    #[must_use]
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    /// Says in words what holds when nobody sets a value.
    #[must_use]
    pub const fn default_help(mut self, words: &'static str) -> Self {
        self.default_help = Some(words);
        self
    }

    /// Describes it in one sentence without a final period.
    #[must_use]
    pub const fn help(mut self, help: &'static str) -> Self {
        self.help = help;
        self
    }

    /// Names the stand-in for the value in `--help`, such as `PATH`.
    #[must_use]
    pub const fn value_name(mut self, value_name: &'static str) -> Self {
        self.value_name = value_name;
        self
    }

    /// Gives an example of a value, for the form drawn from `config`.
    #[must_use]
    pub const fn placeholder(mut self, placeholder: &'static str) -> Self {
        self.placeholder = placeholder;
        self
    }

    /// Labels it in the form drawn from `config`.
    #[must_use]
    pub const fn display_name(mut self, display_name: &'static str) -> Self {
        self.display_name = display_name;
        self
    }

    /// Makes a sync impossible without it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// A sync cannot do without it, unless the flag `other` is set.
    #[must_use]
    pub const fn required_unless(mut self, other: &'static str) -> Self {
        self.required = true;
        self.required_unless = Some(other);
        self
    }

    /// Keeps its value out of every message, and lets it come from a file.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Leaves it out of `--help`.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Puts it under a heading of `--help`. Without one it stands under the program's own.
    #[must_use]
    pub const fn heading(mut self, heading: &'static str) -> Self {
        self.heading = heading;
        self
    }

    /// Chooses its place in `config`; [`Export::Gui`] unless said otherwise.
    #[must_use]
    pub const fn export(mut self, export: Export) -> Self {
        self.export = export;
        self
    }

    /// Says what this build does with it; [`Support::Supported`] unless said otherwise.
    #[must_use]
    pub const fn support(mut self, support: Support) -> Self {
        self.support = support;
        self
    }

    /// The variable that sets it: `BATON_` and the name in capitals, dashes turned to underscores.
    #[must_use]
    pub fn variable(&self) -> String {
        let name = self.name.to_ascii_uppercase().replace('-', "_");
        format!("{VARIABLE_PREFIX}{name}")
    }

    /// The variable that names a file with its value; only secret flags have one.
    #[must_use]
    pub fn file_variable(&self) -> Option<String> {
        self.secret.then(|| format!("{}{SECRET_FILE_SUFFIX}", self.variable()))
    }

    /// The flag as it is typed, such as `--log-level`.
    #[must_use]
    pub fn dashed(&self) -> String {
        format!("--{}", self.name)
    }

    /// Whether `--help` lists it: it is not hidden and does something in this build.
    #[must_use]
    pub const fn is_listed(&self) -> bool {
        !self.hidden && matches!(self.support, Support::Supported)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_is_the_name_in_capitals() {
        let flag = Flag::text("acme-client-secret").secret();
        assert_eq!(flag.variable(), "BATON_ACME_CLIENT_SECRET");
        assert_eq!(flag.file_variable().as_deref(), Some("BATON_ACME_CLIENT_SECRET_FILE"));
        assert_eq!(Flag::path("c1z-temp-dir").variable(), "BATON_C1Z_TEMP_DIR");
        assert_eq!(Flag::path("c1z-temp-dir").file_variable(), None);
    }

    #[test]
    fn only_flags_that_act_are_listed() {
        assert!(Flag::text("a").is_listed());
        assert!(!Flag::text("a").hidden().is_listed());
        assert!(!Flag::text("a").support(Support::NoEffect).is_listed());
        assert!(!Flag::text("a").support(Support::Refused(Feature::Events)).is_listed());
    }
}
