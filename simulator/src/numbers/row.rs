//! A number as a row of its table.

use rusqlite::types::{Type, Value};
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;

use super::super::columns;
use super::super::webhook::Method;
use super::{Number, NumberDetails, NumberSettings};

/// The columns, in the order of [`values`].
pub(super) const COLUMNS: [&str; 22] = [
    "phone_number",
    "sid",
    "account_sid",
    "friendly_name",
    "sms_url",
    "sms_method",
    "sms_fallback_url",
    "sms_fallback_method",
    "sms_application_sid",
    "voice_url",
    "voice_method",
    "voice_fallback_url",
    "voice_fallback_method",
    "voice_application_sid",
    "trunk_sid",
    "status_callback",
    "status_callback_method",
    "messaging_service_sid",
    "geo",
    "details",
    "created",
    "updated",
];

/// Adds what older databases lack: before calls all was POST, and before purchases there were no
/// applications, trunks and details.
pub(crate) fn complete(connection: &Connection) -> rusqlite::Result<()> {
    let method = "TEXT NOT NULL DEFAULT 'POST'";
    let columns = [
        ("voice_method", method),
        ("voice_fallback_method", method),
        ("status_callback_method", method),
        ("sms_method", method),
        ("sms_fallback_method", method),
        ("sms_application_sid", "TEXT"),
        ("voice_application_sid", "TEXT"),
        ("trunk_sid", "TEXT"),
        ("details", "TEXT NOT NULL DEFAULT '{}'"),
    ];
    columns::add(connection, "numbers", &columns)
}

/// What is written into [`COLUMNS`].
pub(super) fn values(number: &Number) -> anyhow::Result<[Value; COLUMNS.len()]> {
    let number = number.clone();
    let method = |method: Method| Value::from(method.as_str().to_owned());
    Ok([
        number.phone_number.into(),
        number.sid.into(),
        number.account_sid.into(),
        number.friendly_name.into(),
        number.settings.sms_url.into(),
        method(number.settings.sms_method),
        number.settings.sms_fallback_url.into(),
        method(number.settings.sms_fallback_method),
        number.settings.sms_application_sid.into(),
        number.settings.voice_url.into(),
        method(number.settings.voice_method),
        number.settings.voice_fallback_url.into(),
        method(number.settings.voice_fallback_method),
        number.settings.voice_application_sid.into(),
        number.settings.trunk_sid.into(),
        number.settings.status_callback.into(),
        method(number.settings.status_callback_method),
        number.settings.messaging_service_sid.into(),
        serde_json::to_string(&number.settings.geo)?.into(),
        serde_json::to_string(&number.details)?.into(),
        number.created.into(),
        number.updated.into(),
    ])
}

/// Reads a row of all columns.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Number> {
    Ok(Number {
        sid: row.get("sid")?,
        account_sid: row.get("account_sid")?,
        phone_number: row.get("phone_number")?,
        friendly_name: row.get("friendly_name")?,
        settings: settings(row)?,
        details: json::<NumberDetails>(row, "details")?,
        created: row.get("created")?,
        updated: row.get("updated")?,
    })
}

fn settings(row: &Row<'_>) -> rusqlite::Result<NumberSettings> {
    let method = |column: &str| {
        Ok::<_, rusqlite::Error>(Method::parse(&row.get::<_, String>(column)?).unwrap_or_default())
    };
    Ok(NumberSettings {
        sms_url: row.get("sms_url")?,
        sms_method: method("sms_method")?,
        sms_fallback_url: row.get("sms_fallback_url")?,
        sms_fallback_method: method("sms_fallback_method")?,
        sms_application_sid: row.get("sms_application_sid")?,
        voice_url: row.get("voice_url")?,
        voice_method: method("voice_method")?,
        voice_fallback_url: row.get("voice_fallback_url")?,
        voice_fallback_method: method("voice_fallback_method")?,
        voice_application_sid: row.get("voice_application_sid")?,
        trunk_sid: row.get("trunk_sid")?,
        status_callback: row.get("status_callback")?,
        status_callback_method: method("status_callback_method")?,
        messaging_service_sid: row.get("messaging_service_sid")?,
        geo: json(row, "geo")?,
    })
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, e.into()))
}
