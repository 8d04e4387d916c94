//! One change of a user at a time: within the process, and among the processes of this machine that share
//! a state directory.

use std::{
    collections::HashMap,
    fs::{File, TryLockError},
    io,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use baton_sdk::{exit::Code, report::Hint};
use tokio::{
    sync::{Mutex as AsyncMutex, OwnedMutexGuard},
    time::{Instant, sleep},
};

use super::state_dir::private;

/// How long to wait for another process. A change takes seconds; one that meets many faults, minutes.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// How often to look whether another process is done. The operating system offers no wait with an end.
const LOOK: Duration = Duration::from_millis(50);

/// Why a user could not be locked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LockError {
    /// Another process is changing the user.
    #[error("another process has been changing user {user} for {} s", waited.as_secs())]
    Busy {
        /// The user.
        user: u64,
        /// How long we waited.
        waited: Duration,
    },
    /// The lock file cannot be used.
    #[error("the lock file `{}` cannot be used", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        cause: io::Error,
    },
}

impl Hint for LockError {
    fn hint(&self) -> Option<String> {
        Some(match self {
            Self::Busy { .. } => "let it finish, then try again".to_owned(),
            Self::Unusable { .. } => {
                "name a directory that this user may write with --state-dir (BATON_STATE_DIR)".to_owned()
            }
        })
    }

    fn exit_code(&self) -> Code {
        match self {
            Self::Busy { .. } => Code::Aborted,
            Self::Unusable { .. } => Code::FailedPrecondition,
        }
    }
}

/// The locks of one instance.
#[derive(Debug)]
pub struct Locks {
    directory: PathBuf,
    patience: Duration,
    users: Mutex<HashMap<u64, Arc<AsyncMutex<()>>>>,
}

/// Nobody else changes this user until it is dropped.
#[derive(Debug)]
pub struct UserLock {
    // Released by the operating system when the file is closed, also if the process is killed.
    _file: File,
    _guard: OwnedMutexGuard<()>,
}

impl Locks {
    /// Locks whose files are in `directory`, which exists.
    #[must_use]
    pub fn new(directory: PathBuf) -> Self {
        Self { directory, patience: PATIENCE, users: Mutex::new(HashMap::new()) }
    }

    /// Changes how long to wait for another process.
    #[must_use]
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Waits until nobody else changes the user.
    ///
    /// # Errors
    ///
    /// If another process does not finish in time, or the lock file cannot be used.
    pub async fn user(&self, user: u64) -> Result<UserLock, LockError> {
        let path = self.directory.join(format!("user-{user}"));
        let unusable = |cause| LockError::Unusable { path: path.clone(), cause };
        let queue = {
            let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
            // Those that nobody waits for are dropped now and then, so that months of changes leave nothing.
            if users.len() > 1024 {
                users.retain(|_, queue| Arc::strong_count(queue) > 1);
            }
            Arc::clone(users.entry(user).or_default())
        };
        let guard = queue.lock_owned().await;
        let file =
            private().read(true).write(true).create(true).truncate(false).open(&path).map_err(unusable)?;
        let started_at = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(UserLock { _file: file, _guard: guard }),
                Err(TryLockError::WouldBlock) if started_at.elapsed() >= self.patience => {
                    return Err(LockError::Busy { user, waited: self.patience });
                }
                Err(TryLockError::WouldBlock) => sleep(LOOK).await,
                Err(TryLockError::Error(cause)) => return Err(unusable(cause)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_user_is_changed_by_one_at_a_time_and_others_are_free() {
        let directory = tempfile::tempdir().unwrap();
        let ours = Locks::new(directory.path().to_path_buf());
        // A second set of locks on the same files is what another process has.
        let theirs = Locks::new(directory.path().to_path_buf()).patience(Duration::ZERO);
        let held = ours.user(17).await.unwrap();
        assert!(matches!(theirs.user(17).await, Err(LockError::Busy { user: 17, .. })));
        let _other = theirs.user(18).await.unwrap();
        drop(held);
        let _again = theirs.user(17).await.unwrap();
    }

    #[tokio::test]
    async fn those_who_wait_in_the_process_get_their_turn() {
        let directory = tempfile::tempdir().unwrap();
        let locks = Arc::new(Locks::new(directory.path().to_path_buf()));
        let inside = Arc::new(std::sync::atomic::AtomicU32::new(0));
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let (locks, inside) = (Arc::clone(&locks), Arc::clone(&inside));
                tokio::spawn(async move {
                    let _lock = locks.user(1).await.unwrap();
                    assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                    tokio::task::yield_now().await;
                    inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_lock_file_that_cannot_be_made_is_named() {
        let locks = Locks::new(PathBuf::from("/nonexistent/locks"));
        let error = locks.user(1).await.unwrap_err();
        assert!(error.to_string().contains("/nonexistent/locks/user-1"), "{error}");
    }
}
