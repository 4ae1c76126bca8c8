//! Where tenants want to be told of events, kept in the process for a minute.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::ids::TenantId;
use crate::records::{Endpoint, Timestamp};
use crate::store::{Store, StoreError};

const LIFETIME: Duration = Duration::from_mins(1);
/// More tenants than one process tells of in a minute; beyond it the cache starts afresh.
const CAPACITY: usize = 1_000;

type Known = HashMap<TenantId, (Timestamp, Arc<[Endpoint]>)>;

/// The endpoints of tenants.
#[derive(Debug)]
pub struct Endpoints {
    store: Store,
    known: Mutex<Known>,
}

impl Endpoints {
    /// Reads them from `store`.
    pub fn new(store: Store) -> Self {
        Self { store, known: Mutex::default() }
    }

    /// A tenant's endpoints, at most a minute old.
    pub async fn of(
        &self,
        tenant: &TenantId,
        now: Timestamp,
    ) -> Result<Arc<[Endpoint]>, StoreError> {
        if let Some((until, known)) = self.locked().get(tenant)
            && now < *until
        {
            return Ok(Arc::clone(known));
        }
        let found: Arc<[Endpoint]> = self.store.endpoint_list(tenant).await?.into();
        let mut known = self.locked();
        if known.len() >= CAPACITY {
            known.clear();
        }
        known.insert(tenant.clone(), (now.after(LIFETIME), Arc::clone(&found)));
        Ok(found)
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
