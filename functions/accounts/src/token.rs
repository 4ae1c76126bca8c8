//! Another token for a tenant's account.

use http::StatusCode;
use serde_json::{Value, json};
use shared::api::{Answer, ApiError};
use shared::app::App;
use shared::ids::TenantId;
use shared::records::Timestamp;
use shared::rotation::{self, Rotation};

use crate::found::Found;
use crate::refusal;
use crate::times::PATIENCE;

pub(crate) async fn rotate(app: &App, tenant: &TenantId) -> Result<Answer, ApiError> {
    let found = Found::of(app, tenant).await?;
    let account = found.account()?;
    let rotation = rotation::rotate(app, account, PATIENCE).await.map_err(refusal::rotation)?;
    let answer = |status, body: Value| Ok(Answer { status, body: body.into() });
    let account_sid = &account.account_sid;
    match rotation {
        Rotation::Done(previous_until) => answer(
            StatusCode::OK,
            json!({
                "status": "rotated",
                "account_sid": account_sid,
                "previous_until": previous_until,
            }),
        ),
        Rotation::UnderWay => answer(
            StatusCode::ACCEPTED,
            json!({ "status": "rotating", "account_sid": account_sid, "previous_until": null }),
        ),
        Rotation::TooSoon(until) => {
            Err(ApiError::TooMany { retry_after: seconds(app.now(), until) })
        }
        Rotation::NotActive => Err(refusal::NOT_ACTIVE),
    }
}

fn seconds(now: Timestamp, until: Timestamp) -> u32 {
    let millis = u64::try_from(until.as_millis() - now.as_millis()).unwrap_or_default();
    u32::try_from(millis.div_ceil(1_000)).unwrap_or(u32::MAX)
}
