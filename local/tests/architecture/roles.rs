//! Who may do what: the template's routes, the table by which functions decide, and the page about it.

use std::collections::BTreeSet;
use std::fs;

use shared::api::{ROLES, Role};

use crate::{root, template};

/// All routes of the template that need a token.
fn routes() -> BTreeSet<String> {
    let closed = template().into_iter().filter(|(_, (_, authorized))| *authorized);
    closed.map(|(route, _)| route).collect()
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
