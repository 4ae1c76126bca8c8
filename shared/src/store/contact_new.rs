//! Contacts that the website makes.

use super::call::lead_key;
use super::contact::ADDRESS;
use super::item::text;
use super::transaction::Transacted;
use super::update::Update;
use super::{Store, StoreError};
use crate::ids::ContactId;
use crate::records::{Contact, NewContact, contact_of};
use twilio::phone::Party;

/// What became of a contact that was to be made.
#[derive(Debug)]
pub enum ContactCreated {
    /// It is there.
    Created(Box<Contact>),
    /// One of its addresses is somebody's already.
    Exists(ContactId),
}

impl Store {
    /// Makes a contact, with all its addresses or not at all.
    pub async fn contact_create(&self, new: &NewContact) -> Result<ContactCreated, StoreError> {
        let identities = new.identities();
        let Some((first, others)) = identities.split_first() else {
            return Err(StoreError::Broken("a contact has no address".to_owned()));
        };
        let items = std::iter::once(self.new_contact(new, first))
            .chain(others.iter().map(|other| self.new_address(new, (first, other))));
        let done = self.transact(items.map(Update::transact).collect()).await?;
        let id = match &done {
            Transacted::Applied => Some(contact_of(&new.tenant_id, first)),
            Transacted::Refused(found) => text(found, "contact_id").and_then(|id| id.parse().ok()),
        };
        let found = match id {
            Some(id) => self.contact_get(&new.tenant_id, &id).await?,
            None => None,
        };
        let found = found.ok_or_else(|| StoreError::Broken("a contact is gone".to_owned()))?;
        Ok(match done {
            Transacted::Applied => ContactCreated::Created(Box::new(found)),
            Transacted::Refused(_) => ContactCreated::Exists(found.contact_id),
        })
    }

    /// The record of a contact of which nothing is known yet.
    pub(super) fn new_contact(&self, new: &NewContact, identity: &Party) -> Update {
        let tenant = &new.tenant_id;
        let update = self
            .contact(tenant, &contact_of(tenant, identity))
            .set("identity", identity.as_str())
            .set("created_at", new.at)
            .set("last_activity_at", new.at)
            .if_absent("contact_id");
        let addresses = new.addresses.iter();
        let update = addresses
            .fold(update, |update, address| update.set(&format!("{ADDRESS}{address}"), new.at));
        let update = match new.identities().len() {
            0 | 1 => update,
            several => update.set("merges", several - 1),
        };
        let update = match &new.name {
            Some(name) => update.set("name", name),
            None => update,
        };
        match &new.lead_id {
            Some(lead) => update.set("lead_id", lead).set("lead_key", lead_key(tenant, lead)),
            None => update,
        }
    }

    /// The record of another address of it, as if it had been merged into it.
    fn new_address(&self, new: &NewContact, (first, other): (&Party, &Party)) -> Update {
        let tenant = &new.tenant_id;
        self.contact(tenant, &contact_of(tenant, other))
            .set("identity", other.as_str())
            .set("created_at", new.at)
            .set("merged_into", contact_of(tenant, first))
            .if_absent("contact_id")
    }
}
