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

/// What a text is found by: its first different words, and the parts of those that have points or
/// apostrophes inside, such as `example.com` and `l'été`.
pub fn distinct(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let parts = text.unicode_words().flat_map(|word| {
        let parts = word.split(|one: char| !one.is_alphanumeric() && !is_combining_mark(one));
        std::iter::once(word).chain(parts)
    });
    for word in parts.map(folded).filter(|word| word.len() > 1) {
        found.insert(word);
        if found.len() == MOST_WORDS {
            break;
        }
    }
    found
}

/// All digits of a text, if they stand in several places: as one may look for `12-34`.
pub fn joined_digits(text: &str) -> Option<String> {
    let groups = text.split(|one: char| !one.is_ascii_digit()).filter(|group| !group.is_empty());
    let groups: Vec<_> = groups.collect();
    (groups.len() > 1).then(|| groups.concat().chars().take(LONGEST).collect())
}

/// Each end of a word: what one can find any part of it by. A single letter or digit of the Latin script
/// is none.
pub fn ends(word: &str) -> impl Iterator<Item = &str> {
    word.char_indices().map(|(at, _)| &word[at..]).filter(|end| end.len() > 1)
}

/// Lower case, without accents and without what is neither letter nor digit; cut.
fn folded(word: &str) -> String {
    let plain = word.nfkd().filter(|one| !is_combining_mark(*one));
    let plain = plain.flat_map(char::to_lowercase).filter(|one| one.is_alphanumeric());
    let mut folded = String::new();
    for (one, _) in plain.zip(0..LONGEST) {
        match plainly(one) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(one),
        }
    }
    folded
}

/// How letters are written where they are not to be had; Unicode takes none of them apart.
fn plainly(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
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
    fn letters_are_also_written_plainly() {
        assert_eq!(
            all("Straße Łódź Søren ΟΔΟΣ ὁδός"),
            ["strasse", "lodz", "soren", "οδοσ", "οδοσ"]
        );
    }

    #[test]
    fn words_with_points_inside_have_parts() {
        let parts = |text| distinct(text).into_iter().collect::<Vec<_>>();
        assert_eq!(parts("john's"), ["john", "johns"]);
        assert_eq!(parts("l'été"), ["ete", "lete"]);
        assert_eq!(parts("ada@example.com"), ["ada", "com", "example", "examplecom"]);
        assert_eq!(all("john's example.com"), ["johns", "examplecom"], "what is looked for");
    }

    #[test]
    fn digits_are_found_together() {
        assert_eq!(joined_digits("Flat 12 / 34b").as_deref(), Some("1234"));
        assert_eq!(joined_digits("Flat 12"), None);
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
        assert_eq!(ends("e").count(), 0);
        assert_eq!(ends("李").count(), 1);
    }
}
