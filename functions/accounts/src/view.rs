//! A tenant's account as the website reads it.

use serde_json::{Value, json};
use shared::api::{Answer, ApiError};
use shared::app::App;
use shared::ids::TenantId;
use shared::records::{Account, Area, Provisioning, ProvisioningFailure, Timestamp};

use crate::found::Found;

pub(crate) async fn answer(app: &App, tenant: &TenantId) -> Result<Answer, ApiError> {
    Ok(of(&Found::of(app, tenant).await?).into())
}

/// Where the tenant stands.
pub(crate) fn of(Found { tenant, account, .. }: &Found) -> Value {
    let status = match account {
        Some(account) => json!(account.status),
        None if tenant.is_being_provisioned() => json!("provisioning"),
        None if tenant.account_sid.is_none() && tenant.closed_account.is_some() => json!("closed"),
        None => json!("none"),
    };
    json!({
        "status": status,
        "account_sid": tenant.account_sid.as_ref().or(tenant.closed_account.as_ref()),
        "primary_number": tenant.primary_number,
        "suspended_by": account.as_ref().and_then(Account::suspension),
        "suspended_at": account.as_ref().and_then(since),
        "provisioning": tenant.provisioning.as_ref().map(progress),
    })
}

fn since(account: &Account) -> Option<Timestamp> {
    account.suspended_at.filter(|_| account.suspension().is_some())
}

fn progress(provisioning: &Provisioning) -> Value {
    let Wanted { requested_area_code, nearest, message } = wanted(Some(provisioning));
    json!({
        "step": provisioning.step,
        "requested_area_code": requested_area_code,
        "nearest": nearest,
        "message": message,
        "failure": provisioning.failure.as_ref().map(failure),
        "started_at": provisioning.started_at,
        "updated_at": provisioning.updated_at,
    })
}

fn failure(failure: &ProvisioningFailure) -> Value {
    match failure {
        ProvisioningFailure::NoNumbers => json!({ "code": "no_numbers" }),
        ProvisioningFailure::Refused { twilio_code, message } => {
            json!({ "code": "twilio_refused", "twilio_code": twilio_code, "message": message })
        }
    }
}

/// How a number compares with the one that was wished for.
pub(crate) struct Wanted {
    /// Three digits.
    pub(crate) requested_area_code: Option<String>,
    /// It is another area code.
    pub(crate) nearest: bool,
    /// The same for people.
    pub(crate) message: String,
}

pub(crate) fn wanted(provisioning: Option<&Provisioning>) -> Wanted {
    let wish = provisioning.map(|provisioning| &provisioning.wish);
    let code = wish.and_then(|wish| wish.area_code);
    let area = provisioning.map(|provisioning| provisioning.area).unwrap_or_default();
    let message = match (provisioning.and_then(|known| known.number.as_ref()), code, area) {
        (None, _, _) => String::new(),
        (_, None, _) => "No area code was asked for.".to_owned(),
        (_, Some(code), Area::Wanted) => format!("The number is in area code {code}."),
        (_, Some(code), Area::Within(miles)) => format!(
            "No number is available in area code {code}. This one is within {miles} miles of it."
        ),
        (_, Some(code), Area::Elsewhere) => format!(
            "No number is available in area code {code} or near it. This one is elsewhere in the \
             country."
        ),
    };
    let requested_area_code = code.map(|code| code.to_string());
    Wanted { requested_area_code, nearest: area != Area::Wanted, message }
}
