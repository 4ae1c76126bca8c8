//! Values of the template's parameters.

use std::collections::BTreeMap;

use anyhow::{bail, ensure};
use serde_json::Value;

/// The value of every declared parameter: the given one, or its default.
pub(super) fn values(
    declared: &Value,
    given: &BTreeMap<String, String>,
) -> anyhow::Result<BTreeMap<String, String>> {
    let declared = declared.as_object();
    let known = |name: &String| declared.is_some_and(|all| all.contains_key(name));
    if let Some(unknown) = given.keys().find(|name| !known(name)) {
        bail!("the template has no parameter {unknown}");
    }
    let declared = declared.into_iter().flatten();
    declared.map(|(name, declared)| Ok((name.clone(), value_of(name, declared, given)?))).collect()
}

fn value_of(
    name: &str,
    declared: &Value,
    given: &BTreeMap<String, String>,
) -> anyhow::Result<String> {
    let kind = declared["Type"].as_str().unwrap_or_default();
    ensure!(
        matches!(kind, "String" | "Number"),
        "parameter {name}: the sandbox knows String and Number, not {kind:?}"
    );
    let value = match (given.get(name), &declared["Default"]) {
        (Some(given), _) => given.clone(),
        (None, Value::String(text)) => text.clone(),
        (None, Value::Null) => bail!("parameter {name} has no default and was given no value"),
        (None, other) => other.to_string(),
    };
    let allowed = declared["AllowedValues"].as_array();
    let fits = |allowed: &Vec<Value>| allowed.iter().any(|one| text_of(one) == value);
    ensure!(allowed.is_none_or(fits), "parameter {name} may not be {value:?}");
    Ok(value)
}

fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
