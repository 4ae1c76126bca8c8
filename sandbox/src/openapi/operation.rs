//! The operations of a document.

use std::collections::BTreeMap;

use anyhow::anyhow;
use serde_json::Value;

use super::schema::{Side, followed, inlined};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A route of the document.
#[derive(Debug)]
pub struct Operation {
    /// `operationId`.
    pub id: String,
    /// Names of the security schemes that it needs.
    pub security: Vec<String>,
    /// Those of the path and of the query, and headers.
    pub parameters: Vec<Parameter>,
    /// Body by content type, and whether there has to be one.
    pub(super) body: Option<(bool, BTreeMap<String, Value>)>,
    /// Answers by status, `$ref` followed.
    pub(super) responses: BTreeMap<u16, Value>,
}

/// A parameter of an operation.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// `path`, `query` or `header`.
    pub place: String,
    /// Whether it has to be there.
    pub required: bool,
    /// Whether it may be empty.
    pub may_be_empty: bool,
    /// What it may be.
    pub schema: Value,
}

impl Operation {
    /// Whether a request of it has a body.
    pub fn takes_a_body(&self) -> bool {
        self.body.is_some()
    }

    /// Whether a JSON object that is sent may have fields that are not listed.
    pub fn takes_more_fields(&self) -> bool {
        let json = self.body.as_ref().and_then(|(_, content)| content.get("application/json"));
        json.is_some_and(|schema| schema["additionalProperties"] != false)
    }

    /// The statuses that are described.
    pub fn statuses(&self) -> impl Iterator<Item = u16> {
        self.responses.keys().copied()
    }
}

/// Those of a document, by route.
pub(super) fn all(document: &Value) -> anyhow::Result<BTreeMap<String, Operation>> {
    let mut operations = BTreeMap::new();
    let paths = document["paths"].as_object().ok_or(anyhow!("there are no paths"))?;
    for (path, item) in paths {
        for method in METHODS {
            let Some(operation) = item.get(method) else { continue };
            let route = format!("{} {path}", method.to_uppercase());
            let read = read(document, item, operation);
            operations.insert(route.clone(), read.map_err(|why| anyhow!("{route}: {why}"))?);
        }
    }
    Ok(operations)
}

fn read(document: &Value, item: &Value, operation: &Value) -> Result<Operation, String> {
    let parameters = [item, operation].into_iter().flat_map(|part| listed(&part["parameters"]));
    let parameters = parameters.map(|one| followed(document, one).map(parameter));
    let responses = operation["responses"].as_object().into_iter().flatten();
    let responses = responses.map(|(status, response)| {
        let status = status.parse().map_err(|_| format!("the status {status} is no number"))?;
        Ok((status, followed(document, response)?.clone()))
    });
    let security = listed(&operation["security"]).filter_map(Value::as_object);
    Ok(Operation {
        id: operation["operationId"].as_str().unwrap_or_default().to_owned(),
        security: security.flat_map(|scheme| scheme.keys().cloned()).collect(),
        parameters: parameters.collect::<Result<_, String>>()?,
        body: operation.get("requestBody").map(|part| body(document, part)).transpose()?,
        responses: responses.collect::<Result<_, String>>()?,
    })
}

fn listed(part: &Value) -> impl Iterator<Item = &Value> {
    part.as_array().into_iter().flatten()
}

fn parameter(part: &Value) -> Parameter {
    let text = |name: &str| part[name].as_str().unwrap_or_default().to_owned();
    Parameter {
        name: text("name"),
        place: text("in"),
        required: part["required"] == true,
        may_be_empty: part["allowEmptyValue"] == true,
        schema: part["schema"].clone(),
    }
}

fn body(document: &Value, part: &Value) -> Result<(bool, BTreeMap<String, Value>), String> {
    let part = followed(document, part)?;
    let content =
        part["content"].as_object().into_iter().flatten().map(|(name, media)| {
            Ok((name.clone(), inlined(document, Side::Asked, &media["schema"])?))
        });
    Ok((part["required"] == true, content.collect::<Result<_, String>>()?))
}
