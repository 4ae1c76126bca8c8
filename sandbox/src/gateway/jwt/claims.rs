//! What the claims of a token must say, and how they appear in events.

use serde_json::{Map, Value};

/// Checks issuer, audience and times as of `now` in seconds. The error is the reason.
pub(super) fn check(
    claims: &Map<String, Value>,
    issuer: &str,
    audience: &[String],
    now: i64,
) -> Result<(), &'static str> {
    if claims.get("iss").and_then(Value::as_str) != Some(issuer) {
        return Err("the token does not have a valid issuer");
    }
    if !is_for(claims, audience) {
        return Err("the token does not have a valid audience");
    }
    match seconds(claims, "exp")? {
        None => return Err("the token has no exp"),
        Some(exp) if exp <= now => return Err("the token has expired"),
        Some(_) => {}
    }
    if seconds(claims, "nbf")?.is_some_and(|nbf| nbf > now) {
        return Err("the token is not valid yet");
    }
    if seconds(claims, "iat")?.is_some_and(|iat| iat > now) {
        return Err("the token was issued in the future");
    }
    Ok(())
}

/// `aud`, a string or a list of them, or `client_id` in tokens without `aud`.
fn is_for(claims: &Map<String, Value>, audience: &[String]) -> bool {
    let accepted = |value: &Value| audience.iter().any(|a| value == a.as_str());
    match claims.get("aud").or_else(|| claims.get("client_id")) {
        Some(Value::Array(values)) if claims.contains_key("aud") => values.iter().any(accepted),
        Some(value) => accepted(value),
        None => false,
    }
}

fn seconds(claims: &Map<String, Value>, name: &str) -> Result<Option<i64>, &'static str> {
    let Some(value) = claims.get(name) else { return Ok(None) };
    // Fractions are allowed; rounding them down keeps a token from outliving its `exp`.
    #[expect(clippy::cast_possible_truncation, reason = "out of range saturates, which is right")]
    let whole = value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds.floor() as i64));
    whole.map(Some).ok_or("the token has a malformed time")
}

/// A claim as API Gateway passes it on: always a string, lists as `[a b]`.
pub(super) fn text(claim: &Value) -> String {
    match claim {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(" "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn checked(changes: &Value) -> Result<(), &'static str> {
        let mut claims = json!({"iss": "https://i", "aud": "a", "exp": 101, "iat": 100});
        for (name, value) in changes.as_object().unwrap() {
            match value {
                Value::Null => drop(claims.as_object_mut().unwrap().remove(name)),
                value => claims[name] = value.clone(),
            }
        }
        check(claims.as_object().unwrap(), "https://i", &["a".into(), "b".into()], 100)
    }

    #[test]
    fn accepts_what_api_gateway_accepts() {
        for changes in [
            json!({}),
            json!({"aud": ["x", "b"]}),
            json!({"aud": null, "client_id": "b"}),
            json!({"exp": 101.5, "nbf": 100, "iat": null}),
        ] {
            assert_eq!(checked(&changes), Ok(()), "{changes}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for changes in [
            json!({"iss": "https://i/"}),
            json!({"iss": ["https://i"]}),
            json!({"iss": null}),
            json!({"aud": "c"}),
            json!({"aud": []}),
            json!({"aud": null}),
            json!({"aud": "c", "client_id": "a"}),
            json!({"aud": null, "client_id": ["a"]}),
            json!({"exp": 100}),
            json!({"exp": 100.9}),
            json!({"exp": "101"}),
            json!({"exp": null}),
            json!({"nbf": 101}),
            json!({"nbf": "soon"}),
            json!({"iat": 101}),
        ] {
            assert!(checked(&changes).is_err(), "{changes}");
        }
    }

    #[test]
    fn claims_become_strings() {
        let texts = [json!("a"), json!(12), json!(true), json!(["a", 1])];
        assert_eq!(texts.each_ref().map(text), ["a", "12", "true", "[a 1]"]);
    }
}
