//! The tenant's menu.

use std::collections::BTreeMap;

use sandbox::Sandbox;
use shared::records::{Choice, Menu, Preferences};

use crate::at;
use crate::world::{CALLER, PHONE, fields, post, prefer, sandbox};

async fn with_menu() -> Sandbox {
    let forward = |number: &str| Choice::Forward { number: number.parse().unwrap() };
    let choices = BTreeMap::from([
        ("1", forward(PHONE)),
        ("2", Choice::Voicemail),
        ("3", Choice::Say { text: "We are open <b>today</b>.".to_owned() }),
        ("4", forward("+15550100001")),
        ("5", forward(CALLER)),
    ]);
    let choices = choices.into_iter().map(|(key, choice)| (key.to_owned(), choice)).collect();
    let menu = Some(Menu { prompt: "Press 1, 2 or 3.".to_owned(), choices });
    let sandbox = sandbox().await;
    prefer(&sandbox, &Preferences { menu, recording_enabled: true, ..Preferences::default() })
        .await;
    sandbox
}

async fn pressed(sandbox: &Sandbox, step: &str, digits: &'static str) -> String {
    post(sandbox, &at(step), &fields(&[("Digits", digits)])).await.text
}

#[tokio::test]
async fn a_key_does_what_the_tenant_says() {
    let sandbox = with_menu().await;
    insta::assert_snapshot!(pressed(&sandbox, "menu", "1").await, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">This call may be recorded.</Say><Dial action="https://a.b/api/twilio/voice-twiml?step=after-dial&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" timeout="20" timeLimit="7200" answerOnBridge="true" callerId="+15550190001" record="record-from-answer-dual" recordingStatusCallback="https://a.b/api/twilio/recording-status?call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent"><Number url="https://a.b/api/twilio/voice-twiml?step=screen&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" statusCallback="https://a.b/api/twilio/call-status?call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" statusCallbackEvent="initiated ringing answered completed">+15550190009</Number></Dial></Response>"#);
    insta::assert_snapshot!(pressed(&sandbox, "menu", "2").await, @r##"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Thank you for calling. Nobody can take your call right now. Please leave a message after the tone.</Say><Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" trim="trim-silence" recordingStatusCallback="https://a.b/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent" transcribe="true" transcribeCallback="https://a.b/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2"/><Say voice="Polly.Joanna">Goodbye.</Say><Hangup/></Response>"##);
    insta::assert_snapshot!(pressed(&sandbox, "menu", "3").await, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">We are open &lt;b&gt;today&lt;/b&gt;.</Say><Hangup/></Response>"#);
    for key in ["1", "2", "3"] {
        let first = pressed(&sandbox, "menu", key).await;
        assert_eq!(pressed(&sandbox, "menu-again", key).await, first, "{key}");
    }
}

#[tokio::test]
async fn a_key_without_a_choice_gets_one_more_try() {
    let sandbox = with_menu().await;
    insta::assert_snapshot!(pressed(&sandbox, "menu", "9").await, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Sorry, that is not one of the choices.</Say><Gather action="https://a.b/api/twilio/voice-twiml?step=menu-again&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" numDigits="1" timeout="5"><Say voice="Polly.Joanna">Press 1, 2 or 3.</Say></Gather><Say voice="Polly.Joanna">Thank you for calling. Nobody can take your call right now. Please try again later. Goodbye.</Say><Hangup/></Response>"#);
    insta::assert_snapshot!(pressed(&sandbox, "menu-again", "9").await, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Sorry, that is not one of the choices.</Say><Say voice="Polly.Joanna">Thank you for calling. Nobody can take your call right now. Please try again later. Goodbye.</Say><Hangup/></Response>"#);
    let speech = post(&sandbox, &at("menu"), &fields(&[("SpeechResult", "Yes.")])).await;
    assert_eq!(speech.text, pressed(&sandbox, "menu", "9").await);
}

#[tokio::test]
async fn a_choice_that_would_come_back_is_as_if_nobody_answered() {
    let sandbox = with_menu().await;
    for key in ["4", "5"] {
        let text = pressed(&sandbox, "menu", key).await;
        assert!(text.contains("Goodbye.") && !text.contains("<Dial"), "{key}: {text}");
    }
}

#[tokio::test]
async fn a_menu_that_is_gone_is_as_if_nobody_answered() {
    let sandbox = with_menu().await;
    prefer(&sandbox, &Preferences::default()).await;
    let text = pressed(&sandbox, "menu", "1").await;
    assert!(text.contains("Goodbye.") && !text.contains("<Dial"), "{text}");
}
