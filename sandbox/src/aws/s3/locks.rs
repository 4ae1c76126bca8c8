//! One writer at a time for each object.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::OwnedMutexGuard;

type Lock = tokio::sync::Mutex<()>;

/// Locks by bucket and key; they live as long as somebody holds or awaits them.
#[derive(Debug, Default)]
pub(super) struct Locks {
    held: Mutex<HashMap<(String, String), Weak<Lock>>>,
}

impl Locks {
    pub(super) async fn of(&self, bucket: &str, key: &str) -> OwnedMutexGuard<()> {
        self.lock(bucket, key).lock_owned().await
    }

    fn lock(&self, bucket: &str, key: &str) -> Arc<Lock> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, lock| lock.strong_count() > 0);
        let name = (bucket.to_owned(), key.to_owned());
        if let Some(lock) = held.get(&name).and_then(Weak::upgrade) {
            return lock;
        }
        let lock = Arc::new(Lock::default());
        held.insert(name, Arc::downgrade(&lock));
        lock
    }
}
