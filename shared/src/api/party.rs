//! People, as the website names them: a channel and an address on it.

use twilio::phone::{Channel, Party};

use super::{ApiError, Fields, invalid};

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
