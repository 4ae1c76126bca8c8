//! Where a page hears of events at once.

use serde_json::{Value, json};
use shared::api::{ApiError, ApiRequest};
use shared::app::App;
use shared::live::{PROTOCOL, channel};

/// How to connect, and the tenant's channel there.
pub(crate) fn get(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    let channel = channel(request.tenant.as_str());
    let (Some(live), Some(channel)) = (&app.live, channel) else {
        return Err(ApiError::Absent {
            code: "no_channel",
            message: "there is no channel here: ask for events from time to time",
        });
    };
    let (url, host) = (live.url(), live.host());
    Ok(json!({ "url": url, "host": host, "channel": channel, "protocol": PROTOCOL }))
}
