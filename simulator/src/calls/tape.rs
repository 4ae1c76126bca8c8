//! A recording from its beginning to the callbacks about it.

use std::sync::Arc;

use super::super::form::Fields;
use super::super::sids;
use super::super::times::rfc2822;
use super::super::twiml::Element;
use super::super::webhook::Method;
use super::attributes;
use super::forms;
use super::outbox::Callback;
use super::recordings::{Recording, Taped};
use super::report::Kind;
use super::scene::Scene;
use super::session::Session;
use super::stop::Stop;

/// How long Twilio takes to make a file of a recording, in milliseconds.
const PROCESSING: i64 = 2_000;

/// Who wants to know of a recording.
#[derive(Clone)]
pub(super) struct Wish {
    pub(super) url: String,
    pub(super) method: Method,
    /// `in-progress`, `completed`, `absent`.
    pub(super) events: Vec<String>,
}

impl Wish {
    /// What a verb's `recordingStatusCallback…` attributes say.
    pub(super) fn of(scene: &Scene, element: &Element) -> Result<Option<Self>, Stop> {
        let callback = scene.callback(element, "recordingStatusCallback")?;
        let events = attributes::words(element, "recordingStatusCallbackEvent", "completed");
        let events = events.into_iter().map(str::to_owned).collect();
        Ok(callback.map(|(url, method)| Self { url, method, events }))
    }
}

/// What is recorded, and for whom.
pub(super) struct Order {
    /// As in `RecordingSource`.
    pub(super) source: &'static str,
    pub(super) channels: u8,
    /// The parent leg, or none for a conference.
    pub(super) call_sid: Option<String>,
    pub(super) conference_sid: Option<String>,
    pub(super) wish: Option<Wish>,
}

/// A recording that runs.
pub(super) struct Tape {
    session: Arc<Session>,
    recording: Recording,
    wish: Option<Wish>,
    began: i64,
}

impl Tape {
    pub(super) async fn begin(session: &Arc<Session>, order: Order) -> anyhow::Result<Self> {
        let began = session.clock.now();
        let now = began.div_euclid(1_000);
        let recording = Recording {
            sid: sids::random("RE"),
            account_sid: session.setting.account.sid.clone(),
            call_sid: order.call_sid,
            conference_sid: order.conference_sid,
            status: "in-progress".to_owned(),
            channels: order.channels,
            source: order.source.to_owned(),
            duration: None,
            start_time: now,
            error_code: None,
            not_found_left: session.setting.script.recordings.not_found,
            created: now,
            updated: now,
        };
        session.notes.keep_recording(&recording.sid);
        let mut tape = Self { session: Arc::clone(session), recording, wish: order.wish, began };
        tape.enter("in-progress").await?;
        Ok(tape)
    }

    /// Milliseconds since it began.
    pub(super) fn length(&self) -> i64 {
        self.session.clock.now() - self.began
    }

    /// Ends it with so many seconds in it. The file and its callback come later.
    pub(super) fn complete(mut self, seconds: i64) -> anyhow::Result<Taped> {
        "processing".clone_into(&mut self.recording.status);
        self.recording.duration = Some(seconds);
        self.session.state.store.recording_put(&self.recording)?;
        let taped = self.taped(seconds);
        let session = Arc::clone(&self.session);
        session.beside(async move {
            self.session.clock.sleep(PROCESSING).await;
            let fails = self.session.setting.script.recordings.failed;
            let outcome = self.enter(if fails { "failed" } else { "completed" }).await;
            log_failure(outcome);
        });
        Ok(taped)
    }

    /// Ends it with nothing in it.
    pub(super) fn absent(mut self) {
        let session = Arc::clone(&self.session);
        session.beside(async move { log_failure(self.enter("absent").await) });
    }

    fn taped(&self, duration: i64) -> Taped {
        let sid = self.recording.sid.clone();
        Taped { url: self.url(), sid, duration }
    }

    fn url(&self) -> String {
        let (account, sid) = (&self.recording.account_sid, &self.recording.sid);
        self.session.state.recording_url(account, sid)
    }

    async fn enter(&mut self, status: &'static str) -> anyhow::Result<()> {
        if status == "failed" {
            self.recording.duration = None;
        }
        self.recording.status = status.to_owned();
        self.recording.updated = self.session.clock.now().div_euclid(1_000);
        self.session.state.store.recording_put(&self.recording)?;
        self.session.tell();
        // Whoever waits for the file is also told that there will be none.
        let event = if status == "failed" { "completed" } else { status };
        let wish = self.wish.as_ref().filter(|wish| wish.events.iter().any(|name| name == event));
        let Some(wish) = wish else { return Ok(()) };
        let callback = Callback {
            kind: Kind::RecordingStatus,
            call_sid: self.recording.call_sid.clone().unwrap_or_default(),
            url: wish.url.clone(),
            method: wish.method,
            fields: self.fields(),
        };
        self.session.callback(callback).await;
        Ok(())
    }

    fn fields(&self) -> Fields {
        let recording = &self.recording;
        let status = recording.status.as_str();
        let exists = matches!(status, "in-progress" | "completed");
        let is_complete = status == "completed";
        let has_track = exists && matches!(recording.source.as_str(), "DialVerb" | "OutboundAPI");
        forms::present([
            ("AccountSid", Some(recording.account_sid.clone())),
            ("CallSid", recording.call_sid.clone()),
            ("ConferenceSid", recording.conference_sid.clone()),
            ("RecordingSid", Some(recording.sid.clone())),
            ("RecordingUrl", Some(self.url())),
            ("RecordingStatus", Some(status.to_owned())),
            ("RecordingDuration", recording.duration.filter(|_| is_complete).map(text)),
            ("RecordingChannels", Some(recording.channels.to_string())),
            ("RecordingSource", Some(recording.source.clone())),
            ("RecordingStartTime", exists.then(|| rfc2822(recording.start_time))),
            ("RecordingTrack", has_track.then(|| "both".to_owned())),
            ("ErrorCode", is_complete.then(|| "0".to_owned())),
        ])
    }
}

fn text(number: i64) -> String {
    number.to_string()
}

/// A recording that cannot be stored does not end the call.
fn log_failure(outcome: anyhow::Result<()>) {
    if let Err(error) = outcome {
        tracing::error!(error = format!("{error:#}"), "simulated Twilio lost a recording");
    }
}
