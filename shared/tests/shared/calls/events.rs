//! Calls that differ in their ids only, and all that can happen to them.

use shared::ids::CallId;
use shared::records::{
    CallContent, CallRef, CallReport, CallRequest, DialEnd, DialReport, Direction, Job, LegReport,
    Parties, RecordingFacts, RecordingReport, Step, Timestamp, Transcription, VoicemailNews,
    VoicemailReport, Write,
};
use twilio::sid::{CallSid, RecordingSid};
use twilio::status::{CallStatus, RecordingStatus};

pub(crate) const CALLER: &str = "+15550190001";
pub(crate) const OURS: &str = "+15550100001";
const FORWARD: &str = "+15550190009";

/// The digits that make the ids of one call its own.
pub(crate) fn digits(number: usize) -> String {
    // Not 0: no other zeros are taken for it.
    format!("{:030x}", number + 1)
}

pub(crate) fn call_sid(number: usize) -> CallSid {
    format!("CA00{}", digits(number)).parse().unwrap()
}

pub(crate) fn call_id(number: usize) -> CallId {
    (&call_sid(number)).into()
}

pub(crate) fn leg_sid(number: usize) -> CallSid {
    format!("CA01{}", digits(number)).parse().unwrap()
}

pub(crate) fn recording_sid(number: usize) -> RecordingSid {
    format!("RE02{}", digits(number)).parse().unwrap()
}

pub(crate) fn voicemail_sid(number: usize) -> RecordingSid {
    format!("RE03{}", digits(number)).parse().unwrap()
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Event {
    Received,
    Call(CallStatus),
    Detected,
    Leg(CallStatus),
    Dialled,
    Recording(RecordingStatus),
    /// The leg's last callback tells of its recording, but not all.
    Announced,
    Voicemail(RecordingStatus),
    Left,
    Transcribed,
    NotTranscribed,
}

/// All that can happen to one call, if not in this order.
pub(crate) fn events() -> Vec<Event> {
    use RecordingStatus as R;
    let call = [CallStatus::InProgress, CallStatus::Completed].map(Event::Call);
    let leg = [CallStatus::Ringing, CallStatus::Completed].map(Event::Leg);
    let recording = [R::InProgress, R::Completed].map(Event::Recording);
    let voicemail = [Event::Left, Event::Voicemail(R::Completed), Event::Transcribed];
    let once = [Event::Announced, Event::Received, Event::Detected, Event::Dialled];
    once.into_iter().chain(call).chain(leg).chain(recording).chain(voicemail).collect()
}

/// The writes and jobs of an event of call `number`, for a tenant.
pub(crate) struct Scene {
    pub(crate) tenant: &'static str,
    pub(crate) number: usize,
    pub(crate) at: Timestamp,
}

impl Scene {
    pub(crate) fn decision(&self, event: &Event) -> (Vec<Write>, Vec<Job>) {
        let write = match event {
            Event::Received => Write::Call(Box::new(self.content()), CallStatus::Ringing),
            Event::Call(status) => Write::CallStatus(Box::new(self.call(step(status)))),
            Event::Detected => {
                let answered_by = Some("machine_start".parse().unwrap());
                let report = self.call(Step { answered_by, ..Step::default() });
                Write::CallStatus(Box::new(CallReport { inbound: None, ..report }))
            }
            Event::Leg(status) => Write::Leg(Box::new(self.leg(step(status)))),
            Event::Dialled => Write::Dial(Box::new(self.dial())),
            Event::Recording(_) | Event::Announced => {
                let report = self.recording(event);
                let job = report.job();
                return (vec![Write::Recording(Box::new(report))], job.into_iter().collect());
            }
            Event::Voicemail(_) | Event::Left | Event::Transcribed | Event::NotTranscribed => {
                let report = self.voicemail(event);
                let job = report.job();
                return (report.writes(), job.into_iter().collect());
            }
        };
        (vec![write], Vec::new())
    }

    /// The call, as reports name it.
    pub(crate) fn reference(&self) -> CallRef {
        CallRef {
            call_id: call_id(self.number),
            tenant_id: self.tenant.parse().unwrap(),
            account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
        }
    }

    /// What the webhook that received the call writes.
    pub(crate) fn content(&self) -> CallContent {
        let CallRef { call_id, tenant_id, account_sid } = self.reference();
        CallContent {
            call_id,
            call_sid: Some(call_sid(self.number)),
            tenant_id,
            account_sid,
            direction: Direction::Inbound,
            from_number: CALLER.to_owned(),
            to_number: OURS.to_owned(),
            lead_id: Some("lead-1".to_owned()),
            recording_enabled: None,
            request: CallRequest::default(),
            details: [("CallerCity", "Springfield")].into_iter().collect(),
            created_at: self.at,
        }
    }

    fn call(&self, step: Step) -> CallReport {
        CallReport {
            call: self.reference(),
            call_sid: call_sid(self.number),
            inbound: Some(parties(CALLER, OURS)),
            step,
            at: self.at,
        }
    }

    fn leg(&self, step: Step) -> LegReport {
        let parties = Some(parties(CALLER, FORWARD));
        LegReport { call: self.reference(), leg: leg_sid(self.number), parties, step, at: self.at }
    }

    fn dial(&self) -> DialReport {
        let (status, duration) = (CallStatus::Completed, Some(31));
        let end = DialEnd { status, duration, bridged: Some(true) };
        let leg = Some(leg_sid(self.number));
        DialReport { call: self.reference(), leg, end, call_status: None, at: self.at }
    }

    fn recording(&self, event: &Event) -> RecordingReport {
        let recording_sid = recording_sid(self.number);
        let (status, facts) = match event {
            Event::Recording(status) => (status.clone(), facts(&recording_sid, status)),
            _ => {
                let facts = facts(&recording_sid, &RecordingStatus::Completed);
                let facts = RecordingFacts { channels: None, source: None, ..facts };
                (RecordingStatus::Completed, facts)
            }
        };
        RecordingReport { call: self.reference(), recording_sid, status, facts, at: self.at }
    }

    /// Each source knows another part of it.
    fn voicemail(&self, event: &Event) -> VoicemailReport {
        let news = VoicemailNews {
            call_sid: Some(call_sid(self.number)),
            parties: Some(parties(CALLER, OURS)),
            ..VoicemailNews::of(voicemail_sid(self.number))
        };
        let news = match event {
            Event::Voicemail(status) => {
                let (parties, status) = (None, Some(status.clone()));
                let facts = facts(&news.recording_sid, status.as_ref().unwrap());
                VoicemailNews { parties, status, facts, ..news }
            }
            Event::Transcribed => {
                let transcription = Some(Transcription::Completed("call me back".to_owned()));
                VoicemailNews { transcription, ..news }
            }
            Event::NotTranscribed => {
                VoicemailNews { transcription: Some(Transcription::Failed), ..news }
            }
            _ => news,
        };
        VoicemailReport { call: self.reference(), news, at: self.at }
    }
}

fn parties(from: &str, to: &str) -> Parties {
    Parties { from_number: from.to_owned(), to_number: to.to_owned() }
}

fn step(status: &CallStatus) -> Step {
    let over = status.is_final();
    Step {
        status: Some(status.clone()),
        duration: over.then_some(42),
        sip_response_code: over.then_some(200),
        ..Step::default()
    }
}

fn facts(sid: &RecordingSid, status: &RecordingStatus) -> RecordingFacts {
    RecordingFacts {
        duration: (*status == RecordingStatus::Completed).then_some(30),
        channels: Some(1),
        source: Some("DialVerb".parse().unwrap()),
        url: Some(format!("http://api.twilio.com/Recordings/{sid}")),
        ..RecordingFacts::default()
    }
}
