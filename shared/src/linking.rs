//! Makes an account that exists at Twilio a tenant's, with the numbers that it has: each gets our
//! webhooks and a record, and the first that can text and call becomes the primary one.
//!
//! Each step looks at what is there before it does anything, so a run that has ended anywhere goes on
//! when it is asked for again.

mod number;
mod order;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use futures::{StreamExt, stream};
use tokio::time::Instant;

use crate::accounts::OpenAccount;
use crate::app::App;
use crate::numbers;
use crate::records::Number;
use crate::store::Claimed;
use number::{Became, Run};
use order::FOR_ONE;
use twilio::client::{Again, OwnedNumber, ask};
use twilio::status::AccountStatus;

pub use order::{LinkError, Order, Progress};

/// How long Twilio is asked in one sweep.
const PATIENCE: Duration = Duration::from_secs(20);
/// Numbers that are set up at the same time.
const AT_ONCE: usize = 4;

/// Does what the operator wants, for the sweeper. What will never be possible is logged, and no error.
pub async fn operate(app: &App, order: Order<'_>) -> Result<Progress, LinkError> {
    match Box::pin(link(app, order)).await {
        Err(reason) if reason.is_final() => {
            let Order { tenant_id, account_sid, .. } = order;
            tracing::error!(%tenant_id, %account_sid, %reason, "command refused");
            Ok(Progress::Done)
        }
        done => done,
    }
}

async fn link(app: &App, order: Order<'_>) -> Result<Progress, LinkError> {
    let until = Instant::now() + PATIENCE;
    let account = open(app, order).await?;
    let (own, twilio) = ((order.account_sid, account.token()), app.twilio());
    let list = |within| twilio.errand(own, within).number_list(order.account_sid);
    let mut owned = ask(Again::WhileUnknown, Instant::now() + FOR_ONE, list).await?;
    // Which one becomes the primary number does not depend on what Twilio shows first.
    owned.sort_by(|one, other| one.phone_number.as_str().cmp(other.phone_number.as_str()));
    claim(app, order).await?;
    let became = set_up(app, (order, &account), owned, until).await?;
    conclude(app, order, became).await
}

async fn open(app: &App, order: Order<'_>) -> Result<Arc<OpenAccount>, LinkError> {
    let found = app.accounts.fresh(order.account_sid).await?.ok_or(LinkError::NoAccount)?;
    match &found.account {
        account if account.tenant_id != *order.tenant_id => Err(LinkError::OtherTenant),
        account if account.status != AccountStatus::Active => Err(LinkError::NotActive),
        _ => Ok(found),
    }
}

/// The account becomes the tenant's before its numbers do: only one can.
async fn claim(app: &App, order: Order<'_>) -> Result<(), LinkError> {
    let tenant = app.store.tenant_get(order.tenant_id).await?;
    if tenant.as_ref().is_some_and(crate::records::Tenant::is_being_provisioned) {
        return Err(LinkError::BeingProvisioned);
    }
    let attempt = tenant.and_then(|tenant| tenant.provisioning);
    match app.store.tenant_claim(order.tenant_id, order.account_sid, attempt.as_ref()).await? {
        Claimed::Ours => Ok(()),
        Claimed::OtherAccount => Err(LinkError::OtherAccount),
        Claimed::BeingProvisioned => Err(LinkError::BeingProvisioned),
    }
}

async fn set_up(
    app: &App,
    (order, account): (Order<'_>, &OpenAccount),
    owned: Vec<OwnedNumber>,
    until: Instant,
) -> Result<Vec<Became>, LinkError> {
    let known = app.store.number_list(order.tenant_id).await?;
    let known: HashMap<String, Number> =
        known.into_iter().map(|number| (number.phone_number.as_str().to_owned(), number)).collect();
    let settings = numbers::settings(order.base_url, None);
    let run = Run { app, order, account, settings: &settings, until };
    let each = stream::iter(owned).map(|owned| {
        let known = known.get(owned.phone_number.as_str());
        run.number(owned, known)
    });
    let became: Vec<_> = each.buffered(AT_ONCE).collect().await;
    became.into_iter().collect()
}

async fn conclude(app: &App, order: Order<'_>, became: Vec<Became>) -> Result<Progress, LinkError> {
    let Order { tenant_id, account_sid, .. } = order;
    let (mut linked, mut refused, mut late, mut failed) = (Vec::new(), 0_usize, 0_usize, None);
    for one in became {
        match one {
            Became::Linked(number) => linked.push(number),
            Became::Refused => refused += 1,
            Became::Late => late += 1,
            Became::Failed(error) => failed = Some(error),
        }
    }
    let both = |number: &&Number| number.capabilities.sms && number.capabilities.voice;
    if let Some(first) = linked.iter().map(AsRef::as_ref).find(both) {
        app.store.tenant_primary_once(first).await?;
    }
    let numbers = linked.len();
    match failed {
        Some(error) => Err(error.into()),
        None if late > 0 => {
            tracing::info!(%tenant_id, %account_sid, numbers, late, "linking goes on");
            Ok(Progress::GoesOn)
        }
        None => {
            tracing::info!(%tenant_id, %account_sid, numbers, refused, "the account is linked");
            Ok(Progress::Done)
        }
    }
}
