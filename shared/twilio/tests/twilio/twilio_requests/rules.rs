//! Which requests Twilio takes: none with a parameter it does not know, one that lacks what it must
//! have, or a value that is not what the rule says.

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde::Deserialize;

use super::request::{Pairs, Request, values};
use super::values::{Kind, Rule};

const FORM: &str = "application/x-www-form-urlencoded";
/// Twilio takes an application or trunk off a number when its parameter is empty. Its description
/// has only the pattern.
const CLEARED: (&str, [&str; 3]) = (
    "/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json",
    ["SmsApplicationSid", "VoiceApplicationSid", "TrunkSid"],
);

/// A method of a resource, with the rules for its parameters.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Operation {
    method: String,
    template: String,
    #[serde(default)]
    path: Rules,
    #[serde(default)]
    query: Rules,
    #[serde(default)]
    form: Rules,
}

type Rules = BTreeMap<String, Rule>;

/// The operations that Twilio knows.
pub(crate) fn operations() -> Vec<Operation> {
    serde_json::from_str(include_str!("../data/twilio_rules.json")).unwrap()
}

/// The operation that a request asks for, or why Twilio would refuse it.
pub(crate) fn accepted(operations: &[Operation], request: &Request) -> Result<String, String> {
    let named = operations
        .iter()
        .filter(|one| one.method == request.method)
        .find_map(|one| Some((one, placed(&one.template, &request.path)?)));
    let (operation, path) = named.ok_or("no such operation")?;
    signed_in(request)?;
    operation.check(&operation.path, &path)?;
    operation.check(&operation.query, &request.query)?;
    match request.method.as_str() {
        "POST" if request.content_type.as_deref() != Some(FORM) => Err("content type".to_owned()),
        "POST" => operation.check(&operation.form, &request.form()),
        _ if !request.body.is_empty() => Err("a body".to_owned()),
        _ => Ok(()),
    }?;
    Ok(operation.name())
}

impl Operation {
    pub(crate) fn name(&self) -> String {
        format!("{} {}", self.method, self.template)
    }

    fn check(&self, rules: &Rules, given: &Pairs) -> Result<(), String> {
        if let Some((name, _)) = given.iter().find(|(name, _)| !rules.contains_key(name)) {
            return Err(format!("unknown parameter {name}"));
        }
        rules.iter().try_for_each(|(name, rule)| self.check_one((name, rule), &values(given, name)))
    }

    fn check_one(&self, (name, rule): (&str, &Rule), values: &[&str]) -> Result<(), String> {
        match (values, rule.kind) {
            ([], _) if rule.required => return Err(format!("{name} is missing")),
            ([_, _, ..], kind) if kind != Kind::Array => return Err(format!("{name} is repeated")),
            ([""], _) if self.clears(name) => return Ok(()),
            _ => {}
        }
        let rule = rule.items.as_deref().unwrap_or(rule);
        let fault = values.iter().find_map(|value| rule.fault(value));
        fault.map_or(Ok(()), |fault| Err(format!("{name} is not of its {fault}")))
    }

    fn clears(&self, name: &str) -> bool {
        self.method == "POST" && self.template == CLEARED.0 && CLEARED.1.contains(&name)
    }
}

/// The path's parameters, if it is of this form.
fn placed(template: &str, path: &str) -> Option<Pairs> {
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    let mut found = Pairs::new();
    for (wanted, given) in template.iter().zip(&path) {
        match wanted.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((name, end)) => found.push((name.to_owned(), given.strip_suffix(end)?.to_owned())),
            None if wanted == given => {}
            None => return None,
        }
    }
    (template.len() == path.len()).then_some(found)
}

/// Basic auth: an account's SID and a token.
fn signed_in(request: &Request) -> Result<(), String> {
    let given = request.authorization.as_deref().and_then(|value| value.strip_prefix("Basic "));
    let given = given.and_then(|text| BASE64_STANDARD.decode(text).ok());
    let text = given.and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    match text.split_once(':') {
        Some((user, token)) if user.starts_with("AC") && token.len() == 32 => Ok(()),
        _ => Err("no credentials".to_owned()),
    }
}
