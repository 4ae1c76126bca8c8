//! What all parts of the simulator share.

use std::sync::Arc;

use super::accounts::Limits;
use super::calls::Switchboard;
use super::faults::Faults;
use super::feed::{Change, Feed};
use super::inventory::Stock;
use super::links::Links;
use super::log::Log;
use super::media_log::MediaRequest;
use super::outgoing::{Deliveries, ReplyLimit};
use super::post::Poster;
use super::rest_log::RestRequest;
use super::store::Store;

/// One simulator.
pub(super) struct State {
    /// Root of the REST API, `http://127.0.0.1:PORT`.
    pub(super) url: String,
    pub(super) store: Store,
    pub(super) links: Links,
    pub(super) media_log: Log<MediaRequest>,
    /// What those who watch learn of.
    pub(super) feed: Arc<Feed>,
    pub(super) poster: Poster,
    pub(super) switchboard: Switchboard,
    pub(super) limits: Limits,
    pub(super) stock: Stock,
    pub(super) deliveries: Deliveries,
    pub(super) replies: ReplyLimit,
    pub(super) faults: Faults,
    /// In the order they were answered.
    pub(super) rest_log: Log<RestRequest>,
}

impl State {
    /// Seconds since 1970, by the clock that the simulator was started with.
    pub(super) fn now(&self) -> i64 {
        self.store.now()
    }

    /// Says that there is something new of a message.
    pub(super) fn message_changed(&self, sid: &str) {
        self.feed.tell(Change::Message(sid.to_owned()));
    }

    /// The URL that webhooks give for a recording; it has no extension.
    pub(super) fn recording_url(&self, account: &str, recording: &str) -> String {
        format!("{}/2010-04-01/Accounts/{account}/Recordings/{recording}", self.url)
    }

    /// The URL that webhooks give for a medium.
    pub(super) fn media_url(&self, account: &str, message: &str, media: &str) -> String {
        format!("{}/2010-04-01/Accounts/{account}/Messages/{message}/Media/{media}", self.url)
    }
}
