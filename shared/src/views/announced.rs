//! Records as events have them: as lists do, without links, which would not last.

use serde_json::{Value, json};

use super::{CallView, Reason};
use crate::records::{Call, ContactView, Message, Voicemail};
use crate::store::Record;

/// A record as an event has it.
pub fn announced(record: &Record) -> Value {
    match record {
        Record::Message(record) => message(record),
        Record::Thread(thread) => json!(thread),
        Record::Call(record) => call(record),
        Record::Voicemail(record) => voicemail(record),
        Record::Contact(contact) => json!(ContactView::of(contact)),
        Record::Import(import) => import.told(),
        Record::Consent(consent) => json!(consent),
        Record::Note(note) => note.told(),
    }
}

fn message(message: &Message) -> Value {
    let (content, delivery) = (&message.content, &message.delivery);
    let files = content.media.iter().map(|file| {
        json!({ "content_type": file.content_type, "size": file.size, "status": file.status })
    });
    let mut view = json!({
        "message_id": content.message_id,
        "message_sid": content.message_sid,
        "thread_id": content.thread_id,
        "direction": content.direction,
        "from_number": content.from_number,
        "to_number": content.to_number,
        "channel": content.channel,
        "body": content.body,
        "num_media": content.num_media,
        "media": files.collect::<Vec<_>>(),
        "status": delivery.status,
        "error_code": delivery.error_code,
        "delivered_at": delivery.delivered_at,
        "lead_id": content.lead_id,
        "created_by": content.request.as_ref().and_then(|request| request.created_by.as_ref()),
        "send_at": content.request.as_ref().and_then(|request| request.send_at),
        "unconfirmed": message.is_unconfirmed(),
        "created_at": content.created_at,
        "sort_at": message.sort_at,
        "updated_at": delivery.updated_at,
    });
    merge(&mut view, json!(Reason::of(delivery.error_code, delivery.error_message.as_deref())));
    view
}

fn call(call: &Call) -> Value {
    let mut view = json!(CallView::of(call));
    let recording = call.recording();
    merge(
        &mut view,
        json!({
            "status": call.status(),
            "duration": call.progress.duration,
            "ended_at": call.progress.ended_at,
            "recording_sid": recording.map(|recording| &recording.recording_sid),
            "recording_status": recording.and_then(|recording| recording.status.as_ref()),
            "has_voicemail": call.has_voicemail(),
            "voicemail_duration": call.voicemail_duration,
            "menu_keys": call.menu_keys,
        }),
    );
    merge(&mut view, json!(Reason::of(call.progress.error_code, call.error_message.as_deref())));
    view
}

fn voicemail(voicemail: &Voicemail) -> Value {
    json!({
        "recording_sid": voicemail.recording_sid,
        "call_id": voicemail.call_id,
        "call_sid": voicemail.call_sid,
        "from_number": voicemail.from_number,
        "to_number": voicemail.to_number,
        "duration": voicemail.facts.duration,
        "empty": voicemail.is_empty(),
        "status": voicemail.status,
        "transcription": voicemail.transcription,
        "transcription_status": voicemail.transcription_status,
        "created_at": voicemail.created_at,
        "listened_at": voicemail.listened_at,
        "updated_at": voicemail.updated_at,
    })
}

fn merge(view: &mut Value, more: Value) {
    if let (Value::Object(view), Value::Object(more)) = (view, more) {
        view.extend(more);
    }
}
