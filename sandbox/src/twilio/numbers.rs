//! Phone numbers that accounts own, and where their webhooks go.

use anyhow::{Context, ensure};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;

use super::geo::Geo;
use super::post::Method;
use super::sids;
use super::store::Store;
use super::target::Target;

/// A number as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Number {
    /// `PN` and 32 hexadecimal digits.
    pub sid: String,
    /// The account that owns it and signs its webhooks.
    pub account_sid: String,
    /// E.164.
    pub phone_number: String,
    /// Name for people.
    pub friendly_name: String,
    /// Where inbound messages go; `None` sends them nowhere.
    pub sms_url: Option<String>,
    /// Where an inbound message goes when `sms_url` failed.
    pub sms_fallback_url: Option<String>,
    /// Where inbound calls go.
    pub voice_url: Option<String>,
    /// How that is requested.
    pub voice_method: Method,
    /// Where an inbound call goes when `voice_url` failed.
    pub voice_fallback_url: Option<String>,
    /// How that is requested.
    pub voice_fallback_method: Method,
    /// Where the end of an inbound call is reported.
    pub status_callback: Option<String>,
    /// How that is requested.
    pub status_callback_method: Method,
    /// The Messaging Service it belongs to; its webhooks then name it.
    pub messaging_service_sid: Option<String>,
    /// Where the number is from, for the `To…` fields of inbound messages.
    pub geo: Geo,
    /// When it was created, in seconds since 1970.
    #[serde(skip)]
    pub created: i64,
    /// When it was last changed, in seconds since 1970.
    #[serde(skip)]
    pub updated: i64,
}

/// A number to create, or the new settings of one that exists.
#[derive(Debug, Clone, Default)]
pub struct NewNumber {
    /// The account that is to own it.
    pub account_sid: String,
    /// E.164.
    pub phone_number: String,
    /// Name for people; made from the number if `None`.
    pub friendly_name: Option<String>,
    /// Where inbound messages go.
    pub sms_url: Option<String>,
    /// Where an inbound message goes when `sms_url` failed.
    pub sms_fallback_url: Option<String>,
    /// Where inbound calls go.
    pub voice_url: Option<String>,
    /// How that is requested.
    pub voice_method: Method,
    /// Where an inbound call goes when `voice_url` failed.
    pub voice_fallback_url: Option<String>,
    /// How that is requested.
    pub voice_fallback_method: Method,
    /// Where the end of an inbound call is reported.
    pub status_callback: Option<String>,
    /// How that is requested.
    pub status_callback_method: Method,
    /// The Messaging Service it belongs to.
    pub messaging_service_sid: Option<String>,
    /// Where the number is from.
    pub geo: Geo,
}

impl NewNumber {
    fn urls(&self) -> impl Iterator<Item = &str> {
        let sms = [&self.sms_url, &self.sms_fallback_url];
        let voice = [&self.voice_url, &self.voice_fallback_url, &self.status_callback];
        sms.into_iter().chain(voice).filter_map(|url| url.as_deref())
    }
}

const UPSERT: &str = "
INSERT INTO numbers (phone_number, sid, account_sid, friendly_name, sms_url, sms_fallback_url,
  voice_url, voice_fallback_url, status_callback, messaging_service_sid, geo, created, updated,
  voice_method, voice_fallback_method, status_callback_method)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?13, ?14, ?15)
ON CONFLICT (phone_number) DO UPDATE SET
  friendly_name = excluded.friendly_name, sms_url = excluded.sms_url,
  sms_fallback_url = excluded.sms_fallback_url, voice_url = excluded.voice_url,
  voice_fallback_url = excluded.voice_fallback_url, status_callback = excluded.status_callback,
  messaging_service_sid = excluded.messaging_service_sid, geo = excluded.geo,
  voice_method = excluded.voice_method, voice_fallback_method = excluded.voice_fallback_method,
  status_callback_method = excluded.status_callback_method,
  updated = excluded.updated";

impl Store {
    /// Creates the number, or replaces the settings of the one the account has already.
    pub(super) fn number_put(&self, new: &NewNumber) -> anyhow::Result<Number> {
        let number = &new.phone_number;
        ensure!(is_e164(number), "{number} is not an E.164 phone number");
        ensure!(self.account(&new.account_sid)?.is_some(), "no account {}", new.account_sid);
        for url in new.urls() {
            Target::parse(url)?;
        }
        let existing = self.number(number)?;
        let taken = existing.is_some_and(|number| number.account_sid != new.account_sid);
        ensure!(!taken, "{number} belongs to another account");
        let name = new.friendly_name.clone().unwrap_or_else(|| friendly(number));
        self.lock().execute(
            UPSERT,
            params![
                number,
                sids::random("PN"),
                new.account_sid,
                name,
                new.sms_url,
                new.sms_fallback_url,
                new.voice_url,
                new.voice_fallback_url,
                new.status_callback,
                new.messaging_service_sid,
                serde_json::to_string(&new.geo)?,
                self.now(),
                new.voice_method.as_str(),
                new.voice_fallback_method.as_str(),
                new.status_callback_method.as_str(),
            ],
        )?;
        self.number(number)?.context("the number was just written")
    }

    /// The number, if somebody here owns it.
    pub(super) fn number(&self, phone_number: &str) -> rusqlite::Result<Option<Number>> {
        let query = "SELECT * FROM numbers WHERE phone_number = ?";
        self.lock().query_row(query, [phone_number], from_row).optional()
    }

    /// Numbers of one account, or of all, oldest first.
    pub(super) fn numbers(&self, account_sid: Option<&str>) -> rusqlite::Result<Vec<Number>> {
        let connection = self.lock();
        let mut query = connection.prepare(
            "SELECT * FROM numbers WHERE ?1 IS NULL OR account_sid = ?1 ORDER BY created, rowid",
        )?;
        query.query_map([account_sid], from_row)?.collect()
    }
}

/// Databases of the time before calls had no methods; all was POST.
pub(super) fn add_methods(connection: &Connection) -> rusqlite::Result<()> {
    for column in ["voice_method", "voice_fallback_method", "status_callback_method"] {
        let exists = connection.prepare("SELECT * FROM numbers")?.column_index(column).is_ok();
        if !exists {
            let change =
                format!("ALTER TABLE numbers ADD COLUMN {column} TEXT NOT NULL DEFAULT 'POST'");
            connection.execute(&change, [])?;
        }
    }
    Ok(())
}

/// Whether it is `+` and 7 to 15 digits.
pub(super) fn is_e164(number: &str) -> bool {
    number.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0')
    })
}

/// `(555) 010-0001` for a North American number, else the number.
pub(super) fn friendly(number: &str) -> String {
    match number.strip_prefix("+1") {
        Some(n) if n.len() == 10 => format!("({}) {}-{}", &n[..3], &n[3..6], &n[6..]),
        _ => number.to_owned(),
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Number> {
    let method = |column: &str| {
        Ok::<_, rusqlite::Error>(Method::parse(&row.get::<_, String>(column)?).unwrap_or_default())
    };
    let geo: String = row.get("geo")?;
    let geo = serde_json::from_str(&geo)
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, e.into()))?;
    Ok(Number {
        sid: row.get("sid")?,
        account_sid: row.get("account_sid")?,
        phone_number: row.get("phone_number")?,
        friendly_name: row.get("friendly_name")?,
        sms_url: row.get("sms_url")?,
        sms_fallback_url: row.get("sms_fallback_url")?,
        voice_url: row.get("voice_url")?,
        voice_method: method("voice_method")?,
        voice_fallback_url: row.get("voice_fallback_url")?,
        voice_fallback_method: method("voice_fallback_method")?,
        status_callback: row.get("status_callback")?,
        status_callback_method: method("status_callback_method")?,
        messaging_service_sid: row.get("messaging_service_sid")?,
        geo,
        created: row.get("created")?,
        updated: row.get("updated")?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::accounts::NewAccount;
    use super::*;

    #[test]
    fn putting_twice_updates_the_urls_and_keeps_the_sid() {
        let store = Store::open(None).unwrap();
        let account = store.account_create(NewAccount::default()).unwrap();
        let mut new = NewNumber {
            account_sid: account.sid,
            phone_number: "+15550100001".into(),
            sms_url: Some("http://a.test/sms".into()),
            ..NewNumber::default()
        };
        let first = store.number_put(&new).unwrap();
        assert_eq!(first.friendly_name, "(555) 010-0001");
        new.sms_url = Some("http://b.test/sms".into());
        let second = store.number_put(&new).unwrap();
        assert_eq!(second.sid, first.sid);
        assert_eq!(second.sms_url.as_deref(), Some("http://b.test/sms"));
        assert_eq!(store.numbers(None).unwrap(), [second]);
    }

    #[test]
    fn a_number_has_one_owner_and_a_valid_form() {
        let store = Store::open(None).unwrap();
        let new = |account_sid: String, phone_number: &str| NewNumber {
            account_sid,
            phone_number: phone_number.into(),
            ..NewNumber::default()
        };
        let account = |name: &str| {
            let new = NewAccount { friendly_name: name.into(), ..NewAccount::default() };
            store.account_create(new).unwrap().sid
        };
        let (a, b) = (account("a"), account("b"));
        store.number_put(&new(a.clone(), "+15550100001")).unwrap();
        assert!(store.number_put(&new(b, "+15550100001")).is_err());
        assert!(store.number_put(&new(a, "5550100001")).is_err());
        assert!(store.number_put(&new(sids::random("AC"), "+15550100002")).is_err());
    }
}
