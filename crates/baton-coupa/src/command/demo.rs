//! `baton-coupa demo`: a simulated company in this process, synced by the real connector over real HTTP.

use std::{path::PathBuf, time::Duration};

use baton_sdk::{
    cli::{
        Settings,
        environment::{Environment, Stream},
    },
    exit::Code,
    report::Failure,
    syncer::SyncOptions,
};
use clap::{Arg, ArgMatches, Command, value_parser};
use coupa_client::{Client, Credentials, Instance, RateLimit, Secret};
use coupa_sandbox::{Sandbox, SandboxConfig};
use owo_colors::OwoColorize as _;

use crate::{
    command::sync,
    connector::{ConnectorOptions, CoupaConnector},
    output,
    progress::grouped,
    settings, summary,
};

/// The command line of the command.
#[must_use]
pub(crate) fn command() -> Command {
    Command::new("demo")
        .about("Sync a simulated company of 2,000 people and show what was found")
        .arg(
            Arg::new("file")
                .long("file")
                .short('f')
                .value_name("PATH")
                .default_value("demo.c1z")
                .value_parser(value_parser!(PathBuf))
                .help("The file to write"),
        )
        .arg(
            Arg::new("users")
                .long("users")
                .value_name("N")
                .default_value("2000")
                .value_parser(value_parser!(u32).range(1..=1_000_000))
                .help("How many people the company has"),
        )
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("N")
                .default_value("1")
                .value_parser(value_parser!(u64))
                .help("The same seed makes the same company"),
        )
        .arg(
            Arg::new("latency")
                .long("latency")
                .value_name("MS")
                .default_value("0")
                .value_parser(value_parser!(u64).range(0..=60_000))
                .help("Milliseconds that each answer takes"),
        )
}

/// Runs the demo.
///
/// # Errors
///
/// If the simulated instance cannot be started, or the sync failed.
pub(crate) fn run(
    arguments: &ArgMatches,
    global: &Settings,
    environment: &dyn Environment,
) -> Result<(), Failure> {
    let path = arguments.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    let users = *arguments.get_one::<u32>("users").unwrap_or(&2000);
    let seed = *arguments.get_one::<u64>("seed").unwrap_or(&1);
    let latency = Duration::from_millis(*arguments.get_one::<u64>("latency").unwrap_or(&0));
    let config = SandboxConfig { users: users as usize, seed, latency, ..SandboxConfig::default() };

    output::runtime()?.block_on(async {
        let sandbox = Sandbox::start(config)
            .await
            .map_err(|error| Failure::new(error).with_code(Code::Unavailable))?;
        output::stdout(
            &format!(
                "{}\nA Coupa instance with {} people now runs in this process at {}.\nReading it the way a real one is read …\n",
                "baton-coupa demo".bold(),
                grouped(u64::from(users)),
                sandbox.base_url(),
            ),
            environment,
        )?;
        let (selection, targets) = sync::default_selection();
        let credentials = Credentials::OAuth {
            client_id: sandbox.client_id().to_owned(),
            client_secret: Secret::new(sandbox.client_secret()),
        };
        let instance = Instance::simulator(&sandbox.base_url()).map_err(settings::client_failure)?;
        let client = Client::builder(instance, credentials)
            .scopes(settings::scopes(&selection, &targets))
            .rate(RateLimit { per_second: 25, burst: 20 })
            .build()
            .map_err(settings::client_failure)?;
        let is_terminal = environment.is_terminal(Stream::Stderr);
        let connector = CoupaConnector::new(client.clone(), ConnectorOptions { estimate: is_terminal, ..ConnectorOptions::default() });
        let options = SyncOptions {
            path: path.clone(),
            writer: sync::writer_options(global),
            selection,
            targets,
            keep_going: false,
            concurrency: baton_sdk::syncer::DEFAULT_CONCURRENCY,
        };
        let report =
            sync::with_progress(client.clone(), connector, options, is_terminal).await?;
        sandbox.shutdown().await;
        let page = summary::page(&report, &client.counters())?;
        output::stdout(&page, environment)?;
        output::stdout(
            &format!(
                "\n{}\n  Read the file with any Baton tool:   {}\n  Run the simulated instance yourself: {}\n  Test the connection to a real one:   {}\n",
                "Next".bold(),
                format!("baton resources -f {}", path.display()).cyan(),
                "baton-coupa sandbox".cyan(),
                "baton-coupa check".cyan(),
            ),
            environment,
        )
    })
}
