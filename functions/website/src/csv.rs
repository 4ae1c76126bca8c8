//! Lists as files for spreadsheets (RFC 4180), page by page.

use serde_json::Value;
use shared::api::{Answer, File};
use twilio::phone::E164;

/// What a spreadsheet may take for the beginning of a formula, also in full width
/// (<https://owasp.org/www-community/attacks/CSV_Injection>).
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A page as a file. The names of the columns are in the first page alone, so that all pages one after
/// the other are one file. `next` is the path of the page that follows.
pub(crate) fn answer(
    name: &'static str,
    (columns, items): (&[&str], &[Value]),
    (is_first, next): (bool, Option<&str>),
) -> Answer {
    let names = is_first.then(|| columns.join(",") + "\r\n");
    let row = |item: &Value| {
        let cells: Vec<_> = columns.iter().map(|column| cell(&item[*column])).collect();
        cells.join(",") + "\r\n"
    };
    let content: String = names.into_iter().chain(items.iter().map(row)).collect();
    File { name, content_type: "text/csv; charset=utf-8", content, next: next.map(str::to_owned) }
        .into()
}

/// A number stays as it is: what follows its `+` is digits, which compute nothing, and whoever reads the
/// file with a program finds the number. Anything else that could be a formula gets a `'` before it.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let is_formula = text.starts_with(FORMULA) && text.parse::<E164>().is_err();
    let text = if is_formula { format!("'{text}") } else { text };
    match text.contains(['"', ',', '\r', '\n']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::cell;

    #[test]
    fn a_cell_is_never_a_formula() {
        for (value, expected) in [
            (json!("+15550190001"), "+15550190001"),
            (json!("+15550190001+cmd"), "'+15550190001+cmd"),
            (json!("=1+1"), "'=1+1"),
            (json!("-1"), "'-1"),
            (json!("@SUM(A1)"), "'@SUM(A1)"),
            (json!("\t=1"), "'\t=1"),
            (json!("＝1"), "'＝1"),
            (json!("=HYPERLINK(\"https://a.b\",1)"), "\"'=HYPERLINK(\"\"https://a.b\"\",1)\""),
            (json!("a,b"), "\"a,b\""),
            (json!("two\nlines"), "\"two\nlines\""),
            (json!(null), ""),
            (json!("US.13491208655302741918"), "US.13491208655302741918"),
        ] {
            assert_eq!(cell(&value), expected, "{value}");
        }
    }
}
