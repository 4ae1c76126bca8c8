//! A `CloudFormation` document as JSON: short tags such as `!Ref X` in their long form.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use serde_json::{Map, Value, json};
use serde_norway::Value as Yaml;

use super::conditions::Conditions;

pub(super) const FUNCTION: &str = "AWS::Serverless::Function";
pub(super) const API: &str = "AWS::Serverless::HttpApi";
pub(super) const TABLE: &str = "AWS::DynamoDB::Table";
pub(super) const BUCKET: &str = "AWS::S3::Bucket";
pub(super) const QUEUE: &str = "AWS::SQS::Queue";
pub(super) const KEY: &str = "AWS::KMS::Key";
pub(super) const ROLE: &str = "AWS::IAM::Role";
pub(super) const LIVE_API: &str = "AWS::AppSync::Api";
pub(super) const NAMESPACE: &str = "AWS::AppSync::ChannelNamespace";
pub(super) const LOG_GROUP: &str = "AWS::Logs::LogGroup";

/// The whole document, references still unresolved.
pub(super) struct Document {
    root: Value,
    resources: BTreeMap<String, Resource>,
}

/// One entry of `Resources`.
pub(super) struct Resource {
    pub(super) kind: String,
    pub(super) body: Value,
}

impl Document {
    pub(super) fn parse(yaml: &str) -> anyhow::Result<Self> {
        let yaml: Yaml = serde_norway::from_str(yaml).context("template is not YAML")?;
        let root = to_json(yaml)?;
        let Some(Value::Object(entries)) = root.get("Resources") else {
            bail!("template has no Resources");
        };
        let resources = entries
            .iter()
            .map(|(id, body)| Ok((id.clone(), Resource::new(id, body)?)))
            .collect::<anyhow::Result<_>>()?;
        Ok(Self { root, resources })
    }

    /// The value at a JSON pointer, or null.
    pub(super) fn at(&self, pointer: &str) -> &Value {
        self.root.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// Removes the resources whose condition does not hold.
    pub(super) fn keep_what_is_deployed(
        &mut self,
        parameters: &BTreeMap<String, String>,
    ) -> anyhow::Result<()> {
        let declared = self.at("/Conditions").clone();
        let conditions = Conditions::new(&declared, parameters);
        let mut absent = Vec::new();
        for (id, resource) in &self.resources {
            if let Some(condition) = resource.body["Condition"].as_str()
                && !conditions.holds(condition).with_context(|| id.clone())?
            {
                absent.push(id.clone());
            }
        }
        self.resources.retain(|id, _| !absent.contains(id));
        Ok(())
    }

    pub(super) fn resource(&self, id: &str) -> Option<&Resource> {
        self.resources.get(id)
    }

    /// Resources of one type, by logical id.
    pub(super) fn of(&self, kind: &str) -> impl Iterator<Item = (&String, &Resource)> {
        self.resources.iter().filter(move |(_, resource)| resource.kind == kind)
    }

    pub(super) fn ids_of(&self, kind: &str) -> Vec<String> {
        self.of(kind).map(|(id, _)| id.clone()).collect()
    }
}

impl Resource {
    fn new(id: &str, body: &Value) -> anyhow::Result<Self> {
        let kind =
            body["Type"].as_str().with_context(|| format!("{id}: a resource needs a Type"))?;
        Ok(Self { kind: kind.to_owned(), body: body.clone() })
    }

    /// The value at a JSON pointer under `Properties`, or null.
    pub(super) fn property(&self, pointer: &str) -> &Value {
        self.body["Properties"].pointer(pointer).unwrap_or(&Value::Null)
    }
}

fn to_json(yaml: Yaml) -> anyhow::Result<Value> {
    Ok(match yaml {
        Yaml::Tagged(tagged) => {
            let tag = tagged.tag.to_string();
            long_form(tag.trim_start_matches('!'), to_json(tagged.value)?)
        }
        Yaml::Sequence(items) => {
            Value::Array(items.into_iter().map(to_json).collect::<Result<_, _>>()?)
        }
        Yaml::Mapping(entries) => Value::Object(
            entries
                .into_iter()
                .map(|(key, value)| Ok((key_text(&key)?, to_json(value)?)))
                .collect::<anyhow::Result<Map<_, _>>>()?,
        ),
        scalar => serde_json::to_value(scalar).context("template has a value that JSON has not")?,
    })
}

fn key_text(key: &Yaml) -> anyhow::Result<String> {
    match key {
        Yaml::String(text) => Ok(text.clone()),
        Yaml::Number(number) => Ok(number.to_string()),
        Yaml::Bool(flag) => Ok(flag.to_string()),
        other => bail!("template has a key that is no text: {other:?}"),
    }
}

fn long_form(tag: &str, value: Value) -> Value {
    match (tag, value) {
        ("Ref" | "Condition", value) => json!({ tag: value }),
        ("GetAtt", Value::String(path)) => {
            let parts: Vec<_> = path.splitn(2, '.').collect();
            json!({ "Fn::GetAtt": parts })
        }
        (tag, value) => json!({ format!("Fn::{tag}"): value }),
    }
}
