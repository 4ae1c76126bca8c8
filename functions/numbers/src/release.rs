//! Gives a number back: at Twilio first, so that nothing is paid for that is not shown.

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::records::Number;
use twilio::phone::E164;
use twilio::status::AccountStatus;

use crate::times::PATIENCE;
use crate::{account, list, refusal};

pub(crate) async fn release(
    app: &App,
    request: &ApiRequest,
    number: &E164,
) -> Result<Value, ApiError> {
    let number = list::own(app, request, number).await?;
    check_primary(app, &number).await?;
    at_twilio(app, &number).await?;
    app.store.number_remove(&number, app.now()).await?;
    let (tenant_id, number_sid) = (&number.tenant_id, &number.number_sid);
    tracing::info!(%tenant_id, %number_sid, "number released");
    Ok(json!({ "phone_number": number.phone_number, "released": true }))
}

/// While there are others, one of them has to become the primary number first.
async fn check_primary(app: &App, number: &Number) -> Result<(), ApiError> {
    let tenant = app.store.tenant_get(&number.tenant_id).await?;
    let primary = tenant.and_then(|tenant| tenant.primary_number);
    if primary.as_ref() != Some(&number.phone_number) {
        return Ok(());
    }
    let numbers = app.store.number_list(&number.tenant_id).await?;
    match numbers.iter().all(|other| other.phone_number == number.phone_number) {
        true => Ok(()),
        false => Err(ApiError::Conflict {
            code: "primary_number",
            message: "this is the primary number: make another one primary first",
        }),
    }
}

async fn at_twilio(app: &App, number: &Number) -> Result<(), ApiError> {
    let (sid, tenant) = (&number.account_sid, &number.tenant_id);
    let account = account::own(app, sid, tenant).await?.ok_or_else(account::not_active)?;
    match account.account.status {
        // Twilio has taken back whatever the account had.
        AccountStatus::Closed => return Ok(()),
        AccountStatus::Suspended => return Err(account::not_active()),
        AccountStatus::Active => {}
    }
    let credentials = (sid, account.token());
    let released =
        app.twilio().errand(credentials, PATIENCE).number_release(sid, &number.number_sid).await;
    released.map_err(refusal::failed)
}
