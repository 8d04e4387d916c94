//! `cargo xtask tidy`: what `ARCHITECTURE.md` and `CONTRIBUTING.md` promise about the tree, checked.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use cargo_metadata::{DependencyKind, MetadataCommand, Package};

/// Which of our crates each of our crates may use; the picture in `ARCHITECTURE.md` as data.
const ARROWS: &[(&str, &[&str])] = &[
    ("baton-core", &[]),
    ("baton-proto", &["baton-core"]),
    ("c1z", &["baton-proto"]),
    ("baton-sdk", &["baton-core", "baton-proto", "c1z"]),
    ("coupa-client", &[]),
    ("coupa-sandbox", &[]),
    ("baton-coupa", &["baton-core", "baton-proto", "baton-sdk", "c1z", "coupa-client", "coupa-sandbox"]),
    ("testkit", &["coupa-sandbox"]),
    ("xtask", &["baton-coupa", "c1z", "coupa-sandbox", "testkit"]),
];

/// Crates of others that only these of ours may use outside tests: who speaks HTTP to Coupa, and who
/// touches the bytes of a file.
const RESERVED: &[(&str, &[&str])] =
    &[("reqwest", &["coupa-client"]), ("rusqlite", &["c1z", "testkit"]), ("zstd", &["c1z", "testkit"])];

/// What has no place in `baton-core`: it performs no I/O and knows no wire format.
const OUTSIDE_WORLD: &[&str] =
    &["std::fs", "std::net", "std::io", "std::env", "std::process", "tokio", "serde", "prost"];

/// Crates that may be used in tests only.
const TEST_ONLY: &[&str] = &["testkit"];

/// Past this many lines a file usually holds two nouns.
const MAX_FILE_LINES: usize = 800;

/// Runs every check and reports all findings at once.
///
/// # Errors
///
/// If anything is not as promised; each finding is printed with its place.
pub(crate) fn run(root: &Path) -> Result<()> {
    let findings = findings(root)?;
    if findings.is_empty() {
        return Ok(());
    }
    bail!("{} findings:\n  {}", findings.len(), findings.join("\n  "));
}

fn findings(root: &Path) -> Result<Vec<String>> {
    let metadata = MetadataCommand::new()
        .manifest_path(root.join("Cargo.toml"))
        .no_deps()
        .exec()
        .context("cannot read the workspace")?;
    let mut findings = Vec::new();
    arrows(&metadata.packages, &mut findings);
    architecture(root, &metadata.packages, &mut findings)?;
    for package in &metadata.packages {
        manifest(package, &mut findings)?;
    }
    for file in source_files(root)? {
        source_file(root, &file, &mut findings)?;
    }
    Ok(findings)
}

/// Dependencies between our crates go only where they may.
fn arrows(packages: &[Package], findings: &mut Vec<String>) {
    let allowed: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let ours: BTreeSet<&str> = packages.iter().map(|package| package.name.as_str()).collect();
    for package in packages {
        let Some(allowed) = allowed.get(package.name.as_str()) else {
            findings.push(format!("{}: not in the table of arrows (xtask/src/tidy.rs)", package.name));
            continue;
        };
        for dependency in
            package.dependencies.iter().filter(|dependency| ours.contains(dependency.name.as_str()))
        {
            let name = dependency.name.as_str();
            if dependency.kind == DependencyKind::Development {
                continue;
            }
            if !allowed.contains(&name) {
                findings.push(format!("{}: may not depend on {name}", package.name));
            }
            if TEST_ONLY.contains(&name) && package.name.as_str() != "xtask" {
                findings.push(format!("{}: {name} is for tests only", package.name));
            }
        }
    }
    for package in packages {
        for dependency in package.dependencies.iter().filter(|it| it.kind != DependencyKind::Development) {
            let reserved = RESERVED.iter().find(|(name, _)| *name == dependency.name);
            if reserved.is_some_and(|(_, users)| !users.contains(&package.name.as_str())) {
                findings.push(format!("{}: may not use {}", package.name, dependency.name));
            }
        }
    }
    for name in allowed.keys().filter(|name| !ours.contains(**name)) {
        findings.push(format!("{name}: in the table of arrows, but there is no such crate"));
    }
}

/// `ARCHITECTURE.md` names every crate, and no crate or path that is not there.
fn architecture(root: &Path, packages: &[Package], findings: &mut Vec<String>) -> Result<()> {
    let text = fs::read_to_string(root.join("ARCHITECTURE.md")).context("cannot read ARCHITECTURE.md")?;
    let rows: BTreeMap<String, &str> = text
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| `")?.splitn(2, "` |");
            Some((cells.next()?.to_owned(), cells.next()?))
        })
        .collect();
    for package in packages {
        let Some(row) = rows.get(package.name.as_str()) else {
            findings.push(format!("ARCHITECTURE.md: crate {} is missing from the table", package.name));
            continue;
        };
        let directory = package.manifest_path.parent().map(PathBuf::from).unwrap_or_default();
        // The last cell names where to begin reading; every path in it has to be there.
        let places = row.rsplit('|').nth(1).unwrap_or_default();
        for place in places.split('`').skip(1).step_by(2) {
            if !directory.join(place).exists() {
                findings.push(format!("ARCHITECTURE.md: {} has no `{place}`", package.name));
            }
        }
    }
    for name in
        rows.keys().filter(|name| !packages.iter().any(|package| package.name.as_str() == name.as_str()))
    {
        findings.push(format!("ARCHITECTURE.md: there is no crate {name}"));
    }
    Ok(())
}

/// Every crate inherits the workspace lints and names no version of its own.
fn manifest(package: &Package, findings: &mut Vec<String>) -> Result<()> {
    let text = fs::read_to_string(&package.manifest_path)
        .with_context(|| format!("cannot read {}", package.manifest_path))?;
    if !text.contains("[lints]\nworkspace = true") {
        findings.push(format!("{}: does not inherit the workspace lints", package.name));
    }
    let mut in_dependencies = false;
    for line in text.lines() {
        if line.starts_with('[') {
            in_dependencies = line.contains("dependencies");
        } else if in_dependencies && line.contains('=') && !line.contains("workspace") {
            findings.push(format!("{}: `{line}` belongs into [workspace.dependencies]", package.name));
        }
    }
    Ok(())
}

fn source_file(root: &Path, file: &Path, findings: &mut Vec<String>) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let shown = file.strip_prefix(root).unwrap_or(file).display().to_string();
    if !text.starts_with("//! ") {
        findings.push(format!("{shown}: does not begin with a `//!` line"));
    }
    if shown.starts_with("crates/baton-core/src") {
        for word in OUTSIDE_WORLD.iter().filter(|word| text.contains(**word)) {
            findings.push(format!("{shown}: `{word}` has no place in the vocabulary"));
        }
    }
    let generated = shown.contains("/gen/");
    let n_lines = text.lines().count();
    if !generated && n_lines > MAX_FILE_LINES {
        findings
            .push(format!("{shown}: {n_lines} lines; past {MAX_FILE_LINES} a file usually holds two nouns"));
    }
    // Written in two parts, so that this file does not find itself.
    for word in [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("unsafe", " {"), concat!("#[ign", "ore]")]
    {
        if !generated && text.contains(word) {
            findings.push(format!("{shown}: contains `{word}`"));
        }
    }
    Ok(())
}

/// Every Rust file of ours.
fn source_files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut waiting = vec![root.join("crates"), root.join("xtask")];
    while let Some(directory) = waiting.pop() {
        for entry in
            fs::read_dir(&directory).with_context(|| format!("cannot read {}", directory.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                if path.file_name().is_none_or(|name| name != "target") {
                    waiting.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
    }

    #[test]
    fn the_tree_is_as_architecture_md_says() {
        let findings = findings(root()).unwrap();
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }

    #[test]
    fn each_check_can_fail() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("bad.rs");
        fs::write(&file, "fn main() {}\n").unwrap();
        let mut findings = Vec::new();
        source_file(directory.path(), &file, &mut findings).unwrap();
        assert_eq!(findings, ["bad.rs: does not begin with a `//!` line"]);

        fs::create_dir_all(directory.path().join("crates/baton-core/src")).unwrap();
        let file = directory.path().join("crates/baton-core/src/disk.rs");
        fs::write(&file, "//! Reads.\nuse std::fs;\n").unwrap();
        findings.clear();
        source_file(directory.path(), &file, &mut findings).unwrap();
        assert_eq!(findings, ["crates/baton-core/src/disk.rs: `std::fs` has no place in the vocabulary"]);

        let packages = MetadataCommand::new()
            .manifest_path(root().join("Cargo.toml"))
            .no_deps()
            .exec()
            .unwrap()
            .packages;
        fs::write(
            directory.path().join("ARCHITECTURE.md"),
            "| `baton-core` | x | `src/nowhere.rs` |\n| `elsewhere` | x | y |\n",
        )
        .unwrap();
        findings.clear();
        architecture(directory.path(), &packages, &mut findings).unwrap();
        assert!(
            findings.contains(&"ARCHITECTURE.md: baton-core has no `src/nowhere.rs`".to_owned()),
            "{findings:?}"
        );
        assert!(
            findings.contains(&"ARCHITECTURE.md: there is no crate elsewhere".to_owned()),
            "{findings:?}"
        );
        assert!(
            findings.contains(&"ARCHITECTURE.md: crate c1z is missing from the table".to_owned()),
            "{findings:?}"
        );
    }
}
