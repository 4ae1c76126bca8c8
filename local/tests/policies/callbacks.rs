//! What Twilio reports of a call.

use sandbox::demo::DEMO;
use twilio_simulator::{Corruption, Delivery, InboundMedia, InboundMessage};

use crate::life::Life;

const CALL: &str = "CA00000000000000000000000000000001";

impl Life {
    /// A leg ends with a recording, which breaks off while it is fetched, and the call has another one;
    /// of two voicemails one breaks off.
    pub(crate) async fn call(&self) {
        let recording = |number| format!("RE0000000000000000000000000000000{number}");
        let sids = [1, 2, 3, 4].map(recording);
        let [first, second, third, fourth] =
            sids.each_ref().map(|sid| ("RecordingSid", sid.as_str()));
        let leg = [("ParentCallSid", CALL), ("CallStatus", "completed"), first];
        self.report("call-status", short(), &leg).await;
        let completed = ("RecordingStatus", "completed");
        self.report("recording-status", long(), &[first, completed]).await;
        self.report("recording-status", short(), &[second, completed]).await;
        self.report("voicemail-recording", long(), &[third, completed]).await;
        self.report("voicemail-recording", short(), &[fourth, completed]).await;
    }

    async fn report(&self, path: &str, sound: InboundMedia, fields: &[(&str, &str)]) {
        let url = self.at_twilio(sound).await;
        let known = [("CallSid", CALL), ("RecordingUrl", &url), ("RecordingDuration", "3000")];
        let fields = [&known, fields].concat();
        let sent = self.sandbox.deliver((&DEMO, path), &fields, &Delivery::default()).await;
        assert_eq!(sent.unwrap().status, 204, "{path}");
    }

    /// The URL of a sound that Twilio has: that of a message which nobody took.
    async fn at_twilio(&self, sound: InboundMedia) -> String {
        let message = InboundMessage {
            from: "+15550190001".to_owned(),
            to: DEMO.numbers[0].to_owned(),
            media: vec![sound],
            delivery: Delivery {
                corrupt: Some(Corruption::MissingSignature),
                ..Delivery::default()
            },
            ..InboundMessage::default()
        };
        let sent = self.sandbox.twilio.send_message(message).await.unwrap();
        let (twilio, account) = (self.sandbox.twilio.url(), DEMO.account_sid);
        let (message, medium) = (&sent.sid, &sent.media[0]);
        format!("{twilio}/2010-04-01/Accounts/{account}/Messages/{message}/Media/{medium}?as=.mp3")
    }
}

/// A sound that breaks off in its second part.
fn long() -> InboundMedia {
    InboundMedia { cut_after: Some(10 << 20), ..InboundMedia::of_size("audio/mpeg", 12 << 20) }
}

fn short() -> InboundMedia {
    InboundMedia::of_bytes("audio/mpeg", b"mp3")
}
