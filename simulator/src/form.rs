//! Form encoding the two ways Twilio does it.

/// Decoded form fields, in the order sent.
pub(super) type Fields = Vec<(String, String)>;

/// How a space is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spaces {
    /// `+`, as in requests that expect TwiML.
    Plus,
    /// `%20`, as in status callbacks.
    Percent,
}

/// `application/x-www-form-urlencoded`, in the order given.
pub(super) fn encode(fields: &[(String, String)], spaces: Spaces) -> String {
    let mut body = String::new();
    for (name, value) in fields {
        if !body.is_empty() {
            body.push('&');
        }
        push(&mut body, name, spaces);
        body.push('=');
        push(&mut body, value, spaces);
    }
    body
}

fn push(body: &mut String, text: &str, spaces: Spaces) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {
                body.push(char::from(byte));
            }
            b' ' if spaces == Spaces::Plus => body.push('+'),
            _ => {
                const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
                body.push('%');
                body.push(char::from(DIGITS[usize::from(byte >> 4)]));
                body.push(char::from(DIGITS[usize::from(byte & 0xf)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_specials() {
        let fields = vec![("To".to_owned(), "+1 é&=~".to_owned()), ("E".to_owned(), String::new())];
        assert_eq!(encode(&fields, Spaces::Plus), "To=%2B1+%C3%A9%26%3D%7E&E=");
        assert_eq!(encode(&fields, Spaces::Percent), "To=%2B1%20%C3%A9%26%3D%7E&E=");
    }
}
