//! The grammar of the command line, its help, and its complaints.
//!
//! The grammar is clap's, set up to accept what the Go tools accept: `--x=false` for booleans, the
//! last of several values, values that begin with a dash.

use std::ffi::OsString;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{OsStringValueParser, PossibleValuesParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::cli::environment::DEFAULT_WIDTH_COLUMNS;
use crate::cli::error::CliError;
use crate::cli::flag::{Flag, Kind, heading};
use crate::cli::settings::Occurrences;
use crate::cli::{Output, Program, builtin, suggest, value};

/// From this width on, descriptions stand beside the flags rather than below them, in columns.
const WIDE_COLUMNS: usize = 100;

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// What a grammar is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// Reading arguments.
    Reading,
    /// Help and completion, where `--x` stands for `--x[=BOOL]`.
    Showing,
}

/// What a command line turned out to be.
pub(super) enum Read {
    Print(Output),
    Run { occurrences: Occurrences, subcommand: Option<(String, ArgMatches)> },
}

/// Reads the arguments. Help, version, completion and schema are answered here, so that they work
/// whatever the variables and the configuration file hold.
pub(super) fn read<I, A>(
    program: &Program,
    flags: &[Flag],
    arguments: I,
    width: usize,
) -> Result<Read, CliError>
where
    I: IntoIterator<Item = A>,
    A: Into<OsString> + Clone,
{
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let command = build(program, flags, width, Purpose::Reading);
    let matches = match command.clone().try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) if is_display(&error) => {
            // The same again with the grammar made for reading by people.
            let shown = build(program, flags, width, Purpose::Showing).try_get_matches_from(&arguments);
            let rendered = shown.err().filter(is_display).unwrap_or(error).render();
            let (plain, colored) = (rendered.to_string(), rendered.ansi().to_string());
            return Ok(Read::Print(Output { plain, colored }));
        }
        Err(error) => return Err(complaint(program, &command, flags, &arguments, &error)),
    };
    match matches.subcommand() {
        Some(("completion", matches)) => {
            let shell = matches.get_one::<String>("shell").map_or("", String::as_str);
            Ok(Read::Print(completion(program, flags, shell)))
        }
        Some(("config", _)) => {
            let mut text = program.configuration();
            text.push('\n');
            Ok(Read::Print(Output::uncolored(text)))
        }
        _ => {
            let mut occurrences = Occurrences::new();
            collect(&command, &matches, flags, &mut occurrences);
            let subcommand = matches.subcommand().map(|(name, matches)| (name.to_owned(), matches.clone()));
            Ok(Read::Run { occurrences, subcommand })
        }
    }
}

/// Gathers what is said about each flag, before and after the names of commands.
fn collect(command: &Command, matches: &ArgMatches, flags: &[Flag], into: &mut Occurrences) {
    for flag in flags {
        // A command's own argument of the same name is not a setting.
        let is_setting = command.get_arguments().any(|arg| arg.get_id() == &setting_id(flag));
        if !is_setting {
            continue;
        }
        if let Some(values) = matches.get_many::<OsString>(&setting_id(flag)) {
            into.entry(flag.name).or_default().extend(values.cloned());
        }
    }
    if let Some((name, matches)) = matches.subcommand()
        && let Some(command) = command.find_subcommand(name)
    {
        collect(command, matches, flags, into);
    }
}

/// The id of a flag's argument, which no argument of a command has by accident.
fn setting_id(flag: &Flag) -> String {
    format!("setting:{}", flag.name)
}

fn build(program: &Program, flags: &[Flag], width: usize, purpose: Purpose) -> Command {
    let mut root = Command::new(program.name())
        .bin_name(program.name())
        .about(program.about)
        .version(format!("version {}", program.version()))
        .term_width(width)
        .styles(STYLES)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_help_heading("Commands")
        .override_usage(format!("{0} [OPTIONS]\n       {0} COMMAND [OPTIONS]", program.name()))
        .after_help(after_help(program));
    for flag in flags {
        root = root.arg(argument(program, flag, purpose).next_line_help(width < WIDE_COLUMNS));
    }
    let version = Arg::new("version")
        .long("version")
        .short('v')
        .action(ArgAction::Version)
        .help("Print the version")
        .help_heading(heading::HELP);
    root = root.arg(help_flag().help_heading(heading::HELP)).arg(version);
    let commands = program.subcommands.iter().cloned().chain(commands(program));
    root.subcommands(commands.map(|command| with_settings(command, program, flags, purpose)))
}

/// Our own `--help`: clap's says "more with --help", and switching it off for the program switches
/// it off for every command.
fn help_flag() -> Arg {
    Arg::new("help").long("help").short('h').action(ArgAction::Help).help("Print this help")
}

/// The commands of every connector.
fn commands(program: &Program) -> Vec<Command> {
    let has = |name: &str| program.subcommands.iter().any(|command| command.get_name() == name);
    let mut commands = vec![
        Command::new("config").about("Print the schema of all settings as JSON"),
        Command::new("completion")
            .about("Print the script that completes commands and flags in a shell")
            .arg(
                Arg::new("shell")
                    .required(true)
                    .value_name("SHELL")
                    .help("The shell that runs the script")
                    .value_parser(PossibleValuesParser::new(["bash", "zsh", "fish", "powershell"])),
            ),
    ];
    if !has("capabilities") {
        commands.insert(
            0,
            Command::new("capabilities").about("Print what the connector can sync and change as JSON"),
        );
    }
    commands
}

/// Lets a command take all settings, unlisted, where its own arguments leave the name free.
fn with_settings(mut command: Command, program: &Program, flags: &[Flag], purpose: Purpose) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|child| child.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(name, |child| with_settings(child, program, flags, purpose));
    }
    for flag in flags {
        let taken = command.get_arguments().any(|own| {
            own.get_long() == Some(flag.name)
                || own.get_all_aliases().is_some_and(|aliases| aliases.contains(&flag.name))
        });
        if taken {
            continue;
        }
        let short = flag.short.filter(|short| {
            !command.get_arguments().any(|own| {
                own.get_short() == Some(*short)
                    || own.get_all_short_aliases().is_some_and(|aliases| aliases.contains(short))
            })
        });
        command = command.arg(argument(program, &Flag { short, ..*flag }, purpose).hide(true));
    }
    let has = |command: &Command, long: &str| command.get_arguments().any(|own| own.get_long() == Some(long));
    if !has(&command, "help") {
        let takes_h = command.get_arguments().any(|own| own.get_short() == Some('h'));
        let help = help_flag();
        command = command.arg(if takes_h { help.short(None) } else { help });
    }
    let footer = format!("All settings of `{} --help` work here too.", program.name());
    let footer = match command.get_after_help() {
        Some(own) => format!("{own}\n\n{footer}"),
        None => footer,
    };
    command.after_help(footer)
}

fn argument(program: &Program, flag: &Flag, purpose: Purpose) -> Arg {
    let listed = flag.is_listed() && (flag.name != builtin::AUTH_METHOD.name || !program.groups.is_empty());
    let heading = if flag.heading.is_empty() { program.heading } else { flag.heading };
    let arg = Arg::new(setting_id(flag))
        .long(flag.name)
        .action(ArgAction::Append)
        .help(help(flag))
        .help_heading(heading)
        .hide(!listed);
    let arg = match flag.short {
        Some(short) => arg.short(short),
        None => arg,
    };
    match flag.kind {
        Kind::Bool if purpose == Purpose::Showing => arg.action(ArgAction::SetTrue),
        // A boolean takes its value only behind an equals sign, so `-p demo` runs the demo.
        Kind::Bool => arg
            .value_parser(OsStringValueParser::new())
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .value_name("BOOL"),
        _ => arg
            .value_parser(OsStringValueParser::new())
            .value_name(value_name(flag))
            .num_args(1)
            .allow_hyphen_values(true),
    }
}

fn value_name(flag: &Flag) -> &'static str {
    match (flag.value_name, flag.kind) {
        ("", Kind::Int { .. }) => "N",
        ("", Kind::Path) => "PATH",
        ("", _) => "VALUE",
        (given, _) => given,
    }
}

/// The description as `--help` shows it, which ends with the variable in parentheses.
fn help(flag: &Flag) -> String {
    let required = if flag.required { "required: " } else { "" };
    let default = flag.default_help.or(flag.default).filter(|_| flag.kind != Kind::Bool);
    let default = default.map(|words| format!(" [default: {words}]")).unwrap_or_default();
    format!("{required}{}{default} (${})", flag.help, flag.variable())
}

/// How the flags of one-shot provisioning go together. They are not in the long list, as in the Go tools.
/// No line is longer than the narrowest help we set in practice.
fn changes(program: &Program) -> String {
    let name = program.name();
    format!(
        "Grant and revoke, one change a run ($BATON_... variables work here too):\n  \
         --grant-entitlement ID --grant-principal ID --grant-principal-type TYPE\n  \
         --revoke-grant ID\n  \
         --create-account-login LOGIN [--create-account-email EMAIL]\n    \
         [--create-account-profile JSON] [--create-account-resource-type TYPE]\n  \
         --invoke-action NAME [--invoke-action-args JSON]\n    \
         [--invoke-action-resource-type TYPE]\n  \
         --list-action-schemas [--list-action-schemas-resource-type TYPE]\n  \
         --delete-resource ID --delete-resource-type TYPE\n  \
         --rotate-credentials ID --rotate-credentials-type TYPE\n\
         All but the list need --provisioning; with --dry-run nothing is sent. A grant is\n\
         named by its entitlement and its principal:\n  \
         {name} -p --revoke-grant role:4:member:user:17"
    )
}

fn after_help(program: &Program) -> String {
    let mut text = changes(program);
    text.push_str("\n\n");
    text.push_str(
        "Settings may also come from the variables shown, or from the YAML file that $BATON_CONFIG_PATH \
         names (./.baton.yaml without it). A flag wins over a variable, a variable over the file. A secret \
         may stand in a file of its own: name that in the variable with _FILE at its end.",
    );
    if !program.examples.is_empty() {
        text.push_str("\n\nExamples:");
        for (purpose, line) in &program.examples {
            text.push_str(&format!("\n  # {purpose}\n  {line}"));
        }
    }
    text
}

fn is_display(error: &clap::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::DisplayHelp
            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            | ErrorKind::DisplayVersion
    )
}

/// Turns what clap complains about into a complaint of ours.
fn complaint(
    program: &Program,
    root: &Command,
    flags: &[Flag],
    arguments: &[OsString],
    error: &clap::Error,
) -> CliError {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.first().cloned().unwrap_or_default(),
        _ => String::new(),
    };
    let (command, path) = named_command(program, root, arguments);
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let word = text(ContextKind::InvalidArg);
            let word = word.split_once('=').map_or(word.as_str(), |(flag, _)| flag);
            unknown(program, command, flags, word, path)
        }
        ErrorKind::InvalidSubcommand => {
            let word = text(ContextKind::InvalidSubcommand);
            let attached = attached_boolean(flags, arguments, &word);
            unknown_command(program, root, word, attached)
        }
        ErrorKind::InvalidValue if text(ContextKind::InvalidValue).is_empty() => {
            let flag = text(ContextKind::InvalidArg);
            let flag = flag.split(['=', ' ', '[', '<']).next().unwrap_or_default().to_owned();
            CliError::MissingValue { flag }
        }
        _ => CliError::Usage { message: message(error), command: path },
    }
}

/// `--x true` sets `x` and leaves `true` over, which then looks like a command; `--x=true` was meant.
fn attached_boolean(flags: &[Flag], arguments: &[OsString], word: &str) -> Option<String> {
    value::parse_bool(word)?;
    let at = arguments.iter().position(|argument| argument == word)?;
    let before = arguments.get(at.checked_sub(1)?)?.to_str()?;
    let is_boolean = |flag: &&Flag| {
        let short = flag.short.map(|short| format!("-{short}"));
        flag.kind == Kind::Bool && (flag.dashed() == before || short.as_deref() == Some(before))
    };
    flags.iter().find(is_boolean).map(|_| format!("{before}={word}"))
}

/// The command that the arguments name, as far as one can tell without their grammar.
fn named_command<'a>(program: &Program, root: &'a Command, arguments: &[OsString]) -> (&'a Command, String) {
    let mut command = root;
    let mut path = program.name().to_owned();
    for word in arguments.iter().skip(1).filter_map(|argument| argument.to_str()) {
        if let Some(child) = command.find_subcommand(word) {
            command = child;
            path.push(' ');
            path.push_str(word);
        }
    }
    (command, path)
}

fn unknown(program: &Program, command: &Command, flags: &[Flag], word: &str, path: String) -> CliError {
    if let Some(name) = word.strip_prefix("--") {
        let mut listed: Vec<&str> =
            command.get_arguments().filter(|arg| !arg.is_hide_set()).filter_map(Arg::get_long).collect();
        listed.extend(flags.iter().map(|flag| flag.name));
        let suggestion = suggest::nearest(name, listed).map(|name| format!("--{name}"));
        return CliError::UnknownFlag { flag: word.to_owned(), suggestion };
    }
    if let Some(letter) = word.strip_prefix('-').and_then(|letters| letters.chars().next()) {
        return CliError::UnknownShorthand { letter, word: word.to_owned() };
    }
    if path == program.name() {
        return unknown_command(program, command, word.to_owned(), None);
    }
    CliError::UnexpectedArgument { word: word.to_owned(), command: path }
}

fn unknown_command(program: &Program, root: &Command, word: String, better: Option<String>) -> CliError {
    let names = root.get_subcommands().filter(|child| !child.is_hide_set()).map(Command::get_name);
    let near = || suggest::nearest(&word, names).map(|name| format!("{} {name}", program.name()));
    let suggestion = better.or_else(near);
    CliError::UnknownCommand { word, program: program.name().to_owned(), suggestion }
}

/// The first paragraph of clap's explanation, in one line.
fn message(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    line.strip_prefix("error: ").unwrap_or(&line).to_owned()
}

fn completion(program: &Program, flags: &[Flag], shell: &str) -> Output {
    use clap_complete::aot::{Shell, generate};
    let shell = match shell {
        "zsh" => Shell::Zsh,
        "fish" => Shell::Fish,
        "powershell" => Shell::PowerShell,
        _ => Shell::Bash,
    };
    let mut script = Vec::new();
    let mut command = build(program, flags, DEFAULT_WIDTH_COLUMNS, Purpose::Showing);
    generate(shell, &mut command, program.name(), &mut script);
    Output::uncolored(String::from_utf8_lossy(&script).into_owned())
}
