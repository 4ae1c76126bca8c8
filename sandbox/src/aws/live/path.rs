//! Names of channels.

use shared::live::{MOST_SEGMENTS, SEGMENT};

/// A channel as handlers see it: with a slash before each segment. `None` if it cannot be one. A `*` may
/// stand for the last segments.
pub(crate) fn path(text: &str) -> Option<String> {
    let text = text.strip_prefix('/').unwrap_or(text);
    let text = text.strip_suffix('/').unwrap_or(text);
    let segments: Vec<_> = text.split('/').collect();
    let (last, before) = segments.split_last()?;
    let fits = segments.len() <= MOST_SEGMENTS
        && before.iter().all(|segment| is_segment(segment))
        && (is_segment(last) || (*last == "*" && !before.is_empty()));
    fits.then(|| format!("/{text}"))
}

fn is_segment(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    let bytes = text.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return false };
    bytes.len() <= SEGMENT
        && plain(*first)
        && plain(*last)
        && bytes.iter().all(|byte| plain(*byte) || *byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_have_up_to_five_plain_segments() {
        for (text, expected) in
            [("/a/b", "/a/b"), ("a/b/", "/a/b"), ("/a-b/1", "/a-b/1"), ("/a/*", "/a/*")]
        {
            assert_eq!(path(text).as_deref(), Some(expected), "{text}");
        }
        assert!(path(&"/a".repeat(5)).is_some() && path(&"a".repeat(50)).is_some());
        let (long, many) = ("a".repeat(51), "/a".repeat(6));
        for text in [
            "", "/", "//a", "a//b", "*", "/*", "/a/*/b", "/-a", "/a-", "/a_b", "/a b", "/ä", "/a.b",
        ] {
            assert_eq!(path(text), None, "{text}");
        }
        assert_eq!((path(&long), path(&many)), (None, None));
    }
}
