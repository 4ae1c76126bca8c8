//! How often a tenant may do something in a window of time, counted in its record.
//!
//! Each take is one conditional write, so that no number of requests at once takes more than there is.

use super::update::Update;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::Timestamp;

/// Takes of others that may come between finding a window over and beginning one.
const TRIES: usize = 8;

/// So many times in so many seconds. Windows begin at the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// What is counted: the beginning of the attributes' names.
    pub name: &'static str,
    /// Length of a window, in seconds.
    pub seconds: i64,
    /// How often in each.
    pub limit: u32,
}

impl Allowance {
    /// Whole seconds until the next window begins.
    pub fn retry_after(&self, now: Timestamp) -> u32 {
        let gone = now.as_millis().div_euclid(1_000).rem_euclid(self.seconds);
        u32::try_from(self.seconds - gone).unwrap_or(u32::MAX)
    }

    /// Whether two times are in the same window.
    pub(super) fn same(&self, one: Timestamp, other: Timestamp) -> bool {
        self.window(one) == self.window(other)
    }

    fn window(&self, now: Timestamp) -> i64 {
        now.as_millis().div_euclid(1_000).div_euclid(self.seconds)
    }

    fn attributes(&self) -> (String, String) {
        (format!("{}_window", self.name), format!("{}_count", self.name))
    }
}

impl Store {
    /// Takes one; `false` when there is none left in this window.
    pub async fn allowance_take(
        &self,
        tenant: &TenantId,
        allowance: &Allowance,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let (window, count) = allowance.attributes();
        let current = allowance.window(now);
        for _ in 0..TRIES {
            let another = || self.counted(tenant, &count, 1).if_equal(&window, current);
            let another = || another().if_lower(&count, allowance.limit);
            let Some(found) = self.try_update(another).await? else {
                return Ok(true);
            };
            let known = found.get(&window).and_then(|known| known.as_n().ok()?.parse().ok());
            if known.is_some_and(|known: i64| known >= current) {
                return Ok(false);
            }
            let first = || {
                let first = self.tenant(tenant).set(&window, current).set(&count, 1);
                first.if_absent_or_lower(&window, current)
            };
            if self.try_update(first).await?.is_none() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Gives one back that was taken at this time.
    pub async fn allowance_return(
        &self,
        tenant: &TenantId,
        allowance: &Allowance,
        taken: Timestamp,
    ) -> Result<(), StoreError> {
        let (window, count) = allowance.attributes();
        let current = allowance.window(taken);
        let back = || self.counted(tenant, &count, -1).if_equal(&window, current);
        self.try_update(back).await.map(drop)
    }

    /// Counts so many more, whatever the limit, in what was taken at this time; the beginning of an
    /// update that happens only while that window lasts.
    pub(super) fn allowance_add(
        &self,
        tenant: &TenantId,
        (allowance, more): (&Allowance, u32),
        taken: Timestamp,
    ) -> Update {
        let (window, count) = allowance.attributes();
        match more {
            0 => self.tenant(tenant),
            more => {
                let current = allowance.window(taken);
                self.counted(tenant, &count, more.into()).if_equal(&window, current)
            }
        }
    }

    fn counted(&self, tenant: &TenantId, count: &str, amount: i64) -> Update {
        self.tenant(tenant).add(count, amount)
    }
}
