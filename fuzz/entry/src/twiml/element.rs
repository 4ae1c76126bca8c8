//! An element as it was meant, and as two readers read it.

use std::collections::BTreeMap;
use std::fmt::Display;

use twilio_simulator::twiml;

/// A verb or noun, with all that it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: BTreeMap<String, String>,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    pub(super) fn new(name: &str) -> Self {
        let (attributes, text, children) = (BTreeMap::new(), String::new(), Vec::new());
        Self { name: name.to_owned(), attributes, text, children }
    }

    pub(super) fn with(mut self, name: &str, value: impl Display) -> Self {
        self.attributes.insert(name.to_owned(), carried(&value.to_string()));
        self
    }

    pub(super) fn saying(self, text: &str) -> Self {
        Self { text: carried(text), ..self }
    }

    pub(super) fn holding(mut self, child: Self) -> Self {
        self.children.push(child);
        self
    }

    pub(super) fn of_xml(node: roxmltree::Node<'_, '_>) -> Self {
        let attribute =
            |one: roxmltree::Attribute<'_, '_>| (one.name().to_owned(), one.value().to_owned());
        let texts = node.children().filter(roxmltree::Node::is_text).filter_map(|one| one.text());
        Self {
            name: node.tag_name().name().to_owned(),
            attributes: node.attributes().map(attribute).collect(),
            text: texts.collect(),
            children: node
                .children()
                .filter(roxmltree::Node::is_element)
                .map(Self::of_xml)
                .collect(),
        }
    }

    pub(super) fn of_simulator(read: &twiml::Element) -> Self {
        Self {
            name: read.name.clone(),
            attributes: read.attributes.clone(),
            text: read.text.clone(),
            children: read.children.iter().map(Self::of_simulator).collect(),
        }
    }

    /// As the simulator reads it: without blanks around a text.
    pub(super) fn trimmed(&self) -> Self {
        let children = self.children.iter().map(Self::trimmed).collect();
        Self { text: self.text.trim().to_owned(), children, ..self.clone() }
    }
}

/// What XML 1.0 can carry of a text (its production 2, `Char`).
fn carried(text: &str) -> String {
    let is_char = |one: &char| matches!(one, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().filter(is_char).collect()
}
