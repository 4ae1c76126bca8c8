//! The blocks of the README.

const README: &str = include_str!("../../README.md");

/// Contents of all blocks of this language, in order.
pub(crate) fn blocks(language: &str) -> Vec<String> {
    let fences = README.split("\n```").skip(1).step_by(2);
    let bodies = fences.filter_map(|fence| {
        let (info, body) = fence.split_once('\n')?;
        (info == language).then(|| format!("{body}\n"))
    });
    bodies.collect()
}

/// The one block that begins with this line.
pub(crate) fn block(language: &str, first_line: &str) -> String {
    let begins = |block: &String| block.lines().next() == Some(first_line);
    let mut found = blocks(language).into_iter().filter(begins);
    match (found.next(), found.next()) {
        (Some(block), None) => block,
        _ => panic!("the README has one block of {language} that begins with {first_line}"),
    }
}
