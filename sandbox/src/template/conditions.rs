//! `Conditions`: which of them hold for the given parameters.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;

/// The conditions of a template, evaluated when they are asked for.
pub(super) struct Conditions<'a> {
    declared: &'a Value,
    parameters: &'a BTreeMap<String, String>,
}

impl<'a> Conditions<'a> {
    pub(super) fn new(declared: &'a Value, parameters: &'a BTreeMap<String, String>) -> Self {
        Self { declared, parameters }
    }

    /// Whether the condition of this name holds.
    pub(super) fn holds(&self, name: &str) -> anyhow::Result<bool> {
        let declared = self.declared.get(name);
        let condition =
            declared.with_context(|| format!("the template has no condition {name}"))?;
        self.evaluate(condition).with_context(|| format!("condition {name}"))
    }

    fn evaluate(&self, condition: &Value) -> anyhow::Result<bool> {
        let entries = condition.as_object().filter(|entries| entries.len() == 1);
        let Some((function, argument)) = entries.and_then(|entries| entries.iter().next()) else {
            bail!("expected one function, found {condition}");
        };
        match (function.as_str(), argument) {
            ("Condition", Value::String(name)) => self.holds(name),
            ("Fn::Equals", Value::Array(sides)) => {
                ensure!(sides.len() == 2, "Fn::Equals compares two values");
                Ok(self.side(&sides[0])? == self.side(&sides[1])?)
            }
            ("Fn::Not", Value::Array(inner)) => {
                ensure!(inner.len() == 1, "Fn::Not takes one condition");
                Ok(!self.evaluate(&inner[0])?)
            }
            ("Fn::And", Value::Array(all)) => {
                all.iter().try_fold(true, |held, one| Ok(held & self.evaluate(one)?))
            }
            ("Fn::Or", Value::Array(any)) => {
                any.iter().try_fold(false, |held, one| Ok(held | self.evaluate(one)?))
            }
            (other, _) => bail!("the sandbox does not evaluate {other} here"),
        }
    }

    /// A literal or a parameter: conditions can see nothing else.
    fn side(&self, value: &Value) -> anyhow::Result<String> {
        match value {
            Value::String(text) => Ok(text.clone()),
            Value::Number(number) => Ok(number.to_string()),
            Value::Bool(flag) => Ok(flag.to_string()),
            other => {
                let name = other["Ref"].as_str().context("expected a text or a Ref")?;
                let value = self.parameters.get(name);
                value.cloned().with_context(|| format!("the template has no parameter {name}"))
            }
        }
    }
}
