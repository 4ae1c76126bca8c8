//! Any verb, beside what it says.

use arbitrary::{Arbitrary, Result, Unstructured};
use twilio::callback::Callback;
use twilio::phone::E164;
use twilio::twiml::{
    CallEvent, Dial, Gather, Hangup, MachineDetection, Number, Pause, Play, Prompt, Record,
    RecordDial, RecordingEvent, Redirect, Reject, RejectReason, Say, Verb,
};
use twilio::voice::Voice;

use super::element::Element;

/// A verb. Only the first may turn the caller away.
pub(super) fn any(input: &mut Unstructured<'_>, is_first: bool) -> Result<(Verb, Element)> {
    match input.int_in_range(0..=if is_first { 6 } else { 5 })? {
        0 | 1 => prompt(input).map(|(prompt, element)| (prompt.into(), element)),
        2 => gather(input),
        3 => dial(input),
        4 => record(input),
        5 => match <Option<&str>>::arbitrary(input)? {
            None => Ok((Hangup.into(), Element::new("Hangup"))),
            Some(url) => {
                let element = Element::new("Redirect").saying(url);
                Ok((Redirect::new(Callback::new(url)).into(), element))
            }
        },
        _ => Ok(match bool::arbitrary(input)? {
            true => (
                Reject::new(RejectReason::Busy).into(),
                Element::new("Reject").with("reason", "busy"),
            ),
            false => (
                Reject::new(RejectReason::Rejected).into(),
                Element::new("Reject").with("reason", "rejected"),
            ),
        }),
    }
}

fn prompt(input: &mut Unstructured<'_>) -> Result<(Prompt, Element)> {
    Ok(match input.int_in_range(0..=2)? {
        0 => {
            let voices: Vec<_> = Voice::all().collect();
            let (voice, text) = (*input.choose(&voices)?, <&str>::arbitrary(input)?);
            let element = Element::new("Say").with("voice", voice).saying(text);
            (Say::by(voice, text).into(), element)
        }
        1 => {
            let url = <&str>::arbitrary(input)?;
            (Play::new(url).into(), Element::new("Play").saying(url))
        }
        _ => {
            let seconds = input.int_in_range(1..=u32::MAX)?;
            (Pause::new(seconds).into(), Element::new("Pause").with("length", seconds))
        }
    })
}

fn gather(input: &mut Unstructured<'_>) -> Result<(Verb, Element)> {
    let (url, digits, timeout) =
        (<&str>::arbitrary(input)?, input.int_in_range(1..=32)?, u32::arbitrary(input)?);
    let keys = <&str>::arbitrary(input)?;
    let gather = Gather::new(Callback::with_retries(url)).num_digits(digits).timeout(timeout);
    let mut gather = gather.finish_on_key(keys);
    let mut element = Element::new("Gather")
        .with("action", format!("{url}#rp=5xx,ct,rt&rc=2"))
        .with("numDigits", digits)
        .with("timeout", timeout)
        .with("finishOnKey", keys);
    for _ in 0..input.int_in_range(0..=3)? {
        let (next, heard) = prompt(input)?;
        (gather, element) = (gather.prompt(next), element.holding(heard));
    }
    Ok((gather.into(), element))
}

fn dial(input: &mut Unstructured<'_>) -> Result<(Verb, Element)> {
    let number = input.int_in_range(1_000_000..=999_999_999_999_999_u64)?;
    let number: E164 =
        format!("+{number}").parse().map_err(|_| arbitrary::Error::IncorrectFormat)?;
    let (url, screen, status) =
        (<&str>::arbitrary(input)?, <&str>::arbitrary(input)?, <&str>::arbitrary(input)?);
    let (timeout, limit) = (u32::arbitrary(input)?, u32::arbitrary(input)?);
    let leg = Number::new(&number)
        .url(Callback::new(screen))
        .status(Callback::new(status), &CallEvent::ALL)
        .machine_detection(MachineDetection::Enable, Callback::new(url));
    let dial = Dial::new(Callback::new(url), leg)
        .timeout(timeout)
        .answer_on_bridge()
        .caller_id(&number)
        .record(RecordDial::FromAnswerDual)
        .recording_status(Callback::new(status), &[RecordingEvent::Completed])
        .time_limit(limit);
    let leg = Element::new("Number")
        .saying(number.as_str())
        .with("url", screen)
        .with("statusCallback", status)
        .with("statusCallbackEvent", "initiated ringing answered completed")
        .with("machineDetection", "Enable")
        .with("amdStatusCallback", url);
    let element = Element::new("Dial")
        .with("action", url)
        .with("timeout", timeout)
        .with("answerOnBridge", "true")
        .with("callerId", number.as_str())
        .with("record", "record-from-answer-dual")
        .with("recordingStatusCallback", status)
        .with("recordingStatusCallbackEvent", "completed")
        .with("timeLimit", limit)
        .holding(leg);
    Ok((dial.into(), element))
}

fn record(input: &mut Unstructured<'_>) -> Result<(Verb, Element)> {
    let (url, keys, length) =
        (<&str>::arbitrary(input)?, <&str>::arbitrary(input)?, u32::arbitrary(input)?);
    let record = Record::new(Callback::new(url))
        .max_length(length)
        .timeout(length)
        .finish_on_key(keys)
        .play_beep()
        .trim_silence()
        .recording_status(Callback::new(keys), &[RecordingEvent::Completed, RecordingEvent::Absent])
        .transcribe(Callback::new(url));
    let element = Element::new("Record")
        .with("action", url)
        .with("maxLength", length)
        .with("timeout", length)
        .with("finishOnKey", keys)
        .with("playBeep", "true")
        .with("trim", "trim-silence")
        .with("recordingStatusCallback", keys)
        .with("recordingStatusCallbackEvent", "completed absent")
        .with("transcribe", "true")
        .with("transcribeCallback", url);
    Ok((record.into(), element))
}
