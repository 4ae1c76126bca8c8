//! A1: calls that a tenant makes.
//!
//! `POST /api/twilio/calls/make` rings the tenant's own phone and then connects it with the lead,
//! or speaks a text to the lead.
//!
//! A call costs money and Twilio's API knows no idempotency key, so the record is written first,
//! under an id made from the request's key: whoever writes it asks Twilio, once. Every repeat is
//! answered from the record.

mod ask;
mod found;
mod idempotency;
mod limits;
mod place;
mod plan;
mod refusal;
mod view;

use std::sync::Arc;
use std::time::Duration;

use futures::future::try_join;
use http::Method;
use shared::accounts::OpenAccount;
use shared::api::{Answer, Api, ApiError, ApiRequest};
use shared::app::App;
use shared::idempotency::Repeats;
use shared::records::{Account, Call, CallContent, Direction, Number};
use shared::store::StoreError;
use tokio::time::Instant;
use twilio::form::Details;
use twilio::status::AccountStatus;

use ask::Ask;
use idempotency::Identity;
use place::Order;
use plan::{Facts, Plan};

/// How long Twilio is asked and waited for. What is left of the 8 s of an answer is for writing.
const PATIENCE: Duration = Duration::from_millis(6_500);

/// This part of the website API.
#[derive(Debug)]
pub enum OutboundCall {}

impl Api for OutboundCall {
    const NAME: &'static str = "outbound-call";

    async fn handle(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
        match (&request.method, request.segments().as_slice()) {
            (&Method::POST, ["api", "twilio", "calls", "make"]) => make(app, request).await,
            _ => Err(ApiError::NotFound("route")),
        }
    }
}

async fn make(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let until = Instant::now() + PATIENCE;
    let ask = Ask::parse(request.json()?)?;
    let identity = Identity::of(&request.tenant, &request.headers, &ask)?;
    // Before anything is checked that may have changed since: a repeat is answered as before.
    let reads = try_join(known(app, request, &identity), facts(app, request));
    let (known, facts) = Box::pin(reads).await?;
    if let Some(call) = known {
        return found::answer(app, call, &identity.request_hash).await;
    }
    let plan = Plan::of(&ask, &facts, &app.config.destinations)?;
    let account = account(app, &plan.from).await?;
    let base = request.gateway.base_url(app.config.public_base_url.as_deref());
    let urls = (base.as_str(), &identity.call_id);
    let new_call = plan.new_call(&ask, urls, app.config.calls.time_limit());
    let mut content = content(&plan, &ask, identity, app);
    content.request.created_by = request.user().map(str::to_owned);
    let order = Order { app, account: &account, new_call, content, until };
    let open = facts.tenant.map(|tenant| tenant.open_calls).unwrap_or_default();
    order.carry_out(&open).await
}

/// The call, if this is a repeat.
async fn known(
    app: &App,
    request: &ApiRequest,
    identity: &Identity,
) -> Result<Option<Call>, StoreError> {
    match identity.repeats {
        Repeats::Possible => app.store.call_get(&request.tenant, &identity.call_id).await,
        Repeats::Impossible => Ok(None),
    }
}

async fn facts(app: &App, request: &ApiRequest) -> Result<Facts, StoreError> {
    let tenant = &request.tenant;
    let (tenant, numbers) =
        try_join(app.store.tenant_get(tenant), app.store.number_list(tenant)).await?;
    Ok(Facts { tenant, numbers })
}

/// The account that the number belongs to, if it is the tenant's and in use.
async fn account(app: &App, number: &Number) -> Result<Arc<OpenAccount>, ApiError> {
    let open = app.accounts.fresh(&number.account_sid).await?;
    let usable = |account: &Account| {
        account.tenant_id == number.tenant_id && account.status == AccountStatus::Active
    };
    open.filter(|open| usable(&open.account)).ok_or(ApiError::Conflict {
        code: "account_not_active",
        message: "the Twilio account of this number is not active",
    })
}

fn content(plan: &Plan, ask: &Ask, identity: Identity, app: &App) -> CallContent {
    CallContent {
        call_id: identity.call_id,
        call_sid: None,
        tenant_id: plan.from.tenant_id.clone(),
        account_sid: plan.from.account_sid.clone(),
        direction: Direction::Outbound,
        from_number: plan.from.phone_number.as_str().to_owned(),
        to_number: plan.to.as_str().to_owned(),
        lead_id: ask.lead_id.clone(),
        recording_enabled: Some(ask.record),
        request: plan.request(ask, identity.request_hash),
        details: Details::default(),
        created_at: app.now(),
    }
}
