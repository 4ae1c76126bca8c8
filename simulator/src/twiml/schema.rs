//! Which elements, attributes, values and nesting TwiML has.
//!
//! `schema.json` maps each element to its attributes by type, and each named type to its values.
//! A type is `string`, `boolean`, `integer` or a name from `values`; `[]` after it makes it a list
//! with blanks between. `Parent/Child` describes a child that is different inside of that parent.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::document::Product;

/// The schema of both products.
pub(super) static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| serde_json::from_str(include_str!("schema.json")).expect("checked by a test"));

/// What is allowed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Schema {
    voice: BTreeMap<String, Rule>,
    messaging: BTreeMap<String, Rule>,
    values: BTreeMap<String, Vec<String>>,
}

/// What one element may hold. Lists of names are texts with blanks between.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Rule {
    pub(super) text: bool,
    attributes: BTreeMap<String, String>,
    children: String,
}

impl Rule {
    /// Whether the element may stand directly in this one.
    pub(super) fn contains(&self, child: &str) -> bool {
        names(&self.children).any(|name| name == child)
    }

    /// The type of an attribute, if this element has it.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let has = |list: &str| names(list).any(|known| known == name);
        self.attributes.iter().find(|(_, list)| has(list)).map(|(kind, _)| kind.as_str())
    }
}

impl Schema {
    /// The rule for an element inside of another.
    pub(super) fn rule(&self, product: Product, parent: &str, name: &str) -> Option<&Rule> {
        let rules = self.rules(product);
        rules.get(&format!("{parent}/{name}")).or_else(|| rules.get(name))
    }

    /// Whether a type has this value.
    pub(super) fn allows(&self, kind: &str, value: &str) -> bool {
        match kind.strip_suffix("[]") {
            Some(item) => {
                names(value).next().is_some() && names(value).all(|one| self.allows(item, one))
            }
            None => match kind {
                "string" => true,
                "boolean" => ["true", "false"].contains(&value),
                "integer" => is_integer(value),
                named => self.values(named).any(|known| known == value),
            },
        }
    }

    fn rules(&self, product: Product) -> &BTreeMap<String, Rule> {
        match product {
            Product::Voice => &self.voice,
            Product::Messaging => &self.messaging,
        }
    }

    fn values(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.values.get(kind).into_iter().flatten().flat_map(|line| names(line))
    }
}

fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split_ascii_whitespace()
}

fn is_integer(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit()) && value.parse::<u32>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_closed() {
        for product in [Product::Voice, Product::Messaging] {
            for (name, rule) in SCHEMA.rules(product) {
                for child in names(&rule.children) {
                    assert!(SCHEMA.rule(product, name, child).is_some(), "<{child}> in <{name}>");
                }
                for kind in rule.attributes.keys().map(|kind| kind.trim_end_matches("[]")) {
                    let plain = ["string", "boolean", "integer"].contains(&kind);
                    assert!(plain || SCHEMA.values(kind).next().is_some(), "{kind} of <{name}>");
                }
            }
        }
        assert_eq!(SCHEMA.values("Voice").count(), 900);
    }

    #[test]
    fn every_element_has_a_place() {
        for product in [Product::Voice, Product::Messaging] {
            let rules = SCHEMA.rules(product);
            for name in rules.keys().filter(|name| *name != "Response") {
                let child = name.rsplit('/').next().unwrap();
                assert!(rules.values().any(|rule| rule.contains(child)), "<{name}>");
            }
        }
    }
}
