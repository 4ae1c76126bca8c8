//! Twilio's error codes in words, for the people who read them beside a message or a call.
//!
//! `codes.tsv` has a line for each code: code, what happened, what to do. The sentences are ours;
//! [`ErrorCode::link`] leads to Twilio's own page.

const TABLE: &str = include_str!("error_code/codes.tsv");

/// A code by which Twilio says why a message, a call or a recording failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ErrorCode(pub u32);

impl ErrorCode {
    /// The receiver wants no more messages from this sender.
    pub const OPTED_OUT: Self = Self(21_610);

    /// What happened, in one sentence; never empty.
    pub fn sentence(self) -> String {
        match self.line() {
            Some((sentence, _)) => sentence.to_owned(),
            None => format!("Twilio reports error {}.", self.0),
        }
    }

    /// What to do about it, in one sentence; never empty.
    pub fn advice(self) -> String {
        match self.line() {
            Some((_, advice)) => advice.to_owned(),
            None => format!("Twilio says what it means: {}", self.link()),
        }
    }

    /// Twilio's page about it.
    pub fn link(self) -> String {
        format!("https://www.twilio.com/docs/api/errors/{}", self.0)
    }

    fn line(self) -> Option<(&'static str, &'static str)> {
        lines().find(|(code, _)| *code == self).map(|(_, words)| words)
    }
}

type Line = (ErrorCode, (&'static str, &'static str));

fn lines() -> impl Iterator<Item = Line> {
    TABLE.lines().filter_map(|line| {
        let (code, words) = line.split_once('\t')?;
        Some((ErrorCode(code.parse().ok()?), words.split_once('\t')?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_a_code_and_two_sentences() {
        let read: Vec<_> = lines().collect();
        assert_eq!(read.len(), TABLE.lines().count());
        assert!(read.is_sorted_by(|(a, _), (b, _)| a.0 < b.0), "sorted, none twice");
        for (code, (sentence, advice)) in read {
            for words in [sentence, advice] {
                let whole = words.ends_with('.') && words.starts_with(char::is_uppercase);
                assert!(whole && words.len() < 160 && words.is_ascii(), "{code:?}: {words}");
                assert!(!words.contains('\t'), "{code:?}: {words}");
            }
        }
    }

    #[test]
    fn the_codes_that_reach_a_sender_or_a_caller_have_words() {
        for code in [13_224, 16_108, 20_005, 21_211, 21_610, 30_003, 30_034, 32_011, 63_016] {
            assert!(ErrorCode(code).line().is_some(), "{code}");
        }
        let families = [11, 12, 13, 16, 20, 21, 30, 32, 63];
        for family in families {
            assert!(lines().any(|(code, _)| code.0 / 1_000 == family), "{family}xxx");
        }
        assert!(lines().count() >= 60);
    }

    #[test]
    fn an_unknown_code_leads_to_twilios_page() {
        let unknown = ErrorCode(39_999);
        assert_eq!(unknown.sentence(), "Twilio reports error 39999.");
        assert!(unknown.advice().ends_with("https://www.twilio.com/docs/api/errors/39999"));
    }
}
