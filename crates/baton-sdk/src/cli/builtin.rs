//! The flags that every connector has, and what this build does with each.
//!
//! Names, letters, kinds and defaults are those of the Go SDK 0.25 (`pkg/field/defaults.go`), so that
//! whoever runs a Go connector can swap the binary and keep the command line. Four things differ on
//! purpose:
//!
//! - a flag for something this build cannot do is refused, where a Go binary of another mode might
//!   run a plain sync instead;
//! - `--http-timeout-seconds` starts at 30 rather than 300 seconds: a page that takes
//!   longer is lost, and asking again is sooner than waiting on;
//! - files are written in the SQLite layout (version 1), which every Baton tool reads;
//! - the flags of [`OWN`] are ours: a change can be tried first, and its result read by a program.
//!
//! To make a flag work, flip its [`Support`]: help, completion and checks follow.

use crate::cli::flag::{Export, Feature, Flag, Support, heading};
use crate::cli::relationship::{Relationship, at_most_one, depends_on, together};

const fn cli(flag: Flag) -> Flag {
    flag.export(Export::None)
}

const fn refused(flag: Flag, feature: Feature) -> Flag {
    cli(flag).support(Support::Refused(feature))
}

const fn ignored(flag: Flag, reason: &'static str) -> Flag {
    cli(flag).support(Support::Ignored(reason))
}

const fn no_effect(flag: Flag) -> Flag {
    cli(flag).support(Support::NoEffect)
}

/// A flag of one-shot provisioning. As in the Go tools `--help` leaves it out of the long list; a section
/// of its own shows how such flags go together.
const fn task(name: &'static str, value_name: &'static str, help: &'static str) -> Flag {
    cli(Flag::text(name)).hidden().value_name(value_name).heading(heading::PROVISIONING).help(help)
}

const NO_TELEMETRY: &str = "this build does not send traces or logs to a collector";
const NO_HEALTH: &str = "the health endpoint belongs to service mode, which this build does not have";
const NO_ACTION: &str = "no Baton tool reads this flag";

/// `--file`, `-f`: the `.c1z` file to write.
pub const FILE: Flag =
    cli(Flag::path("file")).short('f').default("sync.c1z").value_name("PATH").heading(heading::OUTPUT).help(
        "Write what was found to this .c1z file; a file that exists gains a sync and keeps its last two",
    );

/// `--log-level`: the least severe records that are written.
pub const LOG_LEVEL: Flag = Flag::text("log-level")
    .default("info")
    .value_name("LEVEL")
    .heading(heading::OUTPUT)
    .export(Export::Ops)
    .help("Log records of this level and above: debug, info, warn or error");

/// `--log-format`: how records look.
pub const LOG_FORMAT: Flag = cli(Flag::text("log-format"))
    .default_help("console if standard output is a terminal, otherwise json")
    .value_name("FORMAT")
    .heading(heading::OUTPUT)
    .help("Write log records as json (one object a line) or console (for people)");

/// `--log-path`: files that receive the records in place of standard error.
pub const LOG_PATH: Flag = cli(Flag::strings("log-path"))
    .value_name("PATH")
    .heading(heading::OUTPUT)
    .help("Append log records to these files instead of writing them to standard error");

/// `--sync-resource-types`: the only types to sync.
pub const SYNC_RESOURCE_TYPES: Flag = cli(Flag::strings("sync-resource-types"))
    .value_name("TYPE")
    .heading(heading::SYNC)
    .help("Sync only these resource types, opt-in ones included");

/// `--sync-resources`: single resources to sync again.
pub const SYNC_RESOURCES: Flag = cli(Flag::strings("sync-resources"))
    .value_name("BID")
    .heading(heading::SYNC)
    .help("Sync only these resources, each given as bid:r:TYPE/ID");

/// `--skip-entitlements-and-grants`: resources only.
pub const SKIP_ENTITLEMENTS_AND_GRANTS: Flag =
    cli(Flag::boolean("skip-entitlements-and-grants")).heading(heading::SYNC).help("Sync resources only");

/// `--skip-grants`: resources and entitlements, for a sync of single resources.
pub const SKIP_GRANTS: Flag = cli(Flag::boolean("skip-grants"))
    .hidden()
    .heading(heading::SYNC)
    .help("Sync resources and entitlements but no grants; only together with --sync-resources");

/// `--workers`: how many listings run at a time.
pub const WORKERS: Flag =
    cli(Flag::int("workers", -1, 1024)).default("0").value_name("N").heading(heading::SYNC).help(
        "Read this many listings at a time: 1 is one by one, 0 up to 4, -1 one per processor, at most 4",
    );

/// `--storage-engine`: the layout of new files.
pub const STORAGE_ENGINE: Flag = cli(Flag::text("storage-engine"))
    .choices(&["sqlite", "pebble"])
    .default_help("sqlite")
    .value_name("ENGINE")
    .heading(heading::OUTPUT)
    .help("Layout of the .c1z file; this build writes sqlite, which every Baton tool reads");

/// `--c1z-temp-dir`: where files are prepared.
pub const C1Z_TEMP_DIR: Flag = cli(Flag::path("c1z-temp-dir"))
    .hidden()
    .value_name("DIR")
    .heading(heading::OUTPUT)
    .help("Prepare files in this directory, which must exist");

/// `--http-timeout-seconds`: how long one request may take in all.
pub const HTTP_TIMEOUT_SECONDS: Flag = Flag::int("http-timeout-seconds", 1, 1800)
    .default("30")
    .value_name("SECONDS")
    .heading(heading::NETWORK)
    .export(Export::Ops)
    .help("Give up on a request after this many seconds, 1 to 1800");

/// `--auth-method`: which group of the connector's flags is in force.
pub const AUTH_METHOD: Flag =
    cli(Flag::text("auth-method")).value_name("GROUP").help("Authenticate with the settings of this group");

/// `--client-id`: the credential that turns on service mode.
pub const CLIENT_ID: Flag = refused(Flag::text("client-id"), Feature::ServiceMode)
    .value_name("ID")
    .heading(heading::SERVICE)
    .help("Stay up and take tasks from ConductorOne as this client");

/// `--client-secret`: the other half of [`CLIENT_ID`].
pub const CLIENT_SECRET: Flag = refused(Flag::text("client-secret"), Feature::ServiceMode)
    .secret()
    .value_name("SECRET")
    .heading(heading::SERVICE)
    .help("The secret of the ConductorOne client");

/// `--provisioning`, `-p`: opens the gate for changes to the remote system.
pub const PROVISIONING: Flag = cli(Flag::boolean("provisioning"))
    .short('p')
    .heading(heading::PROVISIONING)
    .help("Allow changes to the remote system");

/// `--dry-run`: shows what a change would do. Ours; Go connectors do not have it.
pub const DRY_RUN: Flag = cli(Flag::boolean("dry-run"))
    .heading(heading::PROVISIONING)
    .help("Show what a change would do, before and after, and send nothing");

/// `--output`: the form in which the result of a change is printed. Ours; Go connectors do not have it.
pub const OUTPUT: Flag = cli(Flag::text("output"))
    .choices(&["text", "json"])
    .default("text")
    .value_name("FORMAT")
    .heading(heading::PROVISIONING)
    .help("Print the result of a change as text (for people) or json; actions always print json");

/// `--grant-entitlement`: grants this entitlement, given by its id.
pub const GRANT_ENTITLEMENT: Flag =
    task("grant-entitlement", "ID", "Grant this entitlement to the principal given");

/// `--grant-principal`: the id of the principal within its type.
pub const GRANT_PRINCIPAL: Flag = task("grant-principal", "ID", "The principal who receives the entitlement");

/// `--grant-principal-type`: the resource type of the principal.
pub const GRANT_PRINCIPAL_TYPE: Flag =
    task("grant-principal-type", "TYPE", "The resource type of that principal");

/// `--revoke-grant`: revokes this grant, given by its id.
pub const REVOKE_GRANT: Flag = task("revoke-grant", "ID", "Revoke this grant");

/// `--create-account-login`: creates an account with this login.
pub const CREATE_ACCOUNT_LOGIN: Flag =
    task("create-account-login", "LOGIN", "Create an account with this login");

/// `--create-account-email`: the e-mail address of the new account.
pub const CREATE_ACCOUNT_EMAIL: Flag =
    task("create-account-email", "EMAIL", "The e-mail address of the new account");

/// `--create-account-profile`: the fields of the new account. It may hold a password, so it is never shown
/// and may stand in a file.
pub const CREATE_ACCOUNT_PROFILE: Flag =
    task("create-account-profile", "JSON", "The fields of the new account, as a JSON object").secret();

/// `--create-account-resource-type`: the resource type of the new account.
pub const CREATE_ACCOUNT_RESOURCE_TYPE: Flag =
    task("create-account-resource-type", "TYPE", "The resource type of the new account");

/// `--delete-resource`: deletes this resource, given by its id within its type.
pub const DELETE_RESOURCE: Flag = task("delete-resource", "ID", "Delete this resource");

/// `--delete-resource-type`: the type of the resource to delete.
pub const DELETE_RESOURCE_TYPE: Flag =
    task("delete-resource-type", "TYPE", "The type of the resource to delete");

/// `--rotate-credentials`: replaces the credentials of this resource, given by its id within its type.
pub const ROTATE_CREDENTIALS: Flag =
    task("rotate-credentials", "ID", "Rotate the credentials of this resource");

/// `--rotate-credentials-type`: the type of that resource.
pub const ROTATE_CREDENTIALS_TYPE: Flag =
    task("rotate-credentials-type", "TYPE", "The type of that resource");

/// `--invoke-action`: runs this action.
pub const INVOKE_ACTION: Flag = task("invoke-action", "NAME", "Invoke this action");

/// `--invoke-action-args`: the arguments of the action. They may hold a secret, so they are never shown and
/// may stand in a file.
pub const INVOKE_ACTION_ARGS: Flag =
    task("invoke-action-args", "JSON", "The arguments of the action, as a JSON object")
        .default("{}")
        .secret();

/// `--invoke-action-resource-type`: the resource type to which the action belongs.
pub const INVOKE_ACTION_RESOURCE_TYPE: Flag =
    task("invoke-action-resource-type", "TYPE", "The resource type on which the action works");

/// `--list-action-schemas`: lists the actions there are.
pub const LIST_ACTION_SCHEMAS: Flag = cli(Flag::boolean("list-action-schemas"))
    .hidden()
    .heading(heading::PROVISIONING)
    .help("List the actions and their arguments");

/// `--list-action-schemas-resource-type`: lists only actions of this type.
pub const LIST_ACTION_SCHEMAS_RESOURCE_TYPE: Flag =
    task("list-action-schemas-resource-type", "TYPE", "List only actions on this resource type");

/// The flags that Go connectors do not have.
pub const OWN: &[Flag] = &[DRY_RUN, OUTPUT];

/// The flags that ask for one change or for the list of actions, or that say more about it. With a
/// subcommand they would be lost, so they are refused there.
pub(crate) const TASK: &[Flag] = &[
    GRANT_ENTITLEMENT,
    GRANT_PRINCIPAL,
    GRANT_PRINCIPAL_TYPE,
    REVOKE_GRANT,
    CREATE_ACCOUNT_LOGIN,
    CREATE_ACCOUNT_EMAIL,
    CREATE_ACCOUNT_PROFILE,
    CREATE_ACCOUNT_RESOURCE_TYPE,
    INVOKE_ACTION,
    INVOKE_ACTION_ARGS,
    INVOKE_ACTION_RESOURCE_TYPE,
    LIST_ACTION_SCHEMAS,
    LIST_ACTION_SCHEMAS_RESOURCE_TYPE,
    DELETE_RESOURCE,
    DELETE_RESOURCE_TYPE,
    ROTATE_CREDENTIALS,
    ROTATE_CREDENTIALS_TYPE,
];

/// `--ticketing`: opens the gate for tickets.
pub const TICKETING: Flag = no_effect(Flag::boolean("ticketing"))
    .heading(heading::PROVISIONING)
    .display_name("Enable external ticket provisioning")
    .help("Allow tickets to be opened in the remote system");

/// `--skip-full-sync`: answers full syncs of service mode with an empty one.
pub const SKIP_FULL_SYNC: Flag = no_effect(Flag::boolean("skip-full-sync"))
    .heading(heading::SERVICE)
    .help("Answer a full sync without reading anything; a one-shot sync is not affected");

/// Every built-in flag, in the order in which they appear in `--help`.
pub const FLAGS: &[Flag] = &[
    AUTH_METHOD,
    // Sync
    SYNC_RESOURCE_TYPES,
    SYNC_RESOURCES,
    SKIP_ENTITLEMENTS_AND_GRANTS,
    SKIP_GRANTS,
    WORKERS,
    ignored(Flag::boolean("parallel-sync"), "it is the old spelling of --workers=-1; give that instead")
        .heading(heading::SYNC)
        .help("Old spelling of --workers=-1"),
    // Output and logs
    FILE,
    STORAGE_ENGINE,
    C1Z_TEMP_DIR,
    LOG_LEVEL,
    LOG_FORMAT,
    LOG_PATH,
    ignored(
        Flag::text("log-level-debug-expires-at"),
        "it acts only where ConductorOne hosts the connector; use --log-level",
    )
    .export(Export::Ops)
    .value_name("TIME")
    .heading(heading::OUTPUT)
    .help("Stop debug records at this time, where ConductorOne hosts the connector"),
    #[cfg(windows)]
    ignored(Flag::text("log-event-log"), "records go to standard error or to --log-path")
        .hidden()
        .heading(heading::OUTPUT)
        .help("Send log records to the Windows event log"),
    // Network
    HTTP_TIMEOUT_SECONDS,
    // Service mode
    CLIENT_ID,
    CLIENT_SECRET,
    SKIP_FULL_SYNC,
    ignored(
        Flag::int("task-concurrency", 1, 100),
        "it counts tasks of service mode, which this build does not have",
    )
    .default("3")
    .value_name("N")
    .heading(heading::SERVICE)
    .help("Work on this many tasks at a time, 1 to 100"),
    ignored(
        Flag::boolean("keep-previous-sync-c1z"),
        "it keeps uploads of service mode, which this build does not have",
    )
    .heading(heading::SERVICE)
    .help("Keep the last uploaded file"),
    ignored(Flag::boolean("health-check"), NO_HEALTH)
        .export(Export::Ops)
        .heading(heading::SERVICE)
        .help("Serve the health of the process over HTTP"),
    ignored(Flag::int("health-check-port", 0, 65535), NO_HEALTH)
        .default("8081")
        .export(Export::Ops)
        .value_name("PORT")
        .heading(heading::SERVICE)
        .help("Port of the health endpoint"),
    ignored(Flag::text("health-check-bind-address"), NO_HEALTH)
        .hidden()
        .default("127.0.0.1")
        .export(Export::Ops)
        .value_name("ADDRESS")
        .heading(heading::SERVICE)
        .help(
            "Address on which the health endpoint listens; the default is reachable from this machine only",
        ),
    ignored(
        Flag::int("session-store-maximum-size", 0, i64::MAX),
        "this build keeps nothing in a session store",
    )
    .hidden()
    .default("15728640")
    .export(Export::Ops)
    .value_name("BYTES")
    .heading(heading::SERVICE)
    .help("Largest size of the session store in memory, in bytes"),
    ignored(Flag::text("otel-collector-endpoint"), NO_TELEMETRY)
        .export(Export::Ops)
        .value_name("URL")
        .heading(heading::SERVICE)
        .help("Send traces and logs to this OpenTelemetry collector"),
    ignored(Flag::path("otel-collector-endpoint-tls-cert-path"), NO_TELEMETRY)
        .hidden()
        .export(Export::Ops)
        .value_name("PATH")
        .heading(heading::SERVICE)
        .help("File with the PEM certificate that vouches for the collector"),
    ignored(Flag::text("otel-collector-endpoint-tls-cert"), NO_TELEMETRY)
        .hidden()
        .export(Export::Ops)
        .value_name("PEM")
        .heading(heading::SERVICE)
        .help("PEM certificate that vouches for the collector"),
    ignored(Flag::boolean("otel-collector-endpoint-tls-insecure"), NO_TELEMETRY)
        .hidden()
        .export(Export::Ops)
        .heading(heading::SERVICE)
        .help("Accept any certificate of the collector"),
    ignored(Flag::boolean("otel-tracing-disabled"), NO_TELEMETRY)
        .hidden()
        .export(Export::Ops)
        .heading(heading::SERVICE)
        .help("Send no traces to the collector"),
    ignored(Flag::boolean("otel-logging-disabled"), NO_TELEMETRY)
        .hidden()
        .export(Export::Ops)
        .heading(heading::SERVICE)
        .help("Send no logs to the collector"),
    // External resources
    refused(Flag::path("external-resource-c1z"), Feature::ExternalResources)
        .value_name("PATH")
        .heading(heading::SYNC)
        .help("Match principals with those in this .c1z file of another connector"),
    refused(Flag::text("external-resource-entitlement-id-filter"), Feature::ExternalResources)
        .value_name("ID")
        .heading(heading::SYNC)
        .help("Match only principals who hold this entitlement in the other file"),
    refused(Flag::strings("external-resource-traits"), Feature::ExternalResources)
        .default("user,group")
        .value_name("TRAIT")
        .heading(heading::SYNC)
        .help("Match only resources with these traits"),
    // Provisioning
    PROVISIONING,
    DRY_RUN,
    OUTPUT,
    TICKETING,
    GRANT_ENTITLEMENT,
    GRANT_PRINCIPAL,
    GRANT_PRINCIPAL_TYPE,
    REVOKE_GRANT,
    CREATE_ACCOUNT_LOGIN,
    CREATE_ACCOUNT_EMAIL,
    CREATE_ACCOUNT_PROFILE,
    CREATE_ACCOUNT_RESOURCE_TYPE,
    DELETE_RESOURCE,
    DELETE_RESOURCE_TYPE,
    ROTATE_CREDENTIALS,
    ROTATE_CREDENTIALS_TYPE,
    // Actions
    INVOKE_ACTION,
    INVOKE_ACTION_ARGS,
    INVOKE_ACTION_RESOURCE_TYPE,
    LIST_ACTION_SCHEMAS,
    LIST_ACTION_SCHEMAS_RESOURCE_TYPE,
    ignored(Flag::text("list-resource-actions"), NO_ACTION).hidden().value_name("TYPE").help("Does nothing"),
    ignored(Flag::text("invoke-resource-action"), NO_ACTION).hidden().value_name("NAME").help("Does nothing"),
    ignored(Flag::text("invoke-resource-action-resource-type"), NO_ACTION)
        .hidden()
        .value_name("TYPE")
        .help("Does nothing"),
    ignored(Flag::text("invoke-resource-action-args"), NO_ACTION)
        .hidden()
        .default("{}")
        .value_name("JSON")
        .help("Does nothing"),
    // Events
    refused(Flag::text("event-feed"), Feature::Events)
        .hidden()
        .value_name("BOOL")
        .help("Print the events of a feed"),
    refused(Flag::text("event-feed-id"), Feature::Events).hidden().value_name("ID").help("The feed to read"),
    refused(Flag::text("event-feed-start-at"), Feature::Events)
        .hidden()
        .value_name("TIME")
        .default_help("one day ago")
        .help("Read events from this time on, in the form of RFC 3339"),
    refused(Flag::text("event-feed-cursor"), Feature::Events)
        .hidden()
        .value_name("CURSOR")
        .help("Read events from this place on"),
    // Tickets
    refused(Flag::boolean("create-ticket"), Feature::Tickets).hidden().help("Open a ticket"),
    refused(Flag::path("ticket-template-path"), Feature::Tickets)
        .hidden()
        .value_name("PATH")
        .help("JSON file that describes the ticket"),
    refused(Flag::boolean("bulk-create-ticket"), Feature::Tickets).hidden().help("Open several tickets"),
    refused(Flag::path("bulk-ticket-template-path"), Feature::Tickets)
        .hidden()
        .value_name("PATH")
        .help("JSON file that describes the tickets"),
    refused(Flag::boolean("get-ticket"), Feature::Tickets).hidden().help("Read a ticket"),
    refused(Flag::text("ticket-id"), Feature::Tickets).hidden().value_name("ID").help("The ticket to read"),
    refused(Flag::boolean("list-ticket-schemas"), Feature::Tickets)
        .hidden()
        .help("List the kinds of tickets"),
    // Tools for .c1z files
    refused(Flag::boolean("diff-syncs"), Feature::FileTools)
        .hidden()
        .help("Write the difference of two syncs as a new one"),
    refused(Flag::text("base-sync-id"), Feature::FileTools)
        .hidden()
        .value_name("ID")
        .help("The earlier sync"),
    refused(Flag::text("applied-sync-id"), Feature::FileTools)
        .hidden()
        .value_name("ID")
        .help("The later sync"),
    refused(Flag::boolean("compact-syncs"), Feature::FileTools).hidden().help("Merge syncs of several files"),
    refused(Flag::strings("compact-file-paths"), Feature::FileTools)
        .hidden()
        .value_name("PATH")
        .help("The files to merge"),
    refused(Flag::strings("compact-sync-ids"), Feature::FileTools)
        .hidden()
        .value_name("ID")
        .help("The syncs to merge, one for each file, in the same order"),
    refused(Flag::path("compact-output-path"), Feature::FileTools)
        .hidden()
        .value_name("DIR")
        .help("Where the merged file goes"),
];

/// The fields for operators that open the schema printed by `config`, in the order of the Go SDK.
pub(crate) const OPS_ORDER: &[&str] = &[
    "log-level",
    "log-level-debug-expires-at",
    "session-store-maximum-size",
    "otel-collector-endpoint",
    "otel-collector-endpoint-tls-cert-path",
    "otel-collector-endpoint-tls-cert",
    "otel-collector-endpoint-tls-insecure",
    "otel-tracing-disabled",
    "otel-logging-disabled",
    "health-check",
    "health-check-port",
    "health-check-bind-address",
    "http-timeout-seconds",
];

/// The rules among built-in flags.
///
/// The Go SDK declares more dependencies than it enforces (health port without health check,
/// external filters without an external file); the ones left out here are accepted there too.
pub const RELATIONSHIPS: &[Relationship] = &[
    together(&["grant-entitlement", "grant-principal"]),
    together(&["client-id", "client-secret"]),
    together(&["create-ticket", "ticket-template-path"]),
    together(&["bulk-create-ticket", "bulk-ticket-template-path"]),
    together(&["get-ticket", "ticket-id"]),
    together(&["diff-syncs", "base-sync-id", "applied-sync-id"]),
    together(&["compact-syncs", "compact-sync-ids", "compact-file-paths", "compact-output-path"]),
    at_most_one(&[
        "grant-entitlement",
        "revoke-grant",
        "create-account-login",
        "delete-resource",
        "rotate-credentials",
        "event-feed",
        "create-ticket",
        "get-ticket",
        "list-ticket-schemas",
        "bulk-create-ticket",
    ]),
    at_most_one(&[
        "grant-entitlement",
        "revoke-grant",
        "create-account-email",
        "delete-resource-type",
        "rotate-credentials-type",
        "event-feed",
        "diff-syncs",
        "compact-syncs",
        "list-ticket-schemas",
    ]),
    depends_on(&["skip-grants"], &["sync-resources"]),
];

/// The built-in flag of this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| flag.name == name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::cli::value;

    /// The visible and hidden flags of the Go SDK 0.25 that exist on every platform.
    const GO_NAMES: &str = "client-id client-secret file provisioning ticketing log-level log-format \
        log-path log-level-debug-expires-at skip-full-sync skip-entitlements-and-grants \
        sync-resource-types sync-resources workers parallel-sync task-concurrency storage-engine \
        keep-previous-sync-c1z external-resource-c1z external-resource-entitlement-id-filter \
        external-resource-traits health-check health-check-port http-timeout-seconds \
        otel-collector-endpoint auth-method grant-entitlement grant-principal grant-principal-type \
        revoke-grant create-account-login create-account-email create-account-profile \
        create-account-resource-type delete-resource delete-resource-type rotate-credentials \
        rotate-credentials-type invoke-action invoke-action-args invoke-action-resource-type \
        list-action-schemas list-action-schemas-resource-type event-feed event-feed-id \
        event-feed-start-at event-feed-cursor create-ticket ticket-template-path bulk-create-ticket \
        bulk-ticket-template-path get-ticket ticket-id list-ticket-schemas diff-syncs base-sync-id \
        applied-sync-id compact-syncs compact-file-paths compact-sync-ids compact-output-path \
        skip-grants c1z-temp-dir session-store-maximum-size health-check-bind-address \
        otel-collector-endpoint-tls-cert-path otel-collector-endpoint-tls-cert \
        otel-collector-endpoint-tls-insecure otel-tracing-disabled otel-logging-disabled \
        list-resource-actions invoke-resource-action invoke-resource-action-resource-type \
        invoke-resource-action-args";

    #[test]
    fn every_flag_of_the_go_sdk_is_known_exactly_once_and_so_are_ours() {
        let of_go: BTreeSet<&str> = GO_NAMES.split_whitespace().collect();
        let own: BTreeSet<&str> = OWN.iter().map(|flag| flag.name).collect();
        assert!(own.is_disjoint(&of_go), "a flag of the Go SDK is taken for ours");
        let expected: BTreeSet<&str> = of_go.union(&own).copied().collect();
        let ours: Vec<&str> =
            FLAGS.iter().map(|flag| flag.name).filter(|name| *name != "log-event-log").collect();
        let unique: BTreeSet<&str> = ours.iter().copied().collect();
        assert_eq!(unique.len(), ours.len(), "a flag is declared twice");
        assert_eq!(unique, expected);
    }

    #[test]
    fn flags_of_a_task_work_and_are_shown_elsewhere() {
        for flag in TASK {
            assert!(find(flag.name) == Some(flag), "{} is not among the flags", flag.name);
            assert!(flag.hidden && flag.support == Support::Supported, "{}", flag.name);
        }
        for flag in [PROVISIONING, DRY_RUN, OUTPUT] {
            assert!(flag.is_listed(), "{}", flag.name);
        }
    }

    #[test]
    fn the_letters_are_those_of_the_go_sdk() {
        let letters: Vec<(&str, char)> =
            FLAGS.iter().filter_map(|flag| flag.short.map(|short| (flag.name, short))).collect();
        assert_eq!(letters, [("file", 'f'), ("provisioning", 'p')]);
    }

    #[test]
    fn defaults_parse_and_help_is_a_fragment() {
        for flag in FLAGS {
            if let Some(default) = flag.default {
                value::parse_default(flag, default);
            }
            assert!(!flag.help.is_empty(), "{} has no help", flag.name);
            assert!(!flag.help.ends_with('.'), "{} ends with a period", flag.name);
        }
    }

    #[test]
    fn rules_and_schema_name_only_flags_that_exist() {
        let in_rules = RELATIONSHIPS.iter().flat_map(|rule| rule.flags.iter().chain(rule.needs));
        for name in in_rules.chain(OPS_ORDER) {
            assert!(find(name).is_some(), "{name} is not a flag");
        }
        let ops: BTreeSet<&str> =
            FLAGS.iter().filter(|flag| flag.export == Export::Ops).map(|flag| flag.name).collect();
        assert_eq!(ops, OPS_ORDER.iter().copied().collect());
    }

    #[test]
    fn no_variable_stands_for_two_things() {
        let mut variables: Vec<String> = FLAGS.iter().map(Flag::variable).collect();
        variables.extend(FLAGS.iter().filter_map(Flag::file_variable));
        let unique: BTreeSet<&String> = variables.iter().collect();
        assert_eq!(unique.len(), variables.len());
    }
}
