//! Who may do what: the template's routes, the table by which functions decide, and the page about it.

use std::collections::BTreeSet;
use std::fs;

use sandbox::template::Template;
use shared::api::{ROLES, Role};

use crate::root;

/// All routes of the template that need a token.
fn routes() -> BTreeSet<String> {
    let template = fs::read_to_string(root().join("template.yaml")).unwrap();
    let parameters = [("JwtIssuer", "issuer"), ("JwtAudience", "audience")];
    let parameters = parameters.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let template = Template::parse(&template, "http://127.0.0.1", &parameters.into()).unwrap();
    let routes = template.functions.into_values().flat_map(|function| function.routes);
    let closed = routes.filter(|route| route.authorized);
    closed.map(|route| format!("{} {}", route.method, route.path)).collect()
}

fn rows() -> Vec<(&'static str, Role)> {
    let row = |line: &'static str| {
        let (route, role) = line.split_once('\t').unwrap();
        (route, Role::named(role).unwrap())
    };
    ROLES.lines().map(row).collect()
}

#[test]
fn every_route_has_a_role() {
    let known: Vec<_> = rows().into_iter().map(|(route, _)| route.to_owned()).collect();
    let unique: BTreeSet<_> = known.iter().cloned().collect();
    assert_eq!(unique.len(), known.len(), "a route is twice in shared/src/api/roles.tsv");
    assert_eq!(unique, routes(), "shared/src/api/roles.tsv and the routes of template.yaml");
}

#[test]
fn reading_needs_no_more_than_the_first_role() {
    for (route, role) in rows() {
        assert_eq!(role == Role::Viewer, route.starts_with("GET "), "{route}");
    }
}

#[test]
fn the_page_says_the_same() {
    let page = fs::read_to_string(root().join("docs/roles.md")).unwrap();
    let told: Vec<_> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let may = |role, needed| if role >= needed { "yes" } else { "–" };
    let expected = rows().into_iter().map(|(route, needed)| {
        let [viewer, agent, owner] =
            [Role::Viewer, Role::Agent, Role::Owner].map(|role| may(role, needed));
        format!("| `{route}` | {viewer} | {agent} | {owner} |")
    });
    assert_eq!(told, expected.collect::<Vec<_>>(), "the table of docs/roles.md");
}
