//! The form of an inbound message's webhook, field by field in Twilio's order.

use super::addresses::{Channel, bare};
use super::form::Fields;
use super::inbound_message::Received;
use super::opt_out::OptOut;
use super::state::State;

/// The fields; empty ones are there too, because absent is not the same as empty.
pub(super) fn fields(state: &State, received: &Received) -> Fields {
    let mut form = Form(Vec::new());
    for (name, value) in &received.inbound.extra {
        form.add(name, value);
    }
    match received.channel {
        Channel::Sms => sms(&mut form, received),
        Channel::Whatsapp => whatsapp(&mut form, received),
    }
    for (i, other) in received.inbound.other_recipients.iter().enumerate() {
        form.add(&format!("OtherRecipients{i}"), other);
    }
    let message = &received.message;
    for (i, media) in received.media.iter().enumerate() {
        let url = state.media_url(&message.account_sid, &message.sid, &media.sid);
        form.add(&format!("MediaContentType{i}"), &media.announced_type);
        form.add(&format!("MediaUrl{i}"), &url);
    }
    form.0
}

struct Form(Fields);

impl Form {
    fn add(&mut self, name: &str, value: &str) {
        self.0.push((name.to_owned(), value.to_owned()));
    }

    fn add_some(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(name, value);
        }
    }

    fn add_ids_at_the_end(&mut self, received: &Received) {
        let message = &received.message;
        self.add("MessageSid", &message.sid);
        self.add("AccountSid", &message.account_sid);
        self.add("From", &message.from);
        self.add("ApiVersion", "2010-04-01");
    }
}

fn sms(form: &mut Form, received: &Received) {
    let message = &received.message;
    let from = &received.inbound.geo;
    let to = &received.number.settings.geo;
    form.add("ToCountry", to.country_of(&message.to));
    form.add("ToState", &to.state);
    form.add("SmsMessageSid", &message.sid);
    form.add("NumMedia", &message.num_media.to_string());
    form.add("ToCity", &to.city);
    form.add("FromZip", &from.zip);
    form.add("SmsSid", &message.sid);
    form.add_some("OptOutType", received.inbound.opt_out_type.map(OptOut::as_str));
    form.add("FromState", &from.state);
    form.add("SmsStatus", &message.status);
    form.add("FromCity", &from.city);
    form.add("Body", &message.body);
    form.add("FromCountry", from.country_of(&message.from));
    form.add("To", &message.to);
    form.add_some("MessagingServiceSid", message.messaging_service_sid.as_deref());
    form.add("ToZip", &to.zip);
    form.add("NumSegments", &message.num_segments.to_string());
    form.add_ids_at_the_end(received);
}

fn whatsapp(form: &mut Form, received: &Received) {
    let message = &received.message;
    let inbound = &received.inbound;
    form.add("SmsMessageSid", &message.sid);
    form.add("NumMedia", &message.num_media.to_string());
    form.add("ProfileName", inbound.profile_name.as_deref().unwrap_or("WhatsApp user"));
    if !inbound.extra.contains_key("MessageType") {
        form.add("MessageType", message_type(received));
    }
    form.add("SmsSid", &message.sid);
    let wa_id = bare(&message.from).strip_prefix('+');
    form.add_some("WaId", wa_id.filter(|_| !inbound.extra.contains_key("WaId")));
    form.add("SmsStatus", &message.status);
    form.add_some("OptOutType", inbound.opt_out_type.map(OptOut::as_str));
    form.add("Body", &message.body);
    form.add("To", &message.to);
    form.add_some("MessagingServiceSid", message.messaging_service_sid.as_deref());
    form.add("NumSegments", &message.num_segments.to_string());
    if !inbound.extra.contains_key("ReferralNumMedia") {
        form.add("ReferralNumMedia", "0");
    }
    form.add_ids_at_the_end(received);
}

/// What WhatsApp calls the message, by its first attachment.
fn message_type(received: &Received) -> &'static str {
    let Some(media) = received.media.first() else { return "text" };
    match media.announced_type.split('/').next() {
        Some("image") => "image",
        Some("audio") => "audio",
        Some("video") => "video",
        _ => "document",
    }
}
