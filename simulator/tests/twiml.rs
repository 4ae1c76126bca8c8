//! Whatever our own builder can write, the simulated Twilio reads without complaint.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use twilio::callback::Callback;
use twilio::phone::E164;
use twilio::twiml::{
    CallEvent, Dial, Gather, Hangup, MachineDetection, Number, Pause, Play, Record, RecordDial,
    RecordingEvent, Redirect, Reject, RejectReason, Response, Say,
};
use twilio_simulator::twiml::{Document, Element, Product, read};

const BASE: &str = "https://example.com/v1";
const RECORDING_EVENTS: [RecordingEvent; 3] =
    [RecordingEvent::InProgress, RecordingEvent::Completed, RecordingEvent::Absent];

fn number() -> E164 {
    "+15550100001".parse().unwrap()
}

fn callback(route: &str, query: &str) -> Callback {
    let call = "call=CA00000000000000000000000000000001";
    Callback::with_retries(&format!("{BASE}/api/twilio/{route}?{call}{query}"))
}

fn step(step: &str) -> Callback {
    callback("voice-twiml", &format!("&step={step}"))
}

fn parsed(response: &Response) -> Document {
    let text = response.to_string();
    match read(Product::Voice, Some("text/xml; charset=utf-8"), text.as_bytes()) {
        Ok(document) => document,
        Err(error) => panic!("{error}: {text}"),
    }
}

fn gather() -> Gather {
    Gather::new(step("menu"))
        .num_digits(1)
        .timeout(8)
        .finish_on_key("#")
        .prompt(Say::new("Press 1."))
        .prompt(Play::new("https://example.com/a.mp3"))
        .prompt(Pause::new(1))
}

fn record() -> Record {
    let voicemail = callback("voicemail-recording", "&from=15550100001&to=15550100001");
    Record::new(step("voicemail-done"))
        .max_length(120)
        .timeout(5)
        .finish_on_key("#")
        .play_beep()
        .trim_silence()
        .recording_status(voicemail.clone(), &RECORDING_EVENTS)
        .transcribe(voicemail)
}

fn dial(record: RecordDial, detection: MachineDetection) -> Dial {
    let status = callback("call-status", "");
    let number = Number::new(&number())
        .url(step("screen"))
        .status(status.clone(), &CallEvent::ALL)
        .machine_detection(detection, status);
    Dial::new(step("after-dial"), number)
        .timeout(20)
        .answer_on_bridge()
        .caller_id(&self::number())
        .record(record)
        .recording_status(callback("recording-status", ""), &RECORDING_EVENTS)
        .time_limit(3600)
}

fn everything() -> Response {
    Response::empty()
        .verb(Say::new("Hello <you> & \"me\"\n\u{1}"))
        .verb(Play::new("https://example.com/a.mp3?x=1&y=2"))
        .verb(Pause::new(2))
        .verb(gather())
        .verb(record())
        .verb(dial(RecordDial::FromAnswer, MachineDetection::Enable))
        .verb(dial(RecordDial::FromAnswerDual, MachineDetection::DetectMessageEnd))
        .verb(dial(RecordDial::FromRinging, MachineDetection::Enable))
        .verb(dial(RecordDial::FromRingingDual, MachineDetection::Enable))
        .verb(Redirect::new(step("answered")))
        .verb(Reject::new(RejectReason::Busy))
        .verb(Reject::new(RejectReason::Rejected))
        .verb(Hangup)
}

#[test]
fn every_verb_with_all_its_attributes_is_valid() {
    let document = parsed(&everything());
    let names: BTreeSet<_> = document.verbs.iter().map(|verb| verb.name.as_str()).collect();
    let expected =
        ["Dial", "Gather", "Hangup", "Pause", "Play", "Record", "Redirect", "Reject", "Say"];
    assert_eq!(names, BTreeSet::from(expected));
}

#[test]
fn what_is_read_is_what_was_meant() {
    let document = parsed(&everything());
    let find = |name: &str| document.verbs.iter().find(|verb| verb.name == name).unwrap();
    assert_eq!(find("Say").text, "Hello <you> & \"me\"");
    assert_eq!(find("Say").attributes["voice"], "Polly.Joanna");
    assert_eq!(find("Redirect").text, step("answered").as_str());
    let prompts: Vec<_> = find("Gather").children.iter().map(|prompt| &prompt.name).collect();
    assert_eq!(prompts, ["Say", "Play", "Pause"]);
    let [number] = &find("Dial").children[..] else { panic!("{document:?}") };
    assert_eq!(number.text, "+15550100001");
    assert_eq!(number.attributes["statusCallbackEvent"], "initiated ringing answered completed");
    assert_eq!(number.attributes["url"], step("screen").as_str());
}

#[test]
fn the_least_that_can_be_written_has_its_action() {
    let response = Response::empty()
        .verb(Gather::new(step("screened")))
        .verb(Record::new(step("voicemail-done")))
        .verb(Dial::new(step("after-dial"), Number::new(&number())));
    let actions = |verb: &Element| verb.attributes["action"].clone();
    let steps = ["screened", "voicemail-done", "after-dial"];
    let expected = steps.map(|name| step(name).to_string());
    assert_eq!(parsed(&response).verbs.iter().map(actions).collect::<Vec<_>>(), expected);
}

#[test]
fn an_empty_answer_suits_both_products() {
    let text = Response::empty().to_string();
    for product in [Product::Voice, Product::Messaging] {
        assert_eq!(read(product, Some("text/xml"), text.as_bytes()).unwrap().verbs, []);
    }
}
