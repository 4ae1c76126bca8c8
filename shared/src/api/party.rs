//! People, as the website names them: a channel and an address on it.

use twilio::phone::{Address, Channel, Party};

use super::{ApiError, Fields, invalid};
use crate::records::NewContact;

impl Fields {
    /// Takes `channel`, if it is one that messages can be sent on.
    pub fn channel(&mut self) -> Result<Option<Channel>, ApiError> {
        match self.text("channel")?.as_deref() {
            None => Ok(None),
            Some("sms") => Ok(Some(Channel::Sms)),
            Some("whatsapp") => Ok(Some(Channel::Whatsapp)),
            Some(_) => invalid("channel", "`sms` or `whatsapp`"),
        }
    }

    /// Takes `channel` and `address`: under which somebody writes, or would.
    pub fn address(&mut self) -> Result<Address, ApiError> {
        let channel = match self.text("channel")?.as_deref() {
            Some("rcs") => Channel::Rcs,
            Some("messenger") => Channel::Messenger,
            None | Some("sms") => Channel::Sms,
            Some("whatsapp") => Channel::Whatsapp,
            Some(_) => return invalid("channel", "`sms`, `whatsapp`, `rcs` or `messenger`"),
        };
        let party = match channel {
            Channel::Messenger => self.messenger_id()?,
            _ => self.party("address", channel)?,
        };
        Ok(Address { channel, party })
    }

    /// Takes `name`: what a contact is called.
    pub fn contact_name(&mut self) -> Result<Option<String>, ApiError> {
        match self.text("name")? {
            Some(name) if !NewContact::is_name(&name) => invalid("name", "1 to 128 characters"),
            name => Ok(name),
        }
    }

    /// Meta's id of somebody on a page.
    fn messenger_id(&mut self) -> Result<Party, ApiError> {
        let id = self.text("address")?.unwrap_or_default();
        let is_id = (1..=128).contains(&id.len()) && id.bytes().all(|one| one.is_ascii_digit());
        match id.parse() {
            Ok(party @ Party::Name(_)) if is_id => Ok(party),
            _ => invalid("address", "the digits of a Messenger user's id"),
        }
    }

    /// Takes somebody's address on a channel, which has to be there.
    pub fn party(&mut self, field: &'static str, channel: Channel) -> Result<Party, ApiError> {
        match self.text(field)?.unwrap_or_default().parse() {
            Ok(party @ Party::Number(_)) => Ok(party),
            Ok(party) if channel == Channel::Whatsapp && party.is_user_id() => Ok(party),
            _ if channel == Channel::Whatsapp => {
                invalid(field, "a phone number in E.164, such as +15550100001, or a user id")
            }
            _ => invalid(field, "a phone number in E.164, such as +15550100001"),
        }
    }
}
