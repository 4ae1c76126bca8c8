//! Text of a message that was left.

use std::sync::Arc;

use super::super::form::Fields;
use super::super::sids;
use super::super::twiml::Element;
use super::attributes::{attribute, is_true};
use super::forms;
use super::outbox::Callback;
use super::recordings::Taped;
use super::report::Kind;
use super::scene::Scene;
use super::stop::Stop;

/// How long it takes, in milliseconds.
const TAKES: i64 = 10_000;

/// Whether a `<Record>` asks for it.
pub(super) fn is_wanted(verb: &Element) -> bool {
    is_true(verb, "transcribe") || attribute(verb, "transcribeCallback").is_some()
}

/// Sends the text later, if the verb asks for it and the recording is neither too short nor too
/// long. What nobody can understand fails.
pub(super) fn order(
    scene: &Scene,
    verb: &Element,
    (taped, text): (&Taped, Option<String>),
) -> Result<(), Stop> {
    // `transcribeCallback` has no method attribute, so it is always POST.
    let Some((url, method)) = scene.callback(verb, "transcribeCallback")? else { return Ok(()) };
    let never = scene.session.setting.script.recordings.untranscribed;
    if never || !(2..=120).contains(&taped.duration) {
        return Ok(());
    }
    let (session, leg) = (Arc::clone(&scene.session), Arc::clone(&scene.leg));
    let own = text_fields(taped, text.as_deref());
    scene.session.beside(async move {
        session.clock.sleep(TAKES).await;
        let mut fields = own;
        fields.extend(call_fields(&session.setting.account.sid, &leg));
        let (kind, call_sid) = (Kind::Transcribe, leg.sid.clone());
        session.callback(Callback { kind, call_sid, url, method, fields }).await;
    });
    Ok(())
}

fn text_fields(taped: &Taped, text: Option<&str>) -> Fields {
    let sid = sids::random("TR");
    let status = if text.is_some() { "completed" } else { "failed" };
    forms::present([
        ("TranscriptionSid", Some(sid.clone())),
        ("TranscriptionText", Some(text.unwrap_or_default().to_owned())),
        ("TranscriptionStatus", Some(status.to_owned())),
        ("TranscriptionType", Some("fast".to_owned())),
        ("TranscriptionUrl", Some(format!("{}/Transcriptions/{sid}", taped.url))),
        ("RecordingSid", Some(taped.sid.clone())),
        ("RecordingUrl", Some(taped.url.clone())),
    ])
}

fn call_fields(account_sid: &str, leg: &super::leg::Leg) -> Fields {
    let ends = &leg.ends;
    forms::present([
        ("CallSid", Some(leg.sid.clone())),
        ("AccountSid", Some(account_sid.to_owned())),
        ("From", Some(ends.from.clone())),
        ("To", Some(ends.to.clone())),
        ("Caller", Some(ends.from.clone())),
        ("Called", Some(ends.to.clone())),
        ("CallStatus", Some(leg.status().as_str().to_owned())),
        ("ApiVersion", Some("2010-04-01".to_owned())),
        ("Direction", Some(ends.direction.as_str().to_owned())),
    ])
}
