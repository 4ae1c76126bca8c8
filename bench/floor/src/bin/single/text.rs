//! The three records of a text.

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{AttributeValue, TransactWriteItem};

use crate::writes::{Writes, number, text};

const TENANT: &str = "demo";
const ACCOUNT: &str = "ACde30de30de30de30de30de30de30de30";
const OWN: &str = "+15550100001";
const BODY: &str = "Is the flat still free?";
const DETAILS: [(&str, &str); 6] = [
    ("FromCity", "SAN FRANCISCO"),
    ("FromCountry", "US"),
    ("FromState", "CA"),
    ("FromZip", "94103"),
    ("NumSegments", "1"),
    ("ToCountry", "US"),
];

/// A text, by its SID, the sender's number and when it came.
pub(crate) struct Text<'t> {
    pub(crate) sid: &'t str,
    pub(crate) sender: &'t str,
    pub(crate) now: &'t str,
}

impl Text<'_> {
    /// The message, its conversation and the contact.
    pub(crate) fn items(&self) -> Result<Vec<TransactWriteItem>, BuildError> {
        Ok(vec![self.message()?, self.thread()?, self.contact()?])
    }

    fn message(&self) -> Result<TransactWriteItem, BuildError> {
        let (thread, now) = (self.thread_id(), self.now);
        let details = DETAILS.map(|(name, value)| (name.to_owned(), text(value)));
        Writes::of("MESSAGES_TABLE", &[("message_id", self.sid)])
            .set_texts(&[
                ("message_sid", self.sid),
                ("tenant_id", TENANT),
                ("account_sid", ACCOUNT),
                ("thread_id", &thread),
                ("direction", "inbound"),
                ("channel", "sms"),
                ("from_number", self.sender),
                ("to_number", OWN),
                ("body", BODY),
                ("created_at", now),
                ("thread_key", &format!("{TENANT}#{thread}")),
                ("updated_at", now),
                ("sort_at", now),
            ])
            .set("num_media", number(0))
            .set("media", AttributeValue::L(Vec::new()))
            .set("details", AttributeValue::M(details.into()))
            .once("status", text("received"))
            .once("status_rank", number(50))
            .once("at:received", text(now))
            .only_if(
                "attribute_not_exists(#direction) AND \
                 (attribute_not_exists(#tenant_id) OR #tenant_id = :tenant_id)",
            )
    }

    fn thread(&self) -> Result<TransactWriteItem, BuildError> {
        let now = self.now;
        let key = [("tenant_id", TENANT), ("thread_id", &*self.thread_id())];
        Writes::of("THREADS_TABLE", &key)
            .set_texts(&[
                ("channel", "sms"),
                ("own_number", OWN),
                ("contact_number", self.sender),
                ("status", "open"),
                ("state_key", &format!("{TENANT}#open")),
                ("unread_at", now),
                ("contact_id", self.contact_id()),
                ("last_message", BODY),
                ("last_message_id", self.sid),
                ("last_direction", "inbound"),
                ("last_activity_at", now),
            ])
            .once("created_at", text(now))
            .add("unread_count", 1)
            .remove("done_at")
            .remove("done_by")
            .only_if(
                "(attribute_not_exists(#last_message_id) OR #last_activity_at < :last_activity_at \
                 OR (#last_activity_at = :last_activity_at AND #last_message_id <= :last_message_id))",
            )
    }

    fn contact(&self) -> Result<TransactWriteItem, BuildError> {
        Writes::of("CONTACTS_TABLE", &[("tenant_id", TENANT), ("contact_id", self.contact_id())])
            .once("created_at", text(self.now))
            .once("identity", text(self.sender))
            .set(&format!("address:{}", self.sender), text(self.now))
            .set("last_activity_at", text(self.now))
            .name("merged_into")
            .only_if(
                "attribute_not_exists(#merged_into) AND (attribute_not_exists(#last_activity_at) \
                 OR #last_activity_at <= :last_activity_at)",
            )
    }

    fn thread_id(&self) -> String {
        format!("sms.{}.{}", &OWN[1..], &self.sender[1..])
    }

    /// As long as a contact's id, and as unlike another's.
    fn contact_id(&self) -> &str {
        &self.sid[2..]
    }
}
