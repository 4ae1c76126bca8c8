//! A tenant's tags, in the `lists` table: one record, which is written whole.

use serde::{Deserialize, Serialize};

use super::item::record;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{Tag, Timestamp};

/// The record's key beside the tenant.
const TAGS: &str = "tags";

#[derive(Serialize, Deserialize)]
struct Kept {
    tenant_id: TenantId,
    list_key: String,
    tags: Vec<Tag>,
    updated_at: Timestamp,
}

impl Store {
    /// The tenant's tags, in its own order.
    pub async fn tags_get(&self, tenant: &TenantId) -> Result<Vec<Tag>, StoreError> {
        let key = [("tenant_id", tenant.as_str()), ("list_key", TAGS)];
        let found = self.read_latest((&self.tables.lists, &key)).await?;
        Ok(found.map(record::<Kept>).transpose()?.map(|kept| kept.tags).unwrap_or_default())
    }

    /// Replaces all of them.
    pub async fn tags_put(
        &self,
        tenant: &TenantId,
        tags: &[Tag],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let kept = Kept {
            tenant_id: tenant.clone(),
            list_key: TAGS.to_owned(),
            tags: tags.to_vec(),
            updated_at: at,
        };
        self.put(&self.tables.lists, &kept).await
    }
}
