//! How long it takes to write and read a tenant, how large its file is, and how much memory that needs.
//!
//! `cargo bench -p c1z` uses 10,000 users with ten grants each. `C1Z_BENCH_USERS=100000` is a large tenant.
//! `C1Z_BENCH_FILE` names where to put the file, and keeps it.
//! Every grant counts once with its tenth of a user, so that sizes compare across tenants.

#![expect(clippy::print_stdout, reason = "a report is what a benchmark is for")]

use std::time::{Duration, Instant};

use baton_proto::connector::v2::{
    Entitlement, Grant, Resource, ResourceId, ResourceType, UserTrait, user_trait,
};
use c1z::{C1zReader, C1zWriter, ReaderOptions, SyncType, WriterOptions};
use prost::{Message, Name};
use prost_types::{Any, Struct, Value, value::Kind};

const GRANTS_A_USER: u64 = 10;
const ROLES: u64 = 200;
const BATCH: usize = 50;

fn main() {
    let n_users =
        std::env::var("C1Z_BENCH_USERS").ok().and_then(|count| count.parse().ok()).unwrap_or(10_000);
    let dir = tempfile::tempdir().expect("a temporary directory");
    let path = std::env::var_os("C1Z_BENCH_FILE").map_or_else(|| dir.path().join("sync.c1z"), Into::into);
    println!("{n_users} users, {} grants, {ROLES} roles", n_users * GRANTS_A_USER);
    let mut sync_id = None;
    for what in ["new file", "added to it"] {
        let started_at = Instant::now();
        let writer = C1zWriter::open(&path, WriterOptions::default()).expect("a fit target");
        report(&format!("{what}: open"), started_at.elapsed());
        let mut sync = writer.start_sync(SyncType::Full, None).expect("a new database");
        let putting = put(&mut sync, n_users);
        report(&format!("{what}: put"), putting);
        let step = Instant::now();
        assert_eq!(sync.dangling_principals().expect("an answer"), []);
        assert_eq!(sync.dangling_entitlements().expect("an answer"), []);
        report(&format!("{what}: look for gaps"), step.elapsed());
        let step = Instant::now();
        let finished = sync.finish().expect("a file");
        report(&format!("{what}: finish"), step.elapsed());
        #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
        let bytes_per_grant = finished.file_bytes as f64 / finished.stats.grants as f64;
        println!(
            "{:28} {} bytes, database {}, {bytes_per_grant:.1} bytes a grant",
            format!("{what}: size"),
            finished.file_bytes,
            finished.database_bytes
        );
        sync_id = Some(finished.sync_id);
    }

    let sync_id = sync_id.expect("two syncs were written");
    let step = Instant::now();
    let reader = C1zReader::open(&path, &ReaderOptions::default()).expect("our own file");
    report("read: open", step.elapsed());
    let step = Instant::now();
    let n_read =
        reader.grants(&sync_id, None).expect("grants").inspect(|grant| assert!(grant.is_ok())).count();
    assert_eq!(n_read as u64, n_users * GRANTS_A_USER);
    report("read: grants", step.elapsed());
    let step = Instant::now();
    let n_read = reader
        .resources(&sync_id, Some("user"))
        .expect("users")
        .inspect(|user| assert!(user.is_ok()))
        .count();
    assert_eq!(n_read as u64, n_users);
    report("read: users", step.elapsed());
    if let Some(peak) = peak_memory() {
        println!("{:28} {peak}", "peak memory");
    }
}

fn report(what: &str, took: Duration) {
    println!("{what:28} {:.3} s", took.as_secs_f64());
}

/// Stores the tenant, and returns how long the writer took for it.
fn put(sync: &mut c1z::SyncWriter, n_users: u64) -> Duration {
    let mut took = Duration::ZERO;
    let mut timed = |work: &mut dyn FnMut() -> c1z::Result<()>| {
        let step = Instant::now();
        work().expect("room to store");
        took += step.elapsed();
    };
    let types = ["user", "role"].map(|id| ResourceType { id: id.to_owned(), ..ResourceType::default() });
    timed(&mut || sync.put_resource_types(&types));
    let roles: Vec<_> = (0..ROLES).map(|id| resource("role", id)).collect();
    timed(&mut || sync.put_resources(&roles));
    let entitlements: Vec<_> = (0..ROLES)
        .map(|id| Entitlement {
            id: format!("role:{id}:member"),
            resource: Some(resource("role", id)),
            slug: "member".to_owned(),
            display_name: format!("Role {id} member"),
            ..Entitlement::default()
        })
        .collect();
    timed(&mut || sync.put_entitlements(&entitlements));
    let mut random = 1_u64;
    let ids: Vec<u64> = (0..n_users).collect();
    for batch in ids.chunks(BATCH) {
        let users: Vec<_> = batch.iter().map(|id| user(*id)).collect();
        let mut grants = Vec::with_capacity(batch.len() * 10);
        for id in batch {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // Steps of a prime never meet twice within ten.
            let first = random >> 33;
            grants.extend((0..GRANTS_A_USER).map(|step| grant((first + step * 17) % ROLES, *id)));
        }
        timed(&mut || sync.put_resources(&users));
        timed(&mut || sync.put_grants(&grants));
    }
    took
}

fn resource_id(resource_type: &str, id: u64) -> ResourceId {
    ResourceId { resource_type: resource_type.to_owned(), resource: id.to_string(), ..ResourceId::default() }
}

fn resource(resource_type: &str, id: u64) -> Resource {
    Resource {
        id: Some(resource_id(resource_type, id)),
        display_name: format!("{resource_type} {id}"),
        ..Resource::default()
    }
}

fn user(id: u64) -> Resource {
    let email = format!("person.{id}@example.com");
    let text = |text: &str| Value { kind: Some(Kind::StringValue(text.to_owned())) };
    let profile = Struct {
        fields: [
            ("email", text(&email)),
            ("full_name", text(&format!("Person {id}"))),
            ("login", text(&email)),
        ]
        .map(|(key, value)| (key.to_owned(), value))
        .into(),
    };
    let user_trait = UserTrait {
        emails: vec![user_trait::Email { address: email.clone(), is_primary: true }],
        profile: Some(profile.clone()),
        login: email,
        ..UserTrait::default()
    };
    Resource {
        annotations: vec![Any { type_url: UserTrait::type_url(), value: user_trait.encode_to_vec() }],
        profile: Some(profile),
        ..resource("user", id)
    }
}

fn grant(role: u64, user: u64) -> Grant {
    let only_id = |resource_type, id| {
        Some(Resource { id: Some(resource_id(resource_type, id)), ..Resource::default() })
    };
    Grant {
        id: format!("role:{role}:member:user:{user}"),
        entitlement: Some(Entitlement {
            id: format!("role:{role}:member"),
            resource: only_id("role", role),
            ..Entitlement::default()
        }),
        principal: only_id("user", user),
        ..Grant::default()
    }
}

fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|peak| peak.trim().to_owned())
}
