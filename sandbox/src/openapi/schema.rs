//! Schemas with all that they lead to in one piece.

use serde_json::{Map, Value, json};

/// Deeper than any schema of the document is, unless it is a circle.
const DEEPEST: usize = 40;

/// Beside an `enum` of which the code also takes other spellings.
const SPELLINGS: &str = "x-other-spellings";

/// Which way what a schema describes goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// What is asked: the schema as it stands.
    Asked,
    /// What is answered. Clients have to take fields that they do not know; here they would be fields
    /// that nobody has described, so an object has no others than those that are listed.
    Answered,
}

/// What a part of the document stands for, if it is a `$ref`.
pub(super) fn followed<'d>(document: &'d Value, part: &'d Value) -> Result<&'d Value, String> {
    let mut part = part;
    for _ in 0..DEEPEST {
        let Some(reference) = part.get("$ref").and_then(Value::as_str) else { return Ok(part) };
        let pointer = reference.strip_prefix('#').unwrap_or_default();
        part = document.pointer(pointer).ok_or(format!("{reference} leads to nothing"))?;
    }
    Err("references lead in a circle".to_owned())
}

/// A schema without any `$ref` and any `allOf`.
pub(super) fn inlined(document: &Value, side: Side, schema: &Value) -> Result<Value, String> {
    Inliner { document, side }.schema(schema, 0)
}

struct Inliner<'d> {
    document: &'d Value,
    side: Side,
}

impl Inliner<'_> {
    fn schema(&self, schema: &Value, depth: usize) -> Result<Value, String> {
        let mut merged = self.merged(schema, depth)?;
        let Value::Object(parts) = &mut merged else { return Ok(merged) };
        for (keyword, part) in parts.iter_mut() {
            match (keyword.as_str(), part) {
                ("properties" | "patternProperties", Value::Object(properties)) => {
                    for property in properties.values_mut() {
                        *property = self.schema(property, depth + 1)?;
                    }
                }
                ("oneOf" | "anyOf", Value::Array(choices)) => {
                    for choice in choices {
                        *choice = self.schema(choice, depth + 1)?;
                    }
                }
                (
                    "items"
                    | "additionalProperties"
                    | "propertyNames"
                    | "not"
                    | "if"
                    | "then"
                    | "else",
                    part,
                ) => *part = self.schema(part, depth + 1)?,
                _ => {}
            }
        }
        self.close(parts);
        if parts.remove(SPELLINGS).is_some() {
            parts.remove("enum");
        }
        Ok(merged)
    }

    /// A schema with what it refers to and what it is made of, one level deep.
    fn merged(&self, schema: &Value, depth: usize) -> Result<Value, String> {
        if depth > DEEPEST {
            return Err("a schema holds itself".to_owned());
        }
        let Value::Object(parts) = schema else { return Ok(schema.clone()) };
        let mut whole = Map::new();
        if parts.contains_key("$ref") {
            add(&mut whole, self.merged(followed(self.document, schema)?, depth + 1)?);
        }
        for part in parts.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            add(&mut whole, self.merged(part, depth + 1)?);
        }
        let own = parts.iter().filter(|(name, _)| !["$ref", "allOf"].contains(&name.as_str()));
        add(&mut whole, own.map(|(name, part)| (name.clone(), part.clone())).collect());
        Ok(Value::Object(whole))
    }

    fn close(&self, parts: &mut Map<String, Value>) {
        let is_open =
            parts.contains_key("properties") && !parts.contains_key("additionalProperties");
        if is_open && self.side == Side::Answered {
            parts.insert("additionalProperties".to_owned(), json!(false));
        }
    }
}

/// Adds what a schema says to what is said already: properties to properties, and else the later word
/// counts.
fn add(whole: &mut Map<String, Value>, part: Value) {
    let Value::Object(part) = part else { return };
    for (keyword, said) in part {
        match (keyword.as_str(), whole.get_mut(&keyword), said) {
            ("properties", Some(Value::Object(before)), Value::Object(more)) => before.extend(more),
            ("required", Some(Value::Array(before)), Value::Array(more)) => before.extend(more),
            (_, _, said) => {
                whole.insert(keyword, said);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_answered_has_no_further_fields() {
        let document = json!({ "components": { "schemas": {
            "Short": { "type": "object", "required": ["a"], "properties": { "a": {} } },
            "Long": { "allOf": [
                { "$ref": "#/components/schemas/Short" },
                { "required": ["b"], "properties": { "b": { "$ref": "#/components/schemas/Short" } } },
            ] },
        } } });
        let short =
            |side| inlined(&document, side, &json!({ "$ref": "#/components/schemas/Short" }));
        assert_eq!(short(Side::Answered).unwrap()["additionalProperties"], json!(false));
        assert_eq!(short(Side::Asked).unwrap().get("additionalProperties"), None);
        let long = json!({ "$ref": "#/components/schemas/Long" });
        let long = inlined(&document, Side::Answered, &long).unwrap();
        assert_eq!(long["required"], json!(["a", "b"]));
        assert_eq!(long["properties"]["b"]["additionalProperties"], json!(false));
    }

    #[test]
    fn a_circle_and_a_loose_end_are_named() {
        let document = json!({ "A": { "properties": { "a": { "$ref": "#/A" } } } });
        let asked =
            |reference: &str| inlined(&document, Side::Asked, &json!({ "$ref": reference }));
        assert_eq!(asked("#/A").unwrap_err(), "a schema holds itself");
        assert_eq!(asked("#/B").unwrap_err(), "#/B leads to nothing");
    }
}
