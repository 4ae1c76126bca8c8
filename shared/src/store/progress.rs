//! Reads registers back: attributes that begin alike belong together, and of the statuses heard the
//! furthest counts.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::Deserialize;

use super::StoreError;
use super::item::{Item, record};
use crate::records::{Progress, Timestamp};
use twilio::label::Label;
use twilio::status::Ranked;

/// Before the name of a status in the attribute that holds when it was first heard.
pub(super) const STATUS_TIME: &str = "at:";

/// The attributes of each group whose names begin with `prefix`, the group's key and `:`.
pub(super) fn groups(item: &Item, prefix: &str) -> BTreeMap<String, Item> {
    let mut groups: BTreeMap<String, Item> = BTreeMap::new();
    for (name, value) in item {
        if let Some((key, rest)) = name.strip_prefix(prefix).and_then(|name| name.split_once(':')) {
            groups.entry(key.to_owned()).or_default().insert(rest.to_owned(), value.clone());
        }
    }
    groups
}

/// When each status was first heard.
pub(super) fn status_times(item: &Item) -> Result<BTreeMap<String, Timestamp>, StoreError> {
    let times = item.iter().filter_map(|(name, value)| {
        Some((name.strip_prefix(STATUS_TIME)?.to_owned(), value.clone()))
    });
    record(times.collect())
}

/// The furthest of the statuses heard.
pub(super) fn furthest<S: Ranked + FromStr>(times: &BTreeMap<String, Timestamp>) -> Option<S> {
    S::furthest(times.keys().filter_map(|status| status.parse().ok()))
}

/// What came with the status that counts.
#[derive(Default, Deserialize)]
struct With {
    duration: Option<u32>,
    ended_at: Option<Timestamp>,
    sip_response_code: Option<u16>,
    error_code: Option<u32>,
}

/// How far a call or leg has come.
pub(super) fn progress(item: &Item) -> Result<Progress, StoreError> {
    #[derive(Deserialize)]
    struct Answered {
        answered_by: Option<Label>,
    }
    let status_times = status_times(item)?;
    let status: Option<twilio::status::CallStatus> = furthest(&status_times);
    let with = status.as_ref().map(|status| with(item, status.as_str())).transpose()?;
    let With { duration, ended_at, sip_response_code, error_code } = with.unwrap_or_default();
    // The end of a <Dial> tells of a call's end without its time.
    let heard = status.as_ref().filter(|status| status.is_final());
    let heard = heard.and_then(|status| status_times.get(status.as_str()).copied());
    let ended_at = ended_at.or(heard);
    let Answered { answered_by } = record(only(item, "answered_by"))?;
    Ok(Progress {
        status,
        status_times,
        duration,
        ended_at,
        sip_response_code,
        error_code,
        answered_by,
    })
}

fn with(item: &Item, status: &str) -> Result<With, StoreError> {
    let named = item.iter().filter_map(|(name, value)| {
        let what = name.strip_suffix(status)?.strip_suffix(':')?;
        Some((what.to_owned(), value.clone()))
    });
    record(named.collect())
}

fn only(item: &Item, name: &str) -> Item {
    item.get_key_value(name)
        .map(|(name, value)| (name.clone(), value.clone()))
        .into_iter()
        .collect()
}
