//! Writes TwiML. Everything that reaches it is escaped; characters that XML cannot carry are
//! dropped (Twilio error 12100 otherwise).

use std::fmt::{self, Write};

/// A TwiML document: the answer to a request that Twilio waits for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Response {
    verbs: Vec<Element>,
}

impl Response {
    /// `<Response/>`: do nothing. On a messaging URL, send no reply.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Adds a verb at the end.
    #[must_use]
    pub fn verb(mut self, verb: Element) -> Self {
        self.verbs.push(verb);
        self
    }
}

impl fmt::Display for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
        let nodes = self.verbs.iter().cloned().map(Node::Element).collect();
        Element { name: "Response", attributes: Vec::new(), children: nodes }.fmt(f)
    }
}

/// A verb or noun with its attributes and content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
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
    pub fn new(name: &'static str) -> Self {
        Self { name, attributes: Vec::new(), children: Vec::new() }
    }

    /// Adds an attribute.
    #[must_use]
    pub fn attribute(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// Adds a nested element.
    #[must_use]
    pub fn child(mut self, child: Element) -> Self {
        self.children.push(Node::Element(child));
        self
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
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

struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            match character {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\t' | '\n' | '\r' => write!(f, "&#{};", u32::from(character))?,
                '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => {}
                other => f.write_char(other)?,
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
    fn an_empty_answer() {
        insta::assert_snapshot!(
            Response::empty(),
            @r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#
        );
    }

    #[test]
    fn injection_is_text() {
        let say = Element::new("Say").attribute("voice", "\"/>").text("</Say><Dial>1</Dial>\u{1}");
        insta::assert_snapshot!(
            Response::empty().verb(say),
            @r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="&quot;/&gt;">&lt;/Say&gt;&lt;Dial&gt;1&lt;/Dial&gt;</Say></Response>"#
        );
    }

    proptest! {
        #[test]
        fn a_parser_reads_back_what_was_written(text in "\\PC*", attribute in "\\PC*") {
            let xml = Response::empty()
                .verb(Element::new("Say").attribute("voice", &attribute).text(&text))
                .to_string();
            let document = roxmltree::Document::parse(&xml).unwrap();
            let say = document.root_element().first_element_child().unwrap();
            prop_assert_eq!(say.text().unwrap_or_default(), text);
            prop_assert_eq!(say.attribute("voice"), Some(attribute.as_str()));
        }
    }
}
