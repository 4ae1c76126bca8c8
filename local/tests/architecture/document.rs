//! `docs/openapi.yaml` against `template.yaml` and the code: routes, who may call them, what they refuse.

use std::collections::{BTreeMap, BTreeSet};

use sandbox::openapi::{OpenApi, Operation};
use serde_json::Value;
use shared::api::ROLES;

use crate::{functions, sources, template};

/// What every route may answer that needs a token, whatever it does: by the gateway or before it is looked
/// at.
const ALWAYS: [u16; 7] = [400, 401, 403, 429, 431, 500, 503];

fn described() -> &'static BTreeMap<String, Operation> {
    OpenApi::own().operations()
}

/// The operations that need a token.
fn closed() -> impl Iterator<Item = (&'static String, &'static Operation)> {
    described().iter().filter(|(_, operation)| operation.security == ["bearer"])
}

#[test]
fn template_and_document_have_the_same_routes() {
    let declared: BTreeSet<_> = template().into_keys().collect();
    let described: BTreeSet<_> = described().keys().cloned().collect();
    assert_eq!(declared, described, "routes of template.yaml, and of docs/openapi.yaml");
}

/// A route leads to a function that there is, and stands behind the authorizer if the document says so.
#[test]
fn who_may_call_a_route_is_said_alike() {
    let known: BTreeSet<_> = local::functions().into_iter().map(|function| function.id).collect();
    for (route, (function, authorized)) in template() {
        assert!(known.contains(&function), "{route}: {function} is not in local::functions()");
        let expected = if authorized { "bearer" } else { "twilioSignature" };
        assert_eq!(described()[&route].security, [expected], "security of {route}");
        let role = ROLES.lines().any(|line| line.split('\t').next() == Some(&route));
        assert_eq!(role, authorized, "{route} in shared/src/api/roles.tsv");
    }
}

#[test]
fn every_parameter_of_a_path_is_described() {
    for (route, operation) in described() {
        let part = |part: &str| Some(part.strip_prefix('{')?.strip_suffix('}')?.to_owned());
        let named: BTreeSet<_> = route.split('/').filter_map(part).collect();
        let described = operation.parameters.iter().filter(|parameter| parameter.place == "path");
        let described = described.inspect(|one| assert!(one.required, "{route}: {}", one.name));
        assert_eq!(named, described.map(|one| one.name.clone()).collect(), "{route}");
    }
}

#[test]
fn operations_have_names_of_their_own() {
    let names: BTreeSet<_> = described().values().map(|operation| &operation.id).collect();
    assert_eq!(names.len(), described().len());
}

/// What a function refuses stands in its code as `code: "…"`; what refuses whatever is asked, in
/// `shared::api`.
fn codes() -> BTreeSet<String> {
    let api =
        sources("shared/src").into_iter().filter(|(name, _)| name.starts_with("shared/src/api"));
    let own = functions().into_iter().flat_map(|name| sources(&format!("functions/{name}/src")));
    let texts = api.chain(own).map(|(_, text)| {
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        code.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let mut found = BTreeSet::new();
    for text in texts {
        found.extend(after(&text, "code: \""));
        let beside = text.split("StatusCode::").skip(1).filter_map(|rest| rest.split_once(", \""));
        let beside = beside.filter(|(status, _)| !status.contains(|c: char| !is_of_a_name(c)));
        found.extend(beside.filter_map(|(_, rest)| Some(rest.split_once('"')?.0.to_owned())));
    }
    found
}

fn is_of_a_name(letter: char) -> bool {
    letter.is_ascii_uppercase() || letter == '_'
}

/// What stands behind each `begin`, up to the next quotation mark.
fn after(text: &str, begin: &str) -> Vec<String> {
    text.split(begin).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
}

#[test]
fn every_code_of_a_refusal_is_described_and_no_other() {
    let codes = codes();
    assert!(codes.contains("not_found") && codes.contains("opted_out"), "{codes:?}");
    let pointer = "/components/schemas/Error/properties/error/properties/code/enum";
    let described = OpenApi::own().at(pointer).and_then(Value::as_array).unwrap();
    let described = described.iter().map(|code| code.as_str().unwrap().to_owned()).collect();
    assert_eq!(codes, described, "codes of the code, and of {pointer}");
}

#[test]
fn every_operation_says_what_may_always_be_answered() {
    for (route, operation) in closed() {
        let statuses: BTreeSet<_> = operation.statuses().collect();
        let mut needed: BTreeSet<_> = ALWAYS.into();
        needed.extend(operation.takes_a_body().then_some(413));
        needed.extend(route.contains('{').then_some(404));
        let missing: Vec<_> = needed.difference(&statuses).collect();
        assert!(missing.is_empty(), "{route} does not say what {missing:?} is");
    }
}

/// The code refuses fields that it does not know.
#[test]
fn what_is_written_has_no_further_fields() {
    let open: Vec<_> = closed().filter(|(_, operation)| operation.takes_more_fields()).collect();
    assert!(open.is_empty(), "additionalProperties is not false: {open:#?}");
}
