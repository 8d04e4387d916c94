//! What was learned about an instance by writing to it, kept for later runs in `instance.json`.
//!
//! It only ever makes a description better; losing it costs nothing.

use std::{collections::BTreeSet, fs, path::PathBuf};

use coupa_client::model::LicenseFlag;
use serde::{Deserialize, Serialize};

use super::state_dir::write_durably;

/// What is known of an instance.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Learned {
    /// Licences whose writes this instance accepts and ignores, by their ids.
    unwritable_licenses: BTreeSet<String>,
}

/// The file with what was learned.
#[derive(Debug, Clone)]
pub struct Memory {
    path: PathBuf,
}

impl Memory {
    /// What is in a file; one that does not exist or cannot be understood holds nothing.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    fn learned(&self) -> Learned {
        fs::read(&self.path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// The licences that this instance was seen to leave as they are.
    #[must_use]
    pub fn unwritable_licenses(&self) -> Vec<LicenseFlag> {
        self.learned().unwritable_licenses.iter().filter_map(|id| LicenseFlag::find(id)).collect()
    }

    /// Notes whether a write of a licence had an effect.
    pub fn license_written(&self, flag: LicenseFlag, had_effect: bool) {
        let mut learned = self.learned();
        let changed = if had_effect {
            learned.unwritable_licenses.remove(flag.id())
        } else {
            learned.unwritable_licenses.insert(flag.id().to_owned())
        };
        if !changed {
            return;
        }
        let written = serde_json::to_vec_pretty(&learned)
            .map_err(std::io::Error::from)
            .and_then(|bytes| write_durably(&self.path, &bytes));
        if let Err(error) = written {
            tracing::debug!(%error, path = %self.path.display(), "what was learned is not kept");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_kept_and_taken_back() {
        let directory = tempfile::tempdir().unwrap();
        let memory = Memory::new(directory.path().join("instance.json"));
        assert!(memory.unwritable_licenses().is_empty());
        memory.license_written(LicenseFlag::Invoicing, false);
        memory.license_written(LicenseFlag::Travel, true);
        assert_eq!(memory.unwritable_licenses(), [LicenseFlag::Invoicing]);
        memory.license_written(LicenseFlag::Invoicing, true);
        assert!(memory.unwritable_licenses().is_empty());
        fs::write(&memory.path, "garbage").unwrap();
        assert!(memory.unwritable_licenses().is_empty());
    }
}
