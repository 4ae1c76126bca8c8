//! Twilio's refusals, in words that people understand.

use shared::api::{ApiError, Refusals, sentence_on_account};

const REFUSALS: Refusals = Refusals { what: " this call", sentence };

/// The answer to a call that Twilio has refused with this code and these words.
pub(crate) fn error(twilio_code: Option<u32>, words: &str) -> ApiError {
    REFUSALS.error(twilio_code, words)
}

/// What Twilio's error dictionary says of calls, shorter.
fn sentence(code: u32) -> Option<&'static str> {
    let sentence = match code {
        10_001 => return sentence_on_account(20_005),
        10_004 => "The Twilio account has too many calls at the same time. Try again in a moment.",
        13_223 | 21_211 | 21_217 => "The number that was to be called is not a valid phone number.",
        13_224 => "The number that was to be called is not valid, or Twilio cannot reach it.",
        13_225 | 21_216 => "Twilio has blocked calls to this number.",
        13_227 | 21_203 | 21_215 => {
            "The Twilio account may not call this country. Voice Geographic Permissions in Twilio's \
             console allow it."
        }
        20_404 => "Twilio does not know this account.",
        21_202 => {
            "The number that was to be called costs a premium, which Twilio does not support."
        }
        21_210 => "The calling number is neither verified nor bought in the Twilio account.",
        21_212 => "The calling number is not one that can call.",
        21_214 => "The number that was to be called cannot be reached.",
        21_219 => "A trial account of Twilio only calls numbers that are verified with it.",
        _ => return sentence_on_account(code),
    };
    Some(sentence)
}

#[cfg(test)]
mod tests {
    use sandbox::twilio_refusal;

    use super::*;

    #[test]
    fn common_codes_have_a_sentence() {
        for code in [13_224, 20_003, 21_210, 21_211, 21_212, 21_214, 21_215, 21_216, 21_217] {
            let (kept, message) = twilio_refusal(error(Some(code), "Twilio's words"));
            assert_eq!(kept, Some(code));
            assert!(message.ends_with('.') && !message.contains("words"), "{code}: {message}");
        }
    }

    #[test]
    fn others_have_twilios_words_or_none() {
        for (code, words, expected) in [
            (Some(1), "No.", "Twilio refuses this call: No."),
            (None, "", "Twilio refuses this call and does not say why."),
        ] {
            let refused = twilio_refusal(error(code, words));
            assert_eq!(refused, (code, expected.to_owned()));
        }
    }
}
