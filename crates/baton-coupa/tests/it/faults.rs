//! What a bad network and a bad day at Coupa do to a sync: a complete file or a named error, and never
//! a wrong file.
//!
//! Every row of the table runs in this process, on an instance of its own, onto a file that a good sync
//! left before. Afterwards either the file holds everything and the run succeeded, or the run failed
//! with an error that says what happened, and the file is what it was, byte for byte.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use baton_sdk::exit::Code;
use coupa_client::Event;
use coupa_sandbox::{Fault, Operation, RateLimit, Sandbox, SandboxConfig, Switches};
use testkit::{decode::C1zFile, oracle, program};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::JoinSet,
};

use crate::{
    in_process::{self, everything, impatient},
    support::{self, decode, default_file, start},
};

/// People in the simulated company: two pages of users.
const EMPLOYEES: usize = 60;

/// Runs side by side. Most of them wait for a server that hangs or pauses.
const SIDE_BY_SIDE: usize = 6;

/// What stands in a fault for the address of a server that nobody should call.
const ELSEWHERE: &str = "ELSEWHERE";

/// The lists a sync reads.
const LISTS: [Operation; 5] = [
    Operation::UsersList,
    Operation::RolesList,
    Operation::GroupsList,
    Operation::AccountGroupsList,
    Operation::ContentGroupsList,
];

/// What a run must come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The file holds everything.
    Complete,
    /// The run fails with this code, and the error says this.
    Fails(Code, &'static str),
    /// Which page is struck depends on how many pages the list has: either of the two.
    CompleteOrFails(Code, &'static str),
    /// Not run.
    Skipped,
}

use Outcome::{Complete, CompleteOrFails, Fails, Skipped};

/// A fault, and what it must come to.
struct Row {
    /// The fault, as the simulator reads it, without target.
    fault: &'static str,
    /// When it strikes the first request.
    once: Outcome,
    /// When it strikes the second, which for a short list is the one that tells the end.
    twice: Outcome,
    /// When it strikes every third.
    every_third: Outcome,
    /// When it strikes all of them.
    always: Outcome,
}

impl Row {
    const fn passing(fault: &'static str, always: Outcome) -> Self {
        Self { fault, once: Complete, twice: Complete, every_third: Complete, always }
    }

    const fn harmless(fault: &'static str) -> Self {
        Self::passing(fault, Complete)
    }

    const fn for_token(fault: &'static str, once: Outcome, always: Outcome) -> Self {
        Self { fault, once, twice: Skipped, every_third: Skipped, always }
    }

    const fn fatal(fault: &'static str, code: Code, says: &'static str) -> Self {
        let fails = Fails(code, says);
        Self { fault, once: fails, twice: fails, every_third: fails, always: fails }
    }
}

/// Faults of lists.
const LIST_FAULTS: [Row; 31] = [
    // Limits. The wait is the server's where it makes sense, and ours otherwise.
    Row::passing("status=429", Fails(Code::Unavailable, "429")),
    Row { every_third: Skipped, ..Row::passing("status=429,retry-after=1", Fails(Code::Unavailable, "429")) },
    Row {
        every_third: Skipped,
        ..Row::passing("status=429,retry-after=date+1", Fails(Code::Unavailable, "429"))
    },
    Row::passing("status=429,retry-after=99999999", Fails(Code::Unavailable, "429")),
    Row::passing("status=429,retry-after=soon", Fails(Code::Unavailable, "429")),
    // A server that is down, and the proxies before it.
    Row::passing("status=500", Fails(Code::Unavailable, "500")),
    Row::passing("status=502", Fails(Code::Unavailable, "502")),
    Row::passing("status=503", Fails(Code::Unavailable, "503")),
    Row::passing("status=504", Fails(Code::Unavailable, "504")),
    Row::passing("html=500", Fails(Code::Unavailable, "web page")),
    Row::passing("html=200", Fails(Code::Unknown, "a web page")),
    // Tokens and permissions.
    Row::passing("status=401", Fails(Code::Unauthenticated, "401")),
    // GraphQL that answers 403 to all the scopes is closed, so REST is read; REST has nothing behind it.
    Row {
        every_third: CompleteOrFails(Code::PermissionDenied, "403"),
        ..Row::passing("status=403", Fails(Code::PermissionDenied, "403"))
    },
    // The network.
    Row::passing("reset-before", Fails(Code::Unavailable, "connection broke")),
    Row::passing("hang", Fails(Code::DeadlineExceeded, "within 1 s")),
    Row::passing("drip=20", Fails(Code::DeadlineExceeded, "within 1 s")),
    Row::passing("cut-body", Fails(Code::Unavailable, "connection broke")),
    // Bodies.
    Row::passing("xml", Fails(Code::Unknown, "XML")),
    Row::passing("truncated-json", Fails(Code::Unknown, "ends in the middle")),
    Row::passing("broken-utf8", Fails(Code::Unknown, "UTF-8")),
    Row::harmless("wrong-content-type"),
    Row::fatal("gzip-bomb=8", Code::Unknown, "larger than"),
    Row::fatal("giant-body=8", Code::Unknown, "larger than"),
    Row::fatal("redirect=ELSEWHERE", Code::FailedPrecondition, "which is not followed"),
    // GraphQL. What it keeps refusing is read by REST.
    Row::harmless("graphql-errors=null"),
    Row::harmless("graphql-errors=partial"),
    // Pages.
    Row::harmless("short-page"),
    Row::passing("repeat-page", Fails(Code::Unknown, "which was not asked for")),
    Row::passing("empty-page", Fails(Code::Unknown, "empty")),
    Row {
        fault: "missing-id",
        once: Fails(Code::Unknown, "could not be understood"),
        twice: CompleteOrFails(Code::Unknown, "could not be understood"),
        every_third: CompleteOrFails(Code::Unknown, "could not be understood"),
        always: Fails(Code::Unknown, "could not be understood"),
    },
    Row {
        // GraphQL reports it as an error, and is asked again; REST just shows it.
        every_third: CompleteOrFails(Code::Unknown, "could not be understood"),
        ..Row::passing("null-record", Fails(Code::Unknown, "could not be understood"))
    },
];

/// Faults of the token endpoint, which a short sync asks once.
const TOKEN_FAULTS: [Row; 21] = [
    Row::for_token("status=429", Complete, Fails(Code::Unavailable, "429")),
    Row::for_token("status=429,retry-after=1", Complete, Fails(Code::Unavailable, "429")),
    Row::for_token("status=429,retry-after=soon", Complete, Fails(Code::Unavailable, "429")),
    Row::for_token("status=500", Complete, Fails(Code::Unavailable, "500")),
    Row::for_token("status=502", Complete, Fails(Code::Unavailable, "502")),
    Row::for_token("status=503", Complete, Fails(Code::Unavailable, "503")),
    Row::for_token("status=504", Complete, Fails(Code::Unavailable, "504")),
    Row::for_token("html=500", Complete, Fails(Code::Unavailable, "web page")),
    Row::for_token("html=200", Complete, Fails(Code::Unknown, "a web page")),
    // The credentials are presented in the other place too.
    Row::for_token("status=401", Complete, Fails(Code::Unauthenticated, "refuses the OAuth client")),
    Row::for_token("status=403", Fails(Code::PermissionDenied, "403"), Fails(Code::PermissionDenied, "403")),
    Row::for_token("reset-before", Complete, Fails(Code::Unavailable, "connection broke")),
    Row::for_token("hang", Complete, Fails(Code::DeadlineExceeded, "within 1 s")),
    Row::for_token("drip=20", Complete, Fails(Code::DeadlineExceeded, "within 1 s")),
    Row::for_token("cut-body", Complete, Fails(Code::Unavailable, "connection broke")),
    Row::for_token("xml", Complete, Fails(Code::Unknown, "XML")),
    Row::for_token("truncated-json", Complete, Fails(Code::Unknown, "ends in the middle")),
    Row::for_token("broken-utf8", Complete, Fails(Code::Unknown, "UTF-8")),
    Row::for_token("wrong-content-type", Complete, Complete),
    Row::for_token("gzip-bomb=8", Fails(Code::Unknown, "larger than"), Fails(Code::Unknown, "larger than")),
    Row::for_token(
        "redirect=ELSEWHERE",
        Fails(Code::FailedPrecondition, "which is not followed"),
        Fails(Code::FailedPrecondition, "which is not followed"),
    ),
];

/// A file that a good sync left, and where to put copies of it.
struct Former {
    bytes: Vec<u8>,
}

impl Former {
    async fn make() -> Self {
        let sandbox = start(SandboxConfig::quick(EMPLOYEES)).await;
        let directory = tempfile::tempdir().unwrap();
        let path = default_file(directory.path());
        in_process::sync(impatient(&sandbox).build().unwrap(), &path).await.unwrap();
        Self { bytes: std::fs::read(path).unwrap() }
    }

    /// Puts a copy into an empty directory.
    fn place(&self, directory: &Path) -> PathBuf {
        let path = default_file(directory);
        std::fs::write(&path, &self.bytes).unwrap();
        path
    }

    /// Says what a failed run left that it should not have.
    fn complaint(&self, path: &Path) -> Option<String> {
        let directory = path.parent().unwrap();
        let mut names: BTreeSet<String> = std::fs::read_dir(directory)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.remove("sync.c1z");
        if !names.is_empty() {
            return Some(format!("the failed run left {names:?} behind"));
        }
        (std::fs::read(path).unwrap() != self.bytes).then(|| "the failed run changed the file".to_owned())
    }
}

/// Says how the newest sync of a file differs from what the instance holds.
fn difference(path: &Path, sandbox: &Sandbox) -> Option<String> {
    let decoded = decode(path);
    let syncs = C1zFile::open(path).unwrap().syncs().unwrap();
    let newest = syncs.iter().max_by_key(|sync| sync.ended_at.clone()).unwrap();
    if newest.sync_type != "full" {
        return Some(format!("the newest sync is {}", newest.sync_type));
    }
    let found = oracle::differences(&decoded, &sandbox.snapshot(), &everything()).unwrap();
    found.first().map(|first| format!("{} differences, the first: {first}", found.len()))
}

/// A server that must not be called, and how often it was.
struct Elsewhere {
    address: String,
    connections: Arc<AtomicU64>,
}

impl Elsewhere {
    async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/api/users", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&connections);
        tokio::spawn(async move {
            while let Ok((_stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
            }
        });
        Self { address, connections }
    }

    fn connections(&self) -> u64 {
        self.connections.load(Ordering::SeqCst)
    }
}

/// Runs one fault and says what is not as it must be.
async fn complaint(fault: &str, expected: Outcome, former: &Former) -> Option<String> {
    let sandbox = start(SandboxConfig::quick(EMPLOYEES)).await;
    let number = sandbox.faults().add(fault.parse::<Fault>().unwrap());
    let directory = tempfile::tempdir().unwrap();
    let path = former.place(directory.path());
    let result = in_process::sync(impatient(&sandbox).build().unwrap(), &path).await;
    if sandbox.faults().fired(number) == 0 {
        return Some("the fault never struck".to_owned());
    }
    match result {
        Ok(_) => {
            if let Fails(..) = expected {
                let wrong = difference(&path, &sandbox).unwrap_or_else(|| "all of it".to_owned());
                return Some(format!("it succeeded, with {wrong}"));
            }
            difference(&path, &sandbox)
        }
        Err(failure) => {
            let text = failure.one_line();
            match expected {
                Fails(code, says) | CompleteOrFails(code, says) => {
                    if failure.code() != code || !text.contains(says) {
                        return Some(format!("{:?}: {text}", failure.code()));
                    }
                }
                Complete | Skipped => return Some(format!("{:?}: {text}", failure.code())),
            }
            former.complaint(&path)
        }
    }
}

/// Runs all of these side by side and insists that none has a complaint.
async fn insist(runs: Vec<(String, Outcome)>) {
    let former = Arc::new(Former::make().await);
    let places = Arc::new(Semaphore::new(SIDE_BY_SIDE));
    let total = runs.len();
    let mut tasks = JoinSet::new();
    for (fault, expected) in runs {
        let (former, places) = (Arc::clone(&former), Arc::clone(&places));
        tasks.spawn(async move {
            let _place = places.acquire().await.unwrap();
            let found = complaint(&fault, expected, &former).await;
            found.map(|found| format!("{fault} (expected {expected:?}): {found}"))
        });
    }
    let mut complaints: Vec<String> = tasks.join_all().await.into_iter().flatten().collect();
    complaints.sort();
    assert!(complaints.is_empty(), "{} of {total} runs:\n{}", complaints.len(), complaints.join("\n"));
}

/// The runs of a table for one operation.
fn runs<'a>(
    operation: Operation,
    rows: &'a [Row],
    elsewhere: &'a Elsewhere,
) -> impl Iterator<Item = (String, Outcome)> + 'a {
    rows.iter().flat_map(move |row| {
        let fault = row.fault.replace(ELSEWHERE, &elsewhere.address);
        [(",nth=1", row.once), (",nth=2", row.twice), (",every=3", row.every_third), ("", row.always)]
            .into_iter()
            .filter(|(_, expected)| *expected != Skipped)
            .map(move |(when, expected)| (format!("{operation}:{fault}{when}"), expected))
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fault_of_a_list_makes_a_wrong_file() {
    let elsewhere = Elsewhere::open().await;
    let runs: Vec<_> = LISTS.into_iter().flat_map(|list| runs(list, &LIST_FAULTS, &elsewhere)).collect();
    assert!(runs.len() > 500, "only {} runs", runs.len());
    insist(runs).await;
    assert_eq!(elsewhere.connections(), 0, "a redirect was followed");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_fault_of_the_token_endpoint_makes_a_wrong_file() {
    let elsewhere = Elsewhere::open().await;
    insist(runs(Operation::Token, &TOKEN_FAULTS, &elsewhere).collect()).await;
    assert_eq!(elsewhere.connections(), 0, "a redirect was followed with the secret in the body");
}

#[tokio::test(flavor = "multi_thread")]
async fn several_faults_at_once_make_no_wrong_file() {
    let former = Former::make().await;
    let mut complete = 0;
    for faults in [
        ["any:status=503,every=5", "graphql:graphql-errors=null,every=4", "users.list:short-page"],
        ["any:cut-body,every=6", "users.list:empty-page,nth=2", "graphql:html=200,every=7"],
        ["graphql:truncated-json,every=3", "rest:status=429,every=4", "groups.list:empty-page,nth=1"],
        ["any:reset-before,every=5", "users.list:repeat-page,nth=2", "any:status=401,nth=6"],
    ] {
        let sandbox = start(SandboxConfig::quick(EMPLOYEES)).await;
        let numbers = faults.map(|fault| sandbox.faults().add(fault.parse().unwrap()));
        let directory = tempfile::tempdir().unwrap();
        let path = former.place(directory.path());
        match in_process::sync(impatient(&sandbox).build().unwrap(), &path).await {
            Ok(_) => {
                assert_eq!(difference(&path, &sandbox), None, "{faults:?}");
                for number in numbers {
                    assert!(sandbox.faults().fired(number) > 0, "{faults:?}: one of them never struck");
                }
                complete += 1;
            }
            // Which call is struck depends on how the listings interleave, so one call may be struck
            // at each of its few tries. Then the sync has to say so, and to leave the file alone.
            Err(failure) => {
                let told = failure.one_line();
                let codes = [Code::Unavailable, Code::Unknown];
                assert!(codes.contains(&failure.code()) && told.contains("(3 tries"), "{faults:?}: {told}");
                assert_eq!(former.complaint(&path), None, "{faults:?}");
            }
        }
    }
    assert!(complete > 0, "none of them was borne");
}

#[tokio::test(flavor = "multi_thread")]
async fn memberships_behind_an_empty_page_are_found() {
    let switches =
        Switches { nested_cap: coupa_sandbox::switches::NestedCap::Everywhere, ..Switches::default() };
    let config = SandboxConfig { switches, groups: Some(80), ..SandboxConfig::quick(EMPLOYEES) };
    let sandbox = start(config).await;
    // The nested list stops at fifty; what comes then is on the second page of the memberships.
    sandbox.state().write(|state| {
        let user = state.users().find(|user| user.class.is_none()).map(|user| user.id).unwrap();
        let groups: Vec<_> = state.groups().map(|group| group.id).collect();
        for group in groups.into_iter().take(64) {
            state.membership_add(user, group);
        }
    });
    let number = sandbox.faults().add("memberships.list:empty-page,nth=2".parse().unwrap());
    let directory = tempfile::tempdir().unwrap();
    let path = default_file(directory.path());
    in_process::sync(impatient(&sandbox).build().unwrap(), &path).await.unwrap();
    assert_eq!(sandbox.faults().fired(number), 1);
    assert_eq!(difference(&path, &sandbox), None);
}

/// Runs of the program: fault, exit code, and what it says.
const PROGRAM_RUNS: [(&str, i32, &str); 7] = [
    ("users.list:html=200,nth=2", 0, ""),
    ("users.list:hang,nth=2", 0, ""),
    ("users.list:status=403", 7, "403"),
    ("token:status=401", 16, "refuses the OAuth client"),
    ("roles.list:missing-id,nth=1", 2, "could not be understood"),
    ("users.list:redirect=ELSEWHERE,nth=2", 9, "which is not followed"),
    ("token:redirect=ELSEWHERE", 9, "which is not followed"),
];

#[tokio::test(flavor = "multi_thread")]
async fn the_program_ends_with_a_complete_file_or_a_named_error() {
    let elsewhere = Elsewhere::open().await;
    let former = Arc::new(Former::make().await);
    let mut tasks = JoinSet::new();
    for (fault, code, says) in PROGRAM_RUNS {
        let (former, fault) = (Arc::clone(&former), fault.replace(ELSEWHERE, &elsewhere.address));
        tasks.spawn(async move {
            let sandbox = start(SandboxConfig::quick(EMPLOYEES)).await;
            let number = sandbox.faults().add(fault.parse().unwrap());
            let directory = tempfile::tempdir().unwrap();
            let path = former.place(directory.path());
            let finished = support::program(directory.path())
                .against(&sandbox)
                .args(["--sync-account-groups", "--sync-content-groups", "--http-timeout-seconds=1"])
                .run_async()
                .await
                .unwrap();
            assert!(sandbox.faults().fired(number) > 0, "{fault} never struck");
            assert_eq!(finished.code, Some(code), "{fault}: {}", finished.stderr);
            // The text is broken into lines, so only words are looked for.
            let told = finished.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(told.contains(says), "{fault}: {told}");
            let complaint = if code == 0 { difference(&path, &sandbox) } else { former.complaint(&path) };
            assert_eq!(complaint, None, "{fault}");
        });
    }
    tasks.join_all().await;
    assert_eq!(elsewhere.connections(), 0, "a redirect was followed");
}

/// The most memory a run of the program held, in MiB, and its exit code.
async fn peak_mib(sandbox: &Sandbox, directory: &Path) -> (u64, Option<i32>, String) {
    let mut child = support::program(directory).against(sandbox).start().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut look = tokio::time::interval(Duration::from_millis(2));
    let mut peak_kib = 0;
    // The kernel keeps the high-water mark, so looking now and then misses nothing but the last moment.
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        peak_kib = peak_kib.max(kib.unwrap_or(0));
        look.tick().await;
    }
    let finished = program::finished(child.wait_with_output().unwrap()).unwrap();
    (peak_kib / 1024, finished.code, finished.stderr)
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_compressed_bomb_takes_little_memory() {
    let former = Former::make().await;
    let sandbox = start(SandboxConfig::quick(EMPLOYEES)).await;
    let directory = tempfile::tempdir().unwrap();
    let path = former.place(directory.path());

    // A body below the limit is held, and the measure sees it.
    let number = sandbox.faults().add("users.list:gzip-bomb=48,nth=1".parse().unwrap());
    let (peak, code, stderr) = peak_mib(&sandbox, directory.path()).await;
    assert_eq!((code, sandbox.faults().fired(number)), (Some(0), 1), "{stderr}");
    assert!((48..300).contains(&peak), "{peak} MiB");

    // A gigabyte, of which a megabyte crosses the wire.
    let path = {
        std::fs::write(&path, &former.bytes).unwrap();
        path
    };
    sandbox.faults().clear();
    sandbox.faults().add("users.list:gzip-bomb=1024,nth=1".parse().unwrap());
    let (peak, code, stderr) = peak_mib(&sandbox, directory.path()).await;
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.contains("larger than"), "{stderr}");
    assert!(peak < 300, "{peak} MiB");
    assert_eq!(former.complaint(&path), None);

    // The same without compression.
    sandbox.faults().clear();
    sandbox.faults().add("users.list:giant-body=1024,nth=1".parse().unwrap());
    let (peak, code, stderr) = peak_mib(&sandbox, directory.path()).await;
    assert_eq!(code, Some(2), "{stderr}");
    assert!(peak < 300, "{peak} MiB");
    assert_eq!(former.complaint(&path), None);
}

/// An instance that limits as Coupa does, with pages so small that the limit is felt.
async fn limited() -> Sandbox {
    let switches = Switches { graphql_page_size: 8, ..Switches::default() };
    let config = SandboxConfig { rate: Some(RateLimit::default()), switches, ..SandboxConfig::quick(400) };
    start(config).await
}

/// The most requests of a run of the program that came within one second, with default settings.
async fn busiest_second() -> u64 {
    let sandbox = limited().await;
    let directory = tempfile::tempdir().unwrap();
    let finished = support::program(directory.path())
        .against(&sandbox)
        .without_env("BATON_COUPA_RATE")
        .without_env("BATON_COUPA_BURST")
        .args(["--sync-account-groups", "--sync-content-groups"])
        .run_async()
        .await
        .unwrap();
    assert_eq!(finished.code, Some(0), "{}", finished.stderr);
    assert_eq!(difference(&default_file(directory.path()), &sandbox), None);
    let counters = sandbox.counters();
    assert!(counters.requests > 60, "{} requests do not feel the limit", counters.requests);
    assert!(counters.status(429) <= 1, "{} requests were refused", counters.status(429));
    counters.max_per_second
}

#[tokio::test(flavor = "multi_thread")]
async fn no_second_holds_more_requests_than_coupa_allows() {
    // The instance counts arrivals. On a machine that is busy with other tests a request may be
    // delayed between leaving and arriving, so that more come close together than left so: one of
    // three runs has to be exact, and none may be far off.
    let mut seen = Vec::new();
    while seen.last().is_none_or(|most| *most > 25) {
        assert!(seen.len() < 3, "requests within one second: {seen:?}");
        let most = busiest_second().await;
        assert!(most <= 30, "{most} requests within one second");
        seen.push(most);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_count_of_requests_in_a_second_notices_haste() {
    let rate = coupa_client::RateLimit { per_second: 1_000, burst: 1_000 };
    let limited = limited().await;
    limited.rate_set(None);
    let directory = tempfile::tempdir().unwrap();
    let path = default_file(directory.path());
    let client = || in_process::client(&limited).rate(rate).build().unwrap();
    in_process::sync(client(), &path).await.unwrap();
    let most = limited.counters().max_per_second;
    assert!(most > 30, "{most} requests within one second");

    // With the limit, who was told nothing of it learns from the refusals and still finds all.
    limited.rate_set(Some(RateLimit::default()));
    in_process::sync(client(), &path).await.unwrap();
    assert_eq!(difference(&path, &limited), None);
    assert!(limited.counters().status(429) > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_429_costs_two_seconds_at_most() {
    let run = async |faults: &[&str]| {
        let sandbox = start(SandboxConfig::quick(EMPLOYEES)).await;
        let numbers: Vec<u64> =
            faults.iter().map(|fault| sandbox.faults().add(fault.parse().unwrap())).collect();
        let directory = tempfile::tempdir().unwrap();
        let path = default_file(directory.path());
        let began = Instant::now();
        in_process::sync(in_process::client(&sandbox).build().unwrap(), &path).await.unwrap();
        let took = began.elapsed();
        assert_eq!(difference(&path, &sandbox), None);
        let refusals =
            u32::try_from(numbers.into_iter().map(|number| sandbox.faults().fired(number)).sum::<u64>());
        (took, refusals.unwrap())
    };
    let (undisturbed, _) = run(&[]).await;
    for header in ["", ",retry-after=1", ",retry-after=date+1", ",retry-after=99999999", ",retry-after=soon"]
    {
        let fault = |nth: u32| format!("users.list:status=429{header},nth={nth}");
        let (took, refusals) = run(&[&fault(1), &fault(3)]).await;
        assert_eq!(refusals, 2, "{header}");
        let lost = took.saturating_sub(undisturbed) / refusals;
        assert!(lost <= Duration::from_secs(2), "{header}: {lost:?} lost each");
        assert!(took >= Duration::from_secs(1), "{header}: nothing was waited for");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_that_die_every_few_requests_are_renewed_one_at_a_time() {
    let switches = Switches { graphql_page_size: 5, token_size_bytes: 16_384, ..Switches::default() };
    let sandbox = Arc::new(start(SandboxConfig { switches, ..SandboxConfig::quick(EMPLOYEES) }).await);
    let revocations = Arc::new(AtomicU64::new(0));
    let on_event = {
        let (sandbox, revocations) = (Arc::clone(&sandbox), Arc::clone(&revocations));
        let successes = AtomicU64::new(0);
        move |event| {
            if let Event::Answered { operation, status: 200, .. } = event
                && !operation.contains("token")
                && (successes.fetch_add(1, Ordering::SeqCst) + 1).is_multiple_of(6)
            {
                revocations.fetch_add(1, Ordering::SeqCst);
                sandbox.tokens_revoke();
            }
        }
    };
    let client = impatient(&sandbox).on_event(Arc::new(on_event)).build().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let path = default_file(directory.path());
    in_process::sync(client, &path).await.unwrap();
    assert_eq!(difference(&path, &sandbox), None);
    let (revocations, minted) = (revocations.load(Ordering::SeqCst), sandbox.counters().tokens);
    assert!(revocations >= 5, "only {revocations} tokens died");
    assert!(minted <= revocations + 1, "{minted} tokens for {revocations} that died");
    // Refused calls were repeated, so each death cost no more than the calls that were under way.
    assert!(sandbox.counters().status(401) > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn short_lived_tokens_that_need_time_to_work_are_borne() {
    let switches = Switches {
        graphql_page_size: 5,
        token_size_bytes: 16_384,
        token_settling_ms: 600,
        ..Switches::default()
    };
    let config = SandboxConfig {
        switches,
        token_ttl: Duration::from_secs(3),
        // Longer than the token lives, whatever the machine does.
        latency: Duration::from_millis(130),
        ..SandboxConfig::quick(EMPLOYEES)
    };
    let sandbox = start(config).await;
    let directory = tempfile::tempdir().unwrap();
    let path = default_file(directory.path());
    let began = Instant::now();
    in_process::sync(in_process::client(&sandbox).build().unwrap(), &path).await.unwrap();
    let took = began.elapsed();
    assert_eq!(difference(&path, &sandbox), None);
    let minted = sandbox.counters().tokens;
    // Each lives three seconds and is renewed after three quarters of that.
    let bound = took.as_secs() / 2 + 2;
    assert!(minted >= 2, "the token never had to be renewed");
    assert!(minted <= bound, "{minted} tokens in {took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_checks_of_this_file_notice_planted_faults() {
    // The file: another byte, another size, something beside it.
    let former = Former::make().await;
    let directory = tempfile::tempdir().unwrap();
    let path = former.place(directory.path());
    assert_eq!(former.complaint(&path), None);
    let mut bytes = former.bytes.clone();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    assert!(former.complaint(&path).unwrap().contains("changed"));
    bytes.pop();
    std::fs::write(&path, &bytes).unwrap();
    assert!(former.complaint(&path).unwrap().contains("changed"));
    std::fs::write(&path, &former.bytes).unwrap();
    std::fs::write(directory.path().join(".sync.c1z.tmp"), b"").unwrap();
    assert!(former.complaint(&path).unwrap().contains(".sync.c1z.tmp"));

    // The listener: a connection is counted.
    let elsewhere = Elsewhere::open().await;
    assert_eq!(elsewhere.connections(), 0);
    let address = elsewhere.address.trim_start_matches("http://").trim_end_matches("/api/users");
    let _stream = TcpStream::connect(address).await.unwrap();
    let counted = async {
        while elsewhere.connections() == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), counted).await.unwrap();

    // The runs: wrong outcomes, wrong words, wrong codes, faults that never strike.
    let complains = async |fault: &str, expected: Outcome, says: &str| {
        let found = complaint(fault, expected, &former).await;
        assert!(found.as_ref().is_some_and(|found| found.contains(says)), "{fault}: {found:?}");
    };
    complains("users.list:status=403", Complete, "403").await;
    complains("users.list:status=403", Fails(Code::PermissionDenied, "cheese"), "403").await;
    complains("users.list:status=403", Fails(Code::Unknown, "403"), "PermissionDenied").await;
    complains("users.list:short-page", Fails(Code::Unknown, "short"), "it succeeded, with all of it").await;
    complains("users.list:short-page,nth=999", Complete, "never struck").await;

    // The comparison: somebody came after the sync.
    let sandbox = start(SandboxConfig::quick(EMPLOYEES)).await;
    let path = former.place(directory.path());
    assert_eq!(difference(&path, &sandbox), None);
    sandbox.state().write(|state| state.user_add("late.comer", "Late", "Comer"));
    assert!(difference(&path, &sandbox).unwrap().contains("is missing"));
}
