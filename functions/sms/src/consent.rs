//! Opt-out words. Twilio blocks and answers them itself; we only remember.

use shared::records::Consent;

/// Twilio's default English words (contract §2.1).
const STOP: [&str; 8] =
    ["STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"];
const START: [&str; 3] = ["START", "YES", "UNSTOP"];

/// What a message does to consent: Twilio's verdict if it gives one, else its default words.
pub(crate) fn consent(opt_out_type: Option<&str>, body: &str) -> Consent {
    match opt_out_type {
        Some("STOP") => Consent::OptedOut,
        Some("START") => Consent::OptedIn,
        Some("HELP") => Consent::Unchanged,
        _ => match body.trim().to_ascii_uppercase().as_str() {
            word if STOP.contains(&word) => Consent::OptedOut,
            word if START.contains(&word) => Consent::OptedIn,
            _ => Consent::Unchanged,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twilios_verdict_wins_over_the_words() {
        assert_eq!(consent(Some("STOP"), "basta"), Consent::OptedOut);
        assert_eq!(consent(Some("START"), "STOP"), Consent::OptedIn);
        assert_eq!(consent(Some("HELP"), "STOP"), Consent::Unchanged);
    }

    #[test]
    fn a_word_counts_only_alone() {
        assert_eq!(consent(None, " stop\n"), Consent::OptedOut);
        assert_eq!(consent(None, "Unstop"), Consent::OptedIn);
        assert_eq!(consent(None, "HELP"), Consent::Unchanged);
        assert_eq!(consent(None, "please stop by"), Consent::Unchanged);
        assert_eq!(consent(None, ""), Consent::Unchanged);
    }
}
