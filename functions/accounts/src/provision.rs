//! From nothing to a number. The tenant itself is the idempotency key: it has one account, and
//! whoever asks again gets the same, or goes on with it.

use http::StatusCode;
use serde_json::{Value, json};
use shared::api::{Answer, ApiError, ApiRequest, Limit};
use shared::app::App;
use shared::config::Invitation;
use shared::provisioning::{self, Order};
use shared::records::{Number, ProvisioningStep, Suspension, Tenant};
use twilio::status::AccountStatus;

use crate::found::Found;
use crate::times::PATIENCE;
use crate::view::{Wanted, wanted};
use crate::{refusal, wish};

pub(crate) async fn answer(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let wish = wish::read(request)?;
    let before = Found::of(app, &request.tenant).await?;
    if before.tenant.account_sid.is_some() {
        return had(app, &before, StatusCode::OK).await;
    }
    may_have_another(app, &before.tenant).await?;
    let base_url = request.gateway.base_url(app.config.public_base_url.as_deref());
    let order = Order { tenant_id: request.tenant.clone(), wish, base_url };
    let provided = provisioning::provide(app, &order, PATIENCE).await;
    let now = Found::with(app, provided.map_err(refusal::provisioning)?).await?;
    if now.tenant.account_sid.is_some() {
        return had(app, &now, StatusCode::CREATED).await;
    }
    under_way(&now)
}

/// Whether a tenant without an account gets one.
async fn may_have_another(app: &App, tenant: &Tenant) -> Result<(), ApiError> {
    if app.config.provisioning == Invitation::Invited
        && app.store.tenant_get(&tenant.tenant_id).await?.is_none()
    {
        return Err(refusal::NOT_INVITED);
    }
    if tenant.closed_by == Some(Suspension::Operator) {
        return Err(refusal::CLOSED);
    }
    let waits = tenant.closed_at.map(|closed| closed.after(app.config.provisioning_pause));
    match waits.filter(|until| app.now() < *until && !tenant.is_being_provisioned()) {
        None => Ok(()),
        Some(until) => {
            let left = (until.as_millis() - app.now().as_millis()).div_euclid(1_000) + 1;
            let retry_after = Some(u32::try_from(left).unwrap_or(u32::MAX));
            Err(ApiError::Limit { limit: Limit::ProvisioningPause, retry_after })
        }
    }
}

/// The tenant has an account.
async fn had(app: &App, found: &Found, status: StatusCode) -> Result<Answer, ApiError> {
    let account = found.account()?;
    if account.status != AccountStatus::Active {
        return Err(refusal::NOT_ACTIVE);
    }
    let number = match &found.tenant.primary_number {
        Some(number) => app.store.number_get(&account.tenant_id, number).await?,
        None => None,
    };
    Ok(Answer { status, body: with_number(found, number.as_ref()).into() })
}

fn with_number(found: &Found, number: Option<&Number>) -> Value {
    let provisioning = found.tenant.provisioning.as_ref();
    // What was wished for says something of the first number alone.
    let first = provisioning.filter(|first| {
        number.is_none_or(|number| first.number.as_ref() == Some(&number.phone_number))
    });
    let Wanted { requested_area_code, nearest, message } = wanted(first);
    let message = match number {
        Some(_) => message,
        None => {
            "The account has no primary number. Buy one, or make one the primary one.".to_owned()
        }
    };
    json!({
        "status": "active",
        "account_sid": found.tenant.account_sid,
        "phone_number": number.map(|number| &number.phone_number),
        "number_sid": number.map(|number| &number.number_sid),
        "requested_area_code": requested_area_code,
        "nearest": nearest,
        "message": message,
    })
}

fn under_way(found: &Found) -> Result<Answer, ApiError> {
    let Some(provisioning) = &found.tenant.provisioning else {
        return Err(refusal::failed(None));
    };
    if provisioning.step == ProvisioningStep::Failed {
        return Err(refusal::failed(provisioning.failure.as_ref()));
    }
    let body = json!({
        "status": "provisioning",
        "step": provisioning.step,
        "requested_area_code": wanted(Some(provisioning)).requested_area_code,
    });
    Ok(Answer { status: StatusCode::ACCEPTED, body: body.into() })
}
