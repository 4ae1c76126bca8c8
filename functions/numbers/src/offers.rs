//! Numbers that can be bought.

use serde::Serialize;
use serde_json::{Value, json};
use shared::accounts::OpenAccount;
use shared::api::{ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::numbers::offer_search;
use shared::records::NumberSearch;
use twilio::client::{Offer, PostError};
use twilio::number::Capabilities;
use twilio::phone::E164;

use crate::times::PATIENCE;
use crate::{account, refusal, search};

const DEFAULT: u16 = 20;
const MOST: u16 = 50;

#[derive(Serialize)]
struct View<'o> {
    phone_number: &'o E164,
    friendly_name: &'o str,
    locality: &'o Option<String>,
    region: &'o Option<String>,
    postal_code: &'o Option<String>,
    country: &'o str,
    capabilities: Capabilities,
    beta: bool,
}

pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let mut fields = search::query(request)?;
    let (search, limit) = (search::search(&mut fields)?, limit(&mut fields)?);
    fields.finish()?;
    let account = account::of_tenant(app, &request.tenant).await?;
    let offers = find(app, &account, (&search, limit)).await.map_err(refusal::failed)?;
    Ok(json!({ "items": offers.iter().map(view).collect::<Vec<_>>(), "next": null }))
}

/// At most so many numbers that would do.
pub(crate) async fn find(
    app: &App,
    account: &OpenAccount,
    (search, limit): (&NumberSearch, u16),
) -> Result<Vec<Offer>, PostError> {
    let credentials = (&account.account.account_sid, account.token());
    let search = offer_search(search, limit);
    match app.twilio().errand(credentials, PATIENCE).number_offers(&search).await {
        // Twilio sells no numbers of this kind in this country.
        Err(PostError::Refused(refused)) if refused.status == 404 => Ok(Vec::new()),
        offers => offers,
    }
}

fn limit(fields: &mut Fields) -> Result<u16, ApiError> {
    match fields.text("limit")?.map(|text| text.parse()) {
        None => Ok(DEFAULT),
        Some(Ok(limit @ 1..=MOST)) => Ok(limit),
        Some(_) => invalid("limit", "a number from 1 to 50"),
    }
}

fn view(offer: &Offer) -> Value {
    json!(View {
        phone_number: &offer.phone_number,
        friendly_name: &offer.friendly_name,
        locality: &offer.locality,
        region: &offer.region,
        postal_code: &offer.postal_code,
        country: &offer.iso_country,
        capabilities: offer.capabilities,
        beta: offer.beta,
    })
}
