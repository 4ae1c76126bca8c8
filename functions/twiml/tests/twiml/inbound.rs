//! Inbound calls: the screening of the tenant's phone, what comes after it, and voicemails.

use sandbox::demo::DEMO;
use twilio::status::AccountStatus;

use crate::world::{CALL, CALLER, Field, fields, get, post, prefer, sandbox, set_status};
use crate::{LEG, RECORDING, at, voicemail};

/// The request of the leg that rings the tenant's phone.
const AS_LEG: [Field; 3] =
    [("CallSid", LEG), ("ParentCallSid", CALL), ("Direction", "outbound-dial")];

#[tokio::test]
async fn whoever_picks_up_has_to_press_1() {
    let sandbox = sandbox().await;
    let screen = post(&sandbox, &at("screen"), &fields(&AS_LEG)).await;
    insta::assert_snapshot!(screen.text, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Gather action="https://a.b/api/twilio/voice-twiml?step=screened&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" numDigits="1" timeout="4"><Pause length="1"/><Say voice="Polly.Joanna">You have a call from 1 5 5 5 0 1 9 0 0 0 1. Press 1 to take it.</Say><Pause length="3"/><Say voice="Polly.Joanna">You have a call from 1 5 5 5 0 1 9 0 0 0 1. Press 1 to take it.</Say></Gather><Hangup/></Response>"#);
    assert_eq!(get(&sandbox, &at("screen"), &fields(&AS_LEG)).await, screen);
    let withheld = post(&sandbox, &at("screen-withheld"), &fields(&AS_LEG)).await;
    assert!(withheld.text.contains("from a withheld number.") && !withheld.text.contains("5 5 5"));

    let pressed = async |digits| {
        let more = [&AS_LEG[..], &[("Digits", digits)]].concat();
        post(&sandbox, &at("screened"), &fields(&more)).await.text
    };
    insta::assert_snapshot!(pressed("1").await, @r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#);
    insta::assert_snapshot!(pressed("2").await, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>"#);
    assert_eq!(pressed("").await, pressed("2").await);
}

/// Without a look at the tenant: the URL says in which voice.
#[tokio::test]
async fn a_call_goes_on_in_the_voice_that_its_url_names() {
    let sandbox = sandbox().await;
    let step = |step: &str| format!("{}&voice=Lucia", at(step));
    let screen = post(&sandbox, &step("screen"), &fields(&AS_LEG)).await;
    insta::assert_snapshot!(screen.text, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Gather action="https://a.b/api/twilio/voice-twiml?step=screened&amp;call=CA00000000000000000000000000000001&amp;voice=Lucia#rp=5xx,ct,rt&amp;rc=2" numDigits="1" timeout="4"><Pause length="1"/><Say voice="Polly.Lucia">Tiene una llamada del número 1 5 5 5 0 1 9 0 0 0 1. Marque 1 para aceptarla.</Say><Pause length="3"/><Say voice="Polly.Lucia">Tiene una llamada del número 1 5 5 5 0 1 9 0 0 0 1. Marque 1 para aceptarla.</Say></Gather><Hangup/></Response>"#);
    let left = [("RecordingSid", RECORDING)];
    let thanks = post(&sandbox, &step("voicemail-done"), &fields(&left)).await;
    insta::assert_snapshot!(thanks.text, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Lucia">Gracias. Adiós.</Say><Hangup/></Response>"#);
    let unknown = post(&sandbox, &format!("{}&voice=Nobody", at("screen")), &fields(&AS_LEG)).await;
    assert!(unknown.text.contains("You have a call"), "{unknown:?}");
}

/// With the key the two are connected, and so the caller is answered.
#[tokio::test]
async fn whether_a_call_was_taken_is_written_and_that_it_runs() {
    for (digits, taken) in [("1", true), ("2", false)] {
        let sandbox = sandbox().await;
        post(&sandbox, &at("screen"), &fields(&AS_LEG)).await;
        assert!(
            sandbox.records("CallsTable").await.unwrap().is_empty(),
            "nothing has happened yet"
        );
        let pressed = [&AS_LEG[..], &[("Digits", digits)]].concat();
        post(&sandbox, &at("screened"), &fields(&pressed)).await;
        let call = sandbox.only_record("CallsTable").await.unwrap();
        assert_eq!(
            (&call["call_id"], &call[format!("leg:{LEG}:taken")]),
            (&CALL.into(), &taken.into())
        );
        assert_eq!(call.get("at:in-progress").is_some(), taken);
    }
}

/// Twilio's requests during a call are the only news of it until it ends.
#[tokio::test]
async fn a_call_runs_as_soon_as_it_is_known_and_not_for_ever() {
    let dialled = [("DialCallSid", LEG), ("DialCallStatus", "no-answer")];
    for (step, status, more, written) in [
        ("menu", "in-progress", &[("Digits", "7")][..], "at:in-progress"),
        ("after-dial", "ringing", &dialled[..], "at:in-progress"),
        ("after-dial", "in-progress", &dialled[..], "at:in-progress"),
        ("after-dial", "completed", &dialled[..], "at:completed"),
        ("after-dial", "no-answer", &dialled[..], "at:no-answer"),
    ] {
        let sandbox = sandbox().await;
        let more = [&[("CallStatus", status)], more].concat();
        post(&sandbox, &at(step), &fields(&more)).await;
        let call = sandbox.only_record("CallsTable").await.unwrap();
        assert!(call[written].is_string(), "{step} {status}: {call}");
    }
}

#[tokio::test]
async fn the_keys_of_the_menu_are_written_in_their_order() {
    let sandbox = sandbox().await;
    for (step, key) in [("menu", "7"), ("menu-again", "1"), ("menu", "7")] {
        post(&sandbox, &at(step), &fields(&[("Digits", key)])).await;
    }
    let call = sandbox.only_record("CallsTable").await.unwrap();
    assert_eq!((&call["menu_key"], &call["menu_key_again"]), (&"7".into(), &"1".into()));
}

#[tokio::test]
async fn a_call_that_was_taken_ends_with_its_dial() {
    let sandbox = sandbox().await;
    prefer(&sandbox, &voicemail()).await;
    post(&sandbox, "", &fields(&[])).await;
    post(&sandbox, &at("screened"), &fields(&[&AS_LEG[..], &[("Digits", "1")]].concat())).await;
    let taken: [&[Field]; 4] = [
        &[("DialCallStatus", "completed"), ("DialBridged", "true")],
        &[("DialCallStatus", "completed")],
        &[("DialCallStatus", "completed"), ("DialCallSid", LEG)],
        &[("DialCallStatus", "answered")],
    ];
    for end in taken {
        let heard = post(&sandbox, &at("after-dial"), &fields(end)).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(heard.text, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>"#);
        }
    }
}

#[tokio::test]
async fn a_call_that_nobody_took_goes_to_the_voicemail_or_the_greeting() {
    let missed: [&[Field]; 5] = [
        &[("DialCallStatus", "no-answer"), ("DialBridged", "false")],
        &[("DialCallStatus", "busy")],
        &[("DialCallStatus", "failed")],
        // A mailbox answered, and did not press 1.
        &[("DialCallStatus", "completed"), ("DialBridged", "false")],
        &[],
    ];
    for end in missed {
        let sandbox = sandbox().await;
        let greeting = post(&sandbox, &at("after-dial"), &fields(end)).await;
        assert!(
            greeting.text.contains("Goodbye.") && !greeting.text.contains("<Record"),
            "{end:?}"
        );
        prefer(&sandbox, &voicemail()).await;
        let heard = get(&sandbox, &at("after-dial"), &fields(end)).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(heard.text, @r##"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Thank you for calling. Nobody can take your call right now. Please leave a message after the tone.</Say><Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" trim="trim-silence" recordingStatusCallback="https://a.b/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent" transcribe="true" transcribeCallback="https://a.b/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2"/><Say voice="Polly.Joanna">Goodbye.</Say><Hangup/></Response>"##);
        }
    }
}

/// Without `DialBridged` the record says who has pressed 1.
#[tokio::test]
async fn a_call_that_was_declined_is_no_conversation() {
    let end = [("DialCallSid", LEG), ("DialCallStatus", "completed"), ("DialCallDuration", "4")];
    for pressed in [Some("2"), Some(""), None] {
        let sandbox = sandbox().await;
        prefer(&sandbox, &voicemail()).await;
        post(&sandbox, "", &fields(&[])).await;
        if let Some(digits) = pressed {
            let pressed = [&AS_LEG[..], &[("Digits", digits)]].concat();
            post(&sandbox, &at("screened"), &fields(&pressed)).await;
        }
        sandbox.aws.clear_calls();
        let heard = post(&sandbox, &at("after-dial"), &fields(&end)).await;
        assert!(heard.text.contains("<Record"), "{pressed:?}: {heard:?}");
        let mut calls: Vec<_> = sandbox.aws.calls().into_iter().map(|one| one.operation).collect();
        calls.sort_unstable();
        assert_eq!(calls, ["BatchGetItem", "UpdateItem"]);
    }
}

#[tokio::test]
async fn the_end_of_the_dial_is_written_to_its_leg() {
    let sandbox = sandbox().await;
    let end = [
        ("DialCallSid", LEG),
        ("DialCallStatus", "completed"),
        ("DialCallDuration", "42"),
        ("DialBridged", "true"),
    ];
    for _ in 0..2 {
        post(&sandbox, &at("after-dial"), &fields(&end)).await;
        let call = sandbox.only_record("CallsTable").await.unwrap();
        assert_eq!((&call["call_id"], &call["tenant_id"]), (&CALL.into(), &DEMO.tenant_id.into()));
        assert_eq!(call[format!("leg:{LEG}:dial_status")], "completed");
        assert_eq!(call[format!("leg:{LEG}:dial_duration")], 42);
        assert_eq!(call[format!("leg:{LEG}:bridged")], true);
    }
}

#[tokio::test]
async fn a_voicemail_has_its_parties_and_waits_for_its_recording() {
    let sandbox = sandbox().await;
    let left = [("RecordingSid", RECORDING), ("RecordingDuration", "9"), ("Digits", "#")];
    let heard = post(&sandbox, &at("voicemail-done"), &fields(&left)).await;
    insta::assert_snapshot!(heard.text, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Thank you. Goodbye.</Say><Hangup/></Response>"#);
    let record = sandbox.only_record("VoicemailsTable").await.unwrap();
    for (name, value) in [
        ("recording_sid", RECORDING),
        ("call_id", CALL),
        ("call_sid", CALL),
        ("tenant_id", DEMO.tenant_id),
        ("from_number", CALLER),
        ("to_number", DEMO.numbers[0]),
    ] {
        assert_eq!(record[name], value, "{name}");
    }
    assert!(record.get("status").is_none() && record.get("duration").is_none());
    let nothing = post(&sandbox, &at("voicemail-done"), &fields(&[])).await;
    assert_eq!(nothing, heard, "without a recording too");
}

/// If the call's last callback is lost, this is the only news of its end.
#[tokio::test]
async fn who_hangs_up_in_the_voicemail_has_ended_the_call() {
    for (status, ended) in [("completed", true), ("in-progress", false)] {
        let sandbox = sandbox().await;
        let left = [("RecordingSid", RECORDING), ("CallStatus", status), ("Digits", "hangup")];
        post(&sandbox, &at("voicemail-done"), &fields(&left)).await;
        sandbox.only_record("VoicemailsTable").await.unwrap();
        let calls = sandbox.records("CallsTable").await.unwrap();
        let is_written = calls.iter().any(|call| call["at:completed"].is_string());
        assert_eq!((is_written, calls.len()), (ended, usize::from(ended)), "{status}");
    }
}

#[tokio::test]
async fn the_fallback_url_writes_the_call_and_takes_a_message() {
    let sandbox = sandbox().await;
    let error = [("ErrorCode", "11200"), ("ErrorUrl", "https://example.com/broken")];
    let heard = post(&sandbox, "", &fields(&error)).await;
    insta::assert_snapshot!(heard.text, @r##"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">We are sorry, we cannot connect your call right now. Please leave a message after the tone.</Say><Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" trim="trim-silence" recordingStatusCallback="https://a.b/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&amp;from=15550190001&amp;to=15550100001&amp;transcribe=no#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent"/><Say voice="Polly.Joanna">Goodbye.</Say><Hangup/></Response>"##);
    let call = sandbox.only_record("CallsTable").await.unwrap();
    assert_eq!(call["call_id"], CALL);
    assert_eq!((&call["direction"], &call["from_number"]), (&"inbound".into(), &CALLER.into()));
    assert!(call.get("at:ringing").is_some() && call.get("created_at").is_some());
    assert_eq!(post(&sandbox, "step=dance", &fields(&[])).await, heard, "of a step we do not know");
}

/// What was to be asked after a conversation had failed.
#[tokio::test]
async fn after_a_conversation_the_fallback_asks_for_no_voicemail() {
    let sandbox = sandbox().await;
    prefer(&sandbox, &voicemail()).await;
    let end = [("DialCallSid", LEG), ("DialCallStatus", "completed"), ("DialBridged", "true")];
    let error = [("ErrorCode", "11200"), ("ErrorUrl", "https://example.com/broken")];
    let heard = post(&sandbox, "", &fields(&[&end[..], &error].concat())).await;
    insta::assert_snapshot!(heard.text, @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>"#);
    let call = sandbox.only_record("CallsTable").await.unwrap();
    assert_eq!(call[format!("leg:{LEG}:bridged")], true);
}

#[tokio::test]
async fn whoever_asks_wrongly_is_answered_too() {
    let sandbox = sandbox().await;
    for step in ["", "step=answered", "step=menu&call=%2F", "step=voicemail-done"] {
        let heard = post(&sandbox, step, &fields(&[("CallSid", "CA1")])).await;
        assert!(heard.status == 200 && heard.text.contains("something went wrong"), "{heard:?}");
    }
    assert!(sandbox.records("CallsTable").await.unwrap().is_empty());
}

#[tokio::test]
async fn an_account_that_is_not_active_is_not_in_service() {
    let sandbox = sandbox().await;
    set_status(&sandbox, AccountStatus::Suspended).await;
    for step in ["after-dial", "menu", "screened"] {
        let heard = post(&sandbox, &at(step), &fields(&[("Digits", "1")])).await;
        assert!(heard.status == 200 && heard.text.contains("not in service"), "{heard:?}");
    }
}
