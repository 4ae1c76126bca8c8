//! Every target on stable: with each file of its corpus, with what is near those, and with any bytes.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod corpus;
mod growth;
mod near;

use fuzz_entry::{ROUTES, TARGETS};
use sandbox::openapi::OpenApi;

#[test]
fn every_file_of_a_corpus_holds() {
    for target in TARGETS {
        let files = corpus::files(target.name);
        assert!(files.len() > 1, "{} has no corpus", target.name);
        for file in &files {
            (target.run)(&corpus::content(file));
        }
    }
}

/// A route that reads JSON is fuzzed, and no other.
#[test]
fn every_route_that_reads_json_is_known() {
    let operations = OpenApi::own().operations().iter();
    let reads = |route: &str| {
        let at = route.split_once(' ').map(|(method, path)| {
            let path = path.replace('/', "~1");
            format!("/paths/{path}/{}/requestBody/content/application~1json", method.to_lowercase())
        });
        OpenApi::own().at(&at.unwrap()).is_some()
    };
    let described = operations.map(|(route, _)| route.as_str()).filter(|route| reads(route));
    let mut known = ROUTES;
    known.sort_unstable();
    assert_eq!(known.to_vec(), described.collect::<Vec<_>>());
}
