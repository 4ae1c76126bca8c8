//! Whether an account may send a message, and from which of its numbers.

use super::super::accounts::Account;
use super::super::addresses::{Channel, bare};
use super::super::inventory::{Capabilities, Capability, Offer};
use super::super::messages::Message;
use super::super::numbers::Number;
use super::super::parameters::Invalid;
use super::super::state::State;
use super::super::{segments, sids};
use super::queue::Job;
use super::request::Request;

/// The message that is to be sent and its place in the queue, or why there is none. Nothing is
/// stored yet.
pub(crate) fn accept(
    state: &State,
    account: &Account,
    request: Request,
) -> rusqlite::Result<Result<(Message, Job), Invalid>> {
    let numbers = state.store.numbers(Some(&account.sid))?;
    let from = match sender(&numbers, &request) {
        Ok(number) => request.channel().address(&number.phone_number),
        Err(invalid) => return Ok(Err(invalid)),
    };
    if from == request.to {
        return Ok(Err(Invalid::new(21266, "'To' and 'From' number cannot be the same.")));
    }
    if state.store.is_opted_out(&from, &request.to)? {
        let message = "Attempt to send to unsubscribed recipient";
        return Ok(Err(Invalid::new(21610, message)));
    }
    let message = message(account, (&request, from), state.now());
    let job = Job {
        sid: message.sid.clone(),
        status_callback: request.status_callback,
        media_urls: request.media_urls,
        send_at: request.send_at,
        untold: vec![message.status.clone()],
    };
    Ok(Ok((message, job)))
}

/// The number of `From`, else one of the service.
///
/// One that is not the account's, or cannot text, is 21606: "not a valid message-capable Twilio phone
/// number", <https://www.twilio.com/docs/api/errors/21606>. One that can text and send no pictures is
/// 21621, <https://www.twilio.com/docs/api/errors/21621>. An address on WhatsApp that is no sender is
/// 63007, <https://www.twilio.com/docs/api/errors/63007>.
fn sender<'a>(numbers: &'a [Number], request: &Request) -> Result<&'a Number, Invalid> {
    let service = request.service.as_deref();
    let pool = || {
        let is_of = |number: &&Number| {
            service.is_none() || number.settings.messaging_service_sid.as_deref() == service
        };
        numbers.iter().filter(is_of)
    };
    let can_text =
        |number: &&Number| request.channel() != Channel::Sms || able(number).has(Capability::Sms);
    let Some(from) = &request.from else {
        let missing = || Invalid::new(21701, "The Messaging Service does not exist.");
        return pool().find(can_text).ok_or_else(missing);
    };
    let unknown = || match request.channel() {
        Channel::Sms => {
            let message =
                format!("The 'From' phone number {from} is not a message-capable number of yours.");
            Invalid::new(21606, message)
        }
        Channel::Whatsapp => {
            Invalid::new(63007, format!("There is no channel with the 'From' address {from}"))
        }
    };
    let number = pool().find(|number| number.phone_number == bare(from)).filter(can_text);
    let number = number.ok_or_else(unknown)?;
    let needs_mms = request.channel() == Channel::Sms && !request.media_urls.is_empty();
    if needs_mms && !able(number).has(Capability::Mms) {
        let message = format!("The 'From' number {from} has not been enabled for MMS");
        return Err(Invalid::new(21621, message));
    }
    Ok(number)
}

/// What a number can do; one that was not bought here can do all.
fn able(number: &Number) -> Capabilities {
    Offer::of(&number.phone_number).map_or(Capabilities::ALL, |offer| offer.capabilities())
}

fn message(account: &Account, (request, from): (&Request, String), now: i64) -> Message {
    let status = match (request.send_at, &request.service) {
        (Some(_), _) => "scheduled",
        (None, Some(_)) => "accepted",
        (None, None) => "queued",
    };
    let num_media = u32::try_from(request.media_urls.len()).unwrap_or(u32::MAX);
    Message {
        sid: sids::random(if request.is_mms { "MM" } else { "SM" }),
        account_sid: account.sid.clone(),
        from,
        to: request.to.clone(),
        body: request.body.clone(),
        direction: "outbound-api".into(),
        status: status.into(),
        num_segments: segments::of(request.channel(), &request.body, num_media),
        num_media,
        error_code: None,
        messaging_service_sid: request.service.clone(),
        other_recipients: None,
        created: now,
        updated: now,
        sent: None,
    }
}
