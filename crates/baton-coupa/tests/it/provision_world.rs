//! A small company with one person whose access is changed, and the ways to change it: through the program,
//! as people do, and through the provisioner in this process, for tests that need thousands of changes.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use baton_core::{ResourceId, ResourceTypeId};
use baton_coupa::provision::{
    CoupaProvisioner, StateDir, Stores,
    audit::{self, DEFAULT_MAX_BYTES},
};
use baton_sdk::provision::GrantRequest;
use coupa_sandbox::{
    JournalEntry, Sandbox, SandboxConfig, State, Switches, Transport,
    state::{Entitlement, Licence, UserId},
};
use serde_json::{Map, Value};
use testkit::{
    decode::Decoded,
    oracle::Expectation,
    program::{Finished, Program},
};

use crate::{
    in_process::impatient,
    support::{assert_complete, decode, default_file, program, start},
};

/// A new account, as somebody asks for it.
pub(crate) const ACCOUNT: [&str; 6] = [
    "--create-account-login",
    "jpark",
    "--create-account-email",
    "jin.park@acme.example",
    "--create-account-profile",
    r#"{"first_name":"Jin","last_name":"Park"}"#,
];

/// The five types that can be held, in the order of [`World::wanted`].
pub(crate) const TYPES: [&str; 5] = ["role", "group", "account_group", "content_group", "license"];

/// What a sync is asked to read, so that all five types are in the file.
pub(crate) const ALL_TYPES: [&str; 2] = ["--sync-account-groups", "--sync-content-groups"];

/// Something that can be held, by the names that governance and the instance have for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Right {
    pub(crate) resource_type: &'static str,
    pub(crate) id: String,
    pub(crate) held: Entitlement,
}

impl Right {
    fn new(held: Entitlement) -> Self {
        let (resource_type, id) = match held {
            Entitlement::Role(id) => ("role", id.to_string()),
            Entitlement::Group(id) => ("group", id.to_string()),
            Entitlement::AccountGroup(id) => ("account_group", id.to_string()),
            Entitlement::ContentGroup(id) => ("content_group", id.to_string()),
            Entitlement::Licence(licence) => ("license", licence.written().to_owned()),
        };
        Self { resource_type, id, held }
    }

    /// `role:4:member`.
    pub(crate) fn entitlement(&self) -> String {
        let slug = self.slug();
        format!("{}:{}:{slug}", self.resource_type, self.id)
    }

    fn slug(&self) -> &'static str {
        if self.resource_type == "license" { "assigned" } else { "member" }
    }

    /// `role:4:member:user:17`.
    pub(crate) fn grant(&self, user: UserId) -> String {
        format!("{}:user:{user}", self.entitlement())
    }

    pub(crate) fn request(&self, user: UserId) -> GrantRequest {
        GrantRequest {
            resource: ResourceId::new(ResourceTypeId::from_static(self.resource_type), self.id.clone()),
            slug: self.slug().to_owned(),
            principal: ResourceId::new(ResourceTypeId::from_static("user"), user.to_string()),
        }
    }
}

impl From<Entitlement> for Right {
    fn from(held: Entitlement) -> Self {
        Self::new(held)
    }
}

/// Everything that everybody holds.
pub(crate) type Holdings = BTreeMap<UserId, BTreeSet<Entitlement>>;

/// An instance, a directory for the program, and Maria, who holds something of every type.
pub(crate) struct World {
    pub(crate) sandbox: Arc<Sandbox>,
    pub(crate) maria: UserId,
    /// One of each of [`TYPES`], none of which Maria holds.
    pub(crate) wanted: [Right; 5],
    /// One of each of [`TYPES`] that Maria holds.
    pub(crate) present: [Right; 5],
    directory: tempfile::TempDir,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(&[]).await
    }

    /// A world in which these switches, `name=value`, are set.
    pub(crate) async fn with(switches: &[&str]) -> Self {
        let mut set = Switches::default();
        for switch in switches {
            set.set_text(switch).unwrap();
        }
        Self::of(SandboxConfig { switches: set, ..tiny() }).await
    }

    pub(crate) async fn of(config: SandboxConfig) -> Self {
        let sandbox = Arc::new(start(config).await);
        let (maria, wanted, present) = sandbox.state().write(hire_maria);
        Self {
            sandbox,
            maria,
            wanted: wanted.map(Right::new),
            present: present.map(Right::new),
            directory: tempfile::tempdir().unwrap(),
        }
    }

    /// Where the program runs, and its home.
    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    /// Where the program keeps what must outlive a run, unless told otherwise.
    pub(crate) fn state_dir(&self) -> PathBuf {
        let name = self.sandbox.address().to_string().replace(':', "_");
        self.directory().join(".local/state/baton-coupa").join(name)
    }

    pub(crate) fn program(&self) -> Program {
        program(self.directory()).against(&self.sandbox)
    }

    pub(crate) async fn run(&self, arguments: &[&str]) -> Finished {
        self.program().args(arguments.iter().copied()).run_async().await.unwrap()
    }

    /// A run that may change things, with its result as JSON.
    pub(crate) async fn change(&self, arguments: &[&str]) -> Finished {
        let all = ["--provisioning", "--output", "json"].iter().chain(arguments);
        self.program().args(all.copied()).run_async().await.unwrap()
    }

    pub(crate) async fn grant(&self, right: &Right) -> Finished {
        let (entitlement, user) = (right.entitlement(), self.maria.to_string());
        self.change(&grant_arguments(&entitlement, &user)).await
    }

    pub(crate) async fn revoke(&self, right: &Right) -> Finished {
        self.change(&["--revoke-grant", &right.grant(self.maria)]).await
    }

    pub(crate) async fn act(&self, action: &str, user: UserId) -> Finished {
        let arguments = format!("{{\"user_id\":\"{user}\"}}");
        self.change(&["--invoke-action", action, "--invoke-action-args", &arguments]).await
    }

    /// Syncs all types and compares the file with the instance.
    pub(crate) async fn sync(&self) -> Decoded {
        let finished = self.run(&ALL_TYPES).await;
        assert_eq!(finished.code, Some(0), "{}", finished.stderr);
        let decoded = decode(&default_file(self.directory()));
        assert_complete(&decoded, &self.sandbox, &self.expectation(), "a sync between changes");
        decoded
    }

    pub(crate) fn expectation(&self) -> Expectation {
        let switches = self.sandbox.switches();
        Expectation {
            account_groups: true,
            content_groups: true,
            absent_licences: switches.absent_licences.clone(),
            absent_fields: switches.absent_fields.clone(),
            typed_integrations: switches.get("integration_type").as_deref() == Some("set"),
            ..Expectation::default()
        }
    }

    /// What Maria holds.
    pub(crate) fn held(&self) -> BTreeSet<Entitlement> {
        self.sandbox.state().read(|state| state.entitlements(self.maria))
    }

    /// What everybody holds.
    pub(crate) fn everybody(&self) -> Holdings {
        self.sandbox
            .state()
            .read(|state| state.users().map(|user| (user.id, state.entitlements(user.id))).collect())
    }

    /// Makes Maria hold exactly this.
    pub(crate) fn put(&self, wanted: &BTreeSet<Entitlement>) {
        self.sandbox.state().write(|state| {
            let held = state.entitlements(self.maria);
            for surplus in held.difference(wanted) {
                state.entitlement_revoke(self.maria, *surplus);
            }
            for missing in wanted.difference(&held) {
                state.entitlement_grant(self.maria, *missing);
            }
        });
        assert_eq!(&self.held(), wanted, "the world is not as it should be");
    }

    /// The writes that reached the instance since the journal was cleared.
    pub(crate) fn writes(&self) -> Vec<JournalEntry> {
        self.sandbox.journal().entries().into_iter().filter(is_write).collect()
    }

    /// Writers as two processes on one machine would have them are made by calling this twice.
    pub(crate) fn writer(&self) -> CoupaProvisioner {
        writer(&self.sandbox, &self.directory().join("state"))
    }
}

/// Whether a request changes records.
pub(crate) fn is_write(entry: &JournalEntry) -> bool {
    entry.transport == Transport::Rest && entry.method != "GET"
}

/// The arguments that ask for a grant.
pub(crate) fn grant_arguments<'a>(entitlement: &'a str, user: &'a str) -> [&'a str; 6] {
    ["--grant-entitlement", entitlement, "--grant-principal", user, "--grant-principal-type", "user"]
}

/// As few records as a company can have, so that thousands of runs are quick.
pub(crate) fn tiny() -> SandboxConfig {
    SandboxConfig {
        roles: Some(6),
        groups: Some(4),
        projects: Some(2),
        account_groups: Some(2),
        content_groups: Some(3),
        ..SandboxConfig::quick(6)
    }
}

type Fresh = (UserId, [Entitlement; 5], [Entitlement; 5]);

/// Hires Maria, who holds several of each type, a project among her groups, and makes one more of each.
fn hire_maria(state: &mut State) -> Fresh {
    let maria = state.user_add("mreyes", "Maria", "Reyes");
    let mut made = [
        ["Night watch", "Gardener", "Beekeeper", "Locksmith"]
            .map(|name| Entitlement::Role(state.role_add(name, None)))
            .to_vec(),
        ["Bees", "Gates", "Keys"].map(|name| Entitlement::Group(state.group_add(name, None))).to_vec(),
        ["EMEA accounts", "APAC accounts", "LATAM accounts"]
            .map(|name| Entitlement::AccountGroup(state.account_group_add(name)))
            .to_vec(),
        ["EU requesters", "US requesters", "UK requesters"]
            .map(|name| Entitlement::ContentGroup(state.content_group_add(name, None)))
            .to_vec(),
        [Licence::Expense, Licence::Travel, Licence::Contracts, Licence::Sourcing]
            .map(Entitlement::Licence)
            .to_vec(),
    ];
    for licence in Licence::ALL {
        state.seats_set(*licence, None);
    }
    let wanted = made.each_mut().map(|kind| kind.pop().unwrap());
    let present = made.each_ref().map(|kind| kind[0]);
    let project = state.groups().find(|group| group.is_project()).map(|group| group.id).unwrap();
    for held in made.into_iter().flatten().chain([Entitlement::Group(project)]) {
        assert!(state.entitlement_grant(maria, held), "{held}");
    }
    (maria, wanted, present)
}

/// A provisioner in this process that waits for little, with its records below `directory`.
pub(crate) fn writer(sandbox: &Sandbox, directory: &Path) -> CoupaProvisioner {
    let client = impatient(sandbox).scopes(Vec::new()).build().unwrap();
    let host = client.instance().host().to_owned();
    let state = StateDir::new(Some(directory), &host).unwrap();
    let stores = Stores::open(&state, None, DEFAULT_MAX_BYTES, &host, sandbox.client_id()).unwrap();
    CoupaProvisioner::new(client, Some(Arc::new(stores))).patience(
        4,
        Duration::from_millis(2),
        Duration::from_millis(10),
    )
}

/// What a run printed, which must be JSON.
pub(crate) fn json(finished: &Finished) -> Value {
    serde_json::from_str(&finished.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}\n{}", finished.stdout, finished.stderr))
}

/// Insists on success and on what came of it: `made`, `already` or `planned`.
pub(crate) fn assert_change(finished: &Finished, change: &str, context: &str) -> Value {
    assert_eq!(finished.code, Some(0), "{context}: {}", finished.stderr);
    let value = json(finished);
    assert_eq!(value["change"], change, "{context}: {value}");
    value
}

/// Insists on a failure with this code, whose message holds these words.
pub(crate) fn assert_fails(finished: &Finished, code: i32, words: &[&str], context: &str) {
    assert_eq!(finished.code, Some(code), "{context}: {}", finished.stderr);
    assert_eq!(finished.stdout, "", "{context}: a failure has no result");
    for word in words {
        assert!(finished.stderr.contains(word), "{context}: `{word}` is not in: {}", finished.stderr);
    }
}

/// The lines of an audit trail, oldest first, whose chain must be whole.
pub(crate) fn audit_lines(path: &Path) -> Vec<Map<String, Value>> {
    let mut lines = Vec::new();
    audit::verify(path, |line| lines.push(line)).unwrap();
    lines
}

/// Says how much was tried, to whoever runs the tests with `--nocapture`.
#[expect(clippy::print_stderr, reason = "a count that nobody sees proves nothing")]
pub(crate) fn count(text: &str) {
    eprintln!("COUNT {text}");
}
