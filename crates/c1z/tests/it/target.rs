//! The path that is written to: what is refused, what is replaced, and what happens when somebody else is faster.

use std::path::Path;

use c1z::{C1zReader, C1zWriter, Error, TargetProblem};

use crate::oracle;
use crate::support::{OLD, Place, golden, small_tenant};

#[track_caller]
fn refused(path: &Path, expected: TargetProblem) {
    match C1zWriter::open(path, c1z::WriterOptions::default()) {
        Err(error @ Error::Target { problem, .. }) if problem == expected => {
            assert!(error.to_string().contains(&*path.to_string_lossy()), "{error}");
            assert!(error.hint().unwrap().contains("`--file`"));
        }
        other => panic!("expected {expected:?}, got {other:?}"),
    }
}

#[test]
fn paths_that_cannot_be_written_are_refused_at_once() {
    let place = Place::with(b"");
    let dir = place.file.parent().unwrap();
    refused(dir, TargetProblem::Directory);
    refused(Path::new("/"), TargetProblem::Directory);
    refused(Path::new("."), TargetProblem::Directory);
    refused(&dir.join("missing/sync.c1z"), TargetProblem::NoDirectory);
    refused(&place.file.join("sync.c1z"), TargetProblem::NoDirectory);
    refused(Path::new(""), TargetProblem::NoName);
}

#[cfg(unix)]
#[test]
fn devices_and_broken_links_are_refused() {
    let place = Place::new();
    refused(Path::new("/dev/null"), TargetProblem::NotAFile);
    std::os::unix::fs::symlink("nowhere.c1z", &place.file).unwrap();
    refused(&place.file, TargetProblem::BrokenLink);
}

#[test]
fn an_empty_file_is_taken_for_a_new_one() {
    for bytes in [&b""[..], b"C1ZF\0"] {
        let place = Place::with(bytes);
        let finished = place.add_sync();
        assert_eq!(finished.kept, []);
        assert_eq!(oracle::open_ours(&place.file).number("select count(*) from v1_sync_runs"), 1);
    }
}

#[test]
fn nothing_is_changed_without_finish() {
    let place = Place::with_golden(OLD);
    let mut writer = place.start();
    small_tenant(&mut writer);
    assert_ne!(place.contents().1, Vec::<String>::new(), "there is something to clean up");
    drop(writer);
    assert_eq!(std::fs::read(&place.file).unwrap(), std::fs::read(golden(OLD)).unwrap());
    place.assert_nothing_left_but(&["sync.c1z"]);

    let place = Place::new();
    let mut writer = place.start();
    small_tenant(&mut writer);
    drop(writer);
    place.assert_nothing_left_but(&[]);
}

#[test]
fn a_file_that_was_replaced_meanwhile_is_left_alone() {
    let place = Place::with_golden(OLD);
    let mut writer = place.start();
    small_tenant(&mut writer);
    let id = writer.sync_id().clone();
    // Another run finishes first. It reads the same file and puts its own in the same place.
    let theirs = place.add_sync();
    let bytes = std::fs::read(&place.file).unwrap();

    let error = writer.finish().unwrap_err();
    let Error::Replaced { kept_at, .. } = &error else { panic!("{error:?}") };
    assert_eq!(kept_at.file_name().unwrap().to_str().unwrap(), format!("sync.{id}.c1z"));
    assert!(error.to_string().contains(&kept_at.display().to_string()), "{error}");
    assert_eq!(std::fs::read(&place.file).unwrap(), bytes);
    assert_eq!(place.read().latest_finished_full().unwrap().id, theirs.sync_id);
    let ours = C1zReader::open(kept_at, &place.reader_options()).unwrap();
    assert_eq!(ours.latest_finished_full().unwrap().id, id);
    drop(ours);
    place.assert_nothing_left_but(&[&format!("sync.{id}.c1z"), "sync.c1z"]);
}

#[test]
fn a_file_that_was_rewritten_in_place_is_left_alone() {
    let place = Place::with_golden(OLD);
    let writer = place.start();
    // Same inode and length, as the old Go writer does it: only the time tells.
    let mut bytes = std::fs::read(&place.file).unwrap();
    bytes[100] ^= 1;
    let before = std::fs::metadata(&place.file).unwrap().modified().unwrap();
    std::fs::write(&place.file, &bytes).unwrap();
    let file = std::fs::File::options().write(true).open(&place.file).unwrap();
    file.set_modified(before + std::time::Duration::from_millis(1)).unwrap();

    assert!(matches!(writer.finish(), Err(Error::Replaced { .. })));
    assert_eq!(std::fs::read(&place.file).unwrap(), bytes);
}

#[test]
fn a_file_that_appeared_meanwhile_is_left_alone() {
    let place = Place::new();
    let writer = place.start();
    std::fs::write(&place.file, "somebody else's").unwrap();
    assert!(matches!(writer.finish(), Err(Error::Replaced { .. })));
    assert_eq!(std::fs::read(&place.file).unwrap(), b"somebody else's");
}

#[test]
fn a_file_that_went_away_meanwhile_is_not_brought_back() {
    let place = Place::with_golden(OLD);
    let writer = place.start();
    std::fs::remove_file(&place.file).unwrap();
    let Err(Error::Replaced { kept_at, .. }) = writer.finish() else { panic!("the deletion went unnoticed") };
    assert!(!place.file.exists());
    assert_eq!(C1zReader::open(kept_at, &place.reader_options()).unwrap().syncs().len(), 2);
}

#[cfg(unix)]
#[test]
fn a_link_stays_and_what_it_names_is_replaced() {
    let place = Place::new();
    let real = place.temp.parent().unwrap().join("real.c1z");
    std::fs::copy(golden(OLD), &real).unwrap();
    std::os::unix::fs::symlink(&real, &place.file).unwrap();
    let finished = place.add_sync();
    assert!(std::fs::symlink_metadata(&place.file).unwrap().is_symlink());
    assert_eq!(oracle::open_ours(&real).number("select count(*) from v1_sync_runs"), 2);
    assert_eq!(finished.path, real.canonicalize().unwrap());
}

#[cfg(target_os = "linux")]
#[test]
fn permissions_are_those_of_the_old_file_or_of_any_new_one() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let place = Place::new();
    place.add_sync();
    let ordinary = place.file.with_file_name("ordinary");
    std::fs::write(&ordinary, "").unwrap();
    assert_eq!(mode(&place.file), mode(&ordinary), "a new file is made as any program makes one");

    std::fs::set_permissions(&place.file, PermissionsExt::from_mode(0o600)).unwrap();
    place.add_sync();
    assert_eq!(mode(&place.file), 0o600, "a file that was tightened stays tight");
}

#[test]
fn the_database_is_built_where_nobody_else_looks() {
    let place = Place::with_golden(OLD);
    let writer = place.start();
    let (_, temporary) = place.contents();
    assert_eq!(temporary.len(), 2, "one for the old database, one for the new: {temporary:?}");
    #[cfg(unix)]
    for name in temporary {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(place.temp.join(&name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{name} is open to others");
    }
    drop(writer);
}
