//! What Twilio says no with, in words that people understand.

use shared::api::{ApiError, Refusals, busy, sentence_on_account};
use shared::numbers::PurchaseError;
use twilio::client::PostError;

const REFUSALS: Refusals = Refusals { what: " this", sentence };

/// The answer to a request that Twilio has not carried out, when it can be sent again.
pub(crate) fn failed(error: PostError) -> ApiError {
    REFUSALS.failed(error)
}

/// The answer while nobody knows how a purchase ends.
pub(crate) fn undecided(error: PurchaseError) -> ApiError {
    match error {
        PurchaseError::Busy => busy(),
        error => ApiError::Unavailable(error.into()),
    }
}

/// The answer to what Twilio has refused with this code and these words.
pub(crate) fn error(twilio_code: Option<u32>, words: &str) -> ApiError {
    REFUSALS.error(twilio_code, words)
}

/// What Twilio's error dictionary says of numbers, shorter.
fn sentence(code: u32) -> Option<&'static str> {
    let sentence = match code {
        21_404 => "A trial account of Twilio can only have one number.",
        21_421 => "This is not a valid phone number.",
        21_615 | 21_631 => "This number is only sold to somebody with an address in its country.",
        21_649 => "This number is only sold to somebody whose documents Twilio has approved.",
        _ => return sentence_on_account(code),
    };
    Some(sentence)
}

#[cfg(test)]
mod tests {
    use sandbox::twilio_refusal;

    use super::*;

    #[test]
    fn common_codes_have_a_sentence_and_others_twilios_words() {
        for (code, words, expected) in [
            (Some(21_421), "+1 is not.", "This is not a valid phone number."),
            (Some(1), "No.", "Twilio refuses this: No."),
            (None, "", "Twilio refuses this and does not say why."),
        ] {
            let refused = twilio_refusal(error(code, words));
            assert_eq!(refused, (code, expected.to_owned()));
        }
    }
}
