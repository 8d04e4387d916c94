//! What a person sees when a sync cannot work: the message, the exit code, and a directory in which every
//! file is byte for byte as it was.
//!
//! The messages are kept as snapshots, one a test, so that all of them can be read in one go.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    panic::AssertUnwindSafe,
    path::{Path, PathBuf},
    process::{Child, Command},
    sync::Arc,
    time::{Duration, Instant},
};

use coupa_sandbox::{OAuthClient, Operation, Sandbox, SandboxConfig, Tls};
use testkit::{
    decode::C1zFile,
    oracle::Expectation,
    program::{Finished, Program, finished},
};
use tokio::sync::{OnceCell, mpsc};

use crate::support::{assert_complete, default_file, program, small, start, sync};

/// A password for every place that takes one. No message may show it.
pub(crate) const CANARY: &str = "canary-7f3a9c";

/// The file of a sync that went well, made once for all tests.
async fn good_file() -> &'static [u8] {
    static GOOD: OnceCell<Vec<u8>> = OnceCell::const_new();
    GOOD.get_or_init(|| async {
        let sandbox = start(small()).await;
        let directory = tempfile::tempdir().unwrap();
        sync(&sandbox, directory.path(), &[]).await;
        std::fs::read(default_file(directory.path())).unwrap()
    })
    .await
}

/// Everything below a directory; a directory itself has no content.
pub(crate) fn contents(directory: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if let Ok(target) = std::fs::read_link(&path) {
            all.insert(path, Some(target.into_os_string().into_encoded_bytes()));
        } else if path.is_dir() {
            all.extend(contents(&path));
            all.insert(path, None);
        } else {
            let bytes = std::fs::read(&path).unwrap();
            all.insert(path, Some(bytes));
        }
    }
    all
}

/// A directory with a good file that a failing run could spoil, and the story of the runs that failed there.
pub(crate) struct Bench {
    directory: tempfile::TempDir,
    story: String,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(default_file(directory.path()), good_file().await).unwrap();
        std::fs::create_dir(directory.path().join("temporary")).unwrap();
        Self { directory, story: String::new() }
    }

    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The messages so far, each under its title.
    pub(crate) fn story(&self) -> &str {
        &self.story
    }

    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.path().join(name), bytes).unwrap();
    }

    /// A run without settings, whose standard error holds what people read and nothing else.
    pub(crate) fn program(&self) -> Program {
        program(self.path())
            .env("BATON_LOG_FORMAT", "console")
            .env("BATON_LOG_LEVEL", "error")
            .env("TMPDIR", self.path().join("temporary").display().to_string())
    }

    /// A run with credentials that nobody knows, and no instance yet.
    fn stranger(&self) -> Program {
        self.program().env("BATON_COUPA_CLIENT_ID", "some-client").env("BATON_COUPA_CLIENT_SECRET", CANARY)
    }

    /// Runs, and insists that it failed in an orderly way.
    pub(crate) async fn fails(&mut self, title: &str, code: i32, program: Program) {
        let before = contents(self.path());
        let finished = program.run_async().await.unwrap();
        self.judge(title, code, &finished, &before);
    }

    fn judge(
        &mut self,
        title: &str,
        code: i32,
        finished: &Finished,
        before: &BTreeMap<PathBuf, Option<Vec<u8>>>,
    ) {
        let message = &finished.stderr;
        assert_eq!(finished.code, Some(code), "{title}: {message}");
        assert_eq!(finished.stdout, "", "{title}: standard output is for data");
        assert!(message.starts_with("error: "), "{title}: {message}");
        for (label, most) in [("error: ", 1), ("hint: ", 1)] {
            let count = message.lines().filter(|line| line.starts_with(label)).count();
            assert!(count <= most, "{title}: `{label}` stands there {count} times\n{message}");
        }
        for secret in [CANARY, OAuthClient::default().secret.reveal(), "Bearer ", "eyJ"] {
            assert!(!message.contains(secret), "{title}: the message shows {secret}\n{message}");
        }
        assert!(!message.contains("panicked"), "{title}: {message}");
        let after = contents(self.path());
        assert!(after.keys().eq(before.keys()), "{title}: files came or went: {:?}", after.keys());
        for (path, bytes) in &after {
            assert!(before.get(path) == Some(bytes), "{title}: {} was changed", path.display());
        }
        writeln!(self.story, "# {title} (exit code {code})\n{message}").unwrap();
    }

    /// Compares all messages so far with the ones that were read and found good.
    fn tell(self, name: &str) {
        snapshot(name, &self.story, &[self.directory.path()], &[]);
    }
}

/// Compares a text with a snapshot, without what differs from run to run.
fn snapshot(name: &str, text: &str, directories: &[&Path], more: &[(&str, &str)]) {
    steady(text, directories, more, |text| insta::assert_snapshot!(name, text));
}

/// Gives a text to an assertion about a snapshot, without what differs from run to run.
pub(crate) fn steady(text: &str, directories: &[&Path], more: &[(&str, &str)], assertion: impl FnOnce(&str)) {
    let mut text = text.to_owned();
    for directory in directories {
        text = text.replace(&directory.display().to_string(), "[DIRECTORY]");
    }
    let mut filters = vec![
        (r"127\.0\.0\.1([:_])\d{5}", "127.0.0.1$1[PORT]"),
        (r"tries( in [0-9.]+ s)?\)", "tries in [TIME])"),
    ];
    filters.extend(more);
    insta::with_settings!({ filters => filters, omit_expression => true }, {
        assertion(text.trim_end());
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn the_judge_notices_planted_faults() {
    let good = || Finished {
        code: Some(2),
        stdout: String::new(),
        stderr: "error: it does not work\n  caused by: something\nhint: do this\n".to_owned(),
    };
    let judged = |finished: Finished, meddle: &dyn Fn(&Path), bench: &mut Bench| {
        let before = contents(bench.path());
        meddle(bench.path());
        std::panic::catch_unwind(AssertUnwindSafe(|| bench.judge("planted", 2, &finished, &before))).is_ok()
    };
    let mut bench = Bench::new().await;
    assert!(judged(good(), &|_| (), &mut bench), "an orderly failure is refused");

    let mut refuses = |what: &str, change: &dyn Fn(&mut Finished)| {
        let mut finished = good();
        change(&mut finished);
        assert!(!judged(finished, &|_| (), &mut bench), "nobody noticed: {what}");
    };
    refuses("another exit code", &|finished| finished.code = Some(0));
    refuses("a signal", &|finished| finished.code = None);
    refuses("words on standard output", &|finished| finished.stdout.push('x'));
    refuses("a message told twice", &|finished| finished.stderr = finished.stderr.repeat(2));
    refuses("a secret", &|finished| finished.stderr.push_str(CANARY));
    refuses("a token", &|finished| finished.stderr.push_str("eyJhbGciOiJub25lIn0"));
    refuses("no message", &|finished| finished.stderr.clear());

    let mut refuses = |what: &str, meddle: &dyn Fn(&Path)| {
        assert!(!judged(good(), meddle, &mut bench), "nobody noticed: {what}");
    };
    refuses("a file left behind", &|path| std::fs::write(path.join("sync.c1z.tmp"), "x").unwrap());
    refuses("a temporary file left behind", &|path| std::fs::create_dir(path.join("temporary/x")).unwrap());
    refuses("a byte more", &|path| {
        let mut bytes = std::fs::read(default_file(path)).unwrap();
        bytes.push(0);
        std::fs::write(default_file(path), bytes).unwrap();
    });
    refuses("the file removed", &|path| std::fs::remove_file(default_file(path)).unwrap());
}

type Configure = Box<dyn FnOnce(Program) -> Program + Send>;

/// A run that is going to fail, in a directory of its own.
fn case(
    title: &'static str,
    code: i32,
    configure: impl FnOnce(Program) -> Program + Send + 'static,
) -> (&'static str, i32, Configure) {
    (title, code, Box::new(configure))
}

/// Runs several cases side by side, since most of them wait before they give up.
async fn fail_together(name: &str, cases: Vec<(&'static str, i32, Configure)>) {
    let mut tasks = Vec::new();
    for (title, code, configure) in cases {
        tasks.push(tokio::spawn(async move {
            let mut bench = Bench::new().await;
            let program = configure(bench.program());
            bench.fails(title, code, program).await;
            (bench.story, bench.directory)
        }));
    }
    let mut story = String::new();
    let mut directories = Vec::new();
    for task in tasks {
        let (part, directory) = task.await.unwrap();
        story.push_str(&part);
        directories.push(directory);
    }
    let paths: Vec<&Path> = directories.iter().map(tempfile::TempDir::path).collect();
    snapshot(name, &story, &paths, &[]);
}

/// Points a run at an address as a stranger.
fn at(program: Program, base_url: &str) -> Program {
    program
        .env("BATON_COUPA_BASE_URL", base_url)
        .env("BATON_COUPA_CLIENT_ID", "some-client")
        .env("BATON_COUPA_CLIENT_SECRET", CANARY)
}

/// A port on which nobody listens.
fn closed_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_instance_has_to_be_named_and_to_be_one() {
    let mut bench = Bench::new().await;
    bench.fails("no settings at all", 2, bench.program()).await;
    bench.fails("only the instance", 2, bench.program().env("BATON_COUPA_DOMAIN", "acme")).await;
    bench.fails("an empty domain", 2, bench.stranger().env("BATON_COUPA_DOMAIN", "")).await;
    for (title, domain) in [
        ("a blank domain", "  "),
        ("a domain outside Coupa", "acme.example.com"),
        ("a domain that only looks like Coupa", "coupahost.com.evil.io"),
        ("a domain that ends like Coupa", "https://acme.evilcoupahost.com/"),
        ("a scheme and nothing else", "http://"),
        ("another scheme", "ftp://acme.coupahost.com"),
        ("the domain without an instance", "coupahost.com"),
        ("the supplier portal", "supplier.coupahost.com"),
        ("a port", "acme.coupahost.com:8443"),
        ("letters that imitate others", "аcme.coupahost.com"),
    ] {
        bench.fails(title, 3, bench.stranger().env("BATON_COUPA_DOMAIN", domain)).await;
    }
    let with_password = format!("https://me:{CANARY}@acme.coupahost.com");
    bench
        .fails("a password in the address", 3, bench.stranger().env("BATON_COUPA_DOMAIN", with_password))
        .await;

    let both =
        bench.stranger().env("BATON_COUPA_DOMAIN", "acme").args(["--coupa-base-url", "http://127.0.0.1:1"]);
    bench.fails("an instance and a simulator", 2, both).await;
    for (title, address) in [
        ("a simulator on another machine", "http://10.0.0.1:8642"),
        ("a simulator that is no address", "localhost"),
        ("a simulator with a path", "http://127.0.0.1:8642/api"),
    ] {
        bench.fails(title, 3, at(bench.program(), address)).await;
    }
    bench.tell("instance");
}

#[tokio::test(flavor = "multi_thread")]
async fn flags_variables_and_config_files_have_to_make_sense() {
    let sandbox = start(small()).await;
    let mut bench = Bench::new().await;
    let good = bench.program().against(&sandbox);
    let case = |arguments: &[&str]| good.clone().args(arguments.iter().copied());

    for (title, arguments) in [
        ("an unknown flag", &["--nope"][..]),
        ("a flag with a slip of the pen", &["--skip-project"]),
        ("an unknown letter", &["-z"]),
        ("a flag without its value", &["--file"]),
        ("an unknown command", &["snyc"]),
        ("a word after a command", &["check", "everything"]),
        ("an unknown resource type", &["--sync-resource-types", "user,rolle"]),
        ("a target without its prefix", &["--sync-resources", "role/4"]),
        ("a target of an unknown type", &["--sync-resources", "bid:r:rolle/4"]),
        ("a target that is no number", &["--sync-resources", "bid:r:role/four"]),
        ("a license that does not exist", &["--sync-resources", "bid:r:license/beer-user"]),
        ("a number that is none", &["--workers", "many"]),
        ("a number that is too small", &["--coupa-rate", "0"]),
        ("a number that is too large", &["--http-timeout-seconds", "86400"]),
        ("an unknown storage engine", &["--storage-engine", "tape"]),
        ("an unknown way to authenticate", &["--auth-method", "password"]),
        ("a legacy key that is not there", &["--auth-method", "api-key"]),
        ("a proxy that is no address", &["--proxy", "proxy.example"]),
        ("a proxy of another kind", &["--proxy", "socks5://me:canary-7f3a9c@127.0.0.1:1"]),
    ] {
        bench.fails(title, 2, case(arguments)).await;
    }
    let unwanted = case(&["--sync-resources", "bid:r:role/4", "--sync-resource-types", "user"]);
    bench.fails("a target of a type that is not wanted", 3, unwanted).await;
    for (title, arguments) in [
        ("service mode", &["--client-id", "someone@acme.conductor.one/pcc", "--client-secret", CANARY][..]),
        ("the other storage engine", &["--storage-engine", "pebble"]),
    ] {
        bench.fails(title, 12, case(arguments)).await;
    }

    let word = good.clone().env("BATON_SKIP_PROJECTS", "perhaps");
    bench.fails("a variable that is neither true nor false", 2, word).await;
    let gone = good.clone().env("BATON_CONFIG_PATH", "gone.yaml");
    bench.fails("a config file that does not exist", 2, gone).await;
    bench.put("broken.yaml", format!("coupa-client-secret: {CANARY}\nskip-projects: [true\nworkers: 2\n"));
    let broken = good.clone().env("BATON_CONFIG_PATH", "broken.yaml");
    bench.fails("a config file that is no YAML", 2, broken).await;
    bench.put("config.toml", "workers = 2\n");
    let other = good.clone().env("BATON_CONFIG_PATH", "config.toml");
    bench.fails("a config file of another kind", 2, other).await;
    let no_file = good
        .clone()
        .without_env("BATON_COUPA_CLIENT_SECRET")
        .env("BATON_COUPA_CLIENT_SECRET_FILE", "secret.txt");
    bench.fails("a secret whose file does not exist", 2, no_file).await;
    let twice = good.clone().env("BATON_COUPA_CLIENT_SECRET_FILE", "secret.txt");
    bench.fails("a secret given twice", 2, twice).await;
    bench.fails("a log file in no directory", 2, case(&["--log-path", "gone/sync.log"])).await;
    bench.fails("a log file that is a directory", 2, case(&["--log-path", "temporary"])).await;

    let asked: Vec<_> = sandbox.journal().entries();
    let only_tokens = asked.iter().all(|entry| entry.operations == [Operation::Token]);
    assert!(only_tokens, "data was read with settings that make no sense: {asked:?}");
    bench.tell("settings");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_take_a_sync_is_refused_before_any_work() {
    let sandbox = start(small()).await;
    let mut bench = Bench::new().await;
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../c1z/tests/golden/coupa-sdk-0.25-pebble.c1z");
    bench.put("newer.c1z", std::fs::read(golden).unwrap());
    bench.put("notes.txt", "hello, this is text\n");
    bench.put("page.html", "<html>Sign in</html>");
    let whole = good_file().await;
    bench.put("short.c1z", &whole[..whole.len() / 2]);
    bench.put("magic.c1z", &whole[..4]);
    let mut changed = whole.to_vec();
    let middle = changed.len() / 2;
    changed[middle] ^= 0xff;
    bench.put("damaged.c1z", &changed);
    std::os::unix::fs::symlink("nowhere", bench.path().join("link.c1z")).unwrap();

    let good = bench.program().against(&sandbox);
    for (title, path) in [
        ("a directory", "temporary"),
        ("a file name that is empty", ""),
        ("a directory that does not exist", "gone/sync.c1z"),
        ("a file as a directory", "notes.txt/sync.c1z"),
        ("a text", "notes.txt"),
        ("a web page", "page.html"),
        ("half a file", "short.c1z"),
        ("less than the first bytes", "magic.c1z"),
        ("a file with a changed byte", "damaged.c1z"),
        ("a file of the next layout", "newer.c1z"),
        ("a link to nothing", "link.c1z"),
        ("a device", "/dev/null"),
    ] {
        bench.fails(title, 2, good.clone().args(["-f", path])).await;
    }
    assert_eq!(sandbox.counters().requests, 0, "Coupa was asked before the file was looked at");
    bench.tell("files");
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_that_do_not_open_coupa_are_explained() {
    let sandbox = start(small()).await;
    let mut bench = Bench::new().await;
    let good = bench.program().against(&sandbox);
    bench.fails("a wrong secret", 16, good.clone().env("BATON_COUPA_CLIENT_SECRET", CANARY)).await;
    bench.fails("an unknown client", 16, good.clone().env("BATON_COUPA_CLIENT_ID", "nobody")).await;
    let key =
        good.clone().env("BATON_COUPA_API_KEY", CANARY).args(["--auth-method", "api-key", "--workers", "1"]);
    bench.fails("a legacy key that is refused", 16, key).await;
    sandbox.client_change(sandbox.client_id(), |client| client.active = false);
    bench.fails("a client that is switched off", 16, good.clone()).await;
    bench.tell("credentials");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_scope_is_named_with_the_place_to_add_it() {
    let read_scopes = ["core.common.read", "core.user.read", "core.user_group.read"];
    let mut bench = Bench::new().await;
    for missing in read_scopes {
        let client = OAuthClient::with_scopes(read_scopes.into_iter().filter(|scope| *scope != missing));
        let sandbox = start(SandboxConfig { clients: vec![client], ..small() }).await;
        bench.fails(&format!("without {missing}"), 7, bench.program().against(&sandbox)).await;
        let message = bench.story.rsplit("# ").next().unwrap();
        assert!(message.contains(&format!("`{missing}`")), "{message}");
        assert!(message.contains("Setup > Integrations > OAuth2/OpenID Connect Clients"), "{message}");
        for other in read_scopes.into_iter().filter(|scope| *scope != missing) {
            assert!(!message.contains(&format!("`{other}`")), "{other} is not missing: {message}");
        }
    }
    let client = OAuthClient::with_scopes(read_scopes);
    let sandbox = start(SandboxConfig { clients: vec![client], ..small() }).await;
    let more = bench.program().against(&sandbox).args(["--sync-account-groups"]);
    bench.fails("account groups without core.accounting.read", 7, more).await;
    let sandbox =
        start(SandboxConfig { clients: vec![OAuthClient::with_scopes(["login"])], ..small() }).await;
    bench.fails("without any of them", 7, bench.program().against(&sandbox)).await;
    bench.tell("scopes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_revoked_in_the_middle_ends_the_sync() {
    let sandbox = Arc::new(start(small()).await);
    let mut bench = Bench::new().await;
    let handle = Arc::clone(&sandbox);
    sandbox.hooks().before(Operation::UsersList, 2, move |_| {
        handle.client_change(handle.client_id(), |client| client.active = false);
        handle.tokens_revoke();
    });
    bench.fails("a client switched off in the middle", 16, bench.program().against(&sandbox)).await;
    assert_eq!(sandbox.hooks().waiting(), 0, "the client was never switched off");
    assert!(sandbox.counters().of(Operation::RolesList) > 0, "nothing had been read before");

    // Its scope taken away instead: the running token stays good, so the next run is the one to be told.
    let handle = Arc::clone(&sandbox);
    sandbox.client_change(sandbox.client_id(), |client| client.active = true);
    sandbox.hooks().before(Operation::UsersList, 2, move |_| {
        handle.client_change(handle.client_id(), |client| {
            client.scopes.retain(|scope| scope != "core.user.read")
        });
        handle.tokens_revoke();
    });
    bench.fails("a scope taken away in the middle", 7, bench.program().against(&sandbox)).await;
    assert_eq!(sandbox.hooks().waiting(), 0, "the scope was never taken away");
    bench.tell("revoked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ends_in_the_middle_is_replaced() {
    // Somebody revokes the token between pages, and later the clock runs past the end of the next one.
    let sandbox = Arc::new(start(small()).await);
    let handle = Arc::clone(&sandbox);
    sandbox.hooks().before(Operation::RolesList, 2, move |_| handle.tokens_revoke());
    let handle = Arc::clone(&sandbox);
    let a_day = Duration::from_secs(25 * 60 * 60);
    sandbox.hooks().before(Operation::UsersList, 2, move |_| handle.advance_clock(a_day));
    let directory = tempfile::tempdir().unwrap();
    // One request at a time, so that each change meets a token of its own.
    let decoded = sync(&sandbox, directory.path(), &["--workers", "1"]).await;
    assert_eq!(sandbox.hooks().waiting(), 0, "a token was left alone");
    assert_eq!(sandbox.counters().tokens, 3);
    assert_complete(&decoded, &sandbox, &Expectation::default(), "tokens ended");

    // Tokens that live for two seconds in a sync that takes longer.
    let config =
        SandboxConfig { token_ttl: Duration::from_secs(2), latency: Duration::from_millis(400), ..small() };
    let sandbox = start(config).await;
    let directory = tempfile::tempdir().unwrap();
    let decoded = sync(&sandbox, directory.path(), &[]).await;
    assert!(sandbox.counters().tokens >= 2, "only {} tokens", sandbox.counters().tokens);
    assert_complete(&decoded, &sandbox, &Expectation::default(), "short tokens");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_network_that_does_not_lead_to_coupa_is_explained() {
    let refused = format!("http://127.0.0.1:{}", closed_port());
    let proxy = format!("http://me:{CANARY}@127.0.0.1:{}", closed_port());
    let secure = start(SandboxConfig { tls: Some(Tls::SelfMade { names: Vec::new() }), ..small() }).await;
    let secure_url = secure.base_url();
    let plain_url = secure_url.replace("https://", "http://");
    let elsewhere = faulty("any:redirect=https://evil.example/login").await;
    let elsewhere_url = elsewhere.base_url();
    let started = Instant::now();
    let cases = vec![
        case("nobody listens", 14, move |program| at(program, &refused)),
        case("a name without an address", 14, |program| {
            at(program, "").env("BATON_COUPA_DOMAIN", "no-such-instance-xyz.coupahost.com")
        }),
        case("a proxy that is not there", 14, move |program| {
            at(program, "").env("BATON_COUPA_DOMAIN", "acme").args(["--proxy", proxy.as_str()])
        }),
        case("a certificate that nobody vouches for", 9, move |program| at(program, &secure_url)),
        case("TLS where none is expected", 14, move |program| at(program, &plain_url)),
        case("a redirect to somewhere else", 9, move |program| at(program, &elsewhere_url)),
    ];
    fail_together("network", cases).await;
    assert!(started.elapsed() < Duration::from_secs(60), "giving up took {:?}", started.elapsed());
    assert_eq!(secure.counters().requests, 0, "something was sent although nobody vouches for the server");
}

/// An instance with a fault.
async fn faulty(fault: &str) -> Sandbox {
    start(SandboxConfig { faults: vec![fault.parse().unwrap()], ..small() }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_is_not_coupas_is_explained() {
    let mut sandboxes = Vec::new();
    let mut cases = Vec::new();
    for (title, code, fault) in [
        ("a web page instead of a token", 2, "token:html=200"),
        ("a maintenance page instead of a token", 14, "token:html=503"),
        ("XML instead of a token", 2, "token:xml"),
        ("half a token", 2, "token:truncated-json"),
        ("a web page instead of users", 2, "users.list:html=200"),
        ("a web page instead of groups", 2, "groups.list:html=200"),
        ("a fault of Coupa that stays", 14, "users.list:status=500"),
        ("access denied for another reason", 7, "users.list:status=403"),
        ("half a page each time", 2, "users.list:truncated-json"),
        ("a user without an id", 2, "users.list:missing-id"),
        ("no users although there are some", 2, "users.list:empty-page"),
    ] {
        let sandbox = faulty(fault).await;
        let url = sandbox.base_url();
        sandboxes.push(sandbox);
        cases.push(case(title, code, move |program| {
            let client = OAuthClient::default();
            at(program, &url)
                .env("BATON_COUPA_CLIENT_ID", client.id.clone())
                .env("BATON_COUPA_CLIENT_SECRET", client.secret.reveal())
        }));
    }
    fail_together("answers", cases).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_was_not_asked_for_never_passes_for_the_right_one() {
    let mut bench = Bench::new().await;
    for fault in ["users.list:repeat-page", "roles.list:repeat-page"] {
        let sandbox = faulty(fault).await;
        // One request at a time, so that it is always the same listing that fails first.
        let one_by_one = bench.program().against(&sandbox).args(["--workers", "1"]);
        bench.fails(fault, 2, one_by_one).await;
    }
    bench.tell("wrong_page");
    // Where only one of two interfaces answers wrongly, the other one is asked, and nothing is missing.
    let sandbox = faulty("graphql:repeat-page").await;
    let directory = tempfile::tempdir().unwrap();
    let decoded = sync(&sandbox, directory.path(), &[]).await;
    assert_complete(&decoded, &sandbox, &Expectation::default(), "graphql:repeat-page");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_terminal_the_last_line_is_the_message_and_a_record_has_the_hint() {
    let sandbox = start(small()).await;
    let bench = Bench::new().await;
    let finished = bench
        .program()
        .against(&sandbox)
        .without_env("BATON_LOG_FORMAT")
        .env("BATON_COUPA_CLIENT_SECRET", CANARY)
        .run_async()
        .await
        .unwrap();
    assert_eq!(finished.code, Some(16));
    let lines: Vec<&str> = finished.stderr.lines().collect();
    let [record, last] = lines.as_slice() else { panic!("{}", finished.stderr) };
    let record: serde_json::Value = serde_json::from_str(record).unwrap();
    assert_eq!(record["level"], "error");
    assert_eq!(record["msg"], "error running connector");
    assert_eq!(record["code"], 16);
    assert_eq!(record["error"], *last);
    assert!(record["hint"].as_str().unwrap().contains("copy identifier and secret again"), "{record}");
    assert!(last.contains("Coupa refuses the OAuth client"), "{last}");
}

/// A file system that holds next to nothing, unmounted again at the end.
struct TinyDisk {
    directory: tempfile::TempDir,
}

impl TinyDisk {
    const SIZE_BYTES: usize = 64 << 10;

    /// `None` where mounting is not permitted.
    fn mount() -> Option<Self> {
        let directory = tempfile::tempdir().unwrap();
        let options = format!("size={},mode=777", Self::SIZE_BYTES);
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(directory.path())
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then_some(Self { directory })
    }
}

impl Drop for TinyDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.directory.path()).status();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_leaves_the_old_file_alone() {
    let Some(disk) = TinyDisk::mount() else {
        eprintln!("SKIPPED: mounting is not permitted here, so no disk can be filled");
        return;
    };
    let sandbox = start(SandboxConfig::quick(600)).await;
    let tiny = disk.directory.path();
    let mut bench = Bench::new().await;

    // A small file fits, a second sync with everything does not.
    let file = tiny.join("sync.c1z").display().to_string();
    let small = bench.program().against(&sandbox).args(["-f", &file, "--sync-resource-types", "role"]);
    let first = small.run_async().await.unwrap();
    assert_eq!(first.code, Some(0), "{}", first.stderr);
    let before = contents(tiny);
    assert_eq!(before.len(), 1, "{:?}", before.keys());
    bench.fails("no room for the new file", 8, bench.program().against(&sandbox).args(["-f", &file])).await;
    assert!(contents(tiny) == before, "the disk holds something else: {:?}", contents(tiny).keys());
    assert_eq!(C1zFile::open(Path::new(&file)).unwrap().syncs().unwrap().len(), 1);

    // The same where only temporary files go.
    let temporary = bench.program().against(&sandbox).args(["--c1z-temp-dir", &tiny.display().to_string()]);
    bench.fails("no room for temporary files", 8, temporary).await;
    assert!(contents(tiny) == before, "the disk holds something else: {:?}", contents(tiny).keys());

    // Sizes differ with the libraries that write, and the names of temporary directories are random.
    let more = [(r"\b\d{4,}\b", "[BYTES]"), (r"baton-c1z-\w+", "baton-c1z-[RANDOM]")];
    snapshot("full_disk", &bench.story, &[tiny], &more);
}

/// Sends a signal the way a person or a supervisor does.
fn send(signal: &str, child: &Child) {
    let status = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(status.success(), "kill {signal} failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_sync_leaves_nothing_behind() {
    let mut bench = Bench::new().await;
    for (title, signal, operation, fault) in [
        ("Ctrl-C in the middle", "-INT", Operation::UsersList, "users.list:hang,nth=2"),
        ("SIGTERM in the middle", "-TERM", Operation::UsersList, "users.list:hang,nth=2"),
        ("Ctrl-C while the connection is tested", "-INT", Operation::Token, "token:hang"),
    ] {
        let sandbox = faulty(fault).await;
        let (reached, mut waiting) = mpsc::unbounded_channel();
        // The second request for users hangs, so the sync cannot end by itself before the signal comes.
        let nth = if operation == Operation::UsersList { 2 } else { 1 };
        sandbox.hooks().before(operation, nth, move |_| reached.send(()).unwrap());
        let before = contents(bench.path());
        let child = bench.program().against(&sandbox).start().unwrap();
        waiting.recv().await.unwrap();
        let during = contents(bench.path());
        assert!(during.len() > before.len(), "{title}: there was nothing to clean up");
        let signalled = Instant::now();
        send(signal, &child);
        let output = tokio::task::spawn_blocking(move || child.wait_with_output()).await.unwrap().unwrap();
        assert!(signalled.elapsed() < Duration::from_secs(10), "{title}: it took {:?}", signalled.elapsed());
        bench.judge(title, 1, &finished(output).unwrap(), &before);
    }
    bench.tell("interrupted");
}
