//! What the template lets pages of other origins do.

use anyhow::Context as _;
use serde_json::Value;

use super::intrinsics::Scope;
use crate::cors::Cors;

/// Names of the properties, which the API and the bucket each have their own of.
struct Names {
    origins: &'static str,
    methods: &'static str,
    headers: &'static str,
    exposed: &'static str,
}

const API: Names = Names {
    origins: "AllowOrigins",
    methods: "AllowMethods",
    headers: "AllowHeaders",
    exposed: "ExposeHeaders",
};
const BUCKET: Names = Names {
    origins: "AllowedOrigins",
    methods: "AllowedMethods",
    headers: "AllowedHeaders",
    exposed: "ExposedHeaders",
};

/// The `CorsConfiguration` of an HTTP API.
pub(super) fn of_api(declared: &Value, scope: &Scope<'_>) -> anyhow::Result<Option<Cors>> {
    match scope.resolve(declared).context("CorsConfiguration")? {
        Value::Null => Ok(None),
        resolved => read(&resolved, &API).context("CorsConfiguration").map(Some),
    }
}

/// The `CorsConfiguration` of a bucket.
pub(super) fn of_bucket(declared: &Value, scope: &Scope<'_>) -> anyhow::Result<Vec<Cors>> {
    let resolved = scope.resolve(declared).context("CorsConfiguration")?;
    let rules = resolved["CorsRules"].as_array().map_or(&[][..], Vec::as_slice);
    rules.iter().map(|rule| read(rule, &BUCKET).context("CorsRules")).collect()
}

fn read(rule: &Value, names: &Names) -> anyhow::Result<Cors> {
    Ok(Cors {
        origins: texts(rule, names.origins)?,
        methods: texts(rule, names.methods)?,
        headers: texts(rule, names.headers)?,
        exposed: texts(rule, names.exposed)?,
        max_age: rule["MaxAge"].as_u64(),
    })
}

/// A list of texts: a text in its place is as wrong as on AWS.
fn texts(rule: &Value, name: &str) -> anyhow::Result<Vec<String>> {
    match &rule[name] {
        Value::Null => Ok(Vec::new()),
        given => {
            serde_json::from_value(given.clone()).with_context(|| format!("{name} is no list"))
        }
    }
}
