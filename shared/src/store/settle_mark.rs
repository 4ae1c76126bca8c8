//! The mark of a call whose end was not heard yet.
//!
//! It is written with the call and goes with the callback that tells its end, in the writes that there are
//! anyway. What it costs is its entry in an index that holds open calls only. A mark that is written late,
//! after the end, is taken away by whoever looks the call up.

use super::job::shard_of;
use super::update::Update;
use crate::ids::CallId;
use crate::records::Timestamp;

/// The partition of the index in which the call is; absent once its end is told.
pub(super) const SETTLE_SHARD: &str = "settle_shard";
/// When the call is looked up.
pub(super) const SETTLES_AT: &str = "settles_at";
/// Partitions of the index.
pub(super) const SHARDS: u64 = 4;

/// Marks a call that begins.
pub(super) fn unsettled(update: Update, call_id: &CallId, settles_at: Timestamp) -> Update {
    let shard = shard_of(call_id.as_str(), SHARDS);
    update.set_beside(SETTLE_SHARD, shard).set_beside(SETTLES_AT, settles_at)
}
