//! Under which key calls and voicemails are found by whom they were with.

use super::{CallContent, Direction, Parties, Voicemail};
use crate::ids::TenantId;
use twilio::phone::Party;

/// The key of all that a tenant has had with a number; all spellings of it have one.
pub(crate) fn party_key(tenant: &TenantId, number: &Party) -> String {
    format!("{tenant}#{}", number.identity().as_str())
}

impl Parties {
    /// Who has called, if that is a number that somebody has.
    pub fn caller(&self) -> Option<Party> {
        number(&self.from_number)
    }
}

impl CallContent {
    /// The number on the other side, if there is one.
    pub fn other_side(&self) -> Option<Party> {
        match self.direction {
            Direction::Inbound => number(&self.from_number),
            Direction::Outbound => number(&self.to_number),
        }
    }

    /// The tenant's side.
    pub fn own_side(&self) -> &str {
        match self.direction {
            Direction::Inbound => &self.to_number,
            Direction::Outbound => &self.from_number,
        }
    }
}

impl Voicemail {
    /// The number that it was left from, if there is one.
    pub fn other_side(&self) -> Option<Party> {
        number(self.from_number.as_ref()?)
    }
}

fn number(text: &str) -> Option<Party> {
    Party::caller(text).ok().filter(|party| matches!(party, Party::Number(_)))
}
