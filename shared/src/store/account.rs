//! The `accounts` table.

use super::item::{item, record, value};
use super::{Store, StoreError};
use crate::ids::AccountSid;
use crate::records::Account;

impl Store {
    /// The account with this SID, whoever owns it: a webhook's tenant is the account's.
    pub async fn account_get(&self, sid: &AccountSid) -> Result<Option<Account>, StoreError> {
        let request = self
            .client
            .get_item()
            .table_name(&self.tables.accounts)
            .key("account_sid", value(sid.as_str()));
        request.send().await?.item.map(record).transpose()
    }

    /// Writes an account, in place of the one with the same SID.
    pub async fn account_put(&self, account: &Account) -> Result<(), StoreError> {
        let request =
            self.client.put_item().table_name(&self.tables.accounts).set_item(Some(item(account)));
        request.send().await?;
        Ok(())
    }
}
