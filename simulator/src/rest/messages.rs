//! `/Accounts/{AC}/Messages`: messages are sent, listed, changed and deleted.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::{Extension, Json};
use bytes::Bytes;
use serde_json::{Value, json};
use twilio::form::Form;

use super::super::messages::{Message, Wanted};
use super::super::outgoing;
use super::super::parameters::{Invalid, expect_known};
use super::super::state::State;
use super::super::times::rfc2822;
use super::answer::Answer;
use super::asked::Asked;
use super::error::RestError;
use super::filter::is_within;
use super::gate::FirstCallback;
use super::page::parameter;
use super::roots::ROOT;

pub(super) async fn create(asked: Asked, body: Bytes) -> Answer {
    let Asked { state, account, .. } = asked.of_active()?;
    let request = outgoing::read(&Form::parse(&body), state.now()).map_err(RestError::invalid)?;
    let accepted = outgoing::accept(&state, &account, request)?;
    let (message, job) = accepted.map_err(RestError::invalid)?;
    state.store.outgoing_add(&message, &job)?;
    state.message_changed(&message.sid);
    let first = state.deliveries.add(&job.sid, job.send_at);
    let first = FirstCallback::new(first, state.deliveries.callbacks().order);
    Ok((StatusCode::CREATED, Extension(first), Json(resource(&message))).into_response())
}

pub(super) async fn list(asked: Asked) -> Answer {
    let uri = &asked.uri;
    let wanted = Wanted {
        account_sid: Some(asked.account.sid.clone()),
        from: parameter(uri, "From"),
        to: parameter(uri, "To"),
        ..Wanted::default()
    };
    let messages = asked.state.store.messages(&wanted)?;
    let in_time = messages.iter().filter(|message| is_within(uri, "DateSent", message.sent));
    Ok(asked.page("messages", in_time.map(resource)))
}

pub(super) async fn fetch(asked: Asked) -> Answer {
    Ok(Json(resource(&find(&asked)?)).into_response())
}

fn find(asked: &Asked) -> Result<Message, RestError> {
    let message = asked.state.store.message(&asked.account.sid, asked.sid()?)?;
    message.ok_or_else(|| asked.not_found())
}

pub(super) async fn update(asked: Asked, body: Bytes) -> Answer {
    let (state, message) = (&asked.state, find(&asked)?);
    let form = Form::parse(&body);
    let (wants_cancel, wants_redaction) = changes(&form).map_err(RestError::invalid)?;
    if wants_cancel {
        cancel(state, &message.sid)?;
    }
    if wants_redaction {
        expect_over(state, &message.sid)?;
        state.store.message_redact(&message.sid)?;
        state.message_changed(&message.sid);
    }
    Ok(Json(resource(&find(&asked)?)).into_response())
}

/// Whether to cancel the message, and whether to empty its text.
fn changes(form: &Form) -> Result<(bool, bool), Invalid> {
    expect_known(form, &["Body", "Status"])?;
    let status = form.text("Status");
    if let Some(other) = status.filter(|status| *status != "canceled") {
        return Err(Invalid::new(20001, format!("Invalid Status: {other}")));
    }
    if form.text("Body").is_some() {
        return Err(Invalid::new(20001, "Body can only be made empty"));
    }
    Ok((status.is_some(), form.get("Body").is_some()))
}

fn cancel(state: &State, sid: &str) -> Result<(), RestError> {
    if !state.store.outgoing_cancel(sid)? {
        return Err(RestError::bad_request(30409, "This message cannot be canceled"));
    }
    state.deliveries.hurry(sid);
    state.message_changed(sid);
    Ok(())
}

fn expect_over(state: &State, sid: &str) -> Result<(), RestError> {
    match state.store.outgoing(sid)? {
        Some(_) => Err(RestError::in_progress("The message is still being delivered")),
        None => Ok(()),
    }
}

pub(super) async fn delete(asked: Asked) -> Answer {
    let message = find(&asked)?;
    expect_over(&asked.state, &message.sid)?;
    asked.state.store.message_delete(&message.sid)?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Counts are strings and the price is not known yet, as on Twilio.
fn resource(message: &Message) -> Value {
    let root = format!("{}/Accounts/{}/Messages/{}", ROOT, message.account_sid, message.sid);
    json!({
        "account_sid": message.account_sid,
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": rfc2822(message.created),
        "date_sent": message.sent.map(rfc2822),
        "date_updated": rfc2822(message.updated),
        "direction": message.direction,
        "error_code": message.error_code,
        "error_message": message.error_code.map(words),
        "from": message.from,
        "messaging_service_sid": message.messaging_service_sid,
        "num_media": message.num_media.to_string(),
        "num_segments": message.num_segments.to_string(),
        "price": null,
        "price_unit": "USD",
        "sid": message.sid,
        "status": message.status,
        "subresource_uris": {"media": format!("{root}/Media.json")},
        "to": message.to,
        "uri": format!("{root}.json"),
    })
}

/// What Twilio says of an error, in few words.
fn words(code: u32) -> &'static str {
    match code {
        14107 => "SMS send rate limit exceeded",
        11751 => "Media exceeds messaging provider size limit or cannot be fetched",
        21610 => "Attempt to send to unsubscribed recipient",
        30002 => "Account suspended",
        30003 => "Unreachable destination handset",
        30004 => "Message blocked",
        30005 => "Unknown destination handset",
        30006 => "Landline or unreachable carrier",
        30007 => "Message filtered",
        _ => "Unknown error",
    }
}
