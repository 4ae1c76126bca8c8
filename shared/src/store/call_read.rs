//! The `calls` table, read.

use std::str::FromStr;

use super::call::{IN_DOUBT, LOST, MENU_KEYS, SEEN_AT, SEEN_BY, TAKEN, TAKEN_AT, lead_key};
use super::item::{Item, attribute, is_of, record, text};
use super::listing::{Source, Wanted, Whose};
use super::page::{Page, PageRequest};
use super::progress::{STATUS_TIME, furthest, groups, progress, status_times};
use super::{Store, StoreError};
use crate::ids::{CallId, TenantId};
use crate::records::{Attachment, Call, DialEnd, Leg, Recording};

impl Store {
    /// A call of this tenant, as of now. There is none while only parts of it were heard of, such as
    /// a leg.
    pub async fn call_get(
        &self,
        tenant: &TenantId,
        call_id: &CallId,
    ) -> Result<Option<Call>, StoreError> {
        let key = [("call_id", call_id.as_str())];
        let item = self.read_latest((&self.tables.calls, &key)).await?;
        item.filter(is_of(tenant)).map_or(Ok(None), call)
    }

    /// This tenant's calls, newest first.
    pub async fn call_list(
        &self,
        tenant: &TenantId,
        (whose, wanted): (&Whose, &Wanted<Call>),
        page: &PageRequest,
    ) -> Result<Page<Call>, StoreError> {
        let index = |index| self.query((&self.tables.calls, index));
        let sources = match whose {
            Whose::All => {
                let partition = ("tenant_id", tenant.to_string());
                vec![Source { query: index("by_tenant"), partition }]
            }
            Whose::Of { parties, lead } => {
                let of = |party| Source::of_party(index("by_party"), (tenant, party));
                let named = lead.iter().map(|lead| Source {
                    query: index("by_lead"),
                    partition: ("lead_key", lead_key(tenant, lead)),
                });
                parties.iter().map(of).chain(named).collect()
            }
        };
        page.find(&sources, wanted, listed).await
    }
}

fn listed(item: Item) -> Result<Call, StoreError> {
    call(item)?.ok_or_else(|| StoreError::Broken("a listed call has no content".to_owned()))
}

/// `None` for parts of a call that is not known itself: it has no time, and so is in no list.
pub(super) fn call(item: Item) -> Result<Option<Call>, StoreError> {
    if !item.contains_key("created_at") {
        return Ok(None);
    }
    let progress = progress(&item)?;
    let heard = item.contains_key("call_sid") || !progress.status_times.is_empty();
    let was_in_doubt = item.contains_key(IN_DOUBT);
    let is_lost = item.contains_key(LOST);
    Ok(Some(Call {
        unconfirmed: was_in_doubt && !heard,
        was_in_doubt,
        is_lost,
        error_message: text(&item, "error_message").map(str::to_owned),
        own_phone_pressed: taken(&item),
        dial: dial(&item)?,
        legs: members(&item, "leg:", leg)?,
        recordings: members(&item, "rec:", recording)?,
        menu_keys: menu_keys(&item),
        voicemail_duration: voicemail_duration(&item),
        seen_at: item.get(SEEN_AT).cloned().map(attribute).transpose()?,
        seen_by: text(&item, SEEN_BY).map(str::to_owned),
        updated_at: required(&item, "updated_at")?,
        progress,
        content: record(item)?,
    }))
}

/// The groups under a prefix, in the order they were first heard of.
fn members<T>(
    item: &Item,
    prefix: &str,
    read: impl Fn(&str, &Item) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut found: Vec<_> = groups(item, prefix).into_iter().collect();
    found.sort_by_key(|(key, group)| (first_heard(group), key.clone()));
    found.into_iter().map(|(key, group)| read(&key, &group)).collect()
}

/// Times sort as text.
fn first_heard(group: &Item) -> Option<String> {
    let is_time = |name: &str| name.starts_with(STATUS_TIME) || name == "dial_at";
    let times = group.keys().filter(|name| is_time(name));
    times.filter_map(|name| text(group, name)).min().map(str::to_owned)
}

fn leg(sid: &str, group: &Item) -> Result<Leg, StoreError> {
    Ok(Leg {
        call_sid: parsed(sid)?,
        from_number: text(group, "from_number").map(str::to_owned),
        to_number: text(group, "to_number").map(str::to_owned),
        progress: progress(group)?,
        dial: dial(group)?,
        taken_at: group.get(TAKEN_AT).cloned().map(attribute).transpose()?,
        taken: taken(group),
    })
}

fn taken(group: &Item) -> Option<bool> {
    group.get(TAKEN).and_then(|taken| taken.as_bool().ok().copied())
}

fn menu_keys(item: &Item) -> Vec<String> {
    MENU_KEYS.iter().filter_map(|name| text(item, name)).map(str::to_owned).collect()
}

fn recording(sid: &str, group: &Item) -> Result<Recording, StoreError> {
    Ok(Recording {
        recording_sid: parsed(sid)?,
        status: furthest(&status_times(group)?),
        file: file(group)?,
        facts: record(group.clone())?,
    })
}

fn dial(item: &Item) -> Result<Option<DialEnd>, StoreError> {
    item.contains_key("dial_status").then(|| record(item.clone())).transpose()
}

fn file(group: &Item) -> Result<Option<Attachment>, StoreError> {
    group.contains_key("file").then(|| required(group, "file")).transpose()
}

fn voicemail_duration(item: &Item) -> Option<u32> {
    let durations = item.iter().filter(|(name, _)| name.starts_with("vm:"));
    durations.filter_map(|(_, value)| value.as_n().ok()?.parse().ok()).max()
}

fn required<T: serde::de::DeserializeOwned>(item: &Item, name: &str) -> Result<T, StoreError> {
    attribute(item.get(name).cloned().ok_or_else(|| broken(name))?)
}

fn parsed<T: FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| broken(text))
}

fn broken(what: &str) -> StoreError {
    StoreError::Broken(format!("{what} is missing or unreadable"))
}
