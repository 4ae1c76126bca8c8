//! What a request to the website API is refused for.

use std::fmt::Debug;

use serde_json::Value;
use shared::api::ApiError;

/// Asserts that each of these bodies is refused for the field that stands beside it. A field that is
/// not known at all stands as `unknown {field}`.
pub fn assert_named<T: Debug>(
    read: impl Fn(Value) -> Result<T, ApiError>,
    bodies: impl IntoIterator<Item = (Value, &'static str)>,
) {
    for (body, expected) in bodies {
        let field = match read(body.clone()) {
            Err(ApiError::Invalid { field, .. }) => field.to_owned(),
            Err(ApiError::Unknown { field }) => format!("unknown {field}"),
            other => panic!("{body}: {other:?}"),
        };
        assert_eq!(field, expected, "{body}");
    }
}

/// Twilio's code and what people are told, of what Twilio has refused.
///
/// # Panics
/// If it was not Twilio.
pub fn twilio_refusal(error: ApiError) -> (Option<u32>, String) {
    match error {
        ApiError::TwilioRefused { twilio_code, message } => (twilio_code, message),
        other => panic!("{other:?}"),
    }
}
