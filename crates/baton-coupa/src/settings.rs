//! The flags of the connector, and what they make of a client.

use std::{num::NonZeroU32, path::PathBuf, time::Duration};

use baton_core::{Bid, ResourceId, ResourceTypeId};
use baton_sdk::{
    cli::{
        FlagGroup, Listing, Program, Settings, builtin,
        flag::{Export, Flag, heading},
    },
    connector::Selection,
    report::Failure,
};
use coupa_client::{Client, Credentials, Instance, RateLimit, Scope, Secret, model::LicenseFlag};
use url::Url;

use crate::{
    connector::{ConnectorOptions, select_types},
    failure::SettingsError,
    provision::{StateDir, Stores, memory::Memory},
    targeted, types,
};

/// `--coupa-domain`.
pub const DOMAIN: Flag = Flag::text("coupa-domain")
    .display_name("Coupa domain")
    .help("Your Coupa instance, e.g. acme.coupahost.com; a name or a copied address does too")
    .value_name("HOST")
    .placeholder("acme.coupahost.com")
    .required_unless("coupa-base-url");
/// `--coupa-client-id`.
pub const CLIENT_ID: Flag = Flag::text("coupa-client-id")
    .display_name("Client ID")
    .help("Identifier of the OAuth client in Coupa")
    .value_name("ID")
    .required();
/// `--coupa-client-secret`.
pub const CLIENT_SECRET: Flag = Flag::text("coupa-client-secret")
    .display_name("Client secret")
    .help("Secret of the OAuth client in Coupa")
    .value_name("SECRET")
    .required()
    .secret();
/// `--coupa-api-key`.
pub const API_KEY: Flag = Flag::text("coupa-api-key")
    .display_name("API key")
    .help("A legacy X-COUPA-API-KEY, for --auth-method api-key; Coupa ended support for these in 2023")
    .value_name("KEY")
    .secret();
/// `--coupa-base-url`.
pub const BASE_URL: Flag = Flag::text("coupa-base-url")
    .help("Address of a simulated instance on this machine, in place of --coupa-domain")
    .value_name("URL")
    .placeholder("http://127.0.0.1:8642")
    .export(Export::CliOnly);
/// `--sync-account-groups`.
pub const SYNC_ACCOUNT_GROUPS: Flag = Flag::boolean("sync-account-groups")
    .display_name("Sync account groups")
    .help("Sync account groups too; needs the scope core.accounting.read");
/// `--sync-content-groups`.
pub const SYNC_CONTENT_GROUPS: Flag =
    Flag::boolean("sync-content-groups").display_name("Sync content groups").help("Sync content groups too");
/// `--skip-projects`.
pub const SKIP_PROJECTS: Flag = Flag::boolean("skip-projects")
    .display_name("Skip projects")
    .help("Leave out projects, which Coupa keeps among the groups");
/// `--keep-going`.
pub const KEEP_GOING: Flag = Flag::boolean("keep-going")
    .help("When something cannot be read, write the rest and mark the sync as partial")
    .export(Export::CliOnly);
/// `--coupa-rate`.
pub const RATE: Flag = Flag::int("coupa-rate", 1, 1000)
    .display_name("Requests per second")
    .help("Requests a second at most; all integrations of an instance share its 25")
    .default("25");
/// `--coupa-burst`.
pub const BURST: Flag = Flag::int("coupa-burst", 1, 1000)
    .display_name("Requests in a burst")
    .help("Requests at most that may go out back to back")
    .default("20");
/// `--proxy`.
pub const PROXY: Flag = Flag::text("proxy")
    .help("Proxy for all calls, e.g. http://proxy.example:3128; HTTPS_PROXY and NO_PROXY work too")
    .value_name("URL")
    .secret()
    .export(Export::CliOnly);

/// `--state-dir`.
pub const STATE_DIR: Flag = Flag::path("state-dir")
    .help("Keep the journal of changes and the audit trail in this directory, which must outlive the run")
    .default_help("`$XDG_STATE_HOME/baton-coupa`, else `~/.local/state/baton-coupa`")
    .value_name("DIR")
    .heading(heading::PROVISIONING)
    .export(Export::CliOnly);
/// `--audit-log`.
pub const AUDIT_LOG: Flag = Flag::path("audit-log")
    .help("Append a record of every change to this file, as JSON lines")
    .default_help("`audit.jsonl` in the state directory of the instance")
    .value_name("PATH")
    .heading(heading::PROVISIONING)
    .export(Export::CliOnly);
/// `--audit-log-max-mib`.
pub const AUDIT_LOG_MAX_MIB: Flag = Flag::int("audit-log-max-mib", 1, 1_048_576)
    .help("Begin a new file for the audit trail when this one has so many MiB; full ones are kept")
    .default("64")
    .value_name("MIB")
    .heading(heading::PROVISIONING)
    .export(Export::CliOnly);

/// The name that `--auth-method` gives OAuth.
const OAUTH: &str = "oauth2";
/// The name that `--auth-method` gives legacy keys.
const LEGACY_KEY: &str = "api-key";

/// The command line of the connector, without its subcommands.
#[must_use]
pub fn program() -> Program {
    Program::new("baton-coupa", env!("CARGO_PKG_VERSION"), "Sync who can do what in Coupa into a .c1z file")
        .heading("Coupa")
        .flags([
            DOMAIN,
            CLIENT_ID,
            CLIENT_SECRET,
            API_KEY,
            SYNC_ACCOUNT_GROUPS,
            SYNC_CONTENT_GROUPS,
            SKIP_PROJECTS,
            KEEP_GOING,
            RATE,
            BURST,
            PROXY,
            BASE_URL,
            STATE_DIR,
            AUDIT_LOG,
            AUDIT_LOG_MAX_MIB,
        ])
        .groups([
            FlagGroup::new(
                OAUTH,
                "OAuth 2.0",
                "An OAuth client with the grant type Client credentials",
                &["coupa-client-id", "coupa-client-secret"],
            )
            .by_default(),
            FlagGroup::new(
                LEGACY_KEY,
                "X-COUPA-API-KEY",
                "A legacy key; Coupa no longer makes new ones",
                &["coupa-api-key"],
            ),
        ])
        .listing(Listing {
            display_name: "Coupa".to_owned(),
            help_url: "/docs/baton/coupa".to_owned(),
            icon_url: "/static/app-icons/coupa.svg".to_owned(),
            catalog_id: String::new(),
            is_directory: false,
        })
        .example("Try it without a Coupa instance", "baton-coupa demo")
        .example("Test the connection", "baton-coupa check")
        .example("Sync into sync.c1z", "baton-coupa")
        .example("Sync users and roles only", "baton-coupa --sync-resource-types user,role -f roles.c1z")
        .example("See what a change would do", "baton-coupa --dry-run --revoke-grant role:4:member:user:17")
        .example("Make it", "baton-coupa --provisioning --revoke-grant role:4:member:user:17")
}

/// The instance that the settings name.
///
/// # Errors
///
/// If both or neither of domain and base URL are given, or what is given is no instance.
pub fn instance(settings: &Settings) -> Result<Instance, Failure> {
    let domain = settings.text(DOMAIN.name).filter(|text| !text.is_empty());
    let base_url = settings.text(BASE_URL.name).filter(|text| !text.is_empty());
    match (domain, base_url) {
        (Some(_), Some(_)) => {
            Err(SettingsError::Exclusive { first: DOMAIN.name, second: BASE_URL.name }.into())
        }
        (_, Some(address)) => Instance::simulator(address).map_err(|error| {
            client_failure(error).with_hint(
                "--coupa-base-url (BATON_COUPA_BASE_URL) takes only a simulator on this machine, such as \
                 http://127.0.0.1:8642; a real instance belongs in --coupa-domain (BATON_COUPA_DOMAIN)",
            )
        }),
        (domain, None) => Instance::parse(domain.unwrap_or_default()).map_err(client_failure),
    }
}

/// A client for these settings that asks for these scopes.
///
/// # Errors
///
/// If a setting makes no sense, or no certificate authority can be loaded.
pub fn client(settings: &Settings, scopes: Vec<Scope>) -> Result<Client, Failure> {
    let secret = |flag: &Flag| Secret::new(settings.text(flag.name).unwrap_or_default());
    let credentials = if uses_legacy_key(settings) {
        if settings.text(API_KEY.name).is_none_or(str::is_empty) {
            return Err(SettingsError::MissingKey.into());
        }
        Credentials::ApiKey(secret(&API_KEY))
    } else {
        Credentials::OAuth {
            client_id: settings.text(CLIENT_ID.name).unwrap_or_default().to_owned(),
            client_secret: secret(&CLIENT_SECRET),
        }
    };
    let number = |flag: &Flag| {
        u32::try_from(settings.integer(flag.name)).ok().and_then(NonZeroU32::new).map_or(1, NonZeroU32::get)
    };
    let timeout = u64::try_from(settings.integer(builtin::HTTP_TIMEOUT_SECONDS.name)).unwrap_or(30);
    Client::builder(instance(settings)?, credentials)
        .scopes(scopes)
        .proxy(proxy(settings)?)
        .rate(RateLimit { per_second: number(&RATE), burst: number(&BURST) })
        .timeout(Duration::from_secs(timeout))
        .user_agent(concat!("baton-coupa/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(client_failure)
}

/// Where the records of the instance are kept. Nothing is made yet.
///
/// # Errors
///
/// If the instance makes no sense, or there is no place for them.
pub fn state_dir(settings: &Settings) -> Result<StateDir, Failure> {
    if settings.text(DOMAIN.name).is_none() && settings.text(BASE_URL.name).is_none() {
        return Err(SettingsError::NoInstance.into());
    }
    let host = instance(settings)?.host().to_owned();
    Ok(StateDir::new(settings.path(STATE_DIR.name), &host)?)
}

/// The audit trail's file.
#[must_use]
pub fn audit_path(settings: &Settings, state: &StateDir) -> PathBuf {
    settings.path(AUDIT_LOG.name).map_or_else(|| state.file("audit.jsonl"), PathBuf::from)
}

/// The licences that this instance was seen to leave as they are.
#[must_use]
pub fn unwritable_licenses(settings: &Settings) -> Vec<LicenseFlag> {
    state_dir(settings)
        .map(|state| Memory::new(state.file("instance.json")).unwritable_licenses())
        .unwrap_or_default()
}

/// Journal, locks and audit trail, ready to be written.
///
/// # Errors
///
/// If the state directory cannot be written.
pub fn stores(settings: &Settings) -> Result<Stores, Failure> {
    let state = state_dir(settings)?;
    let host = instance(settings)?.host().to_owned();
    let client = if uses_legacy_key(settings) {
        "a legacy API key"
    } else {
        settings.text(CLIENT_ID.name).unwrap_or_default()
    };
    let max_mib = u64::try_from(settings.integer(AUDIT_LOG_MAX_MIB.name)).unwrap_or(64);
    let audit = audit_path(settings, &state);
    Ok(Stores::open(&state, Some(audit), max_mib.saturating_mul(1 << 20), &host, client)?)
}

/// Whether a legacy key was chosen in place of OAuth.
#[must_use]
pub fn uses_legacy_key(settings: &Settings) -> bool {
    settings.auth_method() == Some(LEGACY_KEY)
}

fn proxy(settings: &Settings) -> Result<Option<Url>, Failure> {
    let Some(text) = settings.text(PROXY.name).filter(|text| !text.is_empty()) else { return Ok(None) };
    let bad = |reason| SettingsError::BadProxy { reason };
    let url: Url = text.parse().map_err(|_| bad("it is not an address"))?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return Err(bad("it does not begin with http:// or https:// and a host").into());
    }
    Ok(Some(url))
}

/// What the settings ask to read.
///
/// # Errors
///
/// If a resource type or a target makes no sense.
pub fn selection(settings: &Settings) -> Result<(Selection, Vec<ResourceId>), Failure> {
    let targets = targets(settings.strings(builtin::SYNC_RESOURCES.name))?;
    let asked = settings.strings(builtin::SYNC_RESOURCE_TYPES.name);
    let mut resource_types = select_types(
        asked,
        settings.boolean(SYNC_ACCOUNT_GROUPS.name),
        settings.boolean(SYNC_CONTENT_GROUPS.name),
    )?;
    if !targets.is_empty() {
        if asked.is_empty() {
            // Whoever names a resource has asked for its type.
            resource_types = targets.iter().map(|target| target.resource_type.clone()).collect();
        }
        // Its holders are users.
        resource_types.push(types::USER);
        resource_types.sort();
        resource_types.dedup();
    }
    let selection = Selection {
        resource_types,
        skip_entitlements_and_grants: settings.boolean(builtin::SKIP_ENTITLEMENTS_AND_GRANTS.name),
        skip_grants: settings.boolean(builtin::SKIP_GRANTS.name),
    };
    Ok((selection, targets))
}

fn targets(texts: &[String]) -> Result<Vec<ResourceId>, SettingsError> {
    let bad = |text: &str, reason: String| SettingsError::BadTarget { target: text.to_owned(), reason };
    let target = |text: &String| {
        let bid = Bid::parse(text).map_err(|error| bad(text, error.to_string()))?;
        targeted::canonical(&bid.resource).map_err(|reason| bad(text, reason))
    };
    texts.iter().map(target).collect()
}

/// How the connector reads.
#[must_use]
pub fn connector_options(settings: &Settings, estimate: bool) -> ConnectorOptions {
    ConnectorOptions { skip_projects: settings.boolean(SKIP_PROJECTS.name), estimate }
}

/// The scopes that reading the selected types needs.
#[must_use]
pub fn scopes(selection: &Selection, targets: &[ResourceId]) -> Vec<Scope> {
    let target_types: Vec<ResourceTypeId> =
        targets.iter().map(|target| target.resource_type.clone()).collect();
    types::read_scopes(if targets.is_empty() { &selection.resource_types } else { &target_types })
        .into_iter()
        .chain((!targets.is_empty()).then_some(Scope::USER_READ))
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// An error of the client on its way to the person who has to act on it.
#[must_use]
pub fn client_failure(error: coupa_client::Error) -> Failure {
    let hint = error.hint();
    let code = crate::failure::code(error.kind());
    let failure = Failure::new(error).with_code(code);
    match hint {
        Some(hint) => failure.with_hint(hint),
        None => failure,
    }
}

#[cfg(test)]
mod tests {
    use baton_sdk::cli::flag::Support;

    use super::*;

    /// The table of settings as the README shows it.
    fn table() -> String {
        let mut table =
            "| flag | variable | what it does | default |\n| --- | --- | --- | --- |\n".to_owned();
        let program = program();
        for flag in
            program.all_flags().iter().filter(|flag| !flag.hidden && flag.support == Support::Supported)
        {
            let short = flag.short.map(|short| format!(", `-{short}`")).unwrap_or_default();
            let default = match (flag.default_help, flag.default) {
                (Some(words), _) => words.to_owned(),
                (None, Some(default)) => format!("`{default}`"),
                (None, None) if flag.required => "required".to_owned(),
                (None, None) => String::new(),
            };
            let cells =
                format!("| `--{}`{short} | `{}` | {} | {default} |", flag.name, flag.variable(), flag.help);
            table.push_str(&cells);
            table.push('\n');
        }
        table
    }

    #[test]
    fn the_readme_lists_every_setting() {
        let readme = include_str!("../../../README.md");
        let (_, rest) = readme.split_once("<!-- settings: begin -->\n").unwrap();
        let (shown, _) = rest.split_once("<!-- settings: end -->").unwrap();
        assert!(shown == table(), "the table in README.md between the marks should be:\n{}", table());
    }
}
