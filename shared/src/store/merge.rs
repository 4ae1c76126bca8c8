//! Two addresses turn out to be one person: what was kept under the one goes to the other.
//!
//! Each step is safe to repeat, and the next one begins where the last was interrupted.

use std::collections::BTreeSet;

use super::call::lead_key;
use super::consent::consent_key;
use super::contact::ADDRESS;
use super::item::{Item, record, text, value};
use super::message::thread_key;
use super::single::deletion;
use super::thread::thread_key as key_of;
use super::thread_state::{assignee_key, with_status};
use super::transaction::Transacted;
use super::update::Update;
use super::whole::whole;
use super::{Store, StoreError};
use crate::ids::TenantId;
use crate::records::{ConsentRecord, Thread, ThreadId, ThreadStatus, contact_of};
use twilio::phone::{Channel, Party};

impl Store {
    /// Gives what the tenant keeps under an alias to whom it stands for: name, reference, addresses,
    /// conversations and consents.
    pub async fn contact_merge(
        &self,
        tenant: &TenantId,
        own: &Party,
        (alias, party): (&Party, &Party),
    ) -> Result<(), StoreError> {
        self.contact_describe_as(tenant, (alias, party)).await?;
        let numbers = self.numbers_ever(tenant).await?.into_iter().map(Party::Number);
        let others = numbers.filter(|number| number != own);
        for own in others.chain([own.clone()]) {
            let id = |party| ThreadId::new(Channel::Whatsapp, &own, party);
            let ids = (&id(alias), &id(party));
            self.messages_move(tenant, ids).await?;
            self.thread_move(tenant, ids, contact_of(tenant, party).as_str()).await?;
            self.notes_move(tenant, ids).await?;
            self.consent_move(tenant, ids).await?;
        }
        Ok(())
    }

    /// What is known of the alias, where the contact lacks it.
    async fn contact_describe_as(
        &self,
        tenant: &TenantId,
        (alias, party): (&Party, &Party),
    ) -> Result<(), StoreError> {
        let alias = contact_of(tenant, alias);
        let key = [("tenant_id", tenant.as_str()), ("contact_id", alias.as_str())];
        let Some(found) = self.read_latest((&self.tables.contacts, &key)).await? else {
            return Ok(());
        };
        let kept = |name: &str| {
            name.starts_with(ADDRESS)
                || ["name", "profile_name", "lead_id", "merges"].contains(&name)
        };
        let mut known: Item = found.into_iter().filter(|(name, _)| kept(name)).collect();
        if known.is_empty() {
            return Ok(());
        }
        if let Some(key) = text(&known, "lead_id").map(|lead| lead_key(tenant, lead)) {
            known.insert("lead_key".to_owned(), value(key));
        }
        let party = contact_of(tenant, party);
        let whole = self.contact_get(tenant, &party).await?;
        let party = whole.map_or(party, |whole| whole.contact_id);
        let update =
            || self.contact(tenant, &party).set_once_all(known.clone()).if_present("created_at");
        self.try_update(update).await.map(drop)
    }

    async fn messages_move(
        &self,
        tenant: &TenantId,
        (from, to): (&ThreadId, &ThreadId),
    ) -> Result<(), StoreError> {
        let (before, after) = (thread_key(tenant, from), thread_key(tenant, to));
        let query = self
            .query((&self.tables.messages, "by_thread"))
            .key_condition_expression("thread_key = :thread")
            .expression_attribute_values(":thread", value(&before));
        for message in whole(query).await? {
            let Some(id) = text(&message, "message_id") else { continue };
            let update = || {
                Update::of(&self.tables.messages, &[("message_id", id)])
                    .set("thread_id", to)
                    .set("thread_key", &after)
                    .if_equal("thread_key", &before)
            };
            self.try_update(update).await?;
        }
        Ok(())
    }

    async fn thread_move(
        &self,
        tenant: &TenantId,
        (from, to): (&ThreadId, &ThreadId),
        contact_id: &str,
    ) -> Result<(), StoreError> {
        let Some(old) = self.thread_item(tenant, from).await? else { return Ok(()) };
        let new = self.thread_item(tenant, to).await?;
        let was: Thread = record(old.clone())?;
        let is: Option<Thread> = new.map(record).transpose()?;
        let place = key_of(tenant, to);
        let update = Update::of(&self.tables.threads, &place)
            .add("unread_count", i64::try_from(was.unread_count).unwrap_or(0));
        let kept =
            |name: &str| !["tenant_id", "thread_id", "unread_count", "contact_id"].contains(&name);
        let unread = text(&old, "unread_at").map(str::to_owned);
        let known: Item = old.into_iter().filter(|(name, _)| kept(name)).collect();
        let update = match is {
            None => known
                .into_iter()
                .fold(update, |update, (name, value)| update.set_value(&name, value))
                .set("contact_id", contact_id)
                .if_absent("thread_id"),
            Some(is) if is.last_activity_at < was.last_activity_at => {
                let update = with_state(update, tenant, (&was, &is));
                let last = |name: &str| name.starts_with("last_") || name == "contact_number";
                let last = known.into_iter().filter(|(name, _)| last(name));
                last.fold(update, |update, (name, value)| update.set_value(&name, value))
                    .set("created_at", is.created_at.min(was.created_at))
                    .set_once_if("unread_at", unread)
                    .if_equal("last_activity_at", is.last_activity_at)
            }
            Some(is) => with_state(update, tenant, (&was, &is))
                .set("created_at", is.created_at.min(was.created_at))
                .set_once_if("unread_at", unread),
        };
        let as_read = "last_activity_at = :time AND unread_count = :unread";
        let gone = deletion((&self.tables.threads, &key_of(tenant, from)), |delete| {
            delete
                .condition_expression(as_read)
                .expression_attribute_values(":time", value(was.last_activity_at))
                .expression_attribute_values(":unread", value(was.unread_count))
        });
        match self.transact(vec![update.transact(), gone]).await? {
            Transacted::Applied => Ok(()),
            Transacted::Refused(_) => {
                Err(StoreError::Unavailable("a conversation went on while it was moved".to_owned()))
            }
        }
    }

    /// The later wish counts.
    async fn consent_move(
        &self,
        tenant: &TenantId,
        (from, to): (&ThreadId, &ThreadId),
    ) -> Result<(), StoreError> {
        let Some(wish) = self.consent_get(tenant, from).await? else { return Ok(()) };
        let ConsentRecord { changed_at, .. } = wish;
        let update = || {
            Update::of(&self.tables.consents, &consent_key(tenant, to))
                .set("channel", wish.channel)
                .set("own_number", &wish.own_number)
                .set("contact_number", &wish.contact_number)
                .set("source", wish.source)
                .set_or_remove("changed_by", wish.changed_by.as_ref())
                .set_or_remove("opted_out_at", wish.opted_out_at)
                .set("changed_at", changed_at)
                .if_absent_or_lower("changed_at", changed_at)
        };
        self.try_update(update).await?;
        let as_read = deletion((&self.tables.consents, &consent_key(tenant, from)), |delete| {
            delete
                .condition_expression("changed_at = :read")
                .expression_attribute_values(":read", value(changed_at))
        });
        self.transact(vec![as_read]).await.map(drop)
    }
}

/// One that is open leaves the other open; tags are those of both, and who sees to the one sees to both
/// unless somebody sees to the other.
fn with_state(update: Update, tenant: &TenantId, (was, is): (&Thread, &Thread)) -> Update {
    let update = match (was.status, is.status) {
        (ThreadStatus::Open, ThreadStatus::Done) => {
            with_status(update, tenant, ThreadStatus::Open).remove("done_at").remove("done_by")
        }
        _ => update,
    };
    let update = match &was.assigned_to {
        Some(user) => update.set_once("assigned_to", user).set_once(
            "assignee_key",
            assignee_key(tenant, is.assigned_to.as_ref().unwrap_or(user)),
        ),
        None => update,
    };
    let tags: BTreeSet<_> = is.tags.iter().chain(&was.tags).collect();
    if tags.is_empty() { update } else { update.set("tags", tags) }
}
