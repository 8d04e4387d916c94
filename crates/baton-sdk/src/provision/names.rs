//! Names for people, from the `.c1z` file of an earlier sync, if there is one.
//!
//! A change needs no file. Where one is at hand, the message can say `Buyer` beside `role:4`; where it is
//! not, is of another layout, or is too large to be worth the wait, the id has to do.

use std::path::{Path, PathBuf};
use std::time::Duration;

use baton_core::ResourceId;
use c1z::{C1zReader, Limits, ReaderOptions};
use tracing::debug;

/// Files larger than this are not unpacked for a name. A sync of a hundred thousand users takes less.
const MAX_FILE_BYTES: u64 = 256 << 20;

/// How much a file may unpack to for a name, in MiB.
const MAX_DECODED_MIB: u64 = 2048;

/// How long one query may take for a name.
const MAX_QUERY_TIME: Duration = Duration::from_secs(10);

/// The names of resources in the last full sync of a file, otherwise in its last finished one. In the order
/// asked for; nothing for those that cannot be found.
///
/// Never fails: what goes wrong is logged at debug level. It blocks, so asynchronous code gives it a thread.
#[must_use]
pub fn look_up(path: &Path, temp_dir: Option<PathBuf>, ids: &[&ResourceId]) -> Vec<Option<String>> {
    let mut names = vec![None; ids.len()];
    if let Err(reason) = fill(path, temp_dir, ids, &mut names) {
        debug!(path = %path.display(), reason, "no names from the file");
    }
    names
}

fn fill(
    path: &Path,
    temp_dir: Option<PathBuf>,
    ids: &[&ResourceId],
    names: &mut [Option<String>],
) -> Result<(), String> {
    let metadata = std::fs::metadata(path).map_err(|error| error.to_string())?;
    if !metadata.is_file() {
        return Err("it is no file".to_owned());
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Err("it is too large for that".to_owned());
    }
    let mut limits = Limits::default().with_max_decoded_mib(MAX_DECODED_MIB);
    limits.max_query_time = MAX_QUERY_TIME;
    let words = |error: c1z::Error| crate::report::joined(&error);
    let reader = C1zReader::open(path, &ReaderOptions { temp_dir, limits }).map_err(words)?;
    let run = reader.latest_finished_full().or_else(|| reader.latest_finished());
    let sync_id = run.map(|run| run.id.clone()).ok_or("it holds no finished sync")?;
    for (id, name) in ids.iter().zip(names) {
        for record in reader.resources(&sync_id, Some(id.resource_type.as_str())).map_err(words)? {
            // A record that cannot be read is passed over; after any other error there are no more.
            let Ok(record) = record else { continue };
            if record.id.is_some_and(|found| found.resource == id.id) {
                *name = Some(record.display_name).filter(|name| !name.is_empty());
                break;
            }
        }
    }
    Ok(())
}
