//! Contacts as they are read: whoever one was merged into stands for it.

use std::collections::{BTreeSet, HashMap};

use futures::future::try_join_all;

use super::contact::contact;
use super::{Store, StoreError};
use crate::ids::{ContactId, TenantId};
use crate::records::{Contact, contact_of};
use twilio::phone::{Channel, Party};

/// How far it is followed whom a contact was merged into: a user id into its number's contact, and that
/// into the one that a user has chosen. The rest is for what changes meanwhile.
const HOPS: usize = 5;

/// Contacts, each by its own id.
#[derive(Default)]
pub struct KnownContacts(HashMap<ContactId, Contact>);

impl KnownContacts {
    /// One person, under the ids that its addresses have, each of its own.
    pub fn of(tenant: &TenantId, contact: &Contact) -> Self {
        let ids = contact.identities().into_iter().map(|party| contact_of(tenant, &party));
        Self(ids.map(|id| (id, contact.clone())).collect())
    }

    /// Whom an id stands for.
    pub fn behind(&self, id: &ContactId) -> Option<&Contact> {
        let mut found = self.0.get(id)?;
        for _ in 0..HOPS {
            let Some(into) = &found.merged_into else { break };
            found = self.0.get(into)?;
        }
        Some(found)
    }

    /// The id of whom an id stands for: itself, of somebody who is not known.
    pub fn id(&self, id: ContactId) -> ContactId {
        self.behind(&id).map(|contact| contact.contact_id.clone()).unwrap_or(id)
    }

    fn missing(&self) -> Vec<ContactId> {
        let into: BTreeSet<_> = self.0.values().filter_map(|one| one.merged_into.clone()).collect();
        into.into_iter().filter(|id| !self.0.contains_key(id)).collect()
    }

    fn add(&mut self, found: Vec<Contact>) {
        self.0.extend(found.into_iter().map(|contact| (contact.contact_id.clone(), contact)));
    }
}

impl Store {
    /// A contact of this tenant, also by the id that one of its addresses had before.
    pub async fn contact_get(
        &self,
        tenant: &TenantId,
        id: &ContactId,
    ) -> Result<Option<Contact>, StoreError> {
        let mut found = self.contact_at(tenant, id).await?;
        for _ in 0..HOPS {
            let Some(into) = found.as_ref().and_then(|contact| contact.merged_into.clone()) else {
                break;
            };
            found = self.contact_at(tenant, &into).await?;
        }
        Ok(found)
    }

    /// Those of these contacts that this tenant has, in no order, as they are kept: also those that
    /// were merged into another one.
    pub async fn contact_some(
        &self,
        tenant: &TenantId,
        ids: &[&ContactId],
    ) -> Result<Vec<Contact>, StoreError> {
        let contacts = (self.tables.contacts.as_str(), "contact_id");
        let found = self.read_latest_some(contacts, tenant, ids).await?;
        found.into_iter().map(contact).collect()
    }

    /// Whom these ids stand for: one read for each hundred, and one more if some were merged.
    pub async fn contacts_behind(
        &self,
        tenant: &TenantId,
        ids: &BTreeSet<ContactId>,
    ) -> Result<KnownContacts, StoreError> {
        let found = self.contact_some(tenant, &ids.iter().collect::<Vec<_>>()).await?;
        self.contacts_followed(tenant, found).await
    }

    /// Reads whom some of these were merged into.
    pub(super) async fn contacts_followed(
        &self,
        tenant: &TenantId,
        found: Vec<Contact>,
    ) -> Result<KnownContacts, StoreError> {
        let mut known = KnownContacts::default();
        known.add(found);
        for _ in 0..HOPS {
            let missing = known.missing();
            if missing.is_empty() {
                break;
            }
            known.add(self.contact_some(tenant, &missing.iter().collect::<Vec<_>>()).await?);
        }
        Ok(known)
    }

    /// The website's reference of whoever has a conversation; of a group there is none.
    pub async fn lead_of(
        &self,
        tenant: &TenantId,
        contact: Option<ContactId>,
    ) -> Result<Option<String>, StoreError> {
        let Some(contact) = contact else { return Ok(None) };
        Ok(self.contact_get(tenant, &contact).await?.and_then(|contact| contact.lead_id))
    }

    /// Whom an address stands for in conversations: itself, unless it is a user id that was seen together
    /// with a number.
    pub async fn contact_behind(
        &self,
        tenant: &TenantId,
        party: &Party,
    ) -> Result<Party, StoreError> {
        if !party.is_user_id() {
            return Ok(party.identity());
        }
        let contact = self.contact_at(tenant, &contact_of(tenant, party)).await?;
        Ok(contact.and_then(|contact| contact.party()).unwrap_or_else(|| party.identity()))
    }

    /// All addresses on a channel that share the conversations of this one, each once, first the one that
    /// stands for all. Only `WhatsApp` has several. What a user has merged keeps conversations of its own.
    pub async fn contact_parties(
        &self,
        tenant: &TenantId,
        channel: Channel,
        party: &Party,
    ) -> Result<Vec<Party>, StoreError> {
        let own = match channel {
            Channel::Whatsapp => self.contact_at(tenant, &contact_of(tenant, party)).await?,
            _ => None,
        };
        let Some(own) = own else { return Ok(vec![party.identity()]) };
        let person = own.party().unwrap_or_else(|| party.identity());
        let whole = match &own.merged_into {
            Some(into) => self.contact_get(tenant, into).await?,
            None => None,
        };
        let known = whole.iter().chain([&own]).flat_map(|contact| contact.parties(channel));
        let mut beside: Vec<_> = known.filter(Party::is_user_id).collect();
        if whole.as_ref().unwrap_or(&own).merges > 0 {
            beside = self.aliases(tenant, (&person, beside)).await?;
        }
        let mut parties = Vec::new();
        for one in [person, party.identity()].into_iter().chain(beside) {
            if !parties.contains(&one) {
                parties.push(one);
            }
        }
        Ok(parties)
    }

    /// Those of these user ids that stand for this address.
    async fn aliases(
        &self,
        tenant: &TenantId,
        (person, mut ids): (&Party, Vec<Party>),
    ) -> Result<Vec<Party>, StoreError> {
        let reads =
            ids.iter().map(async |id| self.contact_at(tenant, &contact_of(tenant, id)).await);
        let mut found = try_join_all(reads).await?.into_iter();
        ids.retain(|_| {
            let stands_for = found.next().flatten().and_then(|one| one.party());
            stands_for.as_ref() == Some(person)
        });
        Ok(ids)
    }

    pub(super) async fn contact_at(
        &self,
        tenant: &TenantId,
        id: &ContactId,
    ) -> Result<Option<Contact>, StoreError> {
        let key = [("tenant_id", tenant.as_str()), ("contact_id", id.as_str())];
        self.read_latest((&self.tables.contacts, &key)).await?.map(contact).transpose()
    }
}
