//! What a caller hears, by what the tenant prefers and who calls whom.

use sandbox::demo::OTHER;
use shared::records::{Choice, Menu, Preferences};
use twilio::status::AccountStatus;

use crate::world::{CALLER, Field, PHONE, fields, get, post, prefer, sandbox, set_status};

fn forwarding(number: &str) -> Preferences {
    Preferences {
        call_forwarding_enabled: true,
        call_forwarding_number: Some(number.parse().unwrap()),
        ..Preferences::default()
    }
}

/// What a caller hears from a tenant that prefers this.
async fn heard(preferences: &Preferences, more: &[Field]) -> String {
    let sandbox = sandbox().await;
    prefer(&sandbox, preferences).await;
    let heard = post(&sandbox, "", &fields(more)).await;
    assert_eq!(heard.status, 200);
    heard.text
}

#[tokio::test]
async fn a_tenant_without_preferences_greets_and_hangs_up() {
    let sandbox = sandbox().await;
    let heard = post(&sandbox, "", &fields(&[])).await;
    insta::assert_snapshot!(heard.text, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Thank you for calling. Nobody can take your call right now. Please try again later. Goodbye.</Say><Hangup/></Response>"#);
    assert_eq!(get(&sandbox, "", &fields(&[])).await, heard, "GET is the same");
}

#[tokio::test]
async fn a_call_is_forwarded_recorded_and_screened() {
    let preferences = Preferences {
        recording_enabled: true,
        forwarding_timeout: 25,
        voicemail_enabled: true,
        ..forwarding(PHONE)
    };
    insta::assert_snapshot!(heard(&preferences, &[]).await, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">This call may be recorded.</Say><Dial action="https://a.b/api/twilio/voice-twiml?step=after-dial&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" timeout="25" timeLimit="7200" answerOnBridge="true" callerId="+15550190001" record="record-from-answer-dual" recordingStatusCallback="https://a.b/api/twilio/recording-status?call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent"><Number url="https://a.b/api/twilio/voice-twiml?step=screen&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" statusCallback="https://a.b/api/twilio/call-status?call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" statusCallbackEvent="initiated ringing answered completed">+15550190009</Number></Dial></Response>"#);
}

#[tokio::test]
async fn a_voicemail_is_offered() {
    let preferences = Preferences {
        voicemail_enabled: true,
        greeting_text: Some("</Say><Dial>+19005550100</Dial><Say>".to_owned()),
        // Switched off, so it does not matter.
        call_forwarding_number: Some(PHONE.parse().unwrap()),
        ..Preferences::default()
    };
    insta::assert_snapshot!(heard(&preferences, &[]).await, @r##"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">&lt;/Say&gt;&lt;Dial&gt;+19005550100&lt;/Dial&gt;&lt;Say&gt;</Say><Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" trim="trim-silence" recordingStatusCallback="https://a.b/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent" transcribe="true" transcribeCallback="https://a.b/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2"/><Say voice="Polly.Joanna">Goodbye.</Say><Hangup/></Response>"##);
}

#[tokio::test]
async fn the_menu_comes_before_all_else() {
    let choices = [("1".to_owned(), Choice::Voicemail)].into();
    let menu = Some(Menu { prompt: "Press 1.".to_owned(), choices });
    let preferences =
        Preferences { menu, recording_enabled: true, voicemail_enabled: true, ..forwarding(PHONE) };
    insta::assert_snapshot!(heard(&preferences, &[]).await, @r##"<?xml version="1.0" encoding="UTF-8"?><Response><Gather action="https://a.b/api/twilio/voice-twiml?step=menu&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" numDigits="1" timeout="5"><Say voice="Polly.Joanna">Press 1.</Say></Gather><Gather action="https://a.b/api/twilio/voice-twiml?step=menu-again&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" numDigits="1" timeout="5"><Say voice="Polly.Joanna">Press 1.</Say></Gather><Say voice="Polly.Joanna">Thank you for calling. Nobody can take your call right now. Please leave a message after the tone.</Say><Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" trim="trim-silence" recordingStatusCallback="https://a.b/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent" transcribe="true" transcribeCallback="https://a.b/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2"/><Say voice="Polly.Joanna">Goodbye.</Say><Hangup/></Response>"##);
}

#[tokio::test]
async fn a_call_that_would_come_back_is_not_forwarded() {
    let ours = ["+15550100001", "+15550100002"];
    for (number, more) in [
        ("+15550100001", [("To", ours[0]), ("ForwardedFrom", "")]),
        ("+15550100002", [("To", ours[1]), ("ForwardedFrom", "")]),
        // The tenant's primary number.
        ("+15550100001", [("To", ours[1]), ("ForwardedFrom", "")]),
        (CALLER, [("From", CALLER), ("To", ours[0])]),
        (PHONE, [("ForwardedFrom", PHONE), ("To", ours[0])]),
    ] {
        let text = heard(&forwarding(number), &more).await;
        assert!(text.contains("Goodbye.") && !text.contains("<Dial"), "{more:?}: {text}");
    }
    let text = heard(&forwarding(PHONE), &[("ForwardedFrom", CALLER)]).await;
    assert!(text.contains("<Dial"), "{text}");
}

/// The carrier of the phone that a call of ours was for has sent it back.
#[tokio::test]
async fn a_call_of_our_own_that_comes_back_is_busy() {
    for own in ["+15550100001", "+15550100002"] {
        let text = heard(&forwarding(PHONE), &[("From", own)]).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(text, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Reject reason="busy"/></Response>"#);
        }
    }
    let text = heard(&forwarding(PHONE), &[("From", OTHER.numbers[0])]).await;
    assert!(text.contains("<Dial"), "{text}");
}

#[tokio::test]
async fn a_caller_without_a_number_is_served_like_any_other() {
    for from in ["anonymous", "+266696687", "sip:ada@example.com", "client:ada", ""] {
        let text = heard(&forwarding(PHONE), &[("From", from)]).await;
        assert!(text.contains(r#"callerId="+15550100001""#), "{from}: {text}");
        assert!(text.contains("step=screen-withheld&"), "{from}: {text}");
    }
}

#[tokio::test]
async fn a_number_that_is_not_the_tenants_is_not_in_service() {
    let sandbox = sandbox().await;
    sandbox.add(&OTHER).await.unwrap();
    prefer(&sandbox, &forwarding(PHONE)).await;
    for to in ["+15550100999", OTHER.numbers[0], "sip:desk@example.com", "client:desk", ""] {
        let heard = post(&sandbox, "", &fields(&[("To", to)])).await;
        assert!(heard.text.contains("not in service"), "{to}: {heard:?}");
    }
    let heard = post(&sandbox, "", &fields(&[("To", "+15550100999")])).await;
    insta::assert_snapshot!(heard.text, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">The number you have called is not in service. Goodbye.</Say><Hangup/></Response>"#);
}

#[tokio::test]
async fn an_account_that_is_not_active_is_not_in_service() {
    // Twilio does not tell it again: what happens while it is suspended is recorded.
    for (status, recorded) in [(AccountStatus::Suspended, 1), (AccountStatus::Closed, 0)] {
        let sandbox = sandbox().await;
        set_status(&sandbox, status).await;
        let heard = post(&sandbox, "", &fields(&[])).await;
        assert!(heard.status == 200 && heard.text.contains("not in service"), "{heard:?}");
        let calls = sandbox.records("CallsTable").await.unwrap();
        assert_eq!(calls.len(), recorded, "{status:?}");
    }
}

#[tokio::test]
async fn whoever_asks_wrongly_is_answered_too() {
    for more in [("CallSid", ""), ("CallSid", "CA1"), ("Direction", "outbound-api")] {
        let heard = heard(&forwarding(PHONE), &[more]).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(heard, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">We are sorry, something went wrong. Please try again later. Goodbye.</Say><Hangup/></Response>"#);
        }
    }
}
