//! The XML beneath the verbs. Everything that reaches it is escaped; characters that XML cannot
//! carry are dropped (Twilio error 12100 otherwise).

use std::fmt::{self, Write};

/// A verb or noun with its attributes and content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    name: &'static str,
    attributes: Vec<(&'static str, String)>,
    children: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// An element without attributes and content.
    pub(super) fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// Sets an attribute, in the place of an earlier one of that name: XML allows each only once.
    #[must_use]
    pub(super) fn attribute(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.attributes.retain(|(known, _)| *known != name);
        self.attributes.push((name, value.to_string()));
        self
    }

    /// Adds a nested element.
    #[must_use]
    pub(super) fn child(mut self, child: Element) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// Adds text.
    #[must_use]
    pub(super) fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(Node::Text(text.into()));
        self
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}", self.name)?;
        for (name, value) in &self.attributes {
            write!(f, r#" {name}="{}""#, Escaped(value))?;
        }
        if self.children.is_empty() {
            return f.write_str("/>");
        }
        f.write_char('>')?;
        for child in &self.children {
            match child {
                Node::Element(element) => element.fmt(f)?,
                Node::Text(text) => Escaped(text).fmt(f)?,
            }
        }
        write!(f, "</{}>", self.name)
    }
}

/// Whether a character does not stand for itself.
fn is_special(character: char) -> bool {
    matches!(character, '\0'..'\u{20}' | '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}')
}

struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What stands for itself is written at once.
        for part in self.0.split_inclusive(is_special) {
            let special = part.chars().next_back().filter(|last| is_special(*last));
            f.write_str(&part[..part.len() - special.map_or(0, char::len_utf8)])?;
            match special {
                Some('&') => f.write_str("&amp;")?,
                Some('<') => f.write_str("&lt;")?,
                Some('>') => f.write_str("&gt;")?,
                Some('"') => f.write_str("&quot;")?,
                Some(blank @ ('\t' | '\n' | '\r')) => write!(f, "&#{};", u32::from(blank))?,
                // XML cannot carry it.
                Some(_) | None => {}
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_attribute_cannot_end_early_or_come_twice() {
        let element = Element::new("Say").attribute("voice", "x").attribute("loop", 2);
        insta::assert_snapshot!(
            element.attribute("voice", "\"/><Dial"),
            @r#"<Say loop="2" voice="&quot;/&gt;&lt;Dial"/>"#
        );
    }

    proptest! {
        #[test]
        fn a_parser_reads_back_what_was_written(text in "\\PC*", attribute in "\\PC*") {
            let xml = Element::new("Say").attribute("voice", &attribute).text(&text).to_string();
            let document = roxmltree::Document::parse(&xml).unwrap();
            let say = document.root_element();
            prop_assert_eq!(say.text().unwrap_or_default(), text);
            prop_assert_eq!(say.attribute("voice"), Some(attribute.as_str()));
        }
    }
}
