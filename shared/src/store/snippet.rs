//! A tenant's snippets, in the `lists` table. Beside each is a record under its name, so that no two
//! have the same, and one counts them all.

use aws_sdk_dynamodb::types::TransactWriteItem;

use super::item::{item, record, value};
use super::single::deletion;
use super::update::Update;
use super::whole::whole;
use super::{Store, StoreError};
use crate::digest::digest;
use crate::ids::{SnippetId, TenantId};
use crate::records::Snippet;

/// The most snippets of a tenant.
pub const MOST_SNIPPETS: u32 = 500;
/// The record that counts them.
const COUNT: &str = "snippets";
/// How often a change begins anew when another comes in between.
const TRIES: usize = 3;

/// Why a snippet is not as wished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnippetRefused {
    /// There is none.
    Unknown,
    /// Another one has this name.
    NameTaken,
    /// The tenant has as many as it may have.
    TooMany,
}

impl Store {
    /// All of a tenant's snippets, by name.
    pub async fn snippet_list(&self, tenant: &TenantId) -> Result<Vec<Snippet>, StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.tables.lists)
            .key_condition_expression("tenant_id = :tenant AND begins_with(list_key, :kind)")
            .expression_attribute_values(":tenant", value(tenant))
            .expression_attribute_values(":kind", value("snippet:"));
        let found = whole(query).await?.into_iter().map(record);
        let mut snippets: Vec<Snippet> = found.collect::<Result<_, _>>()?;
        snippets.sort_by_cached_key(|snippet| snippet.name.to_lowercase());
        Ok(snippets)
    }

    /// Keeps a new snippet.
    pub async fn snippet_put(
        &self,
        tenant: &TenantId,
        snippet: &Snippet,
    ) -> Result<Result<(), SnippetRefused>, StoreError> {
        let new = item(snippet)
            .into_iter()
            .fold(self.list_item(tenant, &key_of(&snippet.snippet_id)), |update, (name, value)| {
                update.set_value(&name, value)
            });
        let count = self.list_item(tenant, COUNT).add("amount", 1);
        let count = count.if_absent_or_lower("amount", MOST_SNIPPETS);
        let items =
            vec![new.transact(), self.snippet_name(tenant, snippet).transact(), count.transact()];
        let refused = self.refusals(items).await?;
        Ok(match refused.first() {
            None => Ok(()),
            Some((1, _)) => Err(SnippetRefused::NameTaken),
            Some(_) => Err(SnippetRefused::TooMany),
        })
    }

    /// Changes a snippet to what `change` makes of it.
    pub async fn snippet_change(
        &self,
        (tenant, id): (&TenantId, &SnippetId),
        change: impl Fn(Snippet) -> Snippet,
    ) -> Result<Result<Snippet, SnippetRefused>, StoreError> {
        for _ in 0..TRIES {
            let Some(before) = self.snippet_get(tenant, id).await? else {
                return Ok(Err(SnippetRefused::Unknown));
            };
            let after = change(before.clone());
            let changed = self
                .list_item(tenant, &key_of(id))
                .set("name", &after.name)
                .set("text", &after.text)
                .set("updated_at", after.updated_at)
                .if_equal("name", &before.name);
            let mut items = vec![changed.transact()];
            if name_key(&before.name) != name_key(&after.name) {
                items.push(self.snippet_name(tenant, &after).transact());
                items.push(self.name_gone(tenant, &before));
            }
            match self.refusals(items).await?.first() {
                None => return Ok(Ok(after)),
                Some((1, _)) => return Ok(Err(SnippetRefused::NameTaken)),
                Some(_) => {}
            }
        }
        Err(StoreError::Unavailable("a snippet is being changed by others".to_owned()))
    }

    /// Deletes a snippet.
    pub async fn snippet_delete(
        &self,
        (tenant, id): (&TenantId, &SnippetId),
    ) -> Result<Result<(), SnippetRefused>, StoreError> {
        for _ in 0..TRIES {
            let Some(before) = self.snippet_get(tenant, id).await? else {
                return Ok(Err(SnippetRefused::Unknown));
            };
            let key = key_of(id);
            let place = [("tenant_id", tenant.as_str()), ("list_key", key.as_str())];
            let gone = deletion((&self.tables.lists, &place), |delete| {
                delete
                    .condition_expression("#name = :name")
                    .expression_attribute_names("#name", "name")
                    .expression_attribute_values(":name", value(&before.name))
            });
            let count = self.list_item(tenant, COUNT).add("amount", -1);
            let items = vec![gone, self.name_gone(tenant, &before), count.transact()];
            if self.refusals(items).await?.is_empty() {
                return Ok(Ok(()));
            }
        }
        Err(StoreError::Unavailable("a snippet is being changed by others".to_owned()))
    }

    async fn snippet_get(
        &self,
        tenant: &TenantId,
        id: &SnippetId,
    ) -> Result<Option<Snippet>, StoreError> {
        let key = key_of(id);
        let key = [("tenant_id", tenant.as_str()), ("list_key", key.as_str())];
        self.read_latest((&self.tables.lists, &key)).await?.map(record).transpose()
    }

    fn list_item(&self, tenant: &TenantId, key: &str) -> Update {
        Update::of(&self.tables.lists, &[("tenant_id", tenant.as_str()), ("list_key", key)])
    }

    /// The snippet has its name, unless another one does.
    fn snippet_name(&self, tenant: &TenantId, snippet: &Snippet) -> Update {
        self.list_item(tenant, &name_key(&snippet.name))
            .set("snippet_id", &snippet.snippet_id)
            .if_absent("snippet_id")
    }

    fn name_gone(&self, tenant: &TenantId, snippet: &Snippet) -> TransactWriteItem {
        let key = name_key(&snippet.name);
        let place = [("tenant_id", tenant.as_str()), ("list_key", key.as_str())];
        deletion((&self.tables.lists, &place), |delete| delete)
    }
}

fn key_of(id: &SnippetId) -> String {
    format!("snippet:{id}")
}

/// Upper and lower case are the same name.
fn name_key(name: &str) -> String {
    format!("snippet-name:{}", digest(&[name.to_lowercase().as_bytes()]))
}
