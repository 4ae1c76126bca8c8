//! The `arrivals` table: which calls have come from one number to another within five minutes. DynamoDB deletes
//! its records by itself.

use std::collections::{BTreeMap, HashMap};

use super::call_read::call;
use super::item::{Item, is_of, times, value};
use super::update::Update;
use super::{Store, StoreError};
use crate::records::{Arrival, Call};

const CALL: &str = "call:";

impl Store {
    pub(super) fn arrival_update(&self, arrival: &Arrival) -> Update {
        Update::of(&self.tables.arrivals, &[("pair", &arrival.key())])
            .set_once("tenant_id", &arrival.tenant_id)
            .set_once("expires_at", arrival.expires_at())
            .set_once(&format!("{CALL}{}", arrival.call_id), arrival.at)
            .if_absent_or_equal("tenant_id", &arrival.tenant_id)
    }

    /// The calls of these records that came before this one and may still ring, as of now. Asks only if
    /// there are any.
    pub(super) async fn others_of(
        &self,
        arrival: &Arrival,
        records: Vec<Item>,
    ) -> Result<Vec<Call>, StoreError> {
        let mut calls = BTreeMap::new();
        for record in records.iter().filter(|item| is_of(&arrival.tenant_id)(item)) {
            calls.extend(times(record, CALL)?);
        }
        let own = arrival.call_id.as_str();
        // Twilio may ask about this one for the second time.
        let first = (calls.get(own).copied().unwrap_or(arrival.at), own.to_owned());
        calls.retain(|id, at| (*at, id.clone()) < first && arrival.may_still_ring(*at));
        if calls.is_empty() {
            return Ok(Vec::new());
        }
        let keys = calls.into_keys().map(|id| HashMap::from([("call_id".to_owned(), value(id))]));
        let keys = keys.collect();
        let items = self.read_latest_of(&self.tables.calls, keys).await?;
        let own = items.into_iter().filter(is_of(&arrival.tenant_id));
        let read: Vec<_> =
            own.filter_map(|item| call(item).transpose()).collect::<Result<_, _>>()?;
        // Of what rings, the first callback comes within a second or two.
        let rings =
            |call: &Call| !call.legs.is_empty() || arrival.just_after(call.content.created_at);
        Ok(read.into_iter().filter(rings).collect())
    }
}
