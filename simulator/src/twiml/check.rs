//! Holds a parsed document to the schema while turning it into elements.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::document::{Element, Product, TwimlError};
use super::schema::{Rule, SCHEMA};

/// SSML may nest in itself, and is read by recursion.
const MAX_DEPTH: usize = 64;

/// The verbs of a document.
pub(super) fn document(
    product: Product,
    xml: &roxmltree::Document<'_>,
) -> Result<Vec<Element>, TwimlError> {
    let root = xml.root_element();
    if name(root) != "Response" {
        let reason = format!("the root element is '{}', not 'Response'", name(root));
        return Err(TwimlError::parse(reason));
    }
    let rule = SCHEMA.rule(product, "", "Response").expect("both products have it");
    attributes(rule, root)?;
    children(product, rule, root)
}

fn children(
    product: Product,
    rule: &Rule,
    parent: Node<'_, '_>,
) -> Result<Vec<Element>, TwimlError> {
    let blank = |node: &Node<'_, '_>| node.text().unwrap_or_default().trim().is_empty();
    if !rule.text && parent.children().any(|node| node.is_text() && !blank(&node)) {
        let reason = format!("Element '{}' may not contain text", name(parent));
        return Err(TwimlError::schema(reason));
    }
    let elements = parent.children().filter(Node::is_element);
    elements.map(|node| element(product, rule, node)).collect()
}

fn element(product: Product, outer: &Rule, node: Node<'_, '_>) -> Result<Element, TwimlError> {
    let (name, parent) = (name(node), node.parent_element().map(name).unwrap_or_default());
    let Some(rule) = SCHEMA.rule(product, &parent, &name) else {
        return Err(TwimlError::schema(format!("Element '{name}' is not known")));
    };
    if !outer.contains(&name) {
        let reason = format!("Element '{name}' is not allowed in element '{parent}'");
        return Err(TwimlError::schema(reason));
    }
    if node.ancestors().count() > MAX_DEPTH {
        return Err(TwimlError::schema(format!("Element '{name}' is nested too deeply")));
    }
    Ok(Element {
        attributes: attributes(rule, node)?,
        children: children(product, rule, node)?,
        text: text(node).trim().to_owned(),
        name,
    })
}

fn attributes(rule: &Rule, node: Node<'_, '_>) -> Result<BTreeMap<String, String>, TwimlError> {
    let element = name(node);
    let read = |attribute: roxmltree::Attribute<'_, '_>| {
        let (name, value) = (attribute_name(&attribute), attribute.value());
        let reason = match rule.attribute(&name) {
            Some(kind) if SCHEMA.allows(kind, value) => return Ok((name, value.to_owned())),
            Some(_) => format!("Value '{value}' of attribute '{name}' in element '{element}'"),
            None => format!("Attribute '{name}' in element '{element}'"),
        };
        Err(TwimlError::schema(format!("{reason} is not allowed")))
    };
    node.attributes().map(read).collect()
}

/// The text directly in an element and in the SSML in it: only SSML has names in lower case.
fn text(node: Node<'_, '_>) -> String {
    let piece = |child: Node<'_, '_>| match child.is_text() {
        true => child.text().unwrap_or_default().to_owned(),
        false if child.tag_name().name().starts_with(char::is_lowercase) => text(child),
        false => String::new(),
    };
    node.children().map(piece).collect()
}

/// The name as the schema spells it. TwiML knows no namespaces, so one makes it another name.
fn name(node: Node<'_, '_>) -> String {
    match node.tag_name().namespace() {
        None => node.tag_name().name().to_owned(),
        Some(namespace) => format!("{{{namespace}}}{}", node.tag_name().name()),
    }
}

fn attribute_name(attribute: &roxmltree::Attribute<'_, '_>) -> String {
    match attribute.namespace() {
        None => attribute.name().to_owned(),
        Some(roxmltree::NS_XML_URI) => format!("xml:{}", attribute.name()),
        Some(namespace) => format!("{{{namespace}}}{}", attribute.name()),
    }
}
