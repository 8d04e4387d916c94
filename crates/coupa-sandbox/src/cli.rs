//! The command line of the sandbox: arguments that any binary can take in as a subcommand, and the run.

use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::config::{OAuthClient, SandboxConfig, Tls};
use crate::counters::Counters;
use crate::error::{Error, Result};
use crate::fault::{Fault, fault_list};
use crate::operation::Operation;
use crate::rate::RateLimit;
use crate::sandbox::Sandbox;
use crate::switches::Switches;

/// How the settings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// Lines to paste into a shell.
    Text,
    /// One JSON object.
    Json,
}

/// Run a simulated Coupa instance on this machine.
#[derive(Debug, Clone, Args)]
pub struct SandboxArgs {
    /// Employees of the seeded company
    #[arg(long, default_value_t = 2_000, value_name = "COUNT")]
    pub users: usize,
    /// Roles; the size of the company decides if this is left out
    #[arg(long, value_name = "COUNT")]
    pub roles: Option<usize>,
    /// User groups; the size of the company decides if this is left out
    #[arg(long, value_name = "COUNT")]
    pub groups: Option<usize>,
    /// Projects; the size of the company decides if this is left out
    #[arg(long, value_name = "COUNT")]
    pub projects: Option<usize>,
    /// Account groups; the size of the company decides if this is left out
    #[arg(long, value_name = "COUNT")]
    pub account_groups: Option<usize>,
    /// Content groups; the size of the company decides if this is left out
    #[arg(long, value_name = "COUNT")]
    pub content_groups: Option<usize>,
    /// The same number makes the same company
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    pub seed: u64,
    /// Port to listen on; 0 takes a free one
    #[arg(long, default_value_t = 8642)]
    pub port: u16,
    /// Address to listen on
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST), value_name = "ADDRESS")]
    pub bind: IpAddr,
    /// Allow an address that other machines can reach: nothing here is protected
    #[arg(long)]
    pub danger_bind_anywhere: bool,
    /// Milliseconds added to every answer
    #[arg(long, default_value_t = 0, value_name = "MS")]
    pub latency: u64,
    /// Requests per second and client; 0 lifts the limit
    #[arg(long, default_value_t = 25.0, value_name = "PER_SECOND")]
    pub rate: f64,
    /// Requests a client may make at once before the rate counts
    #[arg(long, default_value_t = 20.0, value_name = "COUNT")]
    pub burst: f64,
    /// Seconds a token lives
    #[arg(long, default_value_t = 86_399, value_name = "SECONDS")]
    pub token_ttl: u64,
    /// Identifier of the OAuth client
    #[arg(long, value_name = "ID")]
    pub client_id: Option<String>,
    /// Scopes granted to the OAuth client, joined by commas or spaces; all of them if left out
    #[arg(long, value_name = "SCOPES", value_delimiter = ',')]
    pub client_scopes: Vec<String>,
    /// The company's time zone
    #[arg(long, default_value = "America/Los_Angeles", value_name = "NAME")]
    pub time_zone: String,
    /// Serve HTTPS with a certificate made for this run
    #[arg(long)]
    pub tls: bool,
    /// Further name in the certificate, such as acme.coupahost.com; may be repeated
    #[arg(long, value_name = "NAME", requires = "tls")]
    pub tls_name: Vec<String>,
    /// File for the certificate of the authority made for this run
    #[arg(long, value_name = "FILE", requires = "tls")]
    pub tls_ca_file: Option<PathBuf>,
    /// Serve HTTPS with this certificate chain (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_key", conflicts_with = "tls")]
    pub tls_certificate: Option<PathBuf>,
    /// Private key of the certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_certificate")]
    pub tls_key: Option<PathBuf>,
    /// Another reading of Coupa's documents, as NAME=VALUE; may be repeated
    #[arg(long = "switch", value_name = "NAME=VALUE")]
    pub switches: Vec<String>,
    /// A fault, as OPERATION:KIND[,nth=N]; may be repeated
    #[arg(long = "fault", value_name = "SPEC")]
    pub faults: Vec<String>,
    /// List the switches and exit
    #[arg(long)]
    pub list_switches: bool,
    /// List the faults and the operations they can be addressed to, and exit
    #[arg(long)]
    pub list_faults: bool,
    /// How to print the settings
    #[arg(long, value_enum, default_value_t = Output::Text)]
    pub output: Output,
}

impl SandboxArgs {
    /// The configuration these arguments describe.
    ///
    /// # Errors
    ///
    /// Switches and faults that cannot be read.
    pub fn config(&self) -> Result<SandboxConfig> {
        let mut switches = Switches::default();
        for text in &self.switches {
            switches.set_text(text)?;
        }
        let mut client = OAuthClient::default();
        if let Some(id) = &self.client_id {
            client.id.clone_from(id);
        }
        let scopes: Vec<String> = self
            .client_scopes
            .iter()
            .flat_map(|text| text.split_whitespace())
            .map(ToOwned::to_owned)
            .collect();
        if !scopes.is_empty() {
            client.scopes = scopes;
        }
        let tls = match (&self.tls_certificate, &self.tls_key) {
            (Some(certificate), Some(key)) => {
                Some(Tls::Files { certificate: certificate.clone(), key: key.clone() })
            }
            _ => self.tls.then(|| Tls::SelfMade { names: self.tls_name.clone() }),
        };
        Ok(SandboxConfig {
            users: self.users,
            roles: self.roles,
            groups: self.groups,
            projects: self.projects,
            account_groups: self.account_groups,
            content_groups: self.content_groups,
            seed: self.seed,
            switches,
            rate: (self.rate > 0.0).then_some(RateLimit { per_second: self.rate, burst: self.burst }),
            latency: Duration::from_millis(self.latency),
            token_ttl: Duration::from_secs(self.token_ttl),
            tls,
            bind: self.bind,
            danger_bind_anywhere: self.danger_bind_anywhere,
            port: self.port,
            clients: vec![client],
            time_zone: self.time_zone.clone(),
            faults: self.faults.iter().map(|text| text.parse()).collect::<Result<Vec<Fault>>>()?,
            ..SandboxConfig::default()
        })
    }

    /// Starts the instance, prints what to paste, waits for Ctrl-C and prints the counters.
    ///
    /// # Errors
    ///
    /// Whatever keeps the instance from starting. Output that cannot be written is not an error: a reader
    /// that has gone away has seen enough.
    pub async fn run(&self) -> Result<()> {
        if self.list_switches {
            print(&list_switches(self.output));
            return Ok(());
        }
        if self.list_faults {
            print(&list_faults(self.output));
            return Ok(());
        }
        let sandbox = Sandbox::start(self.config()?).await?;
        let ca_file = self.write_ca(&sandbox)?;
        print(&self.settings(&sandbox, ca_file.as_ref()));
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::warn!(%error, "cannot wait for Ctrl-C");
        }
        let counters = sandbox.counters();
        sandbox.shutdown().await;
        if let Some(file) = ca_file
            && self.tls_ca_file.is_none()
        {
            // Made for this run only; a leftover in the temporary directory would mislead the next one.
            if let Err(error) = std::fs::remove_file(&file) {
                tracing::debug!(file = %file.display(), %error, "could not remove the certificate");
            }
        }
        print(&self.summary(&counters));
        Ok(())
    }

    fn write_ca(&self, sandbox: &Sandbox) -> Result<Option<PathBuf>> {
        let Some(pem) = sandbox.ca_pem() else { return Ok(None) };
        let path = self.tls_ca_file.clone().unwrap_or_else(|| {
            std::env::temp_dir().join(format!("coupa-sandbox-ca-{}.pem", sandbox.address().port()))
        });
        std::fs::write(&path, pem).map_err(|cause| Error::Write { path: path.clone(), cause })?;
        Ok(Some(path))
    }

    /// What to paste, or the same as one JSON object.
    fn settings(&self, sandbox: &Sandbox, ca_file: Option<&PathBuf>) -> String {
        let mut variables = vec![
            ("BATON_COUPA_BASE_URL", sandbox.base_url()),
            ("BATON_COUPA_CLIENT_ID", sandbox.client_id().to_owned()),
            ("BATON_COUPA_CLIENT_SECRET", sandbox.client_secret().to_owned()),
        ];
        variables.extend(ca_file.map(|path| ("SSL_CERT_FILE", path.display().to_string())));
        let (users, roles, groups) =
            sandbox.state().read(|state| (state.users().len(), state.roles().len(), state.groups().len()));
        if self.output == Output::Json {
            let environment: serde_json::Map<_, _> =
                variables.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
            let started = json!({
                "environment": environment,
                "users": users,
                "roles": roles,
                "groups": groups,
                "seed": self.seed,
            });
            return format!("{started}\n");
        }
        let mut text = String::new();
        for (name, value) in variables {
            text.push_str(&format!("export {name}={}\n", quoted(&value)));
        }
        text.push_str(&format!(
            "# {users} users, {roles} roles, {groups} groups and projects, seed {}. Ctrl-C ends it.\n",
            self.seed
        ));
        text
    }

    fn summary(&self, counters: &Counters) -> String {
        if self.output == Output::Json {
            let operations: serde_json::Map<_, _> = counters
                .by_operation
                .iter()
                .map(|(operation, count)| (operation.name().to_owned(), (*count).into()))
                .collect();
            let statuses: serde_json::Map<_, _> = counters
                .by_status
                .iter()
                .map(|(status, count)| (status.to_string(), (*count).into()))
                .collect();
            let ended = json!({
                "requests": counters.requests,
                "operations": operations,
                "statuses": statuses,
                "unanswered": counters.unanswered,
                "tokens": counters.tokens,
                "max_per_second": counters.max_per_second,
                "max_concurrent": counters.max_concurrent,
                "connections": counters.connections,
            });
            return format!("{ended}\n");
        }
        let mut text = format!(
            "\n# {} requests over {} connections; at most {} in one second, {} at a time; {} tokens\n",
            counters.requests,
            counters.connections,
            counters.max_per_second,
            counters.max_concurrent,
            counters.tokens
        );
        for (operation, count) in &counters.by_operation {
            text.push_str(&format!("#   {:<24}{count:>8}\n", operation.name()));
        }
        for (status, count) in &counters.by_status {
            text.push_str(&format!("#   status {status:<17}{count:>8}\n"));
        }
        text
    }
}

fn list_switches(output: Output) -> String {
    let list = Switches::list();
    if output == Output::Json {
        let entries: Vec<_> = list
            .iter()
            .map(|info| {
                json!({
                    "name": info.name,
                    "choices": info.choices.replace('`', ""),
                    "default": info.default,
                    "about": info.about,
                })
            })
            .collect();
        return format!("{}\n", serde_json::Value::from(entries));
    }
    let mut text = String::new();
    for info in list {
        let choices = info.choices.replace('`', "");
        text.push_str(&format!("{}={}\n    {}\n    takes {choices}\n", info.name, info.default, info.about));
    }
    text
}

fn list_faults(output: Output) -> String {
    let targets: Vec<&str> =
        ["any", "rest", "graphql"].into_iter().chain(Operation::ALL.iter().map(|op| op.name())).collect();
    if output == Output::Json {
        let kinds: Vec<_> =
            fault_list().iter().map(|info| json!({ "form": info.form, "about": info.about })).collect();
        return format!("{}\n", json!({ "targets": targets, "kinds": kinds }));
    }
    let mut text =
        String::from("TARGET:KIND[,retry-after=SECONDS|date+SECONDS|TEXT][,nth=N|,every=N][,times=N]\n\n");
    for info in fault_list() {
        text.push_str(&format!("  {:<24}{}\n", info.form, info.about));
    }
    text.push_str(&format!("\nTargets: {}\n", targets.join(", ")));
    text
}

/// A value as a shell takes it.
fn quoted(value: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_./:".contains(letter);
    if value.chars().all(plain) { value.to_owned() } else { format!("'{}'", value.replace('\'', r"'\''")) }
}

fn print(text: &str) {
    let mut out = io::stdout().lock();
    // A closed pipe is no error; there is nobody left to tell.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Cli {
        #[command(flatten)]
        args: SandboxArgs,
    }

    fn config(args: &[&str]) -> Result<SandboxConfig> {
        let line = std::iter::once("coupa-sandbox").chain(args.iter().copied());
        Cli::try_parse_from(line).unwrap().args.config()
    }

    #[test]
    fn arguments_become_a_configuration() {
        let config = config(&[
            "--users=10",
            "--rate=0",
            "--switch=list_write=replace",
            "--fault=users.list:status=503,nth=2",
            "--client-scopes=core.user.read,core.common.read email",
        ])
        .unwrap();
        assert_eq!(config.users, 10);
        assert_eq!(config.rate, None);
        assert_eq!(config.switches.get("list_write").as_deref(), Some("replace"));
        assert_eq!(config.faults[0].to_string(), "users.list:status=503,nth=2");
        assert_eq!(config.clients[0].scopes, ["core.user.read", "core.common.read", "email"]);
    }

    #[test]
    fn mistakes_are_named() {
        assert!(matches!(config(&["--switch=x=y"]), Err(Error::UnknownSwitch { .. })));
        assert!(matches!(config(&["--fault=x"]), Err(Error::FaultSpec { .. })));
        assert!(Cli::try_parse_from(["coupa-sandbox", "--tls-name", "a.example"]).is_err());
    }

    #[test]
    fn values_are_quoted_when_a_shell_would_trip() {
        assert_eq!(quoted("http://127.0.0.1:1/"), "http://127.0.0.1:1/");
        assert_eq!(quoted("it's"), r"'it'\''s'");
    }
}
