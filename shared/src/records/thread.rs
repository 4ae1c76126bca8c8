//! A conversation: one own address, one contact or group, one channel.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Direction, ThreadStatus, Timestamp};
use crate::digest::digest;
use crate::ids::{ContactId, MessageId, TenantId};
use twilio::phone::{Channel, Party};
use twilio::sid::InvalidId;

/// How a group's part of an id begins; no other's does.
const GROUP: char = '_';

/// A conversation's id: `{channel}.{own}.{contact}` in characters that never need escaping in a
/// URL. A number is its digits; anything else is `~` and its letters and digits, with every other
/// byte as `_` and two hex digits. All spellings of a contact's address have one id. A group is
/// `_` and a hash of its members.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ThreadId(Arc<str>);

impl ThreadId {
    /// The conversation between two parties.
    pub fn new(channel: Channel, own: &Party, contact: &Party) -> Self {
        let contact = contact.identity();
        Self::of([channel.as_str(), &segment(own), &segment(&contact)])
    }

    /// The conversation with several parties at once, in any order and spelling.
    pub fn of_group(channel: Channel, own: &Party, members: &[Party]) -> Self {
        let members: BTreeSet<_> =
            members.iter().map(|member| segment(&member.identity()).into_owned()).collect();
        let members: Vec<_> = members.into_iter().collect();
        let group = format!("{GROUP}{}", digest(&[members.join(".").as_bytes()]));
        Self::of([channel.as_str(), &segment(own), &group])
    }

    fn of(parts: [&str; 3]) -> Self {
        Self(parts.join(".").into())
    }

    /// Whether it is a conversation with several parties at once.
    pub fn is_group(&self) -> bool {
        self.0.rsplit('.').next().is_some_and(|contact| contact.starts_with(GROUP))
    }

    /// The other side, by the spelling that stands for all of its; a group has none.
    pub fn contact(&self) -> Option<Party> {
        let contact = self.0.rsplit('.').next()?;
        match contact.strip_prefix('~') {
            Some(escaped) => unescaped(escaped)?.parse().ok(),
            None if self.is_group() => None,
            None => format!("+{contact}").parse().ok(),
        }
    }

    /// Its channel, if it is one that there is.
    pub fn channel(&self) -> Option<Channel> {
        let name = self.0.split('.').next()?;
        serde_json::from_value(name.into()).ok()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn segment(party: &Party) -> Cow<'_, str> {
    if let Party::Number(number) = party {
        return number.as_str().trim_start_matches('+').into();
    }
    let escaped = party.as_str().bytes().fold(String::from("~"), |mut text, byte| {
        if byte.is_ascii_alphanumeric() {
            text.push(char::from(byte));
        } else {
            write!(text, "_{byte:02x}").expect("a String takes any text");
        }
        text
    });
    escaped.into()
}

/// What [`segment`] has made of a text that is no number.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('_') {
        bytes.extend_from_slice(&rest.as_bytes()[..at]);
        bytes.push(u8::from_str_radix(rest.get(at + 1..at + 3)?, 16).ok()?);
        rest = &rest[at + 3..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).ok()
}

impl std::fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ThreadId(…)")
    }
}

impl FromStr for ThreadId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".~_".contains(&byte);
        let valid = (5..=1024).contains(&text.len())
            && text.bytes().all(plain)
            && text.split('.').filter(|part| !part.is_empty()).count() == 3;
        if valid { Ok(Self(text.into())) } else { Err(InvalidId("thread id")) }
    }
}

impl Serialize for ThreadId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ThreadId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What has become of the message that a conversation hears of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It has been asked for, and will be the last message when it leaves.
    AskedFor,
    /// It has come, or left.
    Passed,
}

/// A message's effect on its conversation.
#[derive(Clone, PartialEq, Eq)]
pub struct ThreadActivity {
    /// Whose conversation.
    pub tenant_id: TenantId,
    /// Which one.
    pub thread_id: ThreadId,
    /// Its channel.
    pub channel: Channel,
    /// The tenant's side.
    pub own: Party,
    /// The other side: in a group, who writes.
    pub contact: Party,
    /// Who that is; nobody alone in a group.
    pub contact_id: Option<ContactId>,
    /// Everybody on the other side, if it is a group.
    pub members: Vec<Party>,
    /// The message.
    pub message_id: MessageId,
    /// How far it is.
    pub stage: Stage,
    /// Its direction; an inbound one counts as unread.
    pub direction: Direction,
    /// The beginning of its text.
    pub preview: String,
    /// The website's reference, if it gave one.
    pub lead_id: Option<String>,
    /// When.
    pub at: Timestamp,
    /// Whether a later message of the conversation is known.
    pub late: bool,
}

twilio::debug_only!(ThreadActivity { message_id, direction });

/// The record in the `threads` table, as the website reads it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thread {
    /// Its id.
    pub thread_id: ThreadId,
    /// Its channel.
    pub channel: Channel,
    /// The tenant's side.
    pub own_number: String,
    /// The other side: the address last written from. In a group, whoever wrote last.
    pub contact_number: String,
    /// Who that is; `None` in a group.
    #[serde(default)]
    pub contact_id: Option<ContactId>,
    /// Everybody on the other side, if it is a group; else empty.
    #[serde(default)]
    pub members: Vec<String>,
    /// Beginning of the last message that came or left; `None` while none has.
    #[serde(default)]
    pub last_message: Option<String>,
    /// That message.
    #[serde(default)]
    pub last_message_id: Option<MessageId>,
    /// Its direction.
    #[serde(default)]
    pub last_direction: Option<Direction>,
    /// When it came or left; while there is none, when the first one was asked for.
    pub last_activity_at: Timestamp,
    /// Inbound messages since the conversation was last marked read.
    pub unread_count: u64,
    /// The website's reference, if it gave one.
    #[serde(default)]
    pub lead_id: Option<String>,
    /// Since when the contact wants no messages, as its consent says.
    #[serde(default)]
    pub opted_out_at: Option<Timestamp>,
    /// Whether somebody still has to see to it.
    #[serde(default)]
    pub status: ThreadStatus,
    /// The user who sees to it.
    #[serde(default)]
    pub assigned_to: Option<String>,
    /// The tenant's tags that it has.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Since when it is done.
    #[serde(default)]
    pub done_at: Option<Timestamp>,
    /// The user who said so.
    #[serde(default)]
    pub done_by: Option<String>,
    /// First message.
    pub created_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_parties_never_share_an_id() {
        let own: Party = "+15550100001".parse().unwrap();
        let ids: Vec<_> = ["+15550190001", "15550190001", "a.b", "a_b", "ab", "anonymous", "é"]
            .iter()
            .map(|contact| ThreadId::new(Channel::Sms, &own, &contact.parse().unwrap()))
            .collect();
        assert_eq!(ids[0].as_str(), "sms.15550100001.15550190001");
        assert_eq!(ids[2].as_str(), "sms.15550100001.~a_2eb");
        let unique: std::collections::HashSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len());
        assert!(ids.iter().all(|id| id.as_str().parse() == Ok(id.clone())));
    }

    #[test]
    fn spellings_of_a_contact_share_an_id() {
        let own: Party = "+15550100001".parse().unwrap();
        let id = |contact: &str| ThreadId::new(Channel::Whatsapp, &own, &contact.parse().unwrap());
        assert_eq!(id("+5215512345678"), id("+525512345678"));
        assert_ne!(id("+5215512345678"), id("+525512345679"));
    }

    #[test]
    fn an_id_names_the_contact() {
        let own: Party = "+15550100001".parse().unwrap();
        for contact in ["+15550190001", "+5215512345678", "a.b", "US.1234abcd", "é_x", "12345"] {
            let contact: Party = contact.parse().unwrap();
            let id = ThreadId::new(Channel::Whatsapp, &own, &contact);
            assert_eq!(id.contact(), Some(contact.identity()), "{}", id.as_str());
        }
        let members = ["+15550190001".parse().unwrap(), "+15550190002".parse().unwrap()];
        assert_eq!(ThreadId::of_group(Channel::Sms, &own, &members).contact(), None);
        for odd in ["sms.1.~_", "sms.1.~_x", "sms.1.~_ff", "sms.1.~_2"] {
            assert_eq!(odd.parse::<ThreadId>().unwrap().contact(), None, "{odd}");
        }
    }

    #[test]
    fn a_group_is_its_members() {
        let own: Party = "+15550100001".parse().unwrap();
        let group = |members: &[&str]| {
            let members: Vec<_> = members.iter().map(|member| member.parse().unwrap()).collect();
            ThreadId::of_group(Channel::Sms, &own, &members)
        };
        let two = group(&["+15550190001", "+5215512345678"]);
        assert_eq!(two, group(&["+525512345678", "+15550190001", "+15550190001"]));
        assert_ne!(two, group(&["+15550190001", "+15550190002"]));
        assert!(two.is_group() && two.as_str().parse() == Ok(two.clone()));
        let alone = ThreadId::new(Channel::Sms, &own, &"+15550190001".parse().unwrap());
        assert!(!alone.is_group());
    }

    #[test]
    fn refuses_what_is_no_id() {
        for bad in ["", "sms", "sms.1", "sms.1.2.3", "sms..2", "sms.1.2/..", "sms.1.#"] {
            assert!(bad.parse::<ThreadId>().is_err(), "{bad}");
        }
    }
}
