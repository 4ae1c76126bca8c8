//! The preferences in the `tenants` table, changed by their tenant.
//!
//! Whoever takes an uploaded greeting out of them deletes its file. So each change names the greeting
//! that it found, and is not made when there is another one by now.

use super::item::{item, record};
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{Preferences, Tenant};

const GREETING_KEY: (&str, &str) = ("preferences", "greeting_key");
const GREETING_URL: (&str, &str) = ("preferences", "greeting_url");

impl Store {
    /// Writes all preferences in place of those whose `greeting_key` was `found`; `false` when that
    /// has changed. A tenant that has no record yet gets one.
    pub async fn preferences_replace(
        &self,
        tenant: &TenantId,
        preferences: &Preferences,
        found: Option<&str>,
    ) -> Result<bool, StoreError> {
        let update = || {
            self.preferences(tenant).set("preferences", preferences).if_field(GREETING_KEY, found)
        };
        Ok(self.try_update(update).await?.is_none())
    }

    /// Writes these fields of the preferences, with the greeting, in place of those whose
    /// `greeting_key` was `found`, and leaves all else as it is. Returns the preferences as they are
    /// now; `None` when the greeting has changed.
    pub async fn preferences_change(
        &self,
        tenant: &TenantId,
        (fields, preferences): (&[&str], &Preferences),
        found: Option<&str>,
    ) -> Result<Option<Preferences>, StoreError> {
        let all = item(preferences);
        let update = || {
            let update = self.preferences(tenant).if_present("preferences");
            let update = update.if_field(GREETING_KEY, found);
            fields.iter().fold(update, |update, field| {
                update.set_or_remove_field_value(("preferences", field), all.get(*field))
            })
        };
        let mut written = self.update_and_read(update).await?;
        if written.is_none() && self.preferences_begin(tenant).await? {
            written = self.update_and_read(update).await?;
        }
        let tenant: Option<Tenant> = written.map(record).transpose()?;
        Ok(tenant.map(|tenant| tenant.preferences))
    }

    /// Writes the greeting's key, or takes any audio greeting away, and leaves all else as it is.
    /// Returns the preferences as they are now; `None` when `greeting_key` is no longer `found`.
    pub async fn preferences_set_greeting(
        &self,
        tenant: &TenantId,
        key: Option<&str>,
        found: Option<&str>,
    ) -> Result<Option<Preferences>, StoreError> {
        let update = || {
            self.preferences(tenant)
                .set_or_remove_field(GREETING_KEY, key)
                .set_or_remove_field(GREETING_URL, None::<&str>)
                .if_present("preferences")
                .if_field(GREETING_KEY, found)
        };
        let mut written = self.update_and_read(update).await?;
        if written.is_none() && self.preferences_begin(tenant).await? {
            written = self.update_and_read(update).await?;
        }
        let tenant: Option<Tenant> = written.map(record).transpose()?;
        Ok(tenant.map(|tenant| tenant.preferences))
    }

    /// Writes the default preferences; `false` when there are some.
    async fn preferences_begin(&self, tenant: &TenantId) -> Result<bool, StoreError> {
        let update = || {
            self.preferences(tenant)
                .set("preferences", Preferences::default())
                .if_absent("preferences")
        };
        Ok(self.try_update(update).await?.is_none())
    }

    fn preferences(&self, tenant: &TenantId) -> Update {
        Update::of(&self.tables.tenants, &[("tenant_id", tenant.as_str())])
    }
}
