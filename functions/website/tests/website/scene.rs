//! Calls and voicemails as webhooks leave them, put through the store.

use sandbox::Sandbox;
use sandbox::demo::{self, DEMO, OTHER, Tenant};
use shared::app::App;
use shared::ids::CallId;
use shared::records::{
    Attachment, AttachmentStatus, CallContent, CallRef, CallReport, DialEnd, DialReport, Direction,
    Job, JobPayload, LegReport, Parties, RecordingFacts, RecordingReport, Step, Timestamp,
    Transcription, VoicemailNews, VoicemailReport, Write,
};
use twilio::sid::{CallSid, RecordingSid};
use twilio::status::{CallStatus, RecordingStatus};

pub(crate) const CALLER: &str = "+15550190001";
const OURS: &str = "+15550100001";
const FORWARD: &str = "+15550190009";

/// Call `number` of a tenant, `number` seconds after the beginning of time.
pub(crate) struct Scene<'s> {
    pub(crate) sandbox: &'s Sandbox,
    pub(crate) tenant: &'static str,
    pub(crate) number: u32,
}

pub(crate) fn demo(sandbox: &Sandbox, number: u32) -> Scene<'_> {
    Scene { sandbox, tenant: "demo", number }
}

fn sid(prefix: &str, kind: &str, number: u32) -> String {
    format!("{prefix}{kind}{number:030x}")
}

fn seconds(number: u32) -> Timestamp {
    Timestamp::from_millis(1_700_000_000_000 + i64::from(number) * 1_000)
}

impl Scene<'_> {
    fn app(&self) -> App {
        self.sandbox.app("WebsiteFunction").unwrap()
    }

    async fn commit(&self, writes: Vec<Write>, job: Option<Job>) {
        let jobs: Vec<_> = job.into_iter().collect();
        self.app().store.commit(&writes, &jobs).await.unwrap();
    }

    pub(crate) fn call_sid(&self) -> CallSid {
        sid("CA", "00", self.number).parse().unwrap()
    }

    pub(crate) fn leg_sid(&self) -> CallSid {
        sid("CA", "01", self.number).parse().unwrap()
    }

    pub(crate) fn call_id(&self) -> CallId {
        (&self.call_sid()).into()
    }

    /// Of the call's recording `index`.
    pub(crate) fn recording_sid(&self, index: u32) -> RecordingSid {
        sid("RE", &format!("{index:02}"), self.number).parse().unwrap()
    }

    fn account(&self) -> &'static Tenant {
        if self.tenant == DEMO.tenant_id { &DEMO } else { &OTHER }
    }

    fn reference(&self) -> CallRef {
        CallRef {
            call_id: self.call_id(),
            tenant_id: self.tenant.parse().unwrap(),
            account_sid: self.account().account_sid.parse().unwrap(),
        }
    }

    /// An inbound call begins.
    pub(crate) async fn received(&self, lead_id: Option<&str>) {
        let content = CallContent {
            call_sid: Some(self.call_sid()),
            lead_id: lead_id.map(str::to_owned),
            details: [("CallerCity", "Springfield")].into_iter().collect(),
            ..demo::call(self.account(), Direction::Inbound, self.call_id(), seconds(self.number))
        };
        self.commit(vec![Write::Call(Box::new(content), CallStatus::Ringing)], None).await;
    }

    /// It was forwarded, answered for 31 s, and is over after 42.
    pub(crate) async fn forwarded(&self) {
        let parties = Some(parties(CALLER, FORWARD));
        let at = seconds(self.number);
        let leg = LegReport {
            call: self.reference(),
            leg: self.leg_sid(),
            parties,
            step: completed(31),
            at,
        };
        let end =
            DialEnd { status: CallStatus::Completed, duration: Some(31), bridged: Some(true) };
        let (call, dialled) = (self.reference(), Some(self.leg_sid()));
        let dial = DialReport { call, leg: dialled, end, call_status: None, at };
        let call = CallReport {
            call: self.reference(),
            call_sid: self.call_sid(),
            inbound: None,
            step: completed(42),
            at,
        };
        for write in [
            Write::Leg(Box::new(leg)),
            Write::Dial(Box::new(dial)),
            Write::CallStatus(Box::new(call)),
        ] {
            self.commit(vec![write], None).await;
        }
    }

    /// The call itself is over like this.
    pub(crate) async fn ended(&self, status: CallStatus) {
        let call = CallReport {
            call: self.reference(),
            call_sid: self.call_sid(),
            inbound: None,
            step: Step { status: Some(status), ..Step::default() },
            at: seconds(self.number),
        };
        self.commit(vec![Write::CallStatus(Box::new(call))], None).await;
    }

    /// Recording `index` has this status.
    pub(crate) async fn recorded(&self, index: u32, status: RecordingStatus) -> Option<Job> {
        let recording_sid = self.recording_sid(index);
        let report = RecordingReport {
            call: self.reference(),
            facts: facts(&recording_sid, &status, 30),
            recording_sid,
            status,
            at: seconds(self.number + index),
        };
        let job = report.job();
        self.commit(vec![Write::Recording(Box::new(report))], job.clone()).await;
        job
    }

    /// A voicemail of so many seconds, as recording 9.
    pub(crate) async fn voicemail(&self, duration: u32) -> Job {
        let recording_sid = self.recording_sid(9);
        let status = RecordingStatus::Completed;
        let report = self.report(VoicemailNews {
            parties: Some(parties(CALLER, OURS)),
            facts: facts(&recording_sid, &status, duration),
            status: Some(status),
            ..VoicemailNews::of(recording_sid)
        });
        let job = report.job().unwrap();
        self.commit(report.writes(), Some(job.clone())).await;
        job
    }

    /// The voicemail was written down.
    pub(crate) async fn transcribed(&self, text: &str) {
        let report = self.report(VoicemailNews {
            transcription: Some(Transcription::Completed(text.to_owned())),
            ..VoicemailNews::of(self.recording_sid(9))
        });
        self.commit(report.writes(), None).await;
    }

    fn report(&self, news: VoicemailNews) -> VoicemailReport {
        let news = VoicemailNews { call_sid: Some(self.call_sid()), ..news };
        VoicemailReport { call: self.reference(), news, at: seconds(self.number) }
    }

    /// The job's file is moved to the bucket.
    pub(crate) async fn stored(&self, job: Job, key: &str, audio: &'static [u8]) {
        let JobPayload::Media(job) = job.payload else { panic!("{job:?}") };
        let app = self.app();
        let content = futures::stream::iter([Ok(audio.into())]);
        let size = app.media.put(key, "audio/mpeg", content).await.unwrap();
        let file = Attachment {
            content_type: "audio/mpeg".to_owned(),
            size: Some(size),
            status: AttachmentStatus::Stored,
            url: job.url.clone(),
            key: Some(key.to_owned()),
            failure: None,
        };
        app.store.job_done(&job, &file, seconds(self.number)).await.unwrap();
    }
}

fn parties(from: &str, to: &str) -> Parties {
    Parties { from_number: from.to_owned(), to_number: to.to_owned() }
}

fn completed(duration: u32) -> Step {
    Step { status: Some(CallStatus::Completed), duration: Some(duration), ..Step::default() }
}

fn facts(sid: &RecordingSid, status: &RecordingStatus, duration: u32) -> RecordingFacts {
    RecordingFacts {
        duration: (*status == RecordingStatus::Completed).then_some(duration),
        url: Some(format!("https://api.twilio.com/Recordings/{sid}")),
        ..RecordingFacts::default()
    }
}
