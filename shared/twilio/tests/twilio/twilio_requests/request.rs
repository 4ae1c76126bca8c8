//! A request, taken apart.

use twilio_simulator::scripted::Asked;

/// Names and values, in their order.
pub(crate) type Pairs = Vec<(String, String)>;

/// What a server sees of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Pairs,
    pub(crate) content_type: Option<String>,
    pub(crate) authorization: Option<String>,
    pub(crate) body: String,
}

impl Request {
    pub(crate) fn of(asked: &Asked) -> Self {
        let mut line = asked.head.lines().next().unwrap().split(' ');
        let (method, target) = (line.next().unwrap(), line.next().unwrap());
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: pairs(query),
            content_type: header(asked, "content-type"),
            authorization: header(asked, "authorization"),
            body: asked.body.clone(),
        }
    }

    pub(crate) fn form(&self) -> Pairs {
        pairs(&self.body)
    }
}

/// The values with this name.
pub(crate) fn values<'a>(pairs: &'a Pairs, name: &str) -> Vec<&'a str> {
    pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
}

/// One line each, for snapshots.
pub(crate) fn lines(pairs: &Pairs) -> String {
    let lines: Vec<_> = pairs.iter().map(|(name, value)| format!("{name}={value}\n")).collect();
    lines.concat()
}

fn pairs(text: &str) -> Pairs {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

fn header(asked: &Asked, name: &str) -> Option<String> {
    let headers = asked.head.lines().skip(1).filter_map(|line| line.split_once(": "));
    let mut named = headers.filter(|(key, _)| key.eq_ignore_ascii_case(name));
    named.next().map(|(_, value)| value.to_owned())
}
