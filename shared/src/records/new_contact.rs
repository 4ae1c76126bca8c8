//! A contact that the website knows before anybody has written.

use super::{Timestamp, contact_of};
use crate::ids::{ContactId, TenantId};
use twilio::phone::{Address, Party};

/// Longest name of a contact, in characters.
const MAX_NAME: usize = 128;

/// What the website says of somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct NewContact {
    /// Whose contact.
    pub tenant_id: TenantId,
    /// All its addresses, the one that stands for all first.
    pub addresses: Vec<Address>,
    /// What the tenant calls it.
    pub name: Option<String>,
    /// The website's reference.
    pub lead_id: Option<String>,
    /// When it said so.
    pub at: Timestamp,
}

twilio::debug_only!(NewContact { at });

impl NewContact {
    /// Whether somebody can be called so.
    pub fn is_name(name: &str) -> bool {
        !name.trim().is_empty() && name.chars().count() <= MAX_NAME && !name.contains('\0')
    }

    /// The keys of its addresses, each once, the first one's first.
    pub fn identities(&self) -> Vec<Party> {
        let mut identities = Vec::new();
        for identity in self.addresses.iter().map(|address| address.party.identity()) {
            if !identities.contains(&identity) {
                identities.push(identity);
            }
        }
        identities
    }

    /// Its record, if there is none yet for any of its addresses.
    pub fn contact_id(&self) -> Option<ContactId> {
        let first = self.addresses.first()?;
        Some(contact_of(&self.tenant_id, &first.party))
    }
}
