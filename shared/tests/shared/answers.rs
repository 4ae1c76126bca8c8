//! What callers hear: each answer as it is written, and all of them held to Twilio's schema.

use shared::answers::{
    Inbound, forward, hang_up, leave_message, menu, menu_again, no_such_choice, nobody_answers,
    not_in_service, say_and_hang_up, sorry, unavailable,
};
use shared::records::{Choice, Menu, Preferences, Tenant};
use shared::store::CallFacts;
use twilio::phone::Party;
use twilio::twiml::Response;
use twilio::voice::Voice;
use twilio_simulator::twiml::{Element, Product, read};

const CALLER: &str = "+15550190001";
const OURS: &str = "+15550100001";
const PHONE: &str = "+15550190009";

fn call_from(from: &str) -> Inbound {
    Inbound {
        base_url: "https://a.b".to_owned(),
        call_id: "CA1".parse().unwrap(),
        from: Party::caller(from).unwrap(),
        to: OURS.parse().unwrap(),
        forwarded_from: None,
        voice: Voice::default(),
    }
}

/// The tenant wants this; the number that was called is not its primary one.
fn tenant(preferences: &Preferences) -> CallFacts {
    let tenant = Tenant {
        primary_number: Some("+15550100002".parse().unwrap()),
        preferences: preferences.clone(),
        ..Tenant::new("demo".parse().unwrap())
    };
    let destinations = "US".parse().unwrap();
    let tenant = Some(tenant);
    CallFacts { tenant, destinations, time_limit: 7_200, ..CallFacts::default() }
}

pub(crate) fn forwarded(call: &Inbound, preferences: &Preferences, number: &str) -> Response {
    forward(call, &tenant(preferences), &number.parse().unwrap())
}

pub(crate) fn call() -> Inbound {
    call_from(CALLER)
}

fn voicemail() -> Preferences {
    Preferences { voicemail_enabled: true, ..Preferences::default() }
}

fn choices() -> Menu {
    let choices = [("1".to_owned(), Choice::Voicemail)].into();
    Menu { prompt: "Press 1 to leave a message.".to_owned(), choices }
}

/// The answer, if Twilio would carry it out, and each verb that asks how to go on says where.
pub(crate) fn checked(answer: &Response) -> String {
    let text = answer.to_string();
    let document = read(Product::Voice, Some("text/xml; charset=utf-8"), text.as_bytes());
    let document = document.unwrap_or_else(|error| panic!("{error}: {text}"));
    assert!(document.verbs.iter().all(has_action), "{text}");
    text
}

fn has_action(element: &Element) -> bool {
    let asks = ["Dial", "Gather", "Record"].contains(&element.name.as_str());
    let action = element.attributes.get("action");
    (!asks || action.is_some_and(|url| url.starts_with("https://a.b/api/twilio/voice-twiml?step=")))
        && element.children.iter().all(has_action)
}

fn nothing() -> Response {
    Response::empty()
}

#[test]
fn a_call_ends() {
    insta::assert_snapshot!(checked(&hang_up()), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>"#);
    insta::assert_snapshot!(checked(&say_and_hang_up(Voice::default(), "Bye.")), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Bye.</Say><Hangup/></Response>"#);
    insta::assert_snapshot!(checked(&not_in_service(Voice::default())), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">The number you have called is not in service. Goodbye.</Say><Hangup/></Response>"#);
    insta::assert_snapshot!(checked(&sorry(Voice::default())), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">We are sorry, something went wrong. Please try again later. Goodbye.</Say><Hangup/></Response>"#);
}

#[test]
fn a_call_is_forwarded() {
    let preferences = Preferences::default();
    insta::assert_snapshot!(checked(&forwarded(&call(), &preferences, PHONE)), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Dial action="https://a.b/api/twilio/voice-twiml?step=after-dial&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" timeout="20" timeLimit="7200" answerOnBridge="true" callerId="+15550190001"><Number url="https://a.b/api/twilio/voice-twiml?step=screen&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" statusCallback="https://a.b/api/twilio/call-status?call=CA1#rp=5xx,ct,rt&amp;rc=2" statusCallbackEvent="initiated ringing answered completed">+15550190009</Number></Dial></Response>"#);
}

#[test]
fn a_recorded_call_begins_with_a_notice() {
    let recorded = Preferences { recording_enabled: true, ..Preferences::default() };
    insta::assert_snapshot!(checked(&forwarded(&call(), &recorded, PHONE)), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">This call may be recorded.</Say><Dial action="https://a.b/api/twilio/voice-twiml?step=after-dial&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" timeout="20" timeLimit="7200" answerOnBridge="true" callerId="+15550190001" record="record-from-answer-dual" recordingStatusCallback="https://a.b/api/twilio/recording-status?call=CA1#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent"><Number url="https://a.b/api/twilio/voice-twiml?step=screen&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" statusCallback="https://a.b/api/twilio/call-status?call=CA1#rp=5xx,ct,rt&amp;rc=2" statusCallbackEvent="initiated ringing answered completed">+15550190009</Number></Dial></Response>"#);
    let silent = Preferences { recording_notice_enabled: false, ..recorded };
    let silent = checked(&forwarded(&call(), &silent, PHONE));
    assert!(silent.contains("record-from-answer-dual") && !silent.contains("<Say"), "{silent}");
}

#[test]
fn a_caller_without_a_number_is_forwarded_with_ours() {
    for from in ["anonymous", "sip:ada@example.com", "client:ada", "+266696687"] {
        let answer = checked(&forwarded(&call_from(from), &Preferences::default(), PHONE));
        assert!(answer.contains(r#"callerId="+15550100001""#), "{from}: {answer}");
        let answer = checked(&leave_message(nothing(), &call_from(from), &voicemail()));
        assert!(answer.contains("call=CA1&amp;to=15550100001#"), "{from}: {answer}");
    }
}

#[test]
fn the_greeting_is_the_tenants_audio_else_its_text_else_ours() {
    let silent = Preferences::default();
    insta::assert_snapshot!(checked(&nobody_answers(nothing(), &call(), &silent)), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Thank you for calling. Nobody can take your call right now. Please try again later. Goodbye.</Say><Hangup/></Response>"#);
    let text = Preferences { greeting_text: Some("This is Ada & Co.".to_owned()), ..silent };
    insta::assert_snapshot!(checked(&nobody_answers(nothing(), &call(), &text)), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">This is Ada &amp; Co.</Say><Hangup/></Response>"#);
    let audio = Some("https://example.com/hello.mp3?a=1&b=2".to_owned());
    let audio = Preferences { greeting_url: audio, ..text };
    insta::assert_snapshot!(checked(&nobody_answers(nothing(), &call(), &audio)), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Play>https://example.com/hello.mp3?a=1&amp;b=2</Play><Hangup/></Response>"#);
}

#[test]
fn a_voicemail_is_taken() {
    insta::assert_snapshot!(checked(&nobody_answers(nothing(), &call(), &voicemail())), @r##"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Thank you for calling. Nobody can take your call right now. Please leave a message after the tone.</Say><Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" trim="trim-silence" recordingStatusCallback="https://a.b/api/twilio/voicemail-recording?call=CA1&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent" transcribe="true" transcribeCallback="https://a.b/api/twilio/voicemail-recording?call=CA1&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2"/><Say voice="Polly.Joanna">Goodbye.</Say><Hangup/></Response>"##);
    let quiet = Preferences { voicemail_transcription_enabled: false, ..voicemail() };
    let quiet = checked(&leave_message(nothing(), &call(), &quiet));
    assert!(quiet.contains("<Record") && !quiet.contains("transcribe=\"true\""), "{quiet}");
}

#[test]
fn without_facts_the_caller_is_told_and_can_leave_a_message() {
    insta::assert_snapshot!(checked(&unavailable(&call())), @r##"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">We are sorry, we cannot connect your call right now. Please leave a message after the tone.</Say><Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" trim="trim-silence" recordingStatusCallback="https://a.b/api/twilio/voicemail-recording?call=CA1&amp;from=15550190001&amp;to=15550100001&amp;transcribe=no#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent"/><Say voice="Polly.Joanna">Goodbye.</Say><Hangup/></Response>"##);
}

#[test]
fn the_menu_is_heard_twice_at_most() {
    insta::assert_snapshot!(checked(&menu(&call(), &voicemail(), &choices())), @r##"<?xml version="1.0" encoding="UTF-8"?><Response><Gather action="https://a.b/api/twilio/voice-twiml?step=menu&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" numDigits="1" timeout="5"><Say voice="Polly.Joanna">Press 1 to leave a message.</Say></Gather><Gather action="https://a.b/api/twilio/voice-twiml?step=menu-again&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" numDigits="1" timeout="5"><Say voice="Polly.Joanna">Press 1 to leave a message.</Say></Gather><Say voice="Polly.Joanna">Thank you for calling. Nobody can take your call right now. Please leave a message after the tone.</Say><Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" trim="trim-silence" recordingStatusCallback="https://a.b/api/twilio/voicemail-recording?call=CA1&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent" transcribe="true" transcribeCallback="https://a.b/api/twilio/voicemail-recording?call=CA1&amp;from=15550190001&amp;to=15550100001#rp=5xx,ct,rt&amp;rc=2"/><Say voice="Polly.Joanna">Goodbye.</Say><Hangup/></Response>"##);
    insta::assert_snapshot!(checked(&menu_again(&call(), &Preferences::default(), &choices())), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Sorry, that is not one of the choices.</Say><Gather action="https://a.b/api/twilio/voice-twiml?step=menu-again&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2" numDigits="1" timeout="5"><Say voice="Polly.Joanna">Press 1 to leave a message.</Say></Gather><Say voice="Polly.Joanna">Thank you for calling. Nobody can take your call right now. Please try again later. Goodbye.</Say><Hangup/></Response>"#);
    insta::assert_snapshot!(checked(&no_such_choice(&call(), &Preferences::default())), @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">Sorry, that is not one of the choices.</Say><Say voice="Polly.Joanna">Thank you for calling. Nobody can take your call right now. Please try again later. Goodbye.</Say><Hangup/></Response>"#);
}

#[test]
fn markup_in_the_tenants_texts_is_read_aloud() {
    let markup = "</Say><Dial>+19005550100</Dial><Say>".to_owned();
    let preferences =
        Preferences { greeting_text: Some(markup.clone()), greeting_url: None, ..voicemail() };
    let menu_of = Menu { prompt: markup.clone(), ..choices() };
    for answer in [
        nobody_answers(nothing(), &call(), &preferences),
        menu(&call(), &preferences, &menu_of),
        say_and_hang_up(Voice::default(), &markup),
    ] {
        let text = checked(&answer);
        assert!(!text.contains("<Dial") && text.contains("&lt;Dial&gt;"), "{text}");
    }
}

/// Every combination of what a tenant can choose, for every kind of caller.
#[test]
fn every_answer_is_valid_and_no_verb_asks_the_same_url_again() {
    let greetings = [(None, None), (None, Some("Hello.")), (Some("https://example.com/a"), None)];
    let mut answers = 0;
    for flags in 0..32_u8 {
        let on = |bit: u8| flags & (1 << bit) != 0;
        for (url, text) in greetings {
            let preferences = Preferences {
                voicemail_enabled: on(0),
                voicemail_transcription_enabled: on(1),
                recording_enabled: on(2),
                recording_notice_enabled: on(3),
                forwarding_timeout: if on(4) { 5 } else { 60 },
                greeting_url: url.map(str::to_owned),
                greeting_text: text.map(str::to_owned),
                ..Preferences::default()
            };
            for from in [CALLER, "anonymous"] {
                answers += all(&call_from(from), &preferences).len();
            }
        }
    }
    assert_eq!(answers, 32 * 3 * 2 * 10);
}

fn all(call: &Inbound, preferences: &Preferences) -> Vec<String> {
    let answers = [
        forwarded(call, preferences, PHONE),
        nobody_answers(nothing(), call, preferences),
        leave_message(nothing(), call, preferences),
        unavailable(call),
        menu(call, preferences, &choices()),
        menu_again(call, preferences, &choices()),
        no_such_choice(call, preferences),
        not_in_service(Voice::default()),
        sorry(Voice::default()),
        hang_up(),
    ];
    answers.iter().map(checked).collect()
}

#[test]
#[should_panic(expected = "<Record/>")]
fn a_verb_without_an_action_is_noticed() {
    let text = r#"<?xml version="1.0" encoding="UTF-8"?><Response><Record/></Response>"#;
    let document = read(Product::Voice, Some("text/xml"), text.as_bytes()).unwrap();
    assert!(document.verbs.iter().all(has_action), "{text}");
}

#[test]
fn what_the_longest_greeting_makes_is_not_too_long() {
    let longest = "&".repeat(4_000);
    let menu_of = Menu { prompt: longest.clone(), ..choices() };
    let preferences = Preferences { greeting_text: Some(longest), ..voicemail() };
    assert!(checked(&menu(&call(), &preferences, &menu_of)).len() < 64_000);
}

#[test]
fn a_call_that_would_come_back_is_not_forwarded() {
    let forwarded_from = Some("+15550190005".to_owned());
    let call = Inbound { forwarded_from, ..call() };
    let goes = |call: &Inbound, number| {
        checked(&forwarded(call, &Preferences::default(), number)).contains("<Dial")
    };
    for number in [OURS, CALLER, "+15550100002", "+15550190005"] {
        assert!(!goes(&call, number), "{number}");
    }
    assert!(goes(&call, PHONE));
    let withheld = Inbound { from: "anonymous".parse().unwrap(), ..call };
    assert!(goes(&withheld, CALLER), "nobody knows that it is the caller");
}

#[test]
fn a_call_is_not_forwarded_to_where_calls_are_dear() {
    for dear in ["+18765550100", "+19005550100", "+442079460000"] {
        let answer = checked(&forwarded(&call(), &voicemail(), dear));
        assert!(!answer.contains("<Dial") && answer.contains("<Record"), "{dear}: {answer}");
    }
}
