//! The sentences that are always the same, in every language that a tenant can choose.
//!
//! `sentences.tsv` has a line for each: language, sentence, text. A country's own text comes before that
//! of the language.

use twilio::phone::E164;
use twilio::twiml::Say;
use twilio::voice::Voice;

const TABLE: &str = include_str!("sentences.tsv");
const NUMBER: &str = "{number}";

/// What is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sentence {
    /// The number that was called is nobody's.
    NotInService,
    /// Something went wrong.
    Sorry,
    /// The call may be recorded.
    Recorded,
    /// The menu has no such key.
    NoSuchChoice,
    /// Nobody answers; after it comes the tone of the voicemail.
    LeaveMessage,
    /// Nobody answers, and there is no voicemail.
    TryLater,
    /// The call cannot be connected; after it comes the tone of the voicemail.
    Technical,
    /// The end.
    Goodbye,
    /// The end after a voicemail.
    Thanks,
    /// Somebody calls who withholds the number, and 1 takes the call.
    CallWithheld,
    /// The lead is busy.
    Busy,
    /// The lead does not answer.
    NobodyAnswers,
    /// The lead cannot be reached.
    NotReached,
}

/// What is said of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberSentence {
    /// It calls, and 1 takes the call.
    CallFrom,
    /// It is to be called, and 1 connects.
    CallTo,
}

impl Sentence {
    /// Every sentence.
    pub const ALL: [Sentence; 13] = [
        Sentence::NotInService,
        Sentence::Sorry,
        Sentence::Recorded,
        Sentence::NoSuchChoice,
        Sentence::LeaveMessage,
        Sentence::TryLater,
        Sentence::Technical,
        Sentence::Goodbye,
        Sentence::Thanks,
        Sentence::CallWithheld,
        Sentence::Busy,
        Sentence::NobodyAnswers,
        Sentence::NotReached,
    ];

    /// The sentence in the language of the voice.
    pub fn text(self, voice: Voice) -> &'static str {
        text(voice, self.key())
    }

    /// Says it.
    pub fn said(self, voice: Voice) -> Say {
        Say::by(voice, self.text(voice))
    }

    fn key(self) -> &'static str {
        match self {
            Sentence::NotInService => "not-in-service",
            Sentence::Sorry => "sorry",
            Sentence::Recorded => "recorded",
            Sentence::NoSuchChoice => "no-such-choice",
            Sentence::LeaveMessage => "leave-message",
            Sentence::TryLater => "try-later",
            Sentence::Technical => "technical",
            Sentence::Goodbye => "goodbye",
            Sentence::Thanks => "thanks",
            Sentence::CallWithheld => "call-withheld",
            Sentence::Busy => "busy",
            Sentence::NobodyAnswers => "nobody-answers",
            Sentence::NotReached => "not-reached",
        }
    }
}

impl NumberSentence {
    /// The sentence in the language of the voice, with the number digit by digit.
    pub fn text(self, voice: Voice, number: &E164) -> String {
        let digits: Vec<_> = number.as_str().trim_start_matches('+').split("").collect();
        text(voice, self.key()).replace(NUMBER, digits.join(" ").trim())
    }

    fn key(self) -> &'static str {
        match self {
            NumberSentence::CallFrom => "call-from",
            NumberSentence::CallTo => "call-to",
        }
    }
}

/// There is one for every voice.
fn text(voice: Voice, key: &str) -> &'static str {
    let full = voice.language();
    let language = full.split('-').next().unwrap_or_default();
    [full, language].iter().find_map(|language| find(language, key)).unwrap_or_default()
}

fn find(language: &str, key: &str) -> Option<&'static str> {
    let rest = |line: &'static str| line.strip_prefix(language)?.strip_prefix('\t');
    let mut lines = TABLE.lines().filter_map(rest).filter_map(|line| line.split_once('\t'));
    lines.find(|(of, _)| *of == key).map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_voice_has_every_sentence() {
        for voice in Voice::all() {
            for sentence in Sentence::ALL {
                let text = sentence.text(voice);
                assert!(text.ends_with('.') && !text.contains('{'), "{voice} {sentence:?} {text}");
            }
            for sentence in [NumberSentence::CallFrom, NumberSentence::CallTo] {
                let text = sentence.text(voice, &"+15550190001".parse().unwrap());
                assert!(text.contains(" 1 5 5 5 0 1 9 0 0 0 1.") && !text.contains('{'), "{text}");
            }
        }
    }

    #[test]
    fn every_line_of_the_table_is_used_once() {
        let keys: Vec<_> = Sentence::ALL.map(Sentence::key).into();
        let keys = [keys, vec!["call-from", "call-to"]].concat();
        let languages: Vec<_> = Voice::all().map(Voice::language).collect();
        let mut seen = Vec::new();
        for line in TABLE.lines() {
            let parts: Vec<_> = line.split('\t').collect();
            let [language, key, _] = parts[..] else { panic!("{line}") };
            let is_spoken =
                |full: &&str| *full == language || full.starts_with(&format!("{language}-"));
            assert!(keys.contains(&key) && languages.iter().any(is_spoken), "{line}");
            assert!(!seen.contains(&(language, key)), "{line}");
            seen.push((language, key));
        }
        assert_eq!(seen.len() % keys.len(), 0);
    }

    #[test]
    fn a_country_may_have_words_of_its_own() {
        let in_country = |language| Sentence::Recorded.text(Voice::of_language(language).unwrap());
        assert_eq!(in_country("pt-PT"), "Esta chamada pode ser gravada.");
        assert_eq!(in_country("pt-BR"), "Esta ligação pode ser gravada.");
        assert_eq!(in_country("fr-CA"), in_country("fr-FR"));
    }
}
