//! The fuzz targets, without a fuzzer: over their seeds, random bytes, and good files with some bytes changed.

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::{PEBBLE, Place, golden};

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
    let seeds: Vec<_> =
        std::fs::read_dir(dir).unwrap().map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect();
    assert!(!seeds.is_empty());
    seeds
}

/// A small file of ours, and the database in it.
fn small() -> &'static (Vec<u8>, Vec<u8>) {
    static SMALL: std::sync::OnceLock<(Vec<u8>, Vec<u8>)> = std::sync::OnceLock::new();
    SMALL.get_or_init(|| {
        let place = Place::new();
        place.add_sync();
        let file = std::fs::read(&place.file).unwrap();
        let image = zstd::stream::decode_all(&file[5..]).unwrap();
        (file, image)
    })
}

#[test]
fn seeds_are_survived() {
    for seed in seeds("open_v1") {
        let _ = c1z::fuzz::open_v1(&seed);
    }
    for seed in seeds("open_database") {
        let _ = c1z::fuzz::open_database(&seed);
    }
    for seed in seeds("manifest_v3") {
        let _ = c1z::fuzz::manifest_v3(&seed);
    }
}

#[test]
fn the_targets_reach_the_records() {
    let (file, image) = small();
    assert_eq!(c1z::fuzz::open_v1(file).unwrap(), 2 + 4 + 3 + 1 + 2);
    assert_eq!(c1z::fuzz::open_database(image).unwrap(), 2 + 4 + 3 + 1 + 2);
    let manifest = std::fs::read(golden(PEBBLE)).unwrap();
    assert_eq!(c1z::fuzz::manifest_v3(&manifest[5..]).unwrap(), 1);
}

/// Positions and values of bytes to change.
fn changes() -> impl Strategy<Value = Vec<(prop::sample::Index, u8)>> {
    vec((any::<prop::sample::Index>(), prop_oneof![any::<u8>(), Just(0), Just(0xff)]), 1..12)
}

fn change(bytes: &[u8], changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (position, value) in changes {
        let position = position.index(bytes.len());
        bytes[position] = *value;
    }
    bytes
}

/// Few by default; `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig::with_cases(asked.unwrap_or(64))
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn random_bytes_are_survived(bytes in vec(any::<u8>(), 0..300)) {
        let _ = c1z::fuzz::open_v1(&bytes);
        let _ = c1z::fuzz::open_v1(&[b"C1ZF\0", bytes.as_slice()].concat());
        let _ = c1z::fuzz::open_v1(&[b"C1Z3\0", bytes.as_slice()].concat());
        let _ = c1z::fuzz::open_database(&[b"SQLite format 3\0", bytes.as_slice()].concat());
        let _ = c1z::fuzz::manifest_v3(&bytes);
    }

    #[test]
    fn changed_files_are_survived(changes in changes()) {
        let _ = c1z::fuzz::open_v1(&change(&small().0, &changes));
    }

    #[test]
    fn changed_databases_are_survived(changes in changes()) {
        let _ = c1z::fuzz::open_database(&change(&small().1, &changes));
    }

    // Most of a small database is empty space. Its structure is at both ends of its pages.
    #[test]
    fn changed_page_structures_are_survived(
        changes in vec((any::<prop::sample::Index>(), prop_oneof![0_usize..64, 3_900_usize..4_096], any::<u8>()), 1..6)
    ) {
        let mut image = small().1.clone();
        for (page, offset, value) in changes {
            let page = page.index(image.len() / 4_096);
            image[page * 4_096 + offset] = value;
        }
        let _ = c1z::fuzz::open_database(&image);
    }

    #[test]
    fn changed_manifests_are_survived(changes in changes()) {
        let bytes = std::fs::read(golden(PEBBLE)).unwrap();
        let length = u32::from_be_bytes(bytes[5..9].try_into().unwrap()) as usize;
        let _ = c1z::fuzz::manifest_v3(&change(&bytes[5..9 + length], &changes));
    }
}
