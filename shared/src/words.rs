//! Texts as they are looked for: words without case, accents and punctuation.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// Longest word that is told from a longer one, in characters.
const LONGEST: usize = 40;
/// Most different words of a text that can be found.
pub const MOST_WORDS: usize = 64;

/// The words of a text, in its order. A single letter or digit of the Latin script says too little, and is
/// none; a single sign of a script that writes words with one is.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    text.unicode_words().map(folded).filter(|word| word.len() > 1)
}

/// The first different words of a text.
pub fn distinct(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for word in words(text) {
        found.insert(word);
        if found.len() == MOST_WORDS {
            break;
        }
    }
    found
}

/// Each end of a word that has at least two characters: what one can find any part of it by.
pub fn ends(word: &str) -> impl Iterator<Item = &str> {
    let begins = word.char_indices().map(|(at, _)| at);
    begins.map(|at| &word[at..]).filter(|end| end.chars().nth(1).is_some())
}

/// Lower case, without accents and without what is neither letter nor digit; cut.
fn folded(word: &str) -> String {
    let plain = word.nfkd().filter(|one| !is_combining_mark(*one));
    let plain = plain.flat_map(char::to_lowercase).filter(|one| one.is_alphanumeric());
    plain.take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<String> {
        words(text).collect()
    }

    #[test]
    fn case_accents_and_punctuation_do_not_count() {
        assert_eq!(all("Café, O'Neil & ÅNGSTRÖM!"), ["cafe", "oneil", "angstrom"]);
        assert_eq!(all("cafe\u{301}"), ["cafe"], "written with a mark of its own");
        assert_eq!(all("a b 1 is OK"), ["is", "ok"]);
        assert_eq!(all("order A-1024, 3.50 EUR"), ["order", "1024", "350", "eur"]);
    }

    #[test]
    fn scripts_without_spaces_have_words() {
        assert_eq!(all("東京"), ["東", "京"]);
        assert_eq!(all("привет мир"), ["привет", "мир"]);
        assert!(all("🎉 👍🏽").is_empty());
    }

    #[test]
    fn a_text_has_no_end_of_words() {
        let text: Vec<_> = (0..1_000).map(|number| format!("word{number} word")).collect();
        assert_eq!(distinct(&text.join(" ")).len(), MOST_WORDS);
        assert_eq!(all(&"x".repeat(100)), ["x".repeat(LONGEST)]);
    }

    #[test]
    fn a_word_is_found_by_each_part() {
        assert_eq!(ends("anna").collect::<Vec<_>>(), ["anna", "nna", "na"]);
        assert_eq!(ends("é").count(), 0);
    }
}
