//! Percent-decoding of paths and queries.

/// Decodes `%XX`; `None` if an escape is malformed or the result is not UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => hex(bytes.next()?)? << 4 | hex(bytes.next()?)?,
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}

/// Decodes a name or value of a query, where `+` is a space. What cannot be decoded stays as it is.
pub(super) fn decode_query(text: &str) -> String {
    decode(&text.replace('+', " ")).unwrap_or_else(|| text.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_escapes_and_refuses_broken_ones() {
        assert_eq!(decode("/a%2Fb%20%c3%A9+").as_deref(), Some("/a/b é+"));
        assert_eq!(decode("%"), None);
        assert_eq!(decode("%4"), None);
        assert_eq!(decode("%+1"), None);
        assert_eq!(decode("%ff"), None);
        assert_eq!(decode_query("a+b%2B%"), "a+b%2B%");
        assert_eq!(decode_query("a+b%2B"), "a b+");
    }
}
