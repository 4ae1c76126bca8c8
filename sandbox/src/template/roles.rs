//! What a function's role allows.

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;

use super::document::{Document, ROLE, Resource};
use super::intrinsics::Scope;
use super::parts::{Context, Grant, Permission};

/// Permissions of the role that a function names. A function without one may do nothing.
pub(super) fn permissions(
    function: &Resource,
    document: &Document,
    scope: &Scope<'_>,
) -> anyhow::Result<Vec<Grant>> {
    ensure!(
        function.property("/Policies").is_null(),
        "the sandbox reads policies from a function's Role, not from the function"
    );
    let role = function.property("/Role");
    if role.is_null() {
        return Ok(Vec::new());
    }
    let arn = scope.text(role).context("Role")?;
    let id = arn.rsplit('/').next().unwrap_or(&arn);
    let role = document.resource(id).filter(|resource| resource.kind == ROLE);
    let role = role.with_context(|| format!("the template has no role {id}"))?;
    let mut permissions = Vec::new();
    for policy in list(role.property("/Policies")) {
        for statement in list(&policy["PolicyDocument"]["Statement"]) {
            let statement = scope.resolve(statement).with_context(|| id.to_owned())?;
            if statement.is_null() {
                continue;
            }
            permissions.extend(allowed(&statement).with_context(|| id.to_owned())?);
        }
    }
    Ok(permissions)
}

/// The conditions that are known: a value that is not there, and a key that is.
const EXCEPT: &str = "StringNotEquals";
const PRESENT: &str = "Null";

fn allowed(statement: &Value) -> anyhow::Result<Vec<Grant>> {
    ensure!(statement["Effect"] == "Allow", "the sandbox knows statements that allow, no others");
    let keys = statement.as_object().into_iter().flat_map(|entries| entries.keys());
    for key in keys {
        if !["Sid", "Effect", "Action", "Resource", "Condition"].contains(&key.as_str()) {
            bail!("the sandbox does not evaluate {key} of a statement");
        }
    }
    let (except, present) = conditions(&statement["Condition"])?;
    let mut grants = Vec::new();
    for action in list(&statement["Action"]) {
        for resource in list(&statement["Resource"]) {
            let permission = permission(action, resource)?;
            grants.push(Grant { permission, except: except.clone(), present: present.clone() });
        }
    }
    Ok(grants)
}

fn conditions(condition: &Value) -> anyhow::Result<(Context, Vec<String>)> {
    let (mut except, mut present) = (Context::new(), Vec::new());
    for (operator, values) in condition.as_object().into_iter().flatten() {
        for (key, value) in values.as_object().into_iter().flatten() {
            let value = value.as_str().with_context(|| format!("{key} needs a text"))?;
            match (operator.as_str(), value) {
                (EXCEPT, value) => {
                    except.insert(key.clone(), value.to_owned());
                }
                (PRESENT, "false") => present.push(key.clone()),
                _ => bail!("the sandbox does not evaluate {operator} {value} of a Condition"),
            }
        }
    }
    Ok((except, present))
}

fn permission(action: &Value, resource: &Value) -> anyhow::Result<Permission> {
    let action = action.as_str().context("an action is a text")?;
    let resource = resource.as_str().context("a resource is a text")?;
    let inner = resource.strip_suffix('*').unwrap_or(resource);
    ensure!(!action.contains(['*', '?']), "the sandbox knows no patterns of actions: {action}");
    ensure!(!inner.contains(['*', '?']), "the sandbox knows a * at the end only: {resource}");
    Ok(Permission { action: action.to_owned(), resource: resource.to_owned() })
}

/// One or many: IAM takes both. None if there is nothing.
fn list(value: &Value) -> &[Value] {
    match value {
        Value::Null => &[],
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}
