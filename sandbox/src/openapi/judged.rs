//! Whether what was asked and answered is in the document.

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use jsonschema::Validator;
use serde_json::Value;

use super::schema::Side;
use super::{OpenApi, Operation};

/// Longest sentence about one fault, in characters.
const LONGEST: usize = 600;

/// A request as the gateway got it, which was answered with 200 to 299.
#[derive(Debug)]
pub struct Asked<'a> {
    /// Its route, such as `GET /api/threads/{id}`.
    pub route: &'a str,
    /// Names and values of the query.
    pub query: Vec<(String, String)>,
    /// Names and values of the path.
    pub path: Vec<(String, String)>,
    /// Its headers.
    pub headers: &'a HeaderMap,
    /// Its body.
    pub body: &'a [u8],
}

/// An answer as the gateway gave it.
#[derive(Debug)]
pub struct Answered<'a> {
    /// The route of what was asked.
    pub route: &'a str,
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: &'a HeaderMap,
    /// Its body.
    pub body: &'a [u8],
}

impl OpenApi {
    /// Whether an answer is one that the document describes. The error says what is not, and where.
    pub fn judge_answer(&self, answered: &Answered<'_>) -> Result<(), String> {
        let Answered { route, status, .. } = answered;
        self.check_answer(answered).map_err(|why| {
            let why: String = why.chars().take(LONGEST).collect();
            format!("{route} was answered {status}, not as docs/openapi.yaml says: {why}")
        })
    }

    /// Likewise of a request that the code has taken.
    pub fn judge_request(&self, asked: &Asked<'_>) -> Result<(), String> {
        let route = asked.route;
        let operation = self.operation(route)?;
        if !operation.security.iter().any(|scheme| scheme == "bearer") {
            // Twilio may send what nobody has described.
            return Ok(());
        }
        let checked = self.check_parameters(asked, operation);
        checked.and_then(|()| self.check_body(asked, operation)).map_err(|why| {
            let why: String = why.chars().take(LONGEST).collect();
            format!("{route} has taken what docs/openapi.yaml says that it refuses: {why}")
        })
    }

    fn operation(&self, route: &str) -> Result<&Operation, String> {
        self.operations.get(route).ok_or(format!("{route} is not in docs/openapi.yaml"))
    }

    fn check_answer(&self, answered: &Answered<'_>) -> Result<(), String> {
        let Answered { route, status, headers, body } = answered;
        let described = &self.operation(route)?.responses;
        let response = described
            .get(status)
            .ok_or_else(|| format!("it knows {:?}", described.keys().collect::<Vec<_>>()))?;
        self.check_headers(answered, response)?;
        let Some(content) = response.get("content").and_then(Value::as_object) else {
            return if body.is_empty() { Ok(()) } else { Err("there is no body".to_owned()) };
        };
        let kind = essence(headers);
        let media = content.get(&kind).ok_or_else(|| {
            let known: Vec<_> = content.keys().collect();
            format!("content type {kind:?}; it knows {known:?}")
        })?;
        let name = format!("{route} {status} {kind}");
        let validator = self.validator(&name, Side::Answered, &media["schema"])?;
        check(&validator, &read(&kind, body)?)
    }

    fn check_headers(&self, answered: &Answered<'_>, response: &Value) -> Result<(), String> {
        let Answered { route, status, headers, .. } = answered;
        for (name, header) in response["headers"].as_object().into_iter().flatten() {
            let header = super::schema::followed(&self.document, header)?;
            match headers.get(name) {
                Some(value) => {
                    let value = String::from_utf8_lossy(value.as_bytes());
                    let name = format!("{route} {status} header {name}");
                    let validator = self.validator(&name, Side::Answered, &header["schema"])?;
                    check(&validator, &Value::from(value.as_ref()))
                        .map_err(|why| format!("{name}: {why}"))?;
                }
                None if header["required"] == true => return Err(format!("no header {name}")),
                None => {}
            }
        }
        Ok(())
    }

    fn check_body(&self, asked: &Asked<'_>, operation: &Operation) -> Result<(), String> {
        let Asked { route, headers, body, .. } = asked;
        let Some((required, content)) = &operation.body else {
            return Ok(());
        };
        if body.is_empty() {
            return if *required { Err("there is no body".to_owned()) } else { Ok(()) };
        }
        // The code reads JSON whatever it is called.
        let kind = Some(essence(headers)).filter(|kind| content.contains_key(kind));
        let kind = kind.unwrap_or_else(|| "application/json".to_owned());
        let Some(schema) = content.get(&kind).filter(|_| kind == "application/json") else {
            return Ok(());
        };
        let validator = self.validator(&format!("{route} {kind}"), Side::Asked, schema)?;
        check(&validator, &read(&kind, body)?)
    }
}

fn essence(headers: &HeaderMap) -> String {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn read(kind: &str, body: &[u8]) -> Result<Value, String> {
    match kind {
        "application/json" => {
            serde_json::from_slice(body).map_err(|error| format!("JSON: {error}"))
        }
        _ => Ok(Value::from(String::from_utf8_lossy(body).into_owned())),
    }
}

/// The error names the place in what is judged, and what is wrong with it.
pub(super) fn check(validator: &Validator, value: &Value) -> Result<(), String> {
    let wrong = |error: jsonschema::ValidationError<'_>| {
        let place = error.instance_path().to_string();
        format!("at {:?}: {error}", if place.is_empty() { "/" } else { &place })
    };
    let errors: Vec<_> = validator.iter_errors(value).take(3).map(wrong).collect();
    if errors.is_empty() { Ok(()) } else { Err(errors.join("; ")) }
}
