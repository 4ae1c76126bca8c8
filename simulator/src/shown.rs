//! What a log may show of a request.

/// Fewer digits than any phone number has.
const SHORT: usize = 7;

/// A path without its query, and with `…` for whatever may be a phone number.
pub fn shown_path(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut shown = String::with_capacity(path.len());
    // A `+` may be encoded.
    for part in path.replace("%2B", "+").replace("%2b", "+").split_inclusive(is_between) {
        let (word, end) = match part.strip_suffix(is_between) {
            Some(word) => part.split_at(word.len()),
            None => (part, ""),
        };
        let is_number = word.len() >= SHORT && word.bytes().all(|byte| byte.is_ascii_digit());
        shown.push_str(if is_number { "…" } else { word });
        shown.push_str(end);
    }
    shown
}

fn is_between(character: char) -> bool {
    !character.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_the_query_are_left_out() {
        for (path, shown) in [
            ("/api/threads?cursor=x", "/api/threads"),
            ("/api/threads/sms.15550100001.15550190001/read", "/api/threads/sms.….…/read"),
            ("/api/numbers/%2B15550100001", "/api/numbers/+…"),
            ("/2010-04-01/Accounts/AC0123456789abcdef", "/2010-04-01/Accounts/AC0123456789abcdef"),
            ("/", "/"),
            ("", ""),
        ] {
            assert_eq!(shown_path(path), shown, "{path}");
        }
    }
}
