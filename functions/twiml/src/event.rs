//! Twilio's requests during a call, read (contract §2.3, §2.5–2.7).

use shared::answers::Inbound;
use shared::callback::{Step, voice_of};
use shared::ids::CallId;
use shared::records::{DialEnd, Direction};
use twilio::form::{FieldErrors, Fields, Form};
use twilio::label::Label;
use twilio::sid::{CallSid, RecordingSid};
use twilio::status::CallStatus;

/// What Twilio asks. It is always answered: somebody is on the line.
pub enum Event {
    /// How a call goes on.
    Turn(Box<Turn>),
    /// A request without what makes it one of a call.
    Unreadable(FieldErrors),
}

/// A moment in a call.
pub struct Turn {
    /// The call that asks: a leg while somebody is screened.
    pub call_sid: CallSid,
    /// Which way the call goes.
    pub direction: Direction,
    /// Its record and its two sides.
    pub call: Inbound,
    /// How far it has come, if Twilio says so.
    pub status: Option<CallStatus>,
    /// What has happened in it.
    pub news: News,
}

/// Whether the caller shows a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// It is the leg's caller id.
    Named,
    /// The leg's caller id is ours.
    Withheld,
}

/// What has happened in a call.
pub enum News {
    /// An outbound call was answered, perhaps by a machine.
    Answered(Option<Label>),
    /// Keys were pressed at the tenant's phone, which an outbound call rings first.
    Ready(Option<String>),
    /// The lead is there, and the call is recorded.
    Noticed,
    /// A `<Dial>` has ended, and which leg it was about.
    Dialled(Option<CallSid>, Option<DialEnd>),
    /// Somebody answers whom the call is forwarded to.
    Picked(Caller),
    /// That person has pressed keys.
    Screened(Option<String>),
    /// The caller has left a voicemail.
    Left(Option<RecordingSid>),
    /// The caller has pressed keys in the menu, for the first time.
    Chosen(Option<String>),
    /// The caller has pressed keys in the menu, for the last time.
    ChosenAgain(Option<String>),
    /// Another URL has failed Twilio: this one is its fallback, and so without a step.
    Failed,
}

impl Event {
    /// Reads the form and our query.
    pub(crate) fn read(form: &Form, query: &Form, base_url: &str) -> Self {
        let mut fields = Fields::of(form);
        let call_sid = fields.required("CallSid");
        let turn = call_sid.map(|call_sid| Turn {
            direction: direction(form),
            call: Inbound {
                voice: voice_of(query),
                ..Inbound::read(form, base_url, call_id(form, query, &call_sid))
            },
            status: parsed(form, "CallStatus"),
            news: News::read(form, query),
            call_sid,
        });
        match fields.finish(turn) {
            Ok(turn) => Event::Turn(Box::new(turn)),
            Err(errors) => Event::Unreadable(errors),
        }
    }
}

impl News {
    fn read(form: &Form, query: &Form) -> Self {
        let digits = || form.text("Digits").map(str::to_owned);
        match parsed(query, "step") {
            Some(Step::Answered) => News::Answered(parsed(form, "AnsweredBy")),
            Some(Step::AfterDial) => News::Dialled(parsed(form, "DialCallSid"), dial_end(form)),
            Some(Step::Ready) => News::Ready(digits()),
            Some(Step::Notice) => News::Noticed,
            Some(Step::Screen) => News::Picked(Caller::Named),
            Some(Step::ScreenWithheld) => News::Picked(Caller::Withheld),
            Some(Step::Screened) => News::Screened(digits()),
            Some(Step::VoicemailDone) => News::Left(parsed(form, "RecordingSid")),
            Some(Step::Menu) => News::Chosen(digits()),
            Some(Step::MenuAgain) => News::ChosenAgain(digits()),
            None => News::failed(form),
        }
    }
}

impl News {
    /// What had failed may have been asked after a conversation, whose end is then told here.
    fn failed(form: &Form) -> Self {
        match dial_end(form) {
            Some(end) if end.spoken() != Some(false) => {
                News::Dialled(parsed(form, "DialCallSid"), Some(end))
            }
            _ => News::Failed,
        }
    }
}

/// Whether these keys take a call.
pub(crate) fn takes(digits: &str) -> bool {
    digits == "1"
}

/// Ours from the URL, else that of the parent, which a leg names.
fn call_id(form: &Form, query: &Form, call_sid: &CallSid) -> CallId {
    let parent: Option<CallSid> = parsed(form, "ParentCallSid");
    parsed(query, "call").unwrap_or_else(|| CallId::from(parent.as_ref().unwrap_or(call_sid)))
}

fn dial_end(form: &Form) -> Option<DialEnd> {
    Some(DialEnd {
        status: parsed(form, "DialCallStatus")?,
        duration: parsed(form, "DialCallDuration"),
        bridged: parsed(form, "DialBridged"),
    })
}

fn direction(form: &Form) -> Direction {
    match form.text("Direction").is_some_and(|direction| direction.starts_with("outbound")) {
        true => Direction::Outbound,
        false => Direction::Inbound,
    }
}

/// What cannot be read does not keep the caller from an answer.
fn parsed<T: std::str::FromStr>(form: &Form, name: &str) -> Option<T> {
    form.text(name)?.parse().ok()
}
