//! A connector that follows a script, and what its tests need: a place for the file, runs, records.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use async_trait::async_trait;
use baton_core::{
    ConnectorMetadata, Entitlement, Grant, Purpose, Resource, ResourceId, ResourceType, ResourceTypeId,
};
use baton_sdk::{
    Result,
    connector::{
        Connector, ConnectorError, Listing, MissingResource, Page, PageToken, Resolution, Selection, Stage,
        SyncView, TypeDeclaration,
    },
    exit::Code,
    syncer::{self, NoProgress, Progress, SyncOptions, SyncReport},
};
use c1z::WriterOptions;
use testkit::decode::{C1zFile, Decoded};
use tokio::sync::{Notify, watch};

pub(crate) const USER: ResourceTypeId = ResourceTypeId::from_static("user");
pub(crate) const ROLE: ResourceTypeId = ResourceTypeId::from_static("role");
pub(crate) const TEAM: ResourceTypeId = ResourceTypeId::from_static("team");

pub(crate) fn user(id: u32) -> ResourceId {
    ResourceId::new(USER, id.to_string())
}

pub(crate) fn role(id: u32) -> ResourceId {
    ResourceId::new(ROLE, id.to_string())
}

/// A resource whose name tells its id.
pub(crate) fn resource(id: &ResourceId) -> Resource {
    Resource::new(id.clone(), format!("the {id}"))
}

pub(crate) fn member(id: &ResourceId) -> Entitlement {
    Entitlement::new(id.clone(), "member", Purpose::Assignment)
}

pub(crate) fn users(ids: impl IntoIterator<Item = u32>) -> Page {
    Page { resources: ids.into_iter().map(|id| resource(&user(id))).collect(), ..Page::default() }
}

pub(crate) fn roles(ids: impl IntoIterator<Item = u32>) -> Page {
    let ids: Vec<_> = ids.into_iter().map(role).collect();
    Page {
        resources: ids.iter().map(resource).collect(),
        entitlements: ids.iter().map(member).collect(),
        ..Page::default()
    }
}

/// Adds grants, each a role and the user who holds it.
pub(crate) fn with_grants(mut page: Page, held: &[(u32, u32)]) -> Page {
    page.grants.extend(held.iter().map(|(of, by)| Grant::on(role(*of), "member", user(*by))));
    page
}

pub(crate) fn then(mut page: Page, tokens: &[&str]) -> Page {
    page.next = tokens.iter().map(|token| PageToken((*token).to_owned())).collect();
    page
}

pub(crate) fn refusal(message: &'static str) -> ConnectorError {
    ConnectorError::new(message, Code::PermissionDenied).with_hint(Some("ask for it".to_owned()))
}

/// What happens when a page is asked for.
pub(crate) enum Step {
    Give(Page),
    Fail(&'static str),
    Panic(&'static str),
    /// Tells that it was reached, and never answers.
    Hang(Arc<Notify>),
    /// Gives the count of an entitlement as the number of a role.
    Count(Entitlement),
}

pub(crate) struct ScriptedListing {
    name: &'static str,
    resource_types: Vec<ResourceTypeId>,
    steps: BTreeMap<Option<PageToken>, Step>,
    /// How often a page lets others go first, by its place among the steps.
    delays: Vec<usize>,
    calls: Calls,
}

type Calls = Arc<Mutex<Vec<String>>>;

/// Tokens that follow one another, and what each leads to. The first is the beginning.
pub(crate) type Steps = Vec<(Option<&'static str>, Step)>;

/// What the connector does when it is asked about missing resources.
pub(crate) enum Lookup {
    /// Those of these that are asked for exist, and have members.
    Exist(Vec<ResourceId>),
    Answer(Resolution),
    Fail(&'static str),
    Panic(&'static str),
}

pub(crate) struct Script {
    pub(crate) calls: Calls,
    pub(crate) stages: Vec<Vec<Arc<ScriptedListing>>>,
    pub(crate) lookup: Lookup,
    pub(crate) refused: Option<&'static str>,
}

impl Script {
    pub(crate) fn new() -> Self {
        Self { calls: Calls::default(), stages: Vec::new(), lookup: Lookup::Exist(Vec::new()), refused: None }
    }

    /// Three users, two roles, and who holds what; three listings in two stages.
    pub(crate) fn small() -> Self {
        Self::new()
            .stage(vec![
                ("roles", ROLE, vec![(None, Step::Give(roles([1, 2])))]),
                ("teams", TEAM, vec![(None, Step::Give(Page::default()))]),
            ])
            .stage(vec![(
                "users",
                USER,
                vec![
                    (None, Step::Give(then(with_grants(users([1, 2]), &[(1, 1), (1, 2), (2, 2)]), &["b"]))),
                    (Some("b"), Step::Give(with_grants(users([3]), &[(1, 3)]))),
                ],
            )])
    }

    /// Adds a stage of listings: name, type, steps.
    pub(crate) fn stage(self, listings: Vec<(&'static str, ResourceTypeId, Steps)>) -> Self {
        self.stage_with_delays(listings, &[])
    }

    pub(crate) fn stage_with_delays(
        mut self,
        listings: Vec<(&'static str, ResourceTypeId, Steps)>,
        delays: &[usize],
    ) -> Self {
        let scripted = listings.into_iter().map(|(name, resource_type, steps)| {
            Arc::new(ScriptedListing {
                name,
                resource_types: vec![resource_type],
                steps: steps
                    .into_iter()
                    .map(|(token, step)| (token.map(|token| PageToken(token.to_owned())), step))
                    .collect(),
                delays: delays.to_vec(),
                calls: Arc::clone(&self.calls),
            })
        });
        let stage = scripted.collect();
        self.stages.push(stage);
        self
    }

    pub(crate) fn calls(&self) -> Vec<String> {
        self.calls.lock().unwrap().clone()
    }

    fn call(&self, what: impl Into<String>) {
        self.calls.lock().unwrap().push(what.into());
    }

    fn work(&self) -> Vec<Stage> {
        let listing = |listing: &Arc<ScriptedListing>| Arc::clone(listing) as Arc<dyn Listing>;
        self.stages.iter().map(|stage| stage.iter().map(listing).collect()).collect()
    }
}

#[async_trait]
impl Listing for ScriptedListing {
    fn name(&self) -> &str {
        self.name
    }

    fn resource_types(&self) -> Vec<ResourceTypeId> {
        self.resource_types.clone()
    }

    async fn page(&self, token: Option<&PageToken>, view: &dyn SyncView) -> Result<Page, ConnectorError> {
        let shown = token.map_or("", |token| token.0.as_str());
        self.calls.lock().unwrap().push(format!("page {} {shown}", self.name));
        let place = self.steps.keys().position(|key| key.as_ref() == token).expect("a token of the script");
        for _ in 0..self.delays.get(place).copied().unwrap_or(0) {
            tokio::task::yield_now().await;
        }
        match &self.steps[&token.cloned()] {
            Step::Give(page) => Ok(page.clone()),
            Step::Fail(message) => Err(refusal(message)),
            Step::Panic(message) => panic!("{message}"),
            Step::Hang(reached) => {
                reached.notify_one();
                std::future::pending().await
            }
            Step::Count(entitlement) => {
                let count = view.grant_count(&entitlement.id).await?;
                Ok(roles([u32::try_from(count).unwrap()]))
            }
        }
    }
}

#[async_trait]
impl Connector for Script {
    fn metadata(&self) -> ConnectorMetadata {
        ConnectorMetadata { display_name: "Script".to_owned(), ..ConnectorMetadata::default() }
    }

    fn resource_types(&self) -> Vec<TypeDeclaration> {
        self.call("resource_types");
        let declare = |id: ResourceTypeId| TypeDeclaration {
            resource_type: ResourceType {
                display_name: id.to_string(),
                id,
                description: String::new(),
                traits: Vec::new(),
                annotations: Vec::new(),
            },
            capabilities: Vec::new(),
        };
        [ROLE, TEAM, USER].map(declare).to_vec()
    }

    async fn validate(&self, _selection: &Selection) -> Result<(), ConnectorError> {
        self.call("validate");
        self.refused.map_or(Ok(()), |message| Err(refusal(message)))
    }

    fn stages(&self, _selection: &Selection) -> Vec<Stage> {
        self.call("stages");
        self.work()
    }

    fn targeted_stages(
        &self,
        targets: &[ResourceId],
        _selection: &Selection,
    ) -> Result<Vec<Stage>, ConnectorError> {
        self.call(format!("targeted_stages {targets:?}"));
        if targets.iter().any(|target| target.resource_type == TEAM) {
            return Err(refusal("a team cannot be read alone"));
        }
        Ok(self.work())
    }

    async fn resolve(&self, missing: &[MissingResource]) -> Result<Resolution, ConnectorError> {
        let ids: Vec<String> = missing.iter().map(|item| item.id.to_string()).collect();
        self.call(format!("resolve {}", ids.join(" ")));
        match &self.lookup {
            Lookup::Exist(exist) => {
                let found: Vec<_> = exist.iter().filter(|id| ids.contains(&id.to_string())).collect();
                Ok(Resolution {
                    resources: found.iter().map(|id| resource(id)).collect(),
                    entitlements: found.iter().map(|id| member(id)).collect(),
                })
            }
            Lookup::Answer(resolution) => Ok(resolution.clone()),
            Lookup::Fail(message) => Err(refusal(message)),
            Lookup::Panic(message) => panic!("{message}"),
        }
    }
}

/// A directory of its own for the file and for what is temporary.
pub(crate) struct Place {
    pub(crate) file: PathBuf,
    pub(crate) temporary: PathBuf,
    pub(crate) directory: tempfile::TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let temporary = directory.path().join("temporary");
        std::fs::create_dir(&temporary).unwrap();
        std::fs::create_dir(directory.path().join("output")).unwrap();
        Self { file: directory.path().join("output/sync.c1z"), temporary, directory }
    }

    /// A full sync of every type.
    pub(crate) fn options(&self) -> SyncOptions {
        SyncOptions {
            path: self.file.clone(),
            writer: WriterOptions { temp_dir: Some(self.temporary.clone()), ..WriterOptions::default() },
            selection: Selection {
                resource_types: vec![ROLE, TEAM, USER],
                skip_entitlements_and_grants: false,
                skip_grants: false,
            },
            targets: Vec::new(),
            keep_going: false,
            concurrency: syncer::DEFAULT_CONCURRENCY,
        }
    }

    pub(crate) fn keep_going(&self) -> SyncOptions {
        SyncOptions { keep_going: true, ..self.options() }
    }

    /// Writes a small sync, and returns the bytes of the file.
    pub(crate) async fn prepare(&self) -> Vec<u8> {
        run(Script::small(), self.options()).await.unwrap();
        std::fs::read(&self.file).unwrap()
    }

    pub(crate) fn open(&self) -> C1zFile {
        C1zFile::open(&self.file).unwrap()
    }

    pub(crate) fn latest(&self) -> Decoded {
        self.open().latest().unwrap()
    }

    /// The type that the newest sync has in the file.
    pub(crate) fn stored_type(&self) -> String {
        self.open().syncs().unwrap().pop().unwrap().sync_type
    }

    /// Asserts that the file holds what it held before, and that nothing else was left anywhere.
    #[track_caller]
    pub(crate) fn assert_untouched(&self, before: &[u8]) {
        assert!(std::fs::read(&self.file).unwrap() == before, "the file was changed");
        self.assert_tidy(1);
    }

    /// Asserts that there is nothing but so many files of ours.
    #[track_caller]
    pub(crate) fn assert_tidy(&self, n_files: usize) {
        let count = |path: &std::path::Path| std::fs::read_dir(path).unwrap().count();
        assert_eq!(count(&self.temporary), 0, "temporary files are left");
        assert_eq!(count(self.file.parent().unwrap()), n_files, "files are left beside the target");
    }
}

pub(crate) async fn run(script: Script, options: SyncOptions) -> Result<SyncReport> {
    run_with(Arc::new(script), options, Arc::new(NoProgress)).await
}

pub(crate) async fn run_with(
    script: Arc<Script>,
    options: SyncOptions,
    progress: Arc<dyn Progress>,
) -> Result<SyncReport> {
    let (_asked, cancelled) = watch::channel(false);
    syncer::run(script, options, progress, cancelled).await
}

/// The ids of everything in a sync, in groups.
pub(crate) fn ids(decoded: &Decoded) -> [Vec<String>; 4] {
    [
        decoded.resource_types.keys().cloned().collect(),
        decoded.resources.keys().cloned().collect(),
        decoded.entitlements.keys().cloned().collect(),
        decoded.grants.keys().cloned().collect(),
    ]
}
