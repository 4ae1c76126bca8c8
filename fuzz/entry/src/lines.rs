//! Inputs of several parts: a line for each, and the rest for the last.

/// The first lines, and what follows them. Those that are not there are empty.
pub(crate) fn split<const N: usize>(input: &[u8]) -> ([&[u8]; N], &[u8]) {
    let mut lines = [&b""[..]; N];
    let mut rest = input;
    for line in &mut lines {
        (*line, rest) = match rest.iter().position(|byte| *byte == b'\n') {
            Some(end) => (&rest[..end], &rest[end + 1..]),
            None => (rest, &b""[..]),
        };
    }
    (lines, rest)
}

/// The same as texts; `None` if the lines are not UTF-8.
pub(crate) fn texts<const N: usize>(input: &[u8]) -> Option<([&str; N], &[u8])> {
    let (lines, rest) = split::<N>(input);
    let mut texts = [""; N];
    for (text, line) in texts.iter_mut().zip(lines) {
        *text = std::str::from_utf8(line).ok()?;
    }
    Some((texts, rest))
}
