//! `/Accounts/{AC}/Calls`: calls are listed, made and changed.

use axum::http::{StatusCode, Uri};
use axum::response::IntoResponse;
use axum::{Extension, Json};
use bytes::Bytes;
use serde_json::{Value, json};
use twilio::form::Form;

use super::super::calls::{self, CallResource};
use super::super::numbers::friendly;
use super::super::times::rfc2822;
use super::answer::Answer;
use super::asked::Asked;
use super::error::RestError;
use super::filter::is_within;
use super::gate::FirstCallback;
use super::page::parameter;
use super::roots::ROOT;

pub(super) async fn create(asked: Asked, body: Bytes) -> Answer {
    let Asked { state, account, .. } = asked;
    let form = Form::parse(&body);
    let number = state.store.number(form.get("From").unwrap_or_default())?;
    let number = number.filter(|number| number.account_sid == account.sid);
    let call = calls::read_request(&form, number).map_err(RestError::invalid)?;
    let started = calls::start(&state, account, call)?;
    let first = FirstCallback::new(started.first_callback, state.switchboard.callbacks().order);
    let answer = (StatusCode::CREATED, Extension(first), Json(resource(&started.resource)));
    Ok(answer.into_response())
}

pub(super) async fn fetch(asked: Asked) -> Answer {
    Ok(Json(resource(&find(&asked)?)).into_response())
}

fn find(asked: &Asked) -> Result<CallResource, RestError> {
    let call = asked.state.store.call(&asked.account.sid, asked.sid()?)?;
    call.ok_or_else(|| asked.not_found())
}

pub(super) async fn update(asked: Asked, body: Bytes) -> Answer {
    let call = find(&asked)?;
    calls::change(&asked.state, &call.sid, &Form::parse(&body)).map_err(RestError::invalid)?;
    Ok(Json(resource(&find(&asked)?)).into_response())
}

pub(super) async fn list(asked: Asked) -> Answer {
    let calls = asked.state.store.calls(&asked.account.sid)?;
    let wanted = calls.iter().filter(|call| is_wanted(&asked.uri, call));
    Ok(asked.page("calls", wanted.map(resource)))
}

fn is_wanted(uri: &Uri, call: &CallResource) -> bool {
    let fits = |name: &str, value: Option<&str>| {
        parameter(uri, name).is_none_or(|wanted| value == Some(&wanted))
    };
    fits("To", Some(&call.to))
        && fits("From", Some(&call.from))
        && fits("Status", Some(&call.status))
        && fits("ParentCallSid", call.parent_call_sid.as_deref())
        && is_within(uri, "StartTime", call.start_time)
        && is_within(uri, "EndTime", call.end_time)
}

/// Lengths are strings and the price is not known yet, as on Twilio.
fn resource(call: &CallResource) -> Value {
    let root = format!("{}/Accounts/{}/Calls/{}", ROOT, call.account_sid, call.sid);
    json!({
        "account_sid": call.account_sid,
        "answered_by": call.answered_by,
        "api_version": "2010-04-01",
        "caller_name": call.caller_name,
        "date_created": rfc2822(call.created),
        "date_updated": rfc2822(call.updated),
        "direction": call.direction,
        "duration": call.duration.map(|seconds| seconds.to_string()),
        "end_time": call.end_time.map(rfc2822),
        "forwarded_from": call.forwarded_from,
        "from": call.from,
        "from_formatted": friendly(&call.from),
        "group_sid": null,
        "parent_call_sid": call.parent_call_sid,
        "phone_number_sid": call.phone_number_sid,
        "price": null,
        "price_unit": "USD",
        "queue_time": "0",
        "sid": call.sid,
        "start_time": call.start_time.map(rfc2822),
        "status": call.status,
        "subresource_uris": {"recordings": format!("{root}/Recordings.json")},
        "to": call.to,
        "to_formatted": friendly(&call.to),
        "trunk_sid": null,
        "uri": format!("{root}.json"),
    })
}
