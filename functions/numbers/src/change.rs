//! Changes a number. Whatever is changed, it is set up anew: that repairs one whose webhooks have
//! drifted.

use serde_json::{Value, json};
use shared::accounts::OpenAccount;
use shared::api::{ApiError, ApiRequest, Fields, invalid};
use shared::app::App;
use shared::numbers::fields::friendly_name;
use shared::numbers::{Wanted, settings};
use shared::records::Number;
use twilio::client::{NumberSettings, OwnedNumber};
use twilio::phone::E164;

use crate::times::PATIENCE;
use crate::{account, check, list, refusal, view};

/// What is asked for.
struct Change {
    primary: Option<Primary>,
    friendly_name: Option<String>,
}

/// It shall be the primary number.
struct Primary;

impl Change {
    fn parse(request: &ApiRequest) -> Result<Self, ApiError> {
        let body = if request.body.is_empty() { json!({}) } else { request.json()? };
        let mut fields = Fields::of(body)?;
        let primary = match fields.take("primary") {
            None => None,
            Some(Value::Bool(true)) => Some(Primary),
            Some(_) => return invalid("primary", "true; to end it make another number primary"),
        };
        let friendly_name = friendly_name(&mut fields)?;
        fields.finish().map(|()| Self { primary, friendly_name })
    }
}

pub(crate) async fn change(
    app: &App,
    request: &ApiRequest,
    number: &E164,
) -> Result<Value, ApiError> {
    let change = Change::parse(request)?;
    let number = list::own(app, request, number).await?;
    let account = account::active(app, &number.account_sid, &number.tenant_id).await?;
    let base_url = request.gateway.base_url(app.config.public_base_url.as_deref());
    let settings = settings(&base_url, change.friendly_name);
    let owned = set_up(app, &account, (&number, &settings)).await?;
    let number = Number {
        number_sid: owned.sid.clone(),
        friendly_name: owned.friendly_name.clone(),
        capabilities: owned.capabilities,
        webhooks_base: Some(base_url.clone()),
        ..number
    };
    let written = match change.primary {
        Some(Primary) => app.store.number_repaired_as_primary(&number).await?,
        None => app.store.number_repaired(&number).await?,
    };
    if !written {
        return Err(ApiError::NotFound("number"));
    }
    let tenant = app.store.tenant_get(&request.tenant).await?;
    let mut view = view::of(&number, tenant.as_ref());
    view["webhooks"] = check::webhooks(&owned, &base_url);
    Ok(view)
}

/// The number as Twilio has it after it was set up anew.
async fn set_up(
    app: &App,
    account: &OpenAccount,
    (number, settings): (&Number, &NumberSettings),
) -> Result<OwnedNumber, ApiError> {
    let wanted = Wanted {
        credentials: (&number.account_sid, account.token()),
        owner: &number.account_sid,
        number: &number.phone_number,
        settings,
    };
    let found = wanted.find(app, PATIENCE / 2).await.map_err(refusal::failed)?;
    let missing = ApiError::Conflict {
        code: "number_missing",
        message: "Twilio no longer has this number in its account",
    };
    let found = found.ok_or(missing)?;
    wanted.repair(app, &found, PATIENCE / 2).await.map_err(refusal::failed)
}
