//! What contacts want: who gets no messages, and since when, by whom and how that is known.

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::records::{Consent, ConsentRecord, ConsentReport, ConsentSource};
use shared::store::List;
use twilio::phone::{Channel, E164, Party};

use crate::lists::{always, page, plain};

/// Those who want no messages, the latest first.
pub(crate) async fn opt_outs(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let (page, _) = page(always(List::OptOuts), request, &[])?;
    Ok(plain(&app.store.opt_out_list(&request.tenant, &page).await?))
}

/// All that is known, also of those who want messages again.
pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let (page, _) = page(always(List::Consents), request, &[])?;
    Ok(plain(&app.store.consent_list(&request.tenant, &page).await?))
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
