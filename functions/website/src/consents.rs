//! What contacts want: who gets no messages, and since when, by whom and how that is known.

use serde_json::{Value, json};
use shared::api::{Answer, ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::records::{Consent, ConsentRecord, ConsentReport, ConsentSource};
use shared::store::{List, Page, PageRequest};
use twilio::phone::{Channel, E164, Party};

use crate::csv;
use crate::lists::{plain, refused};

/// What a file has of each wish, in this order.
const COLUMNS: [&str; 7] = [
    "channel",
    "own_number",
    "contact_number",
    "opted_out_at",
    "source",
    "changed_at",
    "changed_by",
];

/// Those who want no messages, the latest first.
pub(crate) async fn opt_outs(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let asked = Asked::of(List::OptOuts, request)?;
    let page = app.store.opt_out_list(&request.tenant, &asked.page).await?;
    Ok(asked.answer("opt-outs.csv", request, &page))
}

/// All that is known, also of those who want messages again.
pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let asked = Asked::of(List::Consents, request)?;
    let page = app.store.consent_list(&request.tenant, &asked.page).await?;
    Ok(asked.answer("consents.csv", request, &page))
}

/// A page, and as what.
struct Asked {
    page: PageRequest,
    /// As a file: with which `limit`, and whether it is the first page.
    file: Option<(Option<u32>, bool)>,
}

impl Asked {
    fn of(list: List, request: &ApiRequest) -> Result<Self, ApiError> {
        let query = request.query_of(&["limit", "cursor", "format"])?;
        let (limit, cursor) = (query.text("limit"), query.text("cursor"));
        let (page, file) = match query.get("format") {
            None | Some("json") => (PageRequest::parse(list, limit, cursor), None),
            Some("csv") => {
                let page = PageRequest::of_file(list, limit, cursor);
                (page, Some((limit.and_then(|limit| limit.parse().ok()), cursor.is_none())))
            }
            Some(_) => return invalid("format", "json or csv"),
        };
        match page {
            Ok(page) => Ok(Self { page, file }),
            Err(field @ "limit") if file.is_some() => invalid(field, "a number from 1 to 1000"),
            Err(field) => refused(field),
        }
    }

    fn answer(
        &self,
        name: &'static str,
        request: &ApiRequest,
        page: &Page<ConsentRecord>,
    ) -> Answer {
        let Some((limit, is_first)) = &self.file else { return plain(page).into() };
        let items: Vec<_> = page.items.iter().map(|record| json!(record)).collect();
        let next = page.next.as_ref().map(|next| {
            let limit = limit.as_ref().map(|limit| format!("&limit={limit}")).unwrap_or_default();
            format!("{}?format=csv{limit}&cursor={next}", request.gateway.raw_path)
        });
        csv::answer(name, (&COLUMNS, &items), (*is_first, next.as_deref()))
    }
}

/// Notes what somebody has told a user of the website: on the phone, by letter.
pub(crate) async fn set(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let wish = Wish::parse(request.json()?)?;
    let tenant = &request.tenant;
    let person = app.store.contact_behind(tenant, &wish.contact).await?;
    let mut records: Vec<ConsentRecord> = Vec::new();
    for own in own_numbers(app, request, wish.own.as_ref()).await? {
        let parties = (wish.channel, Party::Number(own), person.clone());
        let said = (wish.consent, ConsentSource::Website);
        let report = ConsentReport::new(tenant.clone(), parties, said, app.now());
        let by = request.user().map(str::to_owned);
        let report = ConsentReport { contact: wish.contact.clone(), by, ..report };
        app.store.consent_put(&report).await?;
        records.extend(app.store.consent_get(tenant, &report.thread_id).await?);
    }
    Ok(json!({ "items": records }))
}

struct Wish {
    channel: Channel,
    contact: Party,
    own: Option<E164>,
    consent: Consent,
}

impl Wish {
    fn parse(body: Value) -> Result<Self, ApiError> {
        let mut fields = Fields::of(body)?;
        let channel = fields.channel()?.unwrap_or(Channel::Sms);
        let wish = Self {
            channel,
            contact: fields.party("contact_number", channel)?,
            own: fields.number("own_number")?,
            consent: match fields.take("opted_out") {
                Some(Value::Bool(true)) => Consent::OptedOut,
                Some(Value::Bool(false)) => Consent::OptedIn,
                _ => return invalid("opted_out", "true or false"),
            },
        };
        fields.finish()?;
        Ok(wish)
    }
}

/// The one that is named, else all that the tenant has.
async fn own_numbers(
    app: &App,
    request: &ApiRequest,
    named: Option<&E164>,
) -> Result<Vec<E164>, ApiError> {
    let numbers = app.store.number_list(&request.tenant).await?;
    let numbers = numbers.into_iter().map(|own| own.phone_number);
    let own: Vec<_> = numbers.filter(|own| named.is_none_or(|named| named == own)).collect();
    match (own.is_empty(), named) {
        (true, Some(_)) => invalid("own_number", "one of your own numbers"),
        (true, None) => Err(ApiError::Conflict {
            code: "no_number",
            message: "there is no number that could write to anybody",
        }),
        (false, _) => Ok(own),
    }
}
