//! A person texts one of the numbers.

use super::accounts::Account;
use super::addresses::{Channel, bare};
use super::form::Spaces;
use super::inbound_form;
use super::inbound_message::{Delivered, InboundMessage, Received};
use super::media::{self, Parent};
use super::messages::{self, Message};
use super::numbers::{Number, is_e164};
use super::opt_out::OptOut;
use super::refusal::Refusal;
use super::replies::{self, Conversation, Followed};
use super::state::State;
use super::webhook::Webhook;
use super::{segments, sids};

/// The longest text that Twilio passes on.
const LONGEST_BODY: usize = 1_600;

/// Stores the message, answers keywords, and sends the webhook.
pub(super) async fn send(state: &State, inbound: InboundMessage) -> anyhow::Result<Delivered> {
    let sid = sids::random(if inbound.media.is_empty() { "SM" } else { "MM" });
    send_as(state, inbound, sid).await
}

/// The same under a SID of its own. A message that is there already is not stored again, but told
/// again.
pub(super) async fn send_as(
    state: &State,
    inbound: InboundMessage,
    sid: String,
) -> anyhow::Result<Delivered> {
    let (number, account) = recipient(state, &inbound)?;
    let received = receive(state, inbound, (number, sid))?;
    let auto_reply = answer_keyword(state, &received)?;
    let (mut answers, mut followed) = (Vec::new(), Followed::default());
    if let Some((url, method)) = received.number.settings.sms_webhook() {
        let webhook = Webhook {
            account: &account,
            method,
            url,
            fallback_url: received.number.settings.sms_fallback(),
            fields: inbound_form::fields(state, &received),
            spaces: Spaces::Plus,
            delivery: &received.inbound.delivery,
        };
        answers = state.poster.send(&webhook).await?;
        // Of several copies the first is the message, and the others are a fault.
        if let Some(answer) = answers.first().filter(|answer| answer.error_code.is_none()) {
            let Message { from, to, .. } = &received.message;
            let conversation = Conversation { state, webhook: &webhook, sender: from, number: to };
            followed = replies::follow(&conversation, answer).await?;
        }
    }
    Ok(Delivered {
        sid: received.message.sid,
        media: received.media.into_iter().map(|media| media.sid).collect(),
        auto_reply,
        replies: followed.replies,
        errors: followed.errors,
        webhook: answers.first().cloned(),
        webhooks: if answers.len() > 1 { answers } else { Vec::new() },
    })
}

fn recipient(state: &State, inbound: &InboundMessage) -> anyhow::Result<(Number, Account)> {
    if inbound.from.is_empty() {
        return Err(Refusal::bad_request(Some("from"), "`from` is empty").into());
    }
    let phone_number = bare(&inbound.to);
    let unknown = || Refusal::not_found("to", &format!("the number {phone_number}"));
    let number = state.store.number(phone_number)?.ok_or_else(unknown)?;
    let account = state.store.account(&number.account_sid)?.ok_or_else(unknown)?;
    if !state.store.account_is_active(&account)? {
        let message = format!("`to`: the account of {phone_number} is not active");
        return Err(Refusal::conflict("to", message).into());
    }
    Ok((number, account))
}

fn receive(
    state: &State,
    inbound: InboundMessage,
    (number, sid): (Number, String),
) -> anyhow::Result<Received> {
    let channel = inbound.channel.of(&inbound.from, &inbound.to);
    if let Some(message) = state.store.message(&number.account_sid, &sid)? {
        let media = state.store.media_of(&sid)?;
        return Ok(Received { message, media, channel, number, inbound });
    }
    let message = message((&inbound, channel), &number, (sid, state.now()))?;
    let parent = Parent {
        account_sid: &message.account_sid,
        message_sid: &message.sid,
        created: message.created,
    };
    let media = state.store.media_keep(&parent, &inbound.media)?;
    let mut connection = state.store.lock();
    let transaction = connection.transaction()?;
    messages::insert(&transaction, &message)?;
    media::insert(&transaction, &media)?;
    transaction.commit()?;
    drop(connection);
    state.message_changed(&message.sid);
    Ok(Received { message, media, channel, number, inbound })
}

fn message(
    (inbound, channel): (&InboundMessage, Channel),
    number: &Number,
    (sid, now): (String, i64),
) -> Result<Message, Refusal> {
    expect_group(inbound, channel)?;
    if inbound.body.chars().count() > LONGEST_BODY {
        let message = format!("`body` is longer than {LONGEST_BODY} characters");
        return Err(Refusal::bad_request(Some("body"), message));
    }
    let num_media = u32::try_from(inbound.media.len()).unwrap_or(u32::MAX);
    Ok(Message {
        sid,
        account_sid: number.account_sid.clone(),
        from: channel.address(&inbound.from),
        to: channel.address(&inbound.to),
        body: inbound.body.clone(),
        direction: "inbound".into(),
        status: "received".into(),
        num_segments: segments::of(channel, &inbound.body, num_media),
        num_media,
        error_code: None,
        messaging_service_sid: messaging_service(inbound, number),
        other_recipients: others_of(inbound),
        created: now,
        updated: now,
        sent: Some(now),
    })
}

/// Groups are texts to phones.
fn expect_group(inbound: &InboundMessage, channel: Channel) -> Result<(), Refusal> {
    let others = &inbound.other_recipients;
    let is_right =
        others.iter().all(|other| is_e164(other)) && (others.is_empty() || channel == Channel::Sms);
    match is_right {
        true => Ok(()),
        false => {
            let message = "`other_recipients`: numbers in E.164, of a text that is not on WhatsApp";
            Err(Refusal::bad_request(Some("other_recipients"), message))
        }
    }
}

/// The further receivers of a group text, as the record has them.
fn others_of(inbound: &InboundMessage) -> Option<String> {
    let others = &inbound.other_recipients;
    (!others.is_empty()).then(|| others.join(" "))
}

/// Advanced Opt-Out exists on Messaging Services only, so such a message always names one.
fn messaging_service(inbound: &InboundMessage, number: &Number) -> Option<String> {
    let derived = || inbound.opt_out_type.map(|_| sids::derived("MG", &number.account_sid));
    number.settings.messaging_service_sid.clone().or_else(derived)
}

/// Keeps the opt-out list and Twilio's own reply, as an outbound message.
fn answer_keyword(state: &State, received: &Received) -> anyhow::Result<Option<String>> {
    let message = &received.message;
    let by_default = || match received.channel {
        Channel::Sms => OptOut::of_text(&message.body),
        Channel::Whatsapp => None,
    };
    let Some(keyword) = received.inbound.opt_out_type.or_else(by_default) else {
        return Ok(None);
    };
    let reply = state.store.opt_out_apply(keyword, &message.to, &message.from)?;
    if let Some(body) = reply {
        let answer = Message {
            sid: sids::random("SM"),
            from: message.to.clone(),
            to: message.from.clone(),
            body: body.to_owned(),
            direction: "outbound-reply".into(),
            status: "delivered".into(),
            num_segments: segments::count(body),
            num_media: 0,
            ..message.clone()
        };
        messages::insert(&state.store.lock(), &answer)?;
        state.message_changed(&answer.sid);
    }
    Ok(reply.map(str::to_owned))
}
