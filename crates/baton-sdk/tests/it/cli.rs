//! The command line, rule by rule, on machines that exist only in these tests.

use std::path::PathBuf;

use baton_sdk::cli::environment::{Scripted, Stream};
use baton_sdk::cli::flag::{Export, Flag};
use baton_sdk::cli::relationship::{at_most_one, depends_on};
use baton_sdk::cli::{CliError, FlagGroup, Listing, Origin, Outcome, Parsed, Program, Settings, Source};
use baton_sdk::exit::Code;
use baton_sdk::report::{Failure, Hint as _, Style};
use clap::{Arg, ArgAction, Command};
use proptest::prelude::*;

const DOMAIN: Flag = Flag::text("acme-domain")
    .display_name("Domain")
    .placeholder("acme")
    .value_name("HOST")
    .help("Name or address of the Acme instance")
    .required();
const CLIENT_ID: Flag = Flag::text("acme-client-id")
    .display_name("Client ID")
    .value_name("ID")
    .help("Id of the OAuth client")
    .required();
const CLIENT_SECRET: Flag = Flag::text("acme-client-secret")
    .display_name("Client secret")
    .value_name("SECRET")
    .help("Secret of the OAuth client")
    .required()
    .secret();
const API_KEY: Flag = Flag::text("acme-api-key").value_name("KEY").help("Key of the old kind").secret();
const PROXY: Flag = Flag::text("proxy")
    .value_name("URL")
    .help("Reach the instance through this proxy")
    .export(Export::CliOnly);
const SKIP_PROJECTS: Flag = Flag::boolean("skip-projects").help("Leave projects out");
const RATE: Flag = Flag::int("acme-rate", 1, 100).default("25").help("Requests a second");

pub(crate) fn program() -> Program {
    Program::new("baton-acme", "1.2.3", "Sync who has what in Acme into a .c1z file")
        .heading("Acme")
        .flags([DOMAIN, CLIENT_ID, CLIENT_SECRET, PROXY, SKIP_PROJECTS, RATE])
        .subcommand(Command::new("demo").about("Sync a made-up company"))
        .subcommand(
            Command::new("check")
                .about("Test the connection")
                .arg(Arg::new("output").long("output").value_name("FORMAT").value_parser(["text", "json"])),
        )
        .subcommand(
            Command::new("sandbox")
                .about("Run a simulated instance")
                .arg(Arg::new("users").long("users").short('p').value_parser(clap::value_parser!(u32)))
                .arg(Arg::new("acme_rate").long("acme-rate").action(ArgAction::Set)),
        )
        .example("Try it without an instance", "baton-acme demo")
        .example("Sync", "baton-acme --acme-domain acme --file acme.c1z")
        .listing(Listing {
            display_name: "Acme".into(),
            help_url: "/docs/baton/acme".into(),
            icon_url: "/static/app-icons/acme.svg".into(),
            ..Listing::default()
        })
}

pub(crate) fn ready() -> Scripted {
    Scripted::new()
        .with_variable("BATON_ACME_DOMAIN", "acme")
        .with_variable("BATON_ACME_CLIENT_ID", "id")
        .with_variable("BATON_ACME_CLIENT_SECRET", "hunter2")
}

pub(crate) fn parse_in(program: &Program, environment: &Scripted, line: &str) -> Result<Parsed, CliError> {
    let words = std::iter::once("baton-acme").chain(line.split_whitespace());
    match program.parse(words, environment)? {
        Outcome::Run(parsed) => Ok(*parsed),
        Outcome::Print(output) => panic!("{line:?} printed {}", output.plain()),
    }
}

pub(crate) fn settings(environment: &Scripted, line: &str) -> Settings {
    match parse_in(&program(), environment, line) {
        Ok(parsed) => parsed.settings,
        Err(error) => panic!("{line:?}: {error}"),
    }
}

fn error(environment: &Scripted, line: &str) -> CliError {
    let parsed = parse_in(&program(), environment, line);
    match parsed.and_then(|parsed| parsed.settings.require_for_sync().map(|()| parsed)) {
        Ok(parsed) => panic!("{line:?} gave {parsed:?}"),
        Err(error) => error,
    }
}

/// A failure as people read it, with its exit code.
pub(crate) fn told(error: impl Into<Failure>) -> String {
    let failure = error.into();
    format!("{}[exit {}]", failure.render(Style::default()), failure.code().number())
}

fn printed(environment: &Scripted, line: &str) -> String {
    let words = std::iter::once("baton-acme").chain(line.split_whitespace());
    match program().parse(words, environment) {
        Ok(Outcome::Print(output)) => output.plain().to_owned(),
        Ok(Outcome::Run(parsed)) => panic!("{line:?} ran with {parsed:?}"),
        Err(error) => panic!("{line:?}: {error}"),
    }
}

// Where values come from

#[test]
fn a_flag_wins_over_a_variable_over_the_file_over_the_default() {
    let file = "log-level: error\nworkers: 7\nfile: from-file.c1z\n";
    let path = PathBuf::from("/etc/acme.yaml");
    let environment = Scripted::new()
        .with_variable("BATON_CONFIG_PATH", &path)
        .with_file(&path, file)
        .with_variable("BATON_LOG_LEVEL", "warn")
        .with_variable("BATON_WORKERS", "3");
    let settings = settings(&environment, "--workers 2");
    assert_eq!((settings.integer("workers"), settings.source("workers")), (2, &Source::Flag));
    assert_eq!(
        (settings.text("log-level"), settings.source("log-level")),
        (Some("warn"), &Source::Environment)
    );
    assert_eq!(settings.path("file"), Some("from-file.c1z".as_ref()));
    assert_eq!(settings.source("file"), &Source::File(path.clone()));
    assert_eq!(settings.integer("http-timeout-seconds"), 30);
    assert_eq!(settings.source("http-timeout-seconds"), &Source::Default);
    assert_eq!(settings.origin("file"), Origin::File { key: "file", path });
    assert_eq!(settings.origin("log-level").to_string(), "BATON_LOG_LEVEL");
    assert_eq!(settings.origin("workers").to_string(), "--workers");
    assert!(settings.is_set("workers") && !settings.is_set("http-timeout-seconds"));
}

#[test]
fn defaults_are_those_of_the_go_tools() {
    let settings = settings(&Scripted::new(), "");
    assert_eq!(settings.path("file"), Some("sync.c1z".as_ref()));
    assert_eq!(settings.text("log-level"), Some("info"));
    assert_eq!(settings.text("log-format"), None);
    assert_eq!(settings.integer("workers"), 0);
    assert_eq!(settings.text("storage-engine"), None);
    assert!(!settings.boolean("provisioning"));
    assert_eq!(settings.strings("sync-resource-types"), [""; 0]);
    assert_eq!(settings.warnings(), []);
}

#[test]
fn an_empty_variable_is_not_set() {
    let environment = Scripted::new()
        .with_variable("BATON_FILE", "")
        .with_variable("BATON_PROVISIONING", "")
        .with_variable("BATON_WORKERS", "")
        .with_variable("BATON_CONFIG_PATH", "");
    let settings = settings(&environment, "");
    for name in ["file", "provisioning", "workers"] {
        assert_eq!(settings.source(name), &Source::Default, "{name}");
    }
}

#[test]
fn lists_of_variable_and_command_line_add_up_and_beat_the_file() {
    let file = Scripted::new().with_file("./.baton.yaml", "sync-resource-types: [role]\n");
    let check = |environment: &Scripted, line: &str, expected: &[&str]| {
        assert_eq!(settings(environment, line).strings("sync-resource-types"), expected, "{line:?}");
    };
    check(&file, "", &["role"]);
    check(
        &file,
        "--sync-resource-types=user,group --sync-resource-types license",
        &["user", "group", "license"],
    );
    let variable = file.with_variable("BATON_SYNC_RESOURCE_TYPES", "user");
    check(&variable, "", &["user"]);
    check(&variable, "--sync-resource-types=group", &["user", "group"]);
    assert_eq!(settings(&variable, "").source("sync-resource-types"), &Source::Environment);
    assert_eq!(
        settings(&variable, "--sync-resource-types=group").source("sync-resource-types"),
        &Source::Flag
    );
}

#[test]
fn forms_of_flags_are_those_of_the_go_tools() {
    let check = |line: &str, holds: fn(&Settings) -> bool| {
        assert!(holds(&settings(&Scripted::new(), line)), "{line:?}");
    };
    check("-f a.c1z", |it| it.path("file") == Some("a.c1z".as_ref()));
    check("-fa.c1z", |it| it.path("file") == Some("a.c1z".as_ref()));
    check("-f=a.c1z", |it| it.path("file") == Some("a.c1z".as_ref()));
    check("--file=a.c1z", |it| it.path("file") == Some("a.c1z".as_ref()));
    check("--file a.c1z --file b.c1z", |it| it.path("file") == Some("b.c1z".as_ref()));
    check("--file -", |it| it.path("file") == Some("-".as_ref()));
    check("--acme-client-secret -x=y", |it| it.text("acme-client-secret") == Some("-x=y"));
    check("--workers -1", |it| it.integer("workers") == -1);
    check("--workers=-1", |it| it.integer("workers") == -1);
    check("-p", |it| it.boolean("provisioning"));
    check("-p=false", |it| !it.boolean("provisioning"));
    check("-pf a.c1z", |it| it.boolean("provisioning") && it.path("file") == Some("a.c1z".as_ref()));
    check("--provisioning=T --skip-projects", |it| it.boolean("provisioning") && it.boolean("skip-projects"));
    check("--skip-projects --skip-projects=0", |it| !it.boolean("skip-projects"));
}

#[test]
fn values_may_hold_spaces_and_be_empty() {
    let words = ["baton-acme", "--acme-domain", "", "--file", "my sync.c1z"];
    let Ok(Outcome::Run(parsed)) = program().parse(words, &ready()) else { panic!("must run") };
    assert_eq!(parsed.settings.path("file"), Some("my sync.c1z".as_ref()));
    assert_eq!(parsed.settings.source("acme-domain"), &Source::Flag);
    let error = parsed.settings.require_for_sync().unwrap_err();
    insta::assert_snapshot!(told(error), @r#"
    error: errors found:
      field acme-domain of type string is marked as required but it has a zero-value
    [exit 2]
    "#);
}

#[test]
fn a_bad_boolean_names_variable_and_word() {
    let environment = Scripted::new().with_variable("BATON_SKIP_PROJECTS", "yes");
    insta::assert_snapshot!(told(error(&environment, "")), @r#"
    error: invalid value "yes" for BATON_SKIP_PROJECTS: expected true or false
    hint: write true or false; 1, 0, t and f work too
    [exit 2]
    "#);
    insta::assert_snapshot!(told(error(&Scripted::new(), "--skip-projects=maybe")), @r#"
    error: invalid value "maybe" for --skip-projects: expected true or false
    hint: write true or false; 1, 0, t and f work too
    [exit 2]
    "#);
}

#[test]
fn a_secret_may_stand_in_a_file() {
    let check = |content: &str, expected: &str| {
        let environment = Scripted::new()
            .with_variable("BATON_ACME_CLIENT_SECRET_FILE", "/run/secrets/acme")
            .with_file("/run/secrets/acme", content);
        let settings = settings(&environment, "");
        assert_eq!(settings.text("acme-client-secret"), Some(expected));
        assert_eq!(settings.source("acme-client-secret"), &Source::Environment);
        assert!(!format!("{settings:?}").contains(expected));
    };
    check("hunter2", "hunter2");
    check("hunter2\n", "hunter2");
    check("hunter2\r\n", "hunter2");
    check(" hunter2 \n\n", " hunter2 \n");

    let named = Scripted::new().with_variable("BATON_ACME_CLIENT_SECRET_FILE", "/gone");
    insta::assert_snapshot!(told(error(&named, "")), @r#"
    error: could not read `/gone`, which BATON_ACME_CLIENT_SECRET_FILE names
      caused by: entity not found
    hint: BATON_ACME_CLIENT_SECRET_FILE holds the path of a file whose content is the secret
    [exit 2]
    "#);
    let both = named.with_variable("BATON_ACME_CLIENT_SECRET", "hunter2");
    insta::assert_snapshot!(told(error(&both, "")), @r#"
    error: BATON_ACME_CLIENT_SECRET and BATON_ACME_CLIENT_SECRET_FILE are both set
    hint: keep one of the two
    [exit 2]
    "#);
    // The command line wins over both, but a broken setup is told all the same.
    assert!(matches!(error(&both, "--acme-client-secret=x"), CliError::SecretTwice { .. }));
    // Only secrets have such a variable.
    let plain = Scripted::new().with_variable("BATON_ACME_DOMAIN_FILE", "/gone");
    assert_eq!(settings(&plain, "").text("acme-domain"), None);
}

#[test]
fn settings_show_no_secret() {
    let shown = format!("{:?}", settings(&ready(), "--acme-client-secret=swordfish -p"));
    assert!(!shown.contains("swordfish") && !shown.contains("hunter2"), "{shown}");
    insta::assert_snapshot!(shown, @r#"{"acme-domain": "acme" from Environment, "acme-client-id": "id" from Environment, "acme-client-secret": (not shown) from Flag, "provisioning": true from Flag}"#);
}

#[cfg(unix)]
#[test]
fn paths_need_not_be_unicode_and_texts_must() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt as _;
    let odd = || OsString::from_vec(vec![b'a', 0xff]);
    let settings = settings(&Scripted::new().with_variable("BATON_FILE", odd()), "");
    assert_eq!(settings.path("file"), Some(odd().as_ref()));
    let environment = Scripted::new().with_variable("BATON_ACME_DOMAIN", odd());
    insta::assert_snapshot!(told(error(&environment, "")), @r#"
    error: the value of BATON_ACME_DOMAIN is not valid UTF-8
    [exit 2]
    "#);
}

#[test]
fn the_directory_for_temporary_files_is_the_flag_or_the_variable() {
    let environment = Scripted::new().with_variable("BATON_TMPDIR", "/variable");
    assert_eq!(settings(&environment, "").tuning().temp_dir, Some("/variable".into()));
    assert_eq!(settings(&environment, "--c1z-temp-dir /flag").tuning().temp_dir, Some("/flag".into()));
    assert_eq!(settings(&Scripted::new(), "").tuning().temp_dir, None);
}

// The configuration file

#[test]
fn oddities_are_warnings() {
    let environment = ready()
        .with_file("./.baton.yaml", "acme-domian: x\nlog_level: debug\nnothing-like-it: 1\n")
        .with_variable("BATON_ACME_CLIENT_SECERT", "x")
        .with_variable("BATON_ACME_SERVICE_HOST", "10.0.0.1")
        .with_variable("BATON_HOST_ID", "me")
        .with_variable("BATON_OTEL_COLLECTOR_ENDPOINT", "grpc://x")
        .with_variable("BATON_HEALTH_CHECK", "false")
        .with_variable("BATON_TASK_CONCURRENCY", "3");
    let settings = settings(&environment, "--parallel-sync --log-level loud --log-format xml");
    assert!(settings.require_for_sync().is_ok());
    let warnings: Vec<String> = settings.warnings().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(warnings.join("\n"), @r#"
    `acme-domian` in `./.baton.yaml` is not a setting; did you mean `acme-domain`?
    `log_level` in `./.baton.yaml` is not a setting; did you mean `log-level`?
    `nothing-like-it` in `./.baton.yaml` is not a setting
    BATON_ACME_CLIENT_SECERT is not a setting; did you mean BATON_ACME_CLIENT_SECRET?
    --parallel-sync has no effect: it is the old spelling of --workers=-1; give that instead
    BATON_OTEL_COLLECTOR_ENDPOINT has no effect: this build does not send traces or logs to a collector
    --log-level is "loud", which is taken for info
    --log-format is "xml", which is taken for json
    "#);
}

#[test]
fn a_file_that_cannot_be_used_is_an_error() {
    let named = |path: &str| ready().with_variable("BATON_CONFIG_PATH", path);
    insta::assert_snapshot!(told(error(&named("acme.json"), "")), @r#"
    error: expected config file to have .yaml or .yml extension
    hint: BATON_CONFIG_PATH names `acme.json`; rename the file, or unset the variable
    [exit 2]
    "#);
    insta::assert_snapshot!(told(error(&named("gone.yaml"), "")), @r#"
    error: could not read config file `gone.yaml`
      caused by: entity not found
    hint: BATON_CONFIG_PATH names this file; correct the path, or unset the variable
    [exit 2]
    "#);
    insta::assert_snapshot!(told(error(&named("a.yml").with_file("a.yml", "workers: [1\n"), "")), @r#"
    error: config file `a.yml` is not usable: expected string scalar at line 1, column 10
    hint: the file holds one `flag-name: value` a line; `--help` lists the names
    [exit 2]
    "#);
    insta::assert_snapshot!(told(error(&ready().with_file("./.baton.yaml", "workers: many\n"), "")), @r#"
    error: invalid value "many" for `workers` in `./.baton.yaml`: expected a whole number
    [exit 2]
    "#);
    insta::assert_snapshot!(told(error(&ready().with_file("./.baton.yaml", "- workers\n"), "")), @r#"
    error: config file `./.baton.yaml` is not usable: expected mapping start at line 1, column 1
    hint: the file holds one `flag-name: value` a line; `--help` lists the names
    [exit 2]
    "#);
}

// What is refused

#[test]
fn what_is_required_is_asked_for_by_name() {
    insta::assert_snapshot!(told(error(&Scripted::new(), "")), @r#"
    error: required flag(s) "acme-domain", "acme-client-id", "acme-client-secret" not set
    hint: set BATON_ACME_DOMAIN, BATON_ACME_CLIENT_ID and BATON_ACME_CLIENT_SECRET, or give the flags; `baton-acme --help` lists all settings, and `baton-acme demo` syncs a made-up company without any
    [exit 2]
    "#);
    let one = ready().with_variable("BATON_ACME_CLIENT_SECRET", "");
    insta::assert_snapshot!(told(error(&one, "")), @r#"
    error: required flag(s) "acme-client-secret" not set
    hint: set BATON_ACME_CLIENT_SECRET, or give the flags; `baton-acme --help` lists all settings, and `baton-acme demo` syncs a made-up company without any
    [exit 2]
    "#);
    assert!(settings(&ready(), "").require_for_sync().is_ok());
}

#[test]
fn flags_of_other_modes_are_refused_wherever_they_stand() {
    insta::assert_snapshot!(told(error(&ready(), "--event-feed=abc")), @r#"
    error: --event-feed needs event feeds, which this build of baton-acme does not have
    hint: this build makes one sync or one change and exits; leave --event-feed out, or run the Go connector for it
    [exit 12]
    "#);
    let service =
        ready().with_variable("BATON_CLIENT_ID", "x@y/pcc").with_variable("BATON_CLIENT_SECRET", "z");
    insta::assert_snapshot!(told(error(&service, "")), @r#"
    error: BATON_CLIENT_ID needs service mode, which this build of baton-acme does not have
    hint: this build makes one sync or one change and exits; leave BATON_CLIENT_ID out, or run the Go connector for it
    [exit 12]
    "#);
    let file = ready().with_file("./.baton.yaml", "create-ticket: true\n");
    insta::assert_snapshot!(told(error(&file, "")), @r#"
    error: `create-ticket` in `./.baton.yaml` needs tickets, which this build of baton-acme does not have
    hint: this build makes one sync or one change and exits; leave `create-ticket` in `./.baton.yaml` out, or run the Go connector for it
    [exit 12]
    "#);
    for line in [
        "--event-feed-cursor x",
        "--create-ticket",
        "--diff-syncs",
        "--external-resource-c1z other.c1z",
        // On the command line it was meant for this run, whatever the command.
        "demo --create-ticket",
        "--create-ticket demo",
    ] {
        assert_eq!(error(&ready(), line).exit_code(), Code::Unimplemented, "{line}");
    }
    // A variable may be meant for other runs.
    assert!(parse_in(&program(), &service, "demo").is_ok());
}

#[test]
fn flags_that_say_nothing_are_not_refused() {
    let environment = ready().with_variable("BATON_LIST_ACTION_SCHEMAS", "false");
    let settings = settings(
        &environment,
        "--list-action-schemas=false --revoke-grant= --skip-grants=false --invoke-action-args={} --external-resource-traits=user,group \
         --provisioning --ticketing --skip-full-sync --storage-engine=sqlite",
    );
    assert!(settings.require_for_sync().is_ok());
    assert_eq!(settings.warnings(), []);
}

#[test]
fn values_out_of_range_are_refused_in_the_words_of_the_go_tools() {
    insta::assert_snapshot!(told(error(&ready(), "--storage-engine pebble")), @r#"
    error: --storage-engine asks for the pebble storage engine, which this build of baton-acme cannot write
    hint: leave it out or choose sqlite: every Baton tool reads those files
    [exit 12]
    "#);
    insta::assert_snapshot!(told(error(&ready(), "--storage-engine rocks")), @r#"
    error: field storage-engine: value must be one of [sqlite pebble] but got "rocks"
    [exit 2]
    "#);
    insta::assert_snapshot!(told(error(&ready(), "--http-timeout-seconds 5000")), @r#"
    error: field http-timeout-seconds: value must be less than or equal to 1800 but got 5000
    [exit 2]
    "#);
    let environment = ready().with_variable("BATON_ACME_RATE", "0");
    insta::assert_snapshot!(told(error(&environment, "")), @r#"
    error: field acme-rate: value must be greater than or equal to 1 but got 0
    [exit 2]
    "#);
    insta::assert_snapshot!(told(error(&ready(), "--workers two")), @r#"
    error: invalid value "two" for --workers: expected a whole number
    [exit 2]
    "#);
}

#[test]
fn what_nobody_knows_is_refused_with_the_nearest_name() {
    let told = |line| told(error(&ready(), line));
    insta::assert_snapshot!(told("--nope"), @r#"
    error: unknown flag: --nope
    hint: `--help` lists all flags
    [exit 2]
    "#);
    insta::assert_snapshot!(told("--acme-domian=acme"), @r#"
    error: unknown flag: --acme-domian
    hint: did you mean `--acme-domain`?
    [exit 2]
    "#);
    insta::assert_snapshot!(told("-x"), @r#"
    error: unknown shorthand flag: 'x' in -x
    hint: `--help` lists all flags
    [exit 2]
    "#);
    insta::assert_snapshot!(told("bogus"), @r#"
    error: unknown command "bogus" for "baton-acme"
    hint: `baton-acme --help` lists all commands
    [exit 2]
    "#);
    insta::assert_snapshot!(told("dmeo"), @r#"
    error: unknown command "dmeo" for "baton-acme"
    hint: did you mean `baton-acme demo`?
    [exit 2]
    "#);
    insta::assert_snapshot!(told("--skip-projects true"), @r#"
    error: unknown command "true" for "baton-acme"
    hint: did you mean `--skip-projects=true`?
    [exit 2]
    "#);
    insta::assert_snapshot!(told("-p false"), @r#"
    error: unknown command "false" for "baton-acme"
    hint: did you mean `-p=false`?
    [exit 2]
    "#);
    insta::assert_snapshot!(told("--file"), @r#"
    error: flag needs an argument: --file
    [exit 2]
    "#);
    insta::assert_snapshot!(told("-f"), @r#"
    error: flag needs an argument: --file
    [exit 2]
    "#);
    insta::assert_snapshot!(told("demo extra"), @r#"
    error: unexpected argument "extra" for "baton-acme demo"
    hint: see `baton-acme demo --help`
    [exit 2]
    "#);
    insta::assert_snapshot!(told("demo --nope"), @r#"
    error: unknown flag: --nope
    hint: `--help` lists all flags
    [exit 2]
    "#);
    insta::assert_snapshot!(told("check --output yaml"), @r#"
    error: invalid value 'yaml' for '--output <FORMAT>' [possible values: text, json]
    hint: see `baton-acme check --help`
    [exit 2]
    "#);
    insta::assert_snapshot!(told("check --outptu json"), @r#"
    error: unknown flag: --outptu
    hint: did you mean `--output`?
    [exit 2]
    "#);
    insta::assert_snapshot!(told("sandbox --users many"), @r#"
    error: invalid value 'many' for '--users <users>': invalid digit found in string
    hint: see `baton-acme sandbox --help`
    [exit 2]
    "#);
    insta::assert_snapshot!(told("completion tcsh"), @r#"
    error: invalid value 'tcsh' for '<SHELL>' [possible values: bash, zsh, fish, powershell]
    hint: see `baton-acme completion --help`
    [exit 2]
    "#);
    insta::assert_snapshot!(told("completion"), @r#"
    error: the following required arguments were not provided: <SHELL>
    hint: see `baton-acme completion --help`
    [exit 2]
    "#);
    insta::assert_snapshot!(told("help bogus"), @r#"
    error: unknown command "bogus" for "baton-acme"
    hint: `baton-acme --help` lists all commands
    [exit 2]
    "#);
}

#[test]
fn a_value_behind_an_unknown_flag_is_not_repeated() {
    for line in ["--acme-client-secrte=hunter2", "--x=hunter2", "demo --y=hunter2"] {
        let error = error(&Scripted::new(), line);
        assert!(!format!("{error} {error:?} {:?}", error.hint()).contains("hunter2"), "{line}");
    }
}

#[test]
fn rules_of_the_connector_and_of_the_runtime_hold() {
    let program = program().flags([API_KEY]).relationships([
        at_most_one(&["acme-api-key", "acme-client-secret"]),
        depends_on(&["acme-api-key"], &["proxy"]),
    ]);
    let fails = |environment: &Scripted, line| match parse_in(&program, environment, line) {
        Ok(parsed) => panic!("{parsed:?}"),
        Err(error) => error.to_string(),
    };
    // A variable counts as set.
    insta::assert_snapshot!(fails(&ready(), "--acme-api-key=k"), @"fields marked as mutually exclusive were set: ('acme-api-key' and 'acme-client-secret')");
    insta::assert_snapshot!(fails(&Scripted::new(), "--acme-api-key=k"), @"set fields ('acme-api-key') are dependent on ('proxy') being set");
    insta::assert_snapshot!(fails(&ready(), "--skip-grants"), @"set fields ('skip-grants') are dependent on ('sync-resources') being set");
    assert!(parse_in(&program, &ready(), "--skip-grants --sync-resources bid:r:user/17").is_ok());
}

#[test]
fn required_holds_for_the_authentication_method_in_force() {
    let program = program().flags([API_KEY.required()]).groups([
        FlagGroup::new("oauth", "OAuth", "", &["acme-client-id", "acme-client-secret"]).by_default(),
        FlagGroup::new("key", "Key", "", &["acme-api-key"]),
    ]);
    let check = |line: &str, missing: &[&str]| {
        let parsed = parse_in(&program, &Scripted::new(), line).unwrap();
        match parsed.settings.require_for_sync() {
            Err(CliError::Required { flags, .. }) => assert_eq!(flags, missing, "{line}"),
            other => panic!("{line}: {other:?}"),
        }
    };
    check("", &["acme-domain", "acme-client-id", "acme-client-secret"]);
    check("--auth-method=oauth", &["acme-domain", "acme-client-id", "acme-client-secret"]);
    check("--auth-method=key", &["acme-domain", "acme-api-key"]);
    let parsed = parse_in(&program, &Scripted::new(), "--auth-method=ldap").unwrap();
    insta::assert_snapshot!(told(parsed.settings.require_for_sync().unwrap_err()), @r#"
    error: unknown auth method "ldap"
    hint: the methods are oauth, key
    [exit 2]
    "#);
}

// Commands

#[test]
fn commands_take_settings_before_and_after_their_name() {
    let environment = Scripted::new().with_variable("BATON_WORKERS", "3");
    let parsed =
        parse_in(&program(), &environment, "--file a.c1z check --output json --acme-domain=x -p").unwrap();
    let (name, matches) = parsed.subcommand.unwrap();
    assert_eq!(name, "check");
    assert_eq!(matches.get_one::<String>("output").map(String::as_str), Some("json"));
    assert_eq!(parsed.settings.path("file"), Some("a.c1z".as_ref()));
    assert_eq!(parsed.settings.text("acme-domain"), Some("x"));
    assert_eq!(parsed.settings.integer("workers"), 3);
    assert!(parsed.settings.boolean("provisioning"));
}

#[test]
fn an_argument_of_a_command_wins_over_a_setting_of_its_name() {
    let parsed =
        parse_in(&program(), &Scripted::new(), "--acme-rate 5 sandbox --acme-rate fast -p 9").unwrap();
    let (_, matches) = parsed.subcommand.unwrap();
    assert_eq!(matches.get_one::<String>("acme_rate").map(String::as_str), Some("fast"));
    assert_eq!(matches.get_one::<u32>("users"), Some(&9));
    assert_eq!(parsed.settings.integer("acme-rate"), 5);
    assert!(!parsed.settings.boolean("provisioning"));
}

#[test]
fn commands_need_no_setting() {
    for line in ["demo", "check", "sandbox", "capabilities"] {
        assert!(parse_in(&program(), &Scripted::new(), line).is_ok(), "{line}");
    }
    let broken = Scripted::new().with_variable("BATON_CONFIG_PATH", "nowhere.toml");
    for line in
        ["config", "completion bash", "--help", "-h", "help", "help demo", "demo --help", "--version", "-v"]
    {
        assert!(!printed(&broken, line).is_empty(), "{line}");
    }
}

// Text for standard output

#[test]
fn version_is_one_line() {
    assert_eq!(printed(&Scripted::new(), "--version"), "baton-acme version 1.2.3\n");
    assert_eq!(printed(&Scripted::new(), "-v"), "baton-acme version 1.2.3\n");
}

#[test]
fn help_at_80_columns() {
    let help = printed(&Scripted::new(), "--help");
    assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
    assert_eq!(help, printed(&Scripted::new(), "-h"));
    assert_eq!(help, printed(&Scripted::new(), "help"));
    insta::assert_snapshot!(help);
}

#[test]
fn help_at_120_columns() {
    let help = printed(&Scripted::new().with_width(200), "--help");
    assert!(help.lines().all(|line| line.chars().count() <= 120), "{help}");
    insta::assert_snapshot!(help);
}

#[test]
fn help_of_a_command() {
    insta::assert_snapshot!(printed(&Scripted::new(), "help check"));
}

#[test]
fn help_is_coloured_only_on_request() {
    let Ok(Outcome::Print(output)) = program().parse(["baton-acme", "--help"], &Scripted::new()) else {
        panic!("must print");
    };
    assert!(!output.plain().contains('\u{1b}'));
    assert!(output.colored().contains('\u{1b}'));
    let terminal = Scripted::new().with_terminal(Stream::Stdout).with_variable("NO_COLOR", "1");
    assert_eq!(printed(&terminal, "--help"), output.plain());
}

#[test]
fn every_shell_is_completed() {
    for (shell, mark) in [
        ("bash", "complete -F"),
        ("zsh", "#compdef baton-acme"),
        ("fish", "complete -c"),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        let script = printed(&Scripted::new(), &format!("completion {shell}"));
        assert!(script.contains(mark), "{shell} has no {mark}");
        assert!(script.contains("acme-domain") && script.contains("demo"), "{shell}");
    }
}

#[test]
fn the_schema_is_that_of_the_go_tools() {
    let text = printed(&Scripted::new(), "config");
    let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
    let names: Vec<&str> =
        schema["fields"].as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap()).collect();
    // The operator's fields come first, then the connector's; `proxy` is for the command line only.
    assert_eq!(names[0], "log-level");
    assert_eq!(names[12], "http-timeout-seconds");
    assert_eq!(
        names[13..],
        ["acme-domain", "acme-client-id", "acme-client-secret", "skip-projects", "acme-rate"]
    );
    insta::assert_snapshot!(text);
}

proptest! {
    #[test]
    fn the_nearest_layer_wins(
        flag in proptest::option::of(-1_i64..=1024),
        variable in proptest::option::of(-1_i64..=1024),
        file in proptest::option::of(-1_i64..=1024),
    ) {
        let mut environment = Scripted::new();
        if let Some(number) = variable {
            environment = environment.with_variable("BATON_WORKERS", number.to_string());
        }
        if let Some(number) = file {
            environment = environment.with_file("./.baton.yaml", format!("workers: {number}\n"));
        }
        let line = flag.map(|number| format!("--workers={number}")).unwrap_or_default();
        let settings = settings(&environment, &line);
        prop_assert_eq!(settings.integer("workers"), flag.or(variable).or(file).unwrap_or(0));
    }

    #[test]
    fn no_command_line_is_too_odd(
        words in proptest::collection::vec(
            prop_oneof![
                Just("--file".to_owned()),
                Just("-p".to_owned()),
                Just("--".to_owned()),
                Just("demo".to_owned()),
                Just("sandbox".to_owned()),
                Just("help".to_owned()),
                "-{0,3}[a-z=]{0,6}",
                "\\PC{0,6}",
            ],
            0..6,
        ),
    ) {
        let words = std::iter::once("baton-acme".to_owned()).chain(words);
        if let Err(error) = program().parse(words, &ready()) {
            let failure = Failure::from(error);
            prop_assert_ne!(failure.code(), Code::Ok);
            prop_assert!(!failure.one_line().is_empty());
        }
    }
}
