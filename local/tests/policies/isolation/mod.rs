//! Every route of `docs/openapi.yaml`, called by those it is not for: another tenant that knows all ids,
//! and users whose role does not allow it.

mod belongings;
mod rows;
mod world;

use std::collections::BTreeSet;

use sandbox::demo::{DEMO, OTHER};
use sandbox::openapi::OpenApi;
use serde_json::json;
use shared::api::{ROLES, Role};

use self::rows::{Row, rows};
use self::world::World;

/// A role that no table has.
const UNKNOWN: &str = "guest";

#[test]
fn every_route_of_the_document_is_walked() {
    let closed = OpenApi::own().operations().iter();
    let closed = closed.filter(|(_, operation)| operation.security == ["bearer"]);
    let closed: BTreeSet<_> = closed.map(|(route, _)| route.as_str()).collect();
    let rows = rows();
    let walked: BTreeSet<_> = rows.iter().map(|row| row.route).collect();
    let missing: Vec<_> = closed.difference(&walked).collect();
    assert!(
        missing.is_empty(),
        "nobody tries {missing:?} as another tenant: add a row to local/tests/policies/isolation/rows.tsv that says \
         with which ids and which body, and what another tenant gets and the own one. If it has an id of \
         a new kind, local/tests/policies/isolation/belongings.rs has to make one"
    );
    let gone: Vec<_> = walked.difference(&closed).collect();
    assert!(gone.is_empty(), "rows.tsv has {gone:?}, which the document has not");
}

/// The ids are right, and the bodies are such as the routes take: for whom they are, all of it works.
#[tokio::test]
async fn the_own_tenant_reaches_all_of_it() {
    let world = World::start().await;
    let mut wrong = Vec::new();
    for row in rows() {
        let (status, body) = world.ask((&DEMO, "owner"), &row).await;
        let is_narrowed = row.ids.starts_with('?') && row.ids.contains('{');
        let is_empty = body["items"].as_array().is_some_and(Vec::is_empty);
        if status != row.own || (is_narrowed && is_empty && !row.route.ends_with("events")) {
            wrong.push(format!("{row}: {status} {body}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn another_tenant_sees_and_changes_nothing() {
    let world = World::start().await;
    let before = world.records_of(&DEMO).await;
    let mut wrong = Vec::new();
    for row in rows() {
        let (status, body) = world.ask((&OTHER, "owner"), &row).await;
        let text = body.to_string();
        if status != row.others {
            wrong.push(format!("{row}: {status} {text}"));
        }
        let seen = world.belongings.marks().find(|mark| text.contains(mark.as_str()));
        wrong.extend(seen.map(|mark| format!("{row}: shows {mark}: {text}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let after = world.records_of(&DEMO).await;
    let changed: Vec<_> = after.symmetric_difference(&before).collect();
    assert!(changed.is_empty(), "another tenant has changed {changed:#?}");
    for link in &world.belongings.links {
        assert_eq!(reqwest::get(link).await.unwrap().status(), 200, "{link}");
    }
}

/// As the other tenant, to whom nothing happens by it: whoever may ask is answered as its owner is.
#[tokio::test]
async fn each_role_may_what_the_table_says() {
    let world = World::start().await;
    let mut wrong = Vec::new();
    for row in rows() {
        let needed =
            ROLES.lines().find_map(|line| line.strip_prefix(row.route)?.strip_prefix('\t'));
        let needed = Role::named(needed.unwrap()).unwrap();
        for role in ["viewer", "agent", "owner", UNKNOWN, ""] {
            let (status, body) = world.ask((&OTHER, role), &row).await;
            let right = match Role::named(role) {
                Some(role) if role >= needed => status == row.others,
                _ => {
                    let refused = (&body["error"]["code"], &body["error"]["needed_role"]);
                    (status, refused) == (403, (&json!("role"), &json!(needed)))
                }
            };
            if !right {
                wrong.push(format!("{row} as {role:?}: {status} {body}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The walk can fail: what is the own tenant's is seen in an answer.
#[tokio::test]
async fn what_is_anothers_would_be_seen() {
    let world = World::start().await;
    let row = Row { others: 404, ..rows().into_iter().find(|row| row.ids == "{thread}").unwrap() };
    let (status, body) = world.ask((&DEMO, "owner"), &row).await;
    assert_ne!(status, row.others);
    assert!(world.belongings.marks().any(|mark| body.to_string().contains(mark.as_str())));
    let before = world.records_of(&DEMO).await;
    let noted = Row { body: "{\"text\":\"hi\"}", route: "POST /api/threads/{id}/notes", ..row };
    assert_eq!(world.ask((&DEMO, "owner"), &noted).await.0, 201);
    assert_ne!(world.records_of(&DEMO).await, before);
}
