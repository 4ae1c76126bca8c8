//! What a log may show of a request.

/// Fewer digits than any phone number has.
const SHORT: usize = 7;
/// A name with letters and digits that is longer may be a token.
const MIXED: usize = 12;
/// A name that is longer may be one, too.
const NAME: usize = 32;
/// The most characters that are shown of a path.
const LONG: usize = 120;
/// How often a path may have been encoded.
const DECODED: usize = 3;
/// Stands for what is left out.
const HIDDEN: &str = "…";
/// Twilio's, and no number.
const VERSION: &str = "/2010-04-01";

/// A path without its query, and with `…` for whatever may be a phone number or a token.
pub fn shown_path(path: &str) -> String {
    let path = decoded(path.split(['?', '#']).next().unwrap_or_default());
    let (version, rest) = match path.strip_prefix(VERSION) {
        Some(rest) => (VERSION, rest),
        None => ("", path.as_str()),
    };
    let shown = each(rest, |c| is_between(c) && !matches!(c, '-' | '_'), may_be_token);
    let shown = each(&shown, is_between, may_be_number);
    let shown = format!("{version}{}", without_split_numbers(&shown));
    match shown.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}{HIDDEN}", &shown[..end]),
        None => shown,
    }
}

/// A path as it was before it was encoded, with `…` for what is not ASCII or cannot be seen.
fn decoded(path: &str) -> String {
    let mut path = path.as_bytes().to_vec();
    for _ in 0..DECODED {
        path = decoded_once(&path);
    }
    let text = String::from_utf8_lossy(&path);
    text.chars().map(|c| if c == ' ' || c.is_ascii_graphic() { c } else { '…' }).collect()
}

fn decoded_once(path: &[u8]) -> Vec<u8> {
    let digit =
        |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (mut decoded, mut rest) = (Vec::with_capacity(path.len()), path);
    while let Some((&first, after)) = rest.split_first() {
        let escaped = match after {
            [high, low, ..] if first == b'%' => digit(high).zip(digit(low)),
            _ => None,
        };
        decoded.push(escaped.map_or(first, |(high, low)| high << 4 | low));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    decoded
}

/// A text with `…` for those of its words that shall not be shown.
fn each(text: &str, is_between: fn(char) -> bool, hides: fn(&str) -> bool) -> String {
    let shown = text.split_inclusive(is_between).map(|part| {
        let word = part.strip_suffix(is_between).unwrap_or(part);
        let end = &part[word.len()..];
        if hides(word) { format!("{HIDDEN}{end}") } else { part.to_owned() }
    });
    shown.collect()
}

fn may_be_token(name: &str) -> bool {
    let is_mixed = name.bytes().any(|byte| byte.is_ascii_digit())
        && name.bytes().any(|byte| byte.is_ascii_alphabetic());
    // JSON in Base64, as in a JWT.
    let is_json = name.starts_with("eyJ");
    !is_sid(name) && (is_json || name.len() > NAME || (is_mixed && name.len() > MIXED))
}

fn may_be_number(word: &str) -> bool {
    let digits = |part: &str| part.len() >= SHORT;
    !is_sid(word) && word.split(|c: char| !c.is_ascii_digit()).any(digits)
}

/// Whether it looks like one of Twilio's identifiers, which are no secrets.
fn is_sid(name: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    match name.as_bytes() {
        [first, second, digits @ ..] => {
            first.is_ascii_uppercase()
                && second.is_ascii_uppercase()
                && digits.len() <= 32
                && digits.iter().copied().all(is_digit)
        }
        _ => false,
    }
}

/// Leaves out numbers whose digits are in groups.
fn without_split_numbers(text: &str) -> String {
    let is_group = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let (mut shown, mut run) = (String::new(), String::new());
    for part in text.split_inclusive(is_between) {
        let word = part.strip_suffix(is_between).unwrap_or(part);
        if !is_group(word) {
            shown.push_str(&ungrouped(&run));
            run.clear();
            shown.push_str(word);
        }
        run.push_str(if is_group(word) { part } else { &part[word.len()..] });
    }
    shown + &ungrouped(&run)
}

/// A run of groups of digits, and what is between and around them.
fn ungrouped(run: &str) -> String {
    let is_digit = |c: char| c.is_ascii_digit();
    match (run.find(is_digit), run.rfind(is_digit)) {
        (Some(first), Some(last)) if run.matches(is_digit).count() >= SHORT => {
            format!("{}{HIDDEN}{}", &run[..first], &run[last + 1..])
        }
        _ => run.to_owned(),
    }
}

fn is_between(character: char) -> bool {
    !character.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_left_out_however_it_is_written() {
        for path in [
            "/phones/+1-555-019-0001",
            "/phones/555.019.0001",
            "/phones/%28555%29%20019%2d0001",
            "/phones/555%252D019%252D0001",
            "/phones/555/019/0001",
            "/phones/tel:5550190001",
            "/phones/x5550190001",
            "/phones/555\u{2011}019\u{2011}0001",
            "/2010-04-01/5550190001",
        ] {
            let shown = shown_path(path);
            let digits = shown.replace("2010-04-01", "");
            let digits = digits.bytes().filter(u8::is_ascii_digit).count();
            assert!(digits < SHORT && shown.contains('…'), "{path} is shown as {shown}");
        }
    }

    #[test]
    fn what_may_be_a_token_is_left_out() {
        let jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJkZW1vIn0.c2lnbmVkIGJ5IG5vYm9keQ";
        for (path, shown) in [
            (format!("/{jwt}"), "/….….…"),
            (format!("/api/token={jwt}/x"), "/api/token=….….…/x"),
            ("/dec0dedec0dedec0dedec0dedec0dede".to_owned(), "/…"),
            ("/3Jm_2f-Qa_9xB-7Zk1".to_owned(), "/…"),
            ("/MediaUrl/AKIAIOSFODNN7EXAMPLE".to_owned(), "/MediaUrl/…"),
            (format!("/{}", "a".repeat(64)), "/…"),
        ] {
            assert_eq!(shown_path(&path), shown, "{path}");
        }
    }

    #[test]
    fn what_tells_one_route_from_another_is_shown() {
        let sid = format!("{}0123456789abcdef0123456789abcdef", "AC");
        for path in [
            "/.well-known/openid-configuration",
            "/api/twilio/available-numbers",
            "/api/v2/messages",
            "/index.php",
            &format!("/2010-04-01/Accounts/{sid}/IncomingPhoneNumbers.json"),
        ] {
            assert_eq!(shown_path(path), path);
        }
        let long = shown_path(&"/abc".repeat(1_000));
        assert!(long.chars().count() <= LONG + 1 && long.ends_with('…'), "{long}");
    }

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
