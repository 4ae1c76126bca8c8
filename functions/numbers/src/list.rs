//! The tenant's numbers.

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::records::{Number, Tenant};
use twilio::phone::E164;

use crate::check::AtTwilio;
use crate::{search, view};

/// All of them, in the order in which they were bought.
pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let check = check(request)?.unwrap_or(false);
    let mut numbers = app.store.number_list(&request.tenant).await?;
    numbers.sort_by(|a, b| (a.created_at, &a.phone_number).cmp(&(b.created_at, &b.phone_number)));
    let tenant = app.store.tenant_get(&request.tenant).await?;
    let items = match check {
        true => checked(app, request, (&numbers, tenant.as_ref())).await?,
        false => numbers.iter().map(|number| view::of(number, tenant.as_ref())).collect(),
    };
    Ok(json!({ "items": items, "next": null }))
}

/// One of them, checked unless that is not wanted.
pub(crate) async fn get(app: &App, request: &ApiRequest, number: &E164) -> Result<Value, ApiError> {
    let check = check(request)?.unwrap_or(true);
    let number = own(app, request, number).await?;
    let tenant = app.store.tenant_get(&request.tenant).await?;
    match check {
        true => {
            let checked = checked(app, request, (std::slice::from_ref(&number), tenant.as_ref()));
            checked.await?.pop().ok_or(ApiError::NotFound("number"))
        }
        false => Ok(view::of(&number, tenant.as_ref())),
    }
}

/// A number of the tenant, as of now.
pub(crate) async fn own(
    app: &App,
    request: &ApiRequest,
    number: &E164,
) -> Result<Number, ApiError> {
    let number = app.store.number_get_latest(&request.tenant, number).await?;
    number.ok_or(ApiError::NotFound("number"))
}

async fn checked(
    app: &App,
    request: &ApiRequest,
    (numbers, tenant): (&[Number], Option<&Tenant>),
) -> Result<Vec<Value>, ApiError> {
    let base_url = request.gateway.base_url(app.config.public_base_url.as_deref());
    let at_twilio = AtTwilio::of(app, numbers).await?;
    let shown = numbers.iter().map(|number| {
        let mut view = view::of(number, tenant);
        at_twilio.add_to(&mut view, number, &base_url);
        view
    });
    Ok(shown.collect())
}

fn check(request: &ApiRequest) -> Result<Option<bool>, ApiError> {
    let mut fields = search::query(request)?;
    let check = search::flag(&mut fields, "check")?;
    fields.finish().map(|()| check)
}
