//! Opt-out words. Twilio blocks and answers them itself; we only remember.
//!
//! A button or list entry that was tapped carries its label as text: that is an answer to a question,
//! never a wish for silence.

use shared::records::{Consent, ConsentSource};
use twilio::form::Form;
use twilio::phone::Channel;

/// Twilio's default English words on numbers (contract §2.1).
const STOP: [&str; 8] =
    ["STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"];
const START: [&str; 3] = ["START", "YES", "UNSTOP"];

/// Those that mean nothing else: on other channels Twilio blocks nobody by itself, and people write
/// "cancel" and "yes" about appointments.
const PLAIN_STOP: [&str; 4] = ["STOP", "UNSUBSCRIBE", "STOPALL", "OPTOUT"];
const PLAIN_START: [&str; 2] = ["START", "UNSTOP"];

/// Fields of a form that a tap leaves (contract §2.1; list entries: Twilio's `ListId`, `ListTitle`).
const TAPPED: [&str; 4] = ["ButtonPayload", "ButtonText", "ListId", "ListTitle"];

/// What a message does to consent: Twilio's verdict if it gives one, else the words of its channel.
pub(crate) fn consent(form: &Form, channel: Channel) -> (Consent, ConsentSource) {
    match form.get("OptOutType") {
        Some("STOP") => return (Consent::OptedOut, ConsentSource::Twilio),
        Some("START") => return (Consent::OptedIn, ConsentSource::Twilio),
        Some("HELP") => return (Consent::Unchanged, ConsentSource::Twilio),
        _ => {}
    }
    let consent = match TAPPED.iter().any(|name| form.text(name).is_some()) {
        true => Consent::Unchanged,
        false => of_words(form.get("Body").unwrap_or_default(), channel),
    };
    (consent, ConsentSource::Keyword)
}

fn of_words(body: &str, channel: Channel) -> Consent {
    let word = body.trim();
    let is_in = |words: &[&str]| words.iter().any(|known| known.eq_ignore_ascii_case(word));
    let (stop, start): (&[_], &[_]) = match channel {
        Channel::Sms => (&STOP, &START),
        Channel::Whatsapp | Channel::Rcs | Channel::Messenger => (&PLAIN_STOP, &PLAIN_START),
    };
    if is_in(stop) {
        Consent::OptedOut
    } else if is_in(start) {
        Consent::OptedIn
    } else {
        Consent::Unchanged
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(channel: Channel, fields: &str) -> Consent {
        let form = Form::parse(fields.as_bytes());
        consent(&form, channel).0
    }

    fn sms(fields: &str) -> Consent {
        of(Channel::Sms, fields)
    }

    #[test]
    fn twilios_verdict_wins_over_the_words() {
        assert_eq!(sms("OptOutType=STOP&Body=basta"), Consent::OptedOut);
        assert_eq!(sms("OptOutType=START&Body=STOP"), Consent::OptedIn);
        assert_eq!(sms("OptOutType=HELP&Body=STOP"), Consent::Unchanged);
    }

    #[test]
    fn a_word_counts_only_alone() {
        assert_eq!(sms("Body=+stop%0A"), Consent::OptedOut);
        assert_eq!(sms("Body=Unstop"), Consent::OptedIn);
        assert_eq!(sms("Body=HELP"), Consent::Unchanged);
        assert_eq!(sms("Body=please+stop+by"), Consent::Unchanged);
        assert_eq!(sms("Body="), Consent::Unchanged);
    }

    #[test]
    fn a_tap_is_an_answer() {
        for tap in [
            "Body=Cancel&ButtonText=Cancel&ButtonPayload=cancel-appt-7&MessageType=button",
            "Body=Stop&ButtonPayload=STOP",
            "Body=Cancel&ListId=cancel&ListTitle=Cancel&MessageType=interactive",
        ] {
            assert_eq!(of(Channel::Whatsapp, tap), Consent::Unchanged, "{tap}");
            assert_eq!(sms(tap), Consent::Unchanged, "{tap}");
        }
    }

    #[test]
    fn words_count_by_channel() {
        for channel in [Channel::Whatsapp, Channel::Rcs, Channel::Messenger] {
            for word in ["Cancel", "End", "Quit", "Yes", "Revoke"] {
                assert_eq!(of(channel, &format!("Body={word}")), Consent::Unchanged, "{word}");
            }
            assert_eq!(of(channel, "Body=Stop"), Consent::OptedOut);
            assert_eq!(of(channel, "Body=unsubscribe"), Consent::OptedOut);
            assert_eq!(of(channel, "Body=START"), Consent::OptedIn);
        }
        assert_eq!(sms("Body=Cancel"), Consent::OptedOut);
        assert_eq!(sms("Body=Yes"), Consent::OptedIn);
    }
}
