//! The `contacts` table.
//!
//! Every address has a key of its own there, computed from it. At that key is the contact, or, for an
//! address that stands for another one, where to look.

use std::collections::BTreeSet;

use super::call::lead_key;
use super::item::{Item, record, text, times, value};
use super::listing::Wanted;
use super::page::{Page, PageRequest};
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::{ContactId, TenantId};
use crate::records::{Contact, ContactActivity, ContactAlias, contact_of};
use twilio::phone::Party;

/// The most contacts of one lead that are looked at: a lead is a person, or a family.
const MOST_OF_LEAD: i32 = 20;
/// The most addresses of theirs: each is a query of its own.
const MOST_ADDRESSES_OF_LEAD: usize = 50;

/// Before an address in the attribute that holds when it was last used.
pub(super) const ADDRESS: &str = "address:";

impl Store {
    /// Notes that a contact wrote or was written to. A later activity stands.
    pub(super) fn contact_update(&self, activity: &ContactActivity) -> Update {
        let update = self
            .contact(&activity.tenant_id, &activity.contact_id())
            .set_once("created_at", activity.at)
            .set_once("identity", activity.party.identity().as_str())
            .if_absent("merged_into");
        let used: BTreeSet<_> = activity.addresses.iter().map(ToString::to_string).collect();
        let update = used.iter().fold(update, |update, address| {
            update.set(&format!("{ADDRESS}{address}"), activity.at)
        });
        let update = match &activity.profile_name {
            Some(name) => update.set("profile_name", name),
            None => update,
        };
        let update = match &activity.lead_id {
            Some(lead) => {
                let key = lead_key(&activity.tenant_id, lead);
                update.set("lead_id", lead).set("lead_key", key)
            }
            None => update,
        };
        match activity.late {
            true => update,
            false => update
                .set("last_activity_at", activity.at)
                .if_absent_or_up_to("last_activity_at", activity.at),
        }
    }

    /// Writes that a contact wrote or was written to.
    pub(super) async fn contact_note(
        &self,
        mut activity: ContactActivity,
    ) -> Result<(), StoreError> {
        while let Some(found) = self.try_update(|| self.contact_update(&activity)).await? {
            if !gives_way(&mut activity, &found) {
                break;
            }
        }
        Ok(())
    }

    /// Notes whom an address stands for, unless it has been a contact of its own.
    pub(super) fn alias_update(&self, alias: &ContactAlias) -> Update {
        let update = self
            .contact(&alias.tenant_id, &alias.contact_id())
            .set_once("identity", alias.alias.as_str())
            .set("merged_into", contact_of(&alias.tenant_id, &alias.party))
            .set("merged_identity", alias.party.identity().as_str());
        match alias.was_contact {
            true => update.remove("created_at").remove("last_activity_at").remove("lead_key"),
            false => update.if_absent("created_at"),
        }
    }

    /// This tenant's contacts, those heard of last first.
    pub async fn contact_list(
        &self,
        tenant: &TenantId,
        page: &PageRequest,
    ) -> Result<Page<Contact>, StoreError> {
        let query = self.query((&self.tables.contacts, "by_activity"));
        page.run(query, ("tenant_id", tenant.as_str()), contact).await
    }

    /// Those of these people that this tenant has to do with, those heard of last first.
    pub async fn contact_list_of(
        &self,
        tenant: &TenantId,
        people: &[Party],
        page: &PageRequest,
    ) -> Result<Page<Contact>, StoreError> {
        let ids: BTreeSet<_> = people.iter().map(|party| contact_of(tenant, party)).collect();
        let found = self.contact_some(tenant, &ids.iter().collect::<Vec<_>>()).await?;
        // Without a time it is no contact, but another address of one.
        let found = found.into_iter().filter(|contact| contact.last_activity_at.is_some());
        Ok(page.cut(found.collect(), &Wanted::All, |contact| {
            let time = contact.last_activity_at.map(|time| time.to_string());
            [time.unwrap_or_default(), contact.contact_id.to_string()]
        }))
    }

    /// Gives a contact another name or reference; `None` when the tenant has no such contact.
    pub async fn contact_describe(
        &self,
        tenant: &TenantId,
        id: &ContactId,
        description: &[(&str, Option<String>)],
    ) -> Result<Option<Contact>, StoreError> {
        let update = || {
            let update = self.contact(tenant, id).if_present("created_at");
            description.iter().fold(update, |update, (name, text)| {
                let update = update.set_or_remove(name, text.as_ref());
                match *name {
                    "lead_id" => {
                        let key = text.as_ref().map(|lead| lead_key(tenant, lead));
                        update.set_or_remove("lead_key", key)
                    }
                    _ => update,
                }
            })
        };
        self.update_and_read(update).await?.map(contact).transpose()
    }

    /// Those that the website knows by this reference, by all their addresses, in no order: at most 20
    /// contacts, and 50 addresses.
    pub async fn contact_of_lead(
        &self,
        tenant: &TenantId,
        lead: &str,
    ) -> Result<Vec<Party>, StoreError> {
        let query = self
            .query((&self.tables.contacts, "by_lead"))
            .key_condition_expression("lead_key = :lead")
            .expression_attribute_values(":lead", value(lead_key(tenant, lead)))
            .limit(MOST_OF_LEAD);
        let found = query.send().await?.items.unwrap_or_default();
        let ids: Vec<ContactId> =
            found.iter().filter_map(|item| text(item, "contact_id")?.parse().ok()).collect();
        let found = self.contact_some(tenant, &ids.iter().collect::<Vec<_>>()).await?;
        let parties = found.iter().flat_map(Contact::identities);
        Ok(parties.take(MOST_ADDRESSES_OF_LEAD).collect())
    }

    pub(super) fn contact(&self, tenant: &TenantId, id: &ContactId) -> Update {
        let key = [("tenant_id", tenant.as_str()), ("contact_id", id.as_str())];
        Update::of(&self.tables.contacts, &key)
    }
}

/// Changes what a contact's record, as it is, stands against: it goes to whom the contact was merged
/// into, or leaves a later activity; `false` when there is nothing to change. Each happens once.
pub(super) fn gives_way(activity: &mut ContactActivity, found: &Item) -> bool {
    match text(found, "merged_into").and_then(|id| id.parse().ok()) {
        Some(into) => activity.merged_into.replace(into) != activity.merged_into,
        None => !std::mem::replace(&mut activity.late, true),
    }
}

/// An item with its addresses.
pub(super) fn contact(item: Item) -> Result<Contact, StoreError> {
    let addresses = times(&item, ADDRESS)?;
    let mut contact: Contact = record(item)?;
    contact.addresses = addresses;
    Ok(contact)
}
