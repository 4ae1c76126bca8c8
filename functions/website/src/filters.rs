//! What narrows a list, as the query names it.

use serde::de::DeserializeOwned;
use serde_json::json;
use shared::api::{ApiError, invalid, is_user};
use shared::ids::ContactId;
use shared::records::{CallOutcome, Direction, ThreadStatus, Timestamp};
use twilio::form::Form;
use twilio::phone::{Channel, E164};
use twilio::status::MessageStatus;

/// Longest `lead_id` that is looked for, in bytes: far less than an index takes.
const MAX_LEAD: usize = 1_024;

/// The query of a list.
pub(crate) struct Filters(Form);

impl Filters {
    /// Those of a query, each named once.
    pub(crate) fn of(query: Form, known: &[&'static str]) -> Result<Self, ApiError> {
        let times = |name: &str| query.fields().filter(|(known, _)| *known == name).count();
        match known.iter().find(|name| times(name) > 1) {
            Some(name) => invalid(name, "one value, and the parameter once"),
            None => Ok(Self(query)),
        }
    }

    /// A text that is the same for the same filters, whichever page is asked for.
    pub(crate) fn named(&self) -> String {
        let fields = self.0.fields().filter(|(name, _)| !["limit", "cursor"].contains(name));
        let mut fields: Vec<_> = fields.map(|(name, value)| format!("{name}={value}")).collect();
        fields.sort();
        fields.join("\n")
    }

    pub(crate) fn limit(&self) -> Option<&str> {
        self.0.text("limit")
    }

    pub(crate) fn cursor(&self) -> Option<&str> {
        self.0.text("cursor")
    }

    /// Whether only what is with one person is wanted.
    pub(crate) fn is_about_somebody(&self) -> bool {
        ["contact_id", "lead_id", "number"].iter().any(|name| self.0.get(name).is_some())
    }

    pub(crate) fn contact(&self) -> Result<Option<ContactId>, ApiError> {
        let id = self.0.get("contact_id").map(str::parse).transpose();
        id.or_else(|_| invalid("contact_id", "the `contact_id` of a contact"))
    }

    pub(crate) fn lead(&self) -> Result<Option<String>, ApiError> {
        match self.0.get("lead_id") {
            Some(lead) if lead.is_empty() || lead.len() > MAX_LEAD => {
                invalid("lead_id", "the reference that a call was made with, at most 1,024 bytes")
            }
            lead => Ok(lead.map(str::to_owned)),
        }
    }

    /// In a query a `+` stands for a space.
    pub(crate) fn number(&self, field: &'static str) -> Result<Option<E164>, ApiError> {
        let number = self.0.get(field).map(str::parse).transpose();
        number.or_else(|_| {
            invalid(field, "a phone number in E.164 with its + written as %2B, as %2B15550100001")
        })
    }

    pub(crate) fn direction(&self) -> Result<Option<Direction>, ApiError> {
        let direction = self.0.get("direction").map(named).transpose();
        direction.or_else(|()| invalid("direction", "inbound or outbound"))
    }

    pub(crate) fn channel(&self) -> Result<Option<Channel>, ApiError> {
        let channel = self.0.get("channel").map(named).transpose();
        channel.or_else(|()| invalid("channel", "sms, whatsapp, rcs or messenger"))
    }

    /// Whether only what is unread is wanted.
    pub(crate) fn is_unread(&self) -> Result<bool, ApiError> {
        match self.0.get("unread") {
            None => Ok(false),
            Some("true") => Ok(true),
            Some(_) => invalid("unread", "true, or leave it out for all"),
        }
    }

    pub(crate) fn seen(&self) -> Result<Option<bool>, ApiError> {
        match self.0.get("seen") {
            None => Ok(None),
            Some("true") => Ok(Some(true)),
            Some("false") => Ok(Some(false)),
            Some(_) => invalid("seen", "true or false"),
        }
    }

    /// Whether it is about what users have said of conversations.
    pub(crate) fn is_about_state(&self) -> bool {
        ["status", "assigned_to", "tag"].iter().any(|name| self.0.get(name).is_some())
    }

    pub(crate) fn thread_status(&self) -> Result<Option<ThreadStatus>, ApiError> {
        let status = self.0.get("status").map(named).transpose();
        status.or_else(|()| invalid("status", "open or done"))
    }

    /// The user who is asked for; `me` is who asks.
    pub(crate) fn assigned_to(&self, asking: Option<&str>) -> Result<Option<String>, ApiError> {
        const WHO: &str = "the id of a user, or `me` if the token names one (`sub`)";
        match (self.0.get("assigned_to"), asking) {
            (None, _) => Ok(None),
            (Some("me"), Some(user)) => Ok(Some(user.to_owned())),
            (Some(user), _) if user != "me" && is_user(user) => Ok(Some(user.to_owned())),
            _ => invalid("assigned_to", WHO),
        }
    }

    /// One or several, separated by commas.
    pub(crate) fn outcomes(&self) -> Result<Option<Vec<CallOutcome>>, ApiError> {
        const WHICH: &str = "one or several of answered, missed, voicemail, declined, busy, failed, \
                             own_phone_not_answered and lead_not_reached, separated by commas";
        let outcomes = self.0.get("outcome").map(|text| text.split(',').map(named).collect());
        outcomes.transpose().or_else(|()| invalid("outcome", WHICH))
    }

    /// One or several, separated by commas.
    pub(crate) fn statuses(&self) -> Result<Option<Vec<MessageStatus>>, ApiError> {
        let known = |text: &str| -> Result<MessageStatus, ()> {
            let status: MessageStatus = text.parse().map_err(|_| ())?;
            status.rank().map(|_| status).ok_or(())
        };
        let statuses = self.0.get("status").map(|text| text.split(',').map(known).collect());
        statuses.transpose().or_else(|()| {
            invalid("status", "one or several statuses of messages, separated by commas")
        })
    }

    pub(crate) fn text(&self, field: &str) -> Option<&str> {
        self.0.get(field)
    }

    pub(crate) fn time(&self, field: &'static str) -> Result<Option<Timestamp>, ApiError> {
        let time = self.0.get(field).map(str::parse).transpose();
        time.or_else(|_| invalid(field, "a time in RFC 3339, such as 2030-01-31T09:00:00Z"))
    }
}

/// What a text names, as answers spell it.
fn named<T: DeserializeOwned>(text: &str) -> Result<T, ()> {
    serde_json::from_value(json!(text)).map_err(drop)
}
