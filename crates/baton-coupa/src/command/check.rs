//! `baton-coupa check`: the "Test" button. Each step of the connection gets a tick or a cross, and each
//! cross says what to do about it.

use std::fmt::Write as _;

use baton_core::ResourceTypeId;
use baton_sdk::{
    cli::{CliError, Settings, builtin, environment::Environment},
    exit::Code,
    report::Failure,
};
use clap::{ArgMatches, Command};
use coupa_client::{Client, ErrorKind, GroupSelection, IdRange, Scope, UserSelection};
use jiff::SignedDuration;
use owo_colors::OwoColorize as _;
use serde_json::{Value, json};

use crate::{
    output,
    provision::{audit, journal::Journal},
    settings, types,
};

/// A clock that is further off than this makes tokens look expired or not yet valid.
const MAX_CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(2);

/// The command line of the command.
#[must_use]
pub(crate) fn command() -> Command {
    Command::new("check")
        .about("Test the connection to Coupa step by step")
        .arg(super::output_argument("How to print the result"))
}

/// Runs the check and prints it.
///
/// # Errors
///
/// If settings are missing, or a step that a sync needs has failed.
pub(crate) fn run(
    arguments: &ArgMatches,
    settings: &Settings,
    environment: &dyn Environment,
) -> Result<(), Failure> {
    settings.require_for_sync().map_err(|error: CliError| Failure::from(error))?;
    let wants_json = super::wants_json(arguments);
    let (selection, targets) = settings::selection(settings)?;
    let wanted = settings::scopes(&selection, &targets);
    let selected = selection.resource_types;
    let report = output::runtime()?.block_on(Check::new(settings, wanted, selected).run());
    let text = if wants_json { report.json() } else { report.text() };
    output::stdout(&text, environment)?;
    report.verdict()
}

/// What a step came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    /// Not as it should be, but a sync works.
    Warned,
    Failed,
    /// Not tried, because something before it failed or it is not needed.
    Skipped,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Warned => "warning",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

struct Step {
    id: String,
    title: String,
    outcome: Outcome,
    detail: String,
    remedy: Option<String>,
    code: Code,
}

struct Report {
    instance: String,
    steps: Vec<Step>,
    requests: u64,
    provisions: bool,
}

struct Check<'a> {
    settings: &'a Settings,
    wanted: Vec<Scope>,
    selected: Vec<ResourceTypeId>,
    /// Whether changes are allowed.
    provisions: bool,
    steps: Vec<Step>,
}

impl<'a> Check<'a> {
    fn new(settings: &'a Settings, wanted: Vec<Scope>, selected: Vec<ResourceTypeId>) -> Self {
        let provisions = settings.boolean(builtin::PROVISIONING.name);
        Self { settings, wanted, selected, provisions, steps: Vec::new() }
    }

    async fn run(mut self) -> Report {
        let instance = match settings::instance(self.settings) {
            Ok(instance) => instance,
            Err(failure) => {
                self.add_failure("name", "Name of the instance", &failure);
                self.skip_rest(&[
                    "connection",
                    "token",
                    "scopes",
                    "graphql",
                    "data",
                    "provisioning",
                    "clock",
                    "rate",
                ]);
                return self.report("?".to_owned(), None);
            }
        };
        let shown = instance.base_url().as_str().trim_end_matches('/').to_owned();
        self.pass("name", "Name of the instance", shown.clone());

        let client = match settings::client(self.settings, self.wanted.clone()) {
            Ok(client) => client,
            Err(failure) => {
                self.add_failure("connection", "Connection", &failure);
                self.skip_rest(&["token", "scopes", "graphql", "data", "provisioning", "clock", "rate"]);
                return self.report(shown, None);
            }
        };
        if !self.connect(&client).await {
            return self.report(shown, Some(&client));
        }
        let granted = if settings::uses_legacy_key(self.settings) {
            self.skip("scopes", "Scopes", "a legacy key has none: the rights of its user decide".to_owned());
            self.wanted.clone()
        } else {
            self.scopes(&client).await
        };
        let reader = self.data(&granted).await.unwrap_or(client);
        self.provisioning(&granted);
        self.clock(&reader);
        self.rate(&reader);
        self.report(shown, Some(&reader))
    }

    /// Name, TCP, TLS and token: one call tells all four. A legacy key is tried by reading a page.
    async fn connect(&mut self, client: &Client) -> bool {
        let secure = client.instance().base_url().scheme() == "https";
        let reached = if secure { "reached, certificate trusted" } else { "reached, without TLS" };
        let entered = if settings::uses_legacy_key(self.settings) {
            let page = client.users_page(&UserSelection::default(), IdRange::all()).await;
            page.map(|_| "a legacy key, which is accepted".to_owned())
        } else {
            client.authenticate().await.map(|token| match token.expires_at {
                Some(at) => format!("valid until {}", at.round(jiff::Unit::Second).unwrap_or(at)),
                None => "valid, Coupa does not say how long".to_owned(),
            })
        };
        match entered {
            Ok(detail) => {
                self.pass("connection", "Connection", reached.to_owned());
                self.pass("token", "Token", detail);
                true
            }
            Err(coupa_client::Error::ScopeRefused { .. }) => {
                self.pass("connection", "Connection", reached.to_owned());
                self.pass("token", "Token", "the client is known; see the scopes".to_owned());
                true
            }
            Err(error) => {
                let network = matches!(
                    error.kind(),
                    ErrorKind::Network | ErrorKind::Tls | ErrorKind::Timeout | ErrorKind::Redirect
                );
                if network {
                    self.fail("connection", "Connection", &error);
                    self.skip_rest(&["token"]);
                } else {
                    self.pass("connection", "Connection", reached.to_owned());
                    self.fail("token", "Token", &error);
                }
                self.skip_rest(&["scopes", "graphql", "data", "provisioning", "clock", "rate"]);
                false
            }
        }
    }

    /// Each scope by the feature that needs it. Answers which are granted.
    async fn scopes(&mut self, client: &Client) -> Vec<Scope> {
        let features = [
            (Scope::USER_READ, "users and licenses"),
            (Scope::USER_GROUP_READ, "groups"),
            (Scope::COMMON_READ, "roles and content groups"),
            (Scope::ACCOUNTING_READ, "account groups"),
            (Scope::USER_WRITE, "granting and revoking, enabling and disabling"),
            (Scope::USER_GROUP_WRITE, "group membership by its own calls"),
        ];
        let mut granted = Vec::new();
        for (scope, feature) in features {
            let needed = self.wanted.contains(&scope) || self.provisions && scope == Scope::USER_WRITE;
            // Groups can be changed on the user's record too, if not as gently.
            let helps = self.provisions && scope == Scope::USER_GROUP_WRITE;
            let id = format!("scope:{}", scope.as_str());
            let title = format!("Scope {}", scope.as_str());
            if !self.provisions && scope.as_str().ends_with(".write") {
                self.skip(&id, &title, format!("not asked for; only needed for {feature}"));
                continue;
            }
            match client.probe_scope(&scope).await {
                Ok(true) => {
                    self.pass(&id, &title, feature.to_owned());
                    granted.push(scope);
                }
                Ok(false) => {
                    // The words of a sync that is refused the scope, so that both send people to one place.
                    let refused = coupa_client::Error::ScopeRefused {
                        host: client.instance().host().to_owned(),
                        missing: vec![scope.clone()],
                        text: String::new(),
                    };
                    let (outcome, detail) = if needed {
                        (Outcome::Failed, format!("not granted; needed for {feature}"))
                    } else if helps {
                        (Outcome::Warned, "not granted; groups are changed on the user's record".to_owned())
                    } else {
                        (Outcome::Skipped, format!("not granted; only needed for {feature}"))
                    };
                    self.steps.push(Step {
                        id,
                        title,
                        outcome,
                        detail,
                        remedy: refused.hint().filter(|_| needed || helps),
                        code: Code::PermissionDenied,
                    });
                }
                Err(error) if needed => self.fail(&id, &title, &error),
                Err(error) => self.warn(&id, &title, error.to_string(), error.hint()),
            }
        }
        granted
    }

    /// GraphQL, and one page of each type that the settings select.
    async fn data(&mut self, granted: &[Scope]) -> Option<Client> {
        // The token must be one that is granted, or each page would fail for the same reason.
        let usable: Vec<Scope> =
            self.wanted.iter().filter(|scope| granted.contains(scope)).cloned().collect();
        let reader = match settings::client(self.settings, usable.clone()) {
            Ok(reader) if !usable.is_empty() => reader,
            _ => {
                self.skip_rest(&["graphql", "data"]);
                return None;
            }
        };
        let before = self.steps.len();
        let asked: Vec<&types::TypeFacts> = types::ALL
            .iter()
            .filter(|facts| self.selected.iter().any(|id| id.as_str() == facts.id))
            .collect();
        for facts in asked {
            let id = format!("data:{}", facts.id);
            let title = format!("One page of {}", plural(facts.id));
            if !usable.contains(&facts.read_scope) {
                self.skip(&id, &title, format!("needs {}", facts.read_scope.as_str()));
                continue;
            }
            match read_one_page(&reader, facts.id).await {
                Ok(0) => self.warn(&id, &title, "there are none".to_owned(), None),
                Ok(count) => self.pass(&id, &title, format!("{count} read")),
                Err(error) => self.fail(&id, &title, &error),
            }
        }
        let anything = self.steps[before..].iter().any(|step| step.outcome == Outcome::Passed);
        let graphql = if !anything {
            step("graphql", "GraphQL", Outcome::Skipped, "nothing could be read".to_owned(), None)
        } else if reader.graphql_is_absent() {
            let remedy = "nothing: the slower REST interface is used instead";
            step(
                "graphql",
                "GraphQL",
                Outcome::Warned,
                "not available here".to_owned(),
                Some(remedy.to_owned()),
            )
        } else {
            step("graphql", "GraphQL", Outcome::Passed, "answers".to_owned(), None)
        };
        self.steps.insert(before, graphql);
        for note in reader.schema_notes() {
            if let Some(field) = note.field {
                self.skip(&format!("schema:{field}"), &format!("Field {field}"), note.text);
            }
        }
        Some(reader)
    }

    /// Whether changes could be made: the right to write, and a place for the records of it.
    fn provisioning(&mut self, granted: &[Scope]) {
        let title = "Provisioning";
        let waiting = settings::state_dir(self.settings)
            .ok()
            .and_then(|state| Journal::new(state.file("journal")).list().ok())
            .map_or(0, |entries| entries.len());
        if waiting > 0 {
            let detail =
                format!("{waiting} {} half done", if waiting == 1 { "change is" } else { "changes are" });
            let remedy = "run `baton-coupa recover` with the same settings".to_owned();
            self.warn("recovery", "Interrupted changes", detail, Some(remedy));
        }
        if !self.provisions {
            let detail = "off: nothing is ever changed in Coupa; --provisioning turns it on".to_owned();
            return self.skip("provisioning", title, detail);
        }
        let stores = match settings::stores(self.settings) {
            Ok(stores) => stores,
            Err(failure) => return self.add_failure("provisioning", title, &failure),
        };
        let trail = stores.audit.path();
        if trail.exists()
            && let Err(error) = audit::verify(trail, drop)
        {
            return self.add_failure("provisioning", title, &Failure::from(error));
        }
        if !granted.contains(&Scope::USER_WRITE) && !settings::uses_legacy_key(self.settings) {
            return self.skip("provisioning", title, format!("needs {}", Scope::USER_WRITE.as_str()));
        }
        self.pass("provisioning", title, format!("on; records in {}", stores.directory().display()));
    }

    fn clock(&mut self, client: &Client) {
        match client.clock_skew() {
            Some(skew) if skew.abs() > MAX_CLOCK_SKEW => {
                let detail = format!("{} s apart from Coupa's", skew.abs().as_secs());
                self.warn("clock", "Clock", detail, Some("set the clock of this machine by NTP".to_owned()));
            }
            Some(skew) => {
                self.pass("clock", "Clock", format!("{} s apart from Coupa's", skew.abs().as_secs()))
            }
            None => self.skip("clock", "Clock", "Coupa does not tell the time".to_owned()),
        }
    }

    fn rate(&mut self, client: &Client) {
        let allowed = self.settings.integer(settings::RATE.name);
        let counters = client.counters();
        if counters.rate_limited > 0 {
            let remedy = "another integration uses up the limit: lower --coupa-rate (BATON_COUPA_RATE)";
            let detail = format!("{} of our calls were refused as too many", counters.rate_limited);
            self.warn("rate", "Rate limit", detail, Some(remedy.to_owned()));
        } else {
            self.pass("rate", "Rate limit", format!("at most {allowed} requests a second, none refused"));
        }
    }

    fn pass(&mut self, id: &str, title: &str, detail: String) {
        self.steps.push(step(id, title, Outcome::Passed, detail, None));
    }

    fn warn(&mut self, id: &str, title: &str, detail: String, remedy: Option<String>) {
        self.steps.push(step(id, title, Outcome::Warned, detail, remedy));
    }

    fn skip(&mut self, id: &str, title: &str, detail: String) {
        self.steps.push(step(id, title, Outcome::Skipped, detail, None));
    }

    fn fail(&mut self, id: &str, title: &str, error: &coupa_client::Error) {
        let failure = settings::client_failure(error.clone());
        self.add_failure(id, title, &failure);
    }

    fn add_failure(&mut self, id: &str, title: &str, failure: &Failure) {
        self.steps.push(Step {
            id: id.to_owned(),
            title: title.to_owned(),
            outcome: Outcome::Failed,
            detail: failure.one_line(),
            remedy: failure.hint().map(str::to_owned),
            code: failure.code(),
        });
    }

    fn skip_rest(&mut self, ids: &[&str]) {
        for id in ids {
            let title = match *id {
                "connection" => "Connection",
                "provisioning" => "Provisioning",
                "token" => "Token",
                "scopes" => "Scopes",
                "graphql" => "GraphQL",
                "data" => "One page of each type",
                "clock" => "Clock",
                _ => "Rate limit",
            };
            self.skip(id, title, "not tried".to_owned());
        }
    }

    fn report(self, instance: String, client: Option<&Client>) -> Report {
        Report {
            instance,
            steps: self.steps,
            requests: client.map_or(0, |client| client.counters().requests),
            provisions: self.provisions,
        }
    }
}

fn step(id: &str, title: &str, outcome: Outcome, detail: String, remedy: Option<String>) -> Step {
    Step { id: id.to_owned(), title: title.to_owned(), outcome, detail, remedy, code: Code::Unknown }
}

fn plural(id: &str) -> &'static str {
    match id {
        "user" => "users",
        "group" => "groups",
        "role" => "roles",
        "license" => "licenses",
        "account_group" => "account groups",
        _ => "content groups",
    }
}

/// How many records the first page holds. Licences are flags of the users, so those are counted.
async fn read_one_page(client: &Client, resource_type: &str) -> coupa_client::Result<usize> {
    Ok(match resource_type {
        "user" => client.users_page(&UserSelection::default(), IdRange::all()).await?.items.len(),
        "license" => {
            let selection = UserSelection { licenses: true, ..UserSelection::default() };
            let page = client.users_page(&selection, IdRange::all()).await?;
            page.items.first().map_or(0, |user| user.licenses.len())
        }
        "group" => client.groups_page(GroupSelection { projects: true }, 0).await?.items.len(),
        "role" => client.roles_page(0).await?.items.len(),
        "account_group" => client.account_groups_page(0).await?.items.len(),
        _ => client.content_groups_page(0).await?.items.len(),
    })
}

impl Report {
    fn failed(&self) -> Vec<&Step> {
        self.steps.iter().filter(|step| step.outcome == Outcome::Failed).collect()
    }

    /// What the steps that failed would keep from working.
    fn would_fail(&self) -> &'static str {
        let only_changes = |step: &&Step| {
            step.id == "provisioning" || step.id == format!("scope:{}", Scope::USER_WRITE.as_str())
        };
        match self.provisions {
            true if self.failed().iter().all(only_changes) => "a change (not a sync)",
            true => "a sync or a change",
            false => "a sync",
        }
    }

    fn text(&self) -> String {
        let width = self.steps.iter().map(|step| step.title.chars().count()).max().unwrap_or(0);
        let mut text = String::new();
        for step in &self.steps {
            // The mark is a sign and a word, so that colour is never the only signal.
            let mark = match step.outcome {
                Outcome::Passed => "✓".green().to_string(),
                Outcome::Warned => "!".yellow().to_string(),
                Outcome::Failed => "✗".red().to_string(),
                Outcome::Skipped => "·".dimmed().to_string(),
            };
            let _ = writeln!(text, "{mark} {:<width$}  {}", step.title, step.detail);
            if let Some(remedy) = &step.remedy {
                let _ = writeln!(text, "  {:<width$}  {} {remedy}", "", "to do:".cyan());
            }
        }
        let failed = self.failed().len();
        if failed == 0 {
            let ready = if self.provisions { "sync and to provision" } else { "sync" };
            let _ = writeln!(text, "\n{} {} is ready to {ready}.", "Good:".green().bold(), self.instance);
        } else {
            let _ = writeln!(
                text,
                "\n{} {failed} {} failed; {} would fail too.",
                "Not yet:".red().bold(),
                if failed == 1 { "step" } else { "steps" },
                self.would_fail()
            );
        }
        text
    }

    fn json(&self) -> String {
        let steps: Vec<Value> = self
            .steps
            .iter()
            .map(|step| {
                json!({
                    "id": step.id,
                    "title": step.title,
                    "outcome": step.outcome.word(),
                    "detail": step.detail,
                    "remedy": step.remedy,
                })
            })
            .collect();
        let value = json!({
            "instance": self.instance,
            "ok": self.failed().is_empty(),
            "requests": self.requests,
            "steps": steps,
        });
        format!("{value:#}\n")
    }

    /// The exit code is that of the first step that failed.
    fn verdict(&self) -> Result<(), Failure> {
        let failed = self.failed();
        let Some(first) = failed.first() else { return Ok(()) };
        let message = format!("the check failed at: {}", first.title);
        Err(Failure::new(message).with_code(first.code).with_hint(
            first.remedy.clone().unwrap_or_else(|| "the step's line says what happened".to_owned()),
        ))
    }
}
