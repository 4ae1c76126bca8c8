//! Selects the route of a request, with API Gateway's precedence.

use serde_json::{Map, Value};

use crate::template::{Route, Template};

/// The routes of the HTTP API.
#[derive(Debug)]
pub(super) struct Routes(Vec<Entry>);

/// A route and what it leads to.
#[derive(Debug)]
pub(super) struct Entry {
    /// `POST /api/…`, as the event names it.
    pub(super) key: String,
    /// Logical id of the function.
    pub(super) function: String,
    /// Whether the JWT authorizer stands before it.
    pub(super) authorized: bool,
    method: String,
    segments: Vec<Segment>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Literal(String),
    Parameter(String),
    Greedy(String),
}

/// Lower is better: full matches before greedy ones, then the more literal path, then the method.
type Rank = (bool, Vec<u8>, bool);

impl Routes {
    /// Collects the routes of all functions.
    pub(super) fn new(template: &Template) -> Self {
        let functions = template.functions.iter();
        Self(functions.flat_map(|(id, f)| f.routes.iter().map(|r| Entry::new(id, r))).collect())
    }

    /// The best route for a decoded path, with its path parameters.
    pub(super) fn find(&self, method: &str, path: &str) -> Option<(&Entry, Map<String, Value>)> {
        let fitting = self.0.iter().filter(|entry| entry.answers(method));
        let matches = fitting.filter_map(|entry| Some((entry, entry.parameters(path)?)));
        matches.min_by_key(|(entry, _)| entry.rank())
    }
}

impl Entry {
    fn new(function: &str, route: &Route) -> Self {
        Self {
            key: format!("{} {}", route.method, route.path),
            function: function.to_owned(),
            authorized: route.authorized,
            method: route.method.clone(),
            segments: route.path.split('/').map(Segment::parse).collect(),
        }
    }

    fn answers(&self, method: &str) -> bool {
        self.method == "ANY" || self.method == method
    }

    fn parameters(&self, path: &str) -> Option<Map<String, Value>> {
        let mut parameters = Map::new();
        let mut rest = Some(path);
        for segment in &self.segments {
            let (head, tail) = split(rest?);
            let (name, value) = match segment {
                Segment::Literal(text) if text == head => {
                    rest = tail;
                    continue;
                }
                Segment::Literal(_) => return None,
                Segment::Parameter(name) => (name, head),
                Segment::Greedy(name) => (name, rest?),
            };
            if value.is_empty() {
                return None;
            }
            parameters.insert(name.clone(), Value::from(value));
            rest = if matches!(segment, Segment::Greedy(_)) { None } else { tail };
        }
        rest.is_none().then_some(parameters)
    }

    fn rank(&self) -> Rank {
        let greedy = self.segments.iter().any(|s| matches!(s, Segment::Greedy(_)));
        (greedy, self.segments.iter().map(Segment::rank).collect(), self.method == "ANY")
    }
}

impl Segment {
    fn parse(text: &str) -> Self {
        match text.strip_prefix('{').and_then(|text| text.strip_suffix('}')) {
            Some(name) => match name.strip_suffix('+') {
                Some(name) => Self::Greedy(name.to_owned()),
                None => Self::Parameter(name.to_owned()),
            },
            None => Self::Literal(text.to_owned()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Literal(_) => 0,
            Self::Parameter(_) => 1,
            Self::Greedy(_) => 2,
        }
    }
}

fn split(path: &str) -> (&str, Option<&str>) {
    match path.split_once('/') {
        Some((head, tail)) => (head, Some(tail)),
        None => (path, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(keys: &[&str]) -> Routes {
        let route = |key: &&str| {
            let (method, path) = key.split_once(' ').unwrap();
            Route { method: method.to_owned(), path: path.to_owned(), authorized: false }
        };
        Routes(keys.iter().map(|key| Entry::new("F", &route(key))).collect())
    }

    fn found(routes: &Routes, method: &str, path: &str) -> String {
        match routes.find(method, path) {
            Some((entry, parameters)) => format!("{} {}", entry.key, Value::from(parameters)),
            None => "none".to_owned(),
        }
    }

    #[test]
    fn prefers_the_most_specific_route() {
        let routes = routes(&[
            "ANY /{proxy+}",
            "GET /pets/{proxy+}",
            "GET /pets/dog/{id}",
            "ANY /pets/dog/1",
            "GET /pets/dog/1",
            "GET /{kind}/cat/1",
        ]);
        assert_eq!(found(&routes, "GET", "/pets/dog/1"), "GET /pets/dog/1 {}");
        assert_eq!(found(&routes, "POST", "/pets/dog/1"), "ANY /pets/dog/1 {}");
        assert_eq!(found(&routes, "GET", "/pets/dog/2"), r#"GET /pets/dog/{id} {"id":"2"}"#);
        assert_eq!(found(&routes, "GET", "/pets/cow/2"), r#"GET /pets/{proxy+} {"proxy":"cow/2"}"#);
        assert_eq!(found(&routes, "GET", "/pets/cat/1"), r#"GET /{kind}/cat/1 {"kind":"pets"}"#);
        assert_eq!(found(&routes, "POST", "/test/5"), r#"ANY /{proxy+} {"proxy":"test/5"}"#);
        assert_eq!(found(&routes, "POST", "/"), "none");
    }

    #[test]
    fn matches_whole_paths_only() {
        let routes = routes(&["GET /api/threads", "POST /api/threads/{id}/read"]);
        assert_eq!(found(&routes, "GET", "/api/threads"), "GET /api/threads {}");
        for path in ["/api/threads/", "/api", "/api/threads/x", "//api/threads", "/API/threads"] {
            assert_eq!(found(&routes, "GET", path), "none", "{path}");
        }
        assert_eq!(found(&routes, "POST", "/api/threads//read"), "none");
        assert_eq!(found(&routes, "PUT", "/api/threads"), "none");
    }
}
