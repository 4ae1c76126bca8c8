//! A person that a tenant has to do with, under one or several addresses.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CallContent, Job, JobPayload, Timestamp};
use crate::digest::digest;
use crate::ids::{ContactId, TenantId};
use twilio::phone::{Address, Channel, Party};

/// The contact that an address has of its own. All spellings of a number have one.
pub fn contact_of(tenant: &TenantId, party: &Party) -> ContactId {
    let identity = party.identity();
    let id = digest(&[tenant.as_str().as_bytes(), b"\0", identity.as_str().as_bytes()]);
    id.parse().expect("a digest is an id")
}

/// A contact wrote or called, was written to or called.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactActivity {
    /// Whose contact.
    pub tenant_id: TenantId,
    /// Who it is: the address that all others stand for.
    pub party: Party,
    /// The address that was used, as it was spelled, and those seen beside it.
    pub addresses: Vec<Address>,
    /// What the channel calls the contact (`ProfileName`).
    pub profile_name: Option<String>,
    /// The website's reference, if it gave one.
    pub lead_id: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whether the contact has been heard of since.
    pub late: bool,
    /// The contact that a user has merged the address's own one into.
    pub merged_into: Option<ContactId>,
}

twilio::debug_only!(ContactActivity { at, late });

impl ContactActivity {
    /// Who calls, or is called; nobody whose number is not known.
    pub fn of_call(content: &CallContent) -> Option<Self> {
        let party = content.other_side()?;
        Some(Self {
            tenant_id: content.tenant_id.clone(),
            addresses: vec![Address { channel: Channel::Sms, party: party.clone() }],
            party: party.identity(),
            profile_name: None,
            lead_id: content.lead_id.clone(),
            at: content.created_at,
            late: false,
            merged_into: None,
        })
    }

    /// Its record.
    pub fn contact_id(&self) -> ContactId {
        self.merged_into.clone().unwrap_or_else(|| contact_of(&self.tenant_id, &self.party))
    }

    /// That its address stands for another one.
    pub fn alias_of(&self, identity: &str) -> Option<ContactAlias> {
        Some(ContactAlias {
            tenant_id: self.tenant_id.clone(),
            alias: self.party.clone(),
            party: identity.parse().ok()?,
            was_contact: true,
            at: self.at,
        })
    }
}

/// An address was seen together with another one: both are the same person.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactAlias {
    /// Whose contact.
    pub tenant_id: TenantId,
    /// The address that stands for the other one: a `WhatsApp` user id.
    pub alias: Party,
    /// The one that it stands for: a number.
    pub party: Party,
    /// Whether the alias has been a contact of its own until now, with conversations.
    pub was_contact: bool,
    /// When.
    pub at: Timestamp,
}

twilio::debug_only!(ContactAlias { was_contact });

impl ContactAlias {
    /// The record that the alias has.
    pub fn contact_id(&self) -> ContactId {
        contact_of(&self.tenant_id, &self.alias)
    }

    /// The job that gives what the alias has to whom it stands for. `own` is the tenant's address where
    /// that showed.
    pub fn merge(&self, own: &Party) -> Job {
        let text = |party: &Party| party.as_str().to_owned();
        let payload = JobPayload::Merge {
            tenant_id: self.tenant_id.clone(),
            own: text(own),
            alias: text(&self.alias),
            party: text(&self.party.identity()),
        };
        Job { due_at: self.at, ..Job::new(payload, self.at) }
    }
}

/// The record in the `contacts` table.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Contact {
    /// Its id.
    pub contact_id: ContactId,
    /// The address that stands for all spellings of its first one.
    pub identity: String,
    /// What the tenant calls it.
    #[serde(default)]
    pub name: Option<String>,
    /// What a channel calls it.
    #[serde(default)]
    pub profile_name: Option<String>,
    /// The website's reference.
    #[serde(default)]
    pub lead_id: Option<String>,
    /// When it was heard of first.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// When it last wrote or called, was written to or called.
    #[serde(default)]
    pub last_activity_at: Option<Timestamp>,
    /// The contact it is, if this is only another address of it.
    #[serde(default)]
    pub merged_into: Option<ContactId>,
    /// That contact's `identity`, if this address has no conversations of its own.
    #[serde(default)]
    pub merged_identity: Option<String>,
    /// How many contacts users have merged into it.
    #[serde(default)]
    pub merges: u32,
    /// Which line of which import has written it last, and whether that made it.
    #[serde(default)]
    pub imported: Option<String>,
    /// When each address was used last.
    #[serde(skip)]
    pub addresses: BTreeMap<String, Timestamp>,
}

twilio::debug_only!(Contact { contact_id });

impl Contact {
    /// What it is called: by the tenant, else by a channel.
    pub fn shown_name(&self) -> Option<&String> {
        self.name.as_ref().or(self.profile_name.as_ref())
    }

    /// All addresses on a channel, as they were spelled.
    pub fn parties(&self, channel: Channel) -> impl Iterator<Item = Party> {
        let addresses = self.addresses.keys().filter_map(|text| text.parse::<Address>().ok());
        addresses.filter(move |address| address.channel == channel).map(|address| address.party)
    }

    /// Whom this address stands for.
    pub fn party(&self) -> Option<Party> {
        self.merged_identity.as_ref().unwrap_or(&self.identity).parse().ok()
    }

    /// Every person's key that its addresses have, the one that stands for all first, each once.
    pub fn identities(&self) -> Vec<Party> {
        let others = self.addresses.keys().filter_map(|text| text.parse::<Address>().ok());
        let all = self.party().into_iter().chain(others.map(|address| address.party));
        let mut identities = Vec::new();
        for identity in all.map(|party| party.identity()) {
            if !identities.contains(&identity) {
                identities.push(identity);
            }
        }
        identities
    }
}

/// A contact, as the website reads it.
#[derive(Serialize)]
pub struct ContactView<'c> {
    contact_id: &'c ContactId,
    name: &'c Option<String>,
    profile_name: &'c Option<String>,
    lead_id: &'c Option<String>,
    addresses: Vec<AddressView<'c>>,
    created_at: Option<Timestamp>,
    last_activity_at: Option<Timestamp>,
}

#[derive(Serialize)]
struct AddressView<'c> {
    channel: Channel,
    address: String,
    last_used_at: &'c Timestamp,
}

impl<'c> ContactView<'c> {
    /// All that the website sees of it.
    pub fn of(contact: &'c Contact) -> Self {
        let addresses = contact.addresses.iter().filter_map(|(address, last_used_at)| {
            let Address { channel, party } = address.parse().ok()?;
            Some(AddressView { channel, address: party.as_str().to_owned(), last_used_at })
        });
        Self {
            contact_id: &contact.contact_id,
            name: &contact.name,
            profile_name: &contact.profile_name,
            lead_id: &contact.lead_id,
            addresses: addresses.collect(),
            created_at: contact.created_at,
            last_activity_at: contact.last_activity_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(identity: &str, addresses: &[&str]) -> Contact {
        let record = serde_json::json!({
            "contact_id": contact_of(&"demo".parse().unwrap(), &identity.parse().unwrap()),
            "identity": identity,
        });
        let at = Timestamp::from_millis(0);
        let addresses = addresses.iter().map(|address| ((*address).to_owned(), at)).collect();
        Contact { addresses, ..serde_json::from_value(record).unwrap() }
    }

    #[test]
    fn an_identity_is_there_once_and_first_the_one_that_stands_for_all() {
        let addresses = [
            "+15550190001",
            "+15550190002",
            "whatsapp:+15550190001",
            "whatsapp:+15550190002",
            "whatsapp:US.1234567890",
        ];
        let found = contact("+15550190002", &addresses).identities();
        let found: Vec<_> = found.iter().map(Party::as_str).collect();
        assert_eq!(found, ["+15550190002", "+15550190001", "US.1234567890"]);
    }

    #[test]
    fn whoever_was_not_heard_of_yet_has_the_identity_of_its_first_address() {
        let found = contact("+15550190001", &[]).identities();
        assert_eq!(found, ["+15550190001".parse::<Party>().unwrap()]);
    }
}
