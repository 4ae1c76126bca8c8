//! `/Accounts`: subaccounts are created, listed and changed.

use axum::Json;
use axum::extract::{OriginalUri, Path};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use bytes::Bytes;
use serde_json::{Value, json};
use twilio::form::Form;

use super::super::accounts::{Account, AccountChange, AccountStatus};
use super::super::times::{rfc2822, to_the_minute};
use super::answer::Answer;
use super::asked::Caller;
use super::auth;
use super::error::RestError;
use super::page::Page;
use super::params::{expect_known, query};
use super::roots::ROOT;

/// Twilio's code for what an account does not allow.
const NOT_ALLOWED: u32 = 21100;
const TOO_MANY: u32 = 21480;
/// Characters of a name.
const LONGEST_NAME: usize = 64;

pub(super) async fn create(Caller { state, account: caller }: Caller, body: Bytes) -> Answer {
    if caller.is_subaccount() {
        return Err(RestError::UNAUTHORIZED);
    }
    let form = Form::parse(&body);
    expect_known(&form, &["FriendlyName"])?;
    let by_default = || format!("SubAccount Created at {}", to_the_minute(state.now()));
    let name = friendly_name(&form)?.unwrap_or_else(by_default);
    let created = state.store.subaccount_create(&caller.sid, &name, state.limits.subaccounts())?;
    let too_many = || RestError::bad_request(TOO_MANY, "Reached maximum number of subaccounts");
    let account = created.ok_or_else(too_many)?;
    if !state.limits.registered() {
        state.store.account_register(&account.sid, false)?;
    }
    Ok((StatusCode::CREATED, Json(resource(&account))).into_response())
}

pub(super) async fn list(
    Caller { state, account: caller }: Caller,
    OriginalUri(uri): OriginalUri,
) -> Answer {
    let query = query(&uri);
    let status = query.text("Status").map(status).transpose()?;
    let subaccounts = state.store.subaccounts(&caller.sid)?;
    let is_wanted = |account: &&Account| {
        query.text("FriendlyName").is_none_or(|name| name == account.friendly_name)
            && status.is_none_or(|status| status == account.status)
    };
    let accounts = subaccounts.iter().rev().chain([&caller]).filter(is_wanted);
    Ok(Page::of(&uri).answer("accounts", accounts.map(resource)))
}

pub(super) async fn fetch(
    Caller { state, account: caller }: Caller,
    Path(file): Path<String>,
) -> Answer {
    let account = auth::of_caller(&state, &caller, sid(&file)?)?;
    Ok(Json(resource(&account)).into_response())
}

pub(super) async fn update(
    Caller { state, account: caller }: Caller,
    Path(file): Path<String>,
    body: Bytes,
) -> Answer {
    let account = auth::of_caller(&state, &caller, sid(&file)?)?;
    let form = Form::parse(&body);
    expect_known(&form, &["FriendlyName", "Status"])?;
    let status = form.text("Status").map(status).transpose()?;
    if let Some(status) = status {
        expect_allowed(&caller, &account, status)?;
    }
    let change = AccountChange { friendly_name: friendly_name(&form)?, status };
    Ok(Json(resource(&state.store.account_change(&account.sid, &change)?)).into_response())
}

fn sid(file: &str) -> Result<&str, RestError> {
    let not_found = || RestError::not_found(&format!("/Accounts/{file}"));
    file.strip_suffix(".json").ok_or_else(not_found)
}

fn friendly_name(form: &Form) -> Result<Option<String>, RestError> {
    let name = form.text("FriendlyName");
    if name.is_some_and(|name| name.chars().count() > LONGEST_NAME) {
        let message = format!("FriendlyName is longer than {LONGEST_NAME} characters");
        return Err(RestError::bad_request(NOT_ALLOWED, message));
    }
    Ok(name.map(str::to_owned))
}

fn status(text: &str) -> Result<AccountStatus, RestError> {
    let invalid = |_| RestError::bad_request(NOT_ALLOWED, format!("Invalid Status: {text}"));
    text.parse().map_err(invalid)
}

/// Only a main account changes the status of its subaccounts, and closed is for ever.
fn expect_allowed(
    caller: &Account,
    account: &Account,
    status: AccountStatus,
) -> Result<(), RestError> {
    let refuse = |why: &'static str| Err(RestError::bad_request(NOT_ALLOWED, why));
    match account.status {
        _ if !account.is_subaccount() => refuse("The status of a main account cannot be changed"),
        _ if caller.sid == account.sid => Err(RestError::UNAUTHORIZED),
        AccountStatus::Closed if status != AccountStatus::Closed => {
            refuse("A closed account cannot be opened again")
        }
        _ => Ok(()),
    }
}

fn resource(account: &Account) -> Value {
    let root = format!("{}/Accounts/{}", ROOT, account.sid);
    json!({
        "auth_token": account.auth_token.reveal(),
        "date_created": rfc2822(account.created),
        "date_updated": rfc2822(account.updated),
        "friendly_name": account.friendly_name,
        "owner_account_sid": account.owner_sid,
        "sid": account.sid,
        "status": account.status.as_str(),
        "subresource_uris": {
            "available_phone_numbers": format!("{root}/AvailablePhoneNumbers.json"),
            "calls": format!("{root}/Calls.json"),
            "incoming_phone_numbers": format!("{root}/IncomingPhoneNumbers.json"),
            "messages": format!("{root}/Messages.json"),
            "recordings": format!("{root}/Recordings.json"),
        },
        "type": "Full",
        "uri": format!("{root}.json"),
    })
}
