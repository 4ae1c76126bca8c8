//! DynamoDB: one concrete store, one file per record, methods named noun first.
//!
//! Every access to a tenant's record carries the tenant, also where the key is already unique.

mod account;
mod allowance;
mod arrival;
mod attempt;
mod batch;
mod beside;
mod call;
mod call_begin;
mod call_read;
mod call_seen;
mod commit;
mod consent;
mod contact;
mod contact_new;
mod contact_read;
mod contention;
mod counts;
mod delivery;
mod derived;
mod derived_item;
mod endpoint;
mod event;
mod held;
mod image;
mod import;
mod item;
mod job;
mod lane;
mod linking;
mod list;
mod listing;
mod merge;
mod message;
mod note;
mod number;
mod open_calls;
mod outcome;
mod page;
mod preferences;
mod progress;
mod provisioning;
mod purchase;
mod rotation;
mod scheduled;
mod search;
mod send;
mod sent;
mod settle_mark;
mod single;
mod snippet;
mod tags;
mod tenant;
mod thread;
mod thread_state;
mod timeline;
mod transaction;
mod unite;
mod unsettled;
mod update;
mod voicemail;
mod whole;

use std::error::Error;
use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};

use crate::config::Tables;

pub use allowance::Allowance;
pub use beside::Beside;
pub use call_begin::Begun;
pub use contact_new::ContactCreated;
pub use contact_read::KnownContacts;
pub use counts::Counts;
pub use delivery::Heard;
pub use endpoint::EndpointChange;
pub use event::{EventCursor, EventPage};
pub use image::{Record, RecordChange};
pub use import::{ImportBegun, ImportLine, Imported};
pub use linking::{Claimed, NumberClaimed};
pub use list::List;
pub use listing::{Wanted, Whose};
pub use note::{NoteChanged, Written};
pub use open_calls::CallMinutes;
pub use outcome::Outcome;
pub use page::{Page, PageRequest};
pub use provisioning::Progress;
pub use purchase::{PurchaseBegun, PurchaseWrite};
pub use scheduled::Rescheduled;
pub use search::{FoundMessage, Sought};
pub use send::{Attempt, Cancelled, Claim};
pub use sent::AtTwilio;
pub use snippet::{MOST_SNIPPETS, SnippetRefused};
pub use tenant::{Also, CallFacts};
pub use thread::Conversations;
pub use unite::{MOST_ADDRESSES, United};

/// What went wrong, by what the caller does next.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// DynamoDB is unreachable, slow or throttling: answer 503 or try later.
    #[error("DynamoDB: {0}")]
    Unavailable(String),
    /// A record does not have the shape we write: a bug, trying again will not help.
    #[error("unreadable record: {0}")]
    Broken(String),
}

/// The tables and a client for them.
#[derive(Debug, Clone)]
pub struct Store {
    client: Client,
    tables: Arc<Tables>,
}

impl Store {
    /// Works on these tables.
    pub fn new(client: Client, tables: Tables) -> Self {
        Self { client, tables: Arc::new(tables) }
    }
}

impl<E> From<SdkError<E>> for StoreError
where
    E: Error + ProvideErrorMetadata + 'static,
{
    fn from(error: SdkError<E>) -> Self {
        StoreError::Unavailable(describe(&error))
    }
}

/// An AWS error in one line: its code and message if the service answered, else what broke.
pub(crate) fn describe<E, R>(error: &SdkError<E, R>) -> String
where
    E: Error + ProvideErrorMetadata + 'static,
    R: std::fmt::Debug,
{
    match error.as_service_error() {
        Some(service) => {
            let (code, message) = (service.code().unwrap_or("?"), service.message().unwrap_or(""));
            crate::credentials::heard(code);
            format!("{code} {message}").trim_end().to_owned()
        }
        None => {
            let cause = error.source().map(ToString::to_string).unwrap_or_default();
            format!("{error}: {cause}")
        }
    }
}
