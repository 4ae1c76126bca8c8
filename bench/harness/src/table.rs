//! Tables in Markdown.

use std::fmt::Write as _;

/// A table with these headings.
pub(crate) struct Table {
    columns: usize,
    text: String,
}

impl Table {
    pub(crate) fn of(headings: &[&str]) -> Self {
        let rule = vec!["---"; headings.len()].join("|");
        let text = format!("| {} |\n|{rule}|\n", headings.join(" | "));
        Self { columns: headings.len(), text }
    }

    /// Adds a row.
    ///
    /// # Panics
    /// If it has not as many cells as there are headings.
    pub(crate) fn row(&mut self, cells: &[String]) {
        assert_eq!(cells.len(), self.columns, "{cells:?}");
        writeln!(self.text, "| {} |", cells.join(" | ")).expect("a String takes any text");
    }

    pub(crate) fn text(self) -> String {
        self.text
    }
}

/// With as many places as say something; a dash where nothing was measured.
pub(crate) fn number(value: f64) -> String {
    match value.abs() {
        _ if value.is_nan() => "–".to_owned(),
        0.0..10.0 => format!("{value:.2}"),
        10.0..100.0 => format!("{value:.1}"),
        _ => format!("{value:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_its_rule_and_rows() {
        let mut table = Table::of(&["a", "b"]);
        table.row(&["1".to_owned(), "2".to_owned()]);
        assert_eq!(table.text(), "| a | b |\n|---|---|\n| 1 | 2 |\n");
    }

    #[test]
    fn numbers_have_three_digits() {
        let written = [0.123, 9.87, 12.34, 345.6, f64::NAN].map(number);
        assert_eq!(written, ["0.12", "9.87", "12.3", "346", "–"]);
    }
}
