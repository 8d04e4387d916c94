//! Files that are cut, changed, swollen or made to harm: each is named for what it is, and none makes us panic.

use std::io::Write;

use baton_proto::connector::v2::Grant;
use c1z::{C1zReader, Error, Limits, ReaderOptions, SyncId};
use prost::Message;

use crate::oracle;
use crate::support::{OLD, PEBBLE, Place, entitlement, golden, grant};

const LATER: &str = "3MOQ8Boj8qVTCjgmjspfJBhsDj1";

fn old() -> Vec<u8> {
    std::fs::read(golden(OLD)).unwrap()
}

fn old_image() -> Vec<u8> {
    zstd::stream::decode_all(&old()[5..]).unwrap()
}

fn open(bytes: impl AsRef<[u8]>) -> c1z::Result<C1zReader> {
    open_with(bytes, Limits::default())
}

fn open_with(bytes: impl AsRef<[u8]>, limits: Limits) -> c1z::Result<C1zReader> {
    let place = Place::with(bytes);
    let outcome = C1zReader::open(&place.file, &ReaderOptions { limits, ..place.reader_options() });
    if outcome.is_err() {
        place.assert_nothing_left_but(&["sync.c1z"]);
    }
    outcome
}

#[test]
fn cut_files() {
    let bytes = old();
    for length in [bytes.len() - 3, bytes.len() - 20, bytes.len() / 2, 30] {
        assert!(matches!(open(&bytes[..length]), Err(Error::Truncated { .. })), "{length} bytes");
    }
    for length in [5, 0] {
        assert!(matches!(open(&bytes[..length]), Err(Error::Truncated { .. })), "{length} bytes");
    }
    assert!(matches!(open(&bytes[..3]), Err(Error::NotC1z { .. })));
}

#[test]
fn every_cut_of_a_small_file_is_noticed() {
    let place = Place::new();
    place.add_sync();
    let bytes = std::fs::read(&place.file).unwrap();
    for length in 0..bytes.len() {
        assert!(open(&bytes[..length]).is_err(), "cut to {length} of {} bytes", bytes.len());
    }
}

#[test]
fn changed_files() {
    let bytes = old();
    for position in [20, bytes.len() / 3, bytes.len() / 2, bytes.len() - 2] {
        let mut bytes = bytes.clone();
        bytes[position] ^= 0x10;
        let error = open(bytes).unwrap_err();
        let is_named =
            matches!(error, Error::Damaged { .. } | Error::Truncated { .. } | Error::Content { .. });
        assert!(is_named, "byte {position}: {error:?}");
    }
}

#[test]
fn appended_bytes() {
    for tail in [&b"garbage"[..], &[0; 64]] {
        let error = open([&old(), tail].concat()).unwrap_err();
        assert!(matches!(error, Error::Damaged { .. } | Error::Truncated { .. }), "{error:?}");
    }
}

#[test]
fn other_files() {
    let check = |bytes: &[u8], expected: &str| {
        let error = open(bytes).unwrap_err();
        assert!(matches!(error, Error::NotC1z { .. }), "{error:?}");
        assert!(error.to_string().ends_with(expected), "{error}");
    };
    check(b"C1ZF\x01rest", r"it starts with `C1ZF\x01`");
    check(b"PK\x03\x04\x14\0", r"it starts with `PK\x03\x04\x14`");
    let mut packed_text = b"C1ZF\0".to_vec();
    packed_text.extend(zstd::stream::encode_all(&b"not a database"[..], 1).unwrap());
    assert!(matches!(open(packed_text), Err(Error::Content { .. })));
    let mut packed_nothing = b"C1ZF\0".to_vec();
    packed_nothing.extend(zstd::stream::encode_all(&b""[..], 1).unwrap());
    assert!(matches!(open(packed_nothing), Err(Error::Content { .. })));
    let missing = C1zReader::open("/nowhere/sync.c1z", &ReaderOptions::default()).unwrap_err();
    assert!(matches!(missing, Error::Io { .. }));
    let directory = C1zReader::open(std::env::temp_dir(), &ReaderOptions::default()).unwrap_err();
    assert!(matches!(directory, Error::Io { .. }), "{directory:?}");
}

/// A frame of raw blocks with a window of two to the power of `window_log`, without size and checksum.
fn frame(content: &[u8], window_log: u8) -> Vec<u8> {
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0, (window_log - 10) << 3];
    let mut blocks = content.chunks(100_000).peekable();
    while let Some(block) = blocks.next() {
        let header = (u32::try_from(block.len()).unwrap() << 3) | u32::from(blocks.peek().is_none());
        frame.extend_from_slice(&header.to_le_bytes()[..3]);
        frame.extend_from_slice(block);
    }
    frame
}

#[test]
fn every_way_other_programs_pack_is_read() {
    let image = old_image();
    let (front, back) = image.split_at(image.len() / 2);
    let skippable = [&0x184D_2A50_u32.to_le_bytes()[..], &4_u32.to_le_bytes(), b"note"].concat();
    let level = |level| zstd::stream::encode_all(image.as_slice(), level).unwrap();
    let mut announced = zstd::stream::write::Encoder::new(Vec::new(), 1).unwrap();
    announced.set_pledged_src_size(Some(image.len() as u64)).unwrap();
    announced.include_checksum(false).unwrap();
    announced.write_all(&image).unwrap();
    let packings = [
        ("level 1", level(1)),
        ("level 19", level(19)),
        ("size, no checksum", announced.finish().unwrap()),
        ("two frames", [frame(front, 20), frame(back, 20)].concat()),
        ("skippable frame behind", [level(1), skippable].concat()),
        ("window of 128 MiB", frame(&image, 27)),
    ];
    for (name, packed) in packings {
        let reader =
            open([b"C1ZF\0", packed.as_slice()].concat()).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        assert_eq!(reader.syncs().len(), 2, "{name}");
    }
}

#[test]
fn a_window_beyond_the_limit_is_refused() {
    let error = open([b"C1ZF\0", frame(&old_image(), 28).as_slice()].concat()).unwrap_err();
    assert!(matches!(error, Error::WindowTooLarge { limit_log: 27, .. }), "{error:?}");
    assert!(error.hint().unwrap().contains("BATON_DECODER_MAX_MEMORY_MB"));
}

#[test]
fn an_announced_size_beyond_the_limit_is_refused_before_decoding() {
    let place = Place::new();
    place.add_sync();
    let bytes = std::fs::read(&place.file).unwrap();
    let limits = Limits::default().with_max_decoded_mib(1);
    assert!(open_with(&bytes, limits).is_ok());
    let mut limits = Limits::default();
    limits.max_decoded_bytes = 4096;
    // Only the head of the frame is there: what is refused was not decoded.
    let error = open_with(&bytes[..40], limits.clone()).unwrap_err();
    assert!(
        matches!(error, Error::TooLarge { limit_bytes: 4096, announced_bytes: Some(_), .. }),
        "{error:?}"
    );
    assert!(error.hint().unwrap().contains("BATON_DECODER_MAX_DECODED_SIZE_MB"));
}

#[test]
fn a_bomb_is_stopped_at_the_limit() {
    // Thirty megabytes of zeros behind a database header pack into a few kilobytes.
    let mut encoder = zstd::stream::write::Encoder::new(b"C1ZF\0".to_vec(), 19).unwrap();
    encoder.write_all(b"SQLite format 3\0").unwrap();
    encoder.write_all(&vec![0; 30 << 20]).unwrap();
    let bomb = encoder.finish().unwrap();
    assert!(bomb.len() < 10_000, "{} bytes", bomb.len());
    let error = open_with(bomb, Limits::default().with_max_decoded_mib(2)).unwrap_err();
    assert!(
        matches!(error, Error::TooLarge { limit_bytes: 0x20_0000, announced_bytes: None, .. }),
        "{error:?}"
    );
}

#[test]
fn manifests_that_lie() {
    let manifest = |length: u32, bytes: &[u8]| [b"C1Z3\0", &length.to_be_bytes()[..], bytes].concat();
    assert!(matches!(open(b"C1Z3\0\0\0"), Err(Error::Truncated { .. })));
    assert!(matches!(open(manifest(100, b"short")), Err(Error::Truncated { .. })));
    assert!(matches!(open(manifest((16 << 20) + 1, b"")), Err(Error::TooLarge { .. })));
    assert!(matches!(open(manifest(16 << 20, b"")), Err(Error::Truncated { .. })));
    assert!(matches!(open(manifest(4, &[0xff; 4])), Err(Error::Manifest { .. })));
    assert_eq!(open(manifest(0, b"")).unwrap().syncs(), []);
    let whole = std::fs::read(golden(PEBBLE)).unwrap();
    let length = u32::from_be_bytes(whole[5..9].try_into().unwrap()) as usize;
    assert_eq!(open(&whole[..9 + length]).unwrap().syncs().len(), 1, "the store behind it is not looked at");
    // A sync without a start, and one that started after the end of time.
    assert!(matches!(open(manifest(5, &[0xc2, 0x02, 0x02, 0x0a, 0x00])), Err(Error::Content { .. })));
    let late = [0xc2, 0x02, 0x0c, 0x1a, 0x0a, 0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    assert!(matches!(open(manifest(15, &late)), Err(Error::Content { .. })));
}

/// The old file after `change`.
fn altered(change: &str) -> C1zReader {
    let opened = oracle::open_any(&golden(OLD));
    opened.sql.execute_batch(change).unwrap();
    open(opened.repack()).unwrap()
}

#[test]
fn one_bad_record_spoils_itself_only() {
    let reader = altered(
        "update v1_grants set data = x'ff' where external_id = 'role:25:member:user:7';
         update v1_grants set data = 7 where external_id = 'role:25:member:user:17';",
    );
    let outcomes: Vec<_> = reader.grants(&SyncId::new(LATER), None).unwrap().collect();
    assert_eq!(outcomes.len(), 1495);
    let errors: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
    assert!(errors.iter().all(Error::is_one_record));
    let messages: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(messages.len(), 2);
    assert!(messages[0].starts_with("row 1496 of `v1_grants` (id `role:25:member:user:7`)"), "{messages:?}");
    assert_eq!(messages[1], "row 1497 of `v1_grants` has an unusable value in `data`");
}

#[test]
fn grants_without_their_ends_are_completed_from_the_columns() {
    let opened = oracle::open_any(&golden(OLD));
    let slim = Grant { id: "role:25:member:user:7".to_owned(), ..Grant::default() }.encode_to_vec();
    opened
        .sql
        .execute("update v1_grants set data = ?1 where external_id = 'role:25:member:user:7'", [slim])
        .unwrap();
    let reader = open(opened.repack()).unwrap();
    let found = reader.grants(&SyncId::new(LATER), None).unwrap().map(Result::unwrap);
    let stored = found.into_iter().find(|stored| stored.grant.id == "role:25:member:user:7").unwrap();
    let mut expected = grant(&entitlement("role", "25", "member"), "user", "7");
    // Only what the columns know: ids.
    expected.entitlement.as_mut().unwrap().slug.clear();
    expected.entitlement.as_mut().unwrap().resource.as_mut().unwrap().display_name.clear();
    expected.principal.as_mut().unwrap().display_name.clear();
    assert_eq!(stored.grant, expected);
}

#[test]
fn unusable_values_in_the_list_of_syncs_are_named() {
    let refused = |change: &str, expected: &str| {
        let opened = oracle::open_any(&golden(OLD));
        opened.sql.execute_batch(change).unwrap();
        let error = open(opened.repack()).unwrap_err();
        assert_eq!(error.to_string(), expected);
    };
    refused(
        "update v1_sync_runs set ended_at = 'soon' where id = 2",
        "row 2 of `v1_sync_runs` has an unusable value in `ended_at`",
    );
    refused(
        "update v1_sync_runs set started_at = x'00' where id = 1",
        "row 1 of `v1_sync_runs` has an unusable value in `started_at`",
    );
    refused(
        "update v1_sync_runs set sync_id = x'ff' where id = 1",
        "row 1 of `v1_sync_runs` has an unusable value in `sync_id`",
    );
}

#[test]
fn stored_counts_that_cannot_be_read_are_counted_again() {
    let reader = |stats: &str| {
        altered(&format!(
            "alter table v1_sync_runs add column stats text; update v1_sync_runs set stats = '{stats}' where sync_id = '{LATER}'"
        ))
    };
    let id = SyncId::new(LATER);
    assert_eq!(reader("nonsense").stats(&id).unwrap().grants, 1495);
    assert_eq!(reader(r#"{"resourceTypes":"4"}"#).stats(&id).unwrap().grants, 1495);
    assert_eq!(reader(r#"{"grants":3}"#).stats(&id).unwrap().grants, 3, "readable ones are believed");
}

#[test]
fn tables_that_are_missing_are_empty() {
    let reader = altered("drop table v1_entitlements; drop table v1_assets;");
    let id = SyncId::new(LATER);
    assert_eq!(reader.entitlements(&id, None).unwrap().count(), 0);
    assert_eq!(reader.stats(&id).unwrap().entitlements, 0);
    let reader = open(oracle::make(
        "create table v1_connector_sessions (id integer primary key, sync_id, key, value)",
    ))
    .unwrap();
    assert_eq!(reader.syncs(), []);
}

#[test]
fn tables_that_are_something_else_are_refused() {
    let refused = |script: &str| {
        let error = open(oracle::make(script)).unwrap_err();
        assert!(matches!(error, Error::Content { .. }), "{script}: {error:?}");
    };
    // An endless list, at the price of one row in the schema.
    refused(
        "create view v1_connector_sessions as with recursive n(id) as (select 1 union all select id + 1 from n) select id, '' as sync_id, '' as key, x'' as value from n",
    );
    refused(
        "create table v1_connector_sessions (id integer primary key, sync_id, key, value as (zeroblob(1000000000)))",
    );
    refused("create table v1_connector_sessions (id text primary key, sync_id, key, value) without rowid");
    refused("create table v1_connector_sessions (id text primary key, sync_id, key, value)");
    refused("create virtual table v1_connector_sessions using fts5(id, sync_id, key, value)");
}
