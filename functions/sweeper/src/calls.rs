//! Calls whose end nobody has told, and those of which nobody knows whether Twilio has made them.

mod found;
mod judge;
mod lost;

use std::sync::Arc;
use std::time::Duration;

use futures::{StreamExt, stream};
use shared::accounts::OpenAccount;
use shared::app::App;
use shared::records::{Call, CallContent, Timestamp, UNENDED, UnsettledCall};
use shared::store::{CallMinutes, StoreError};
use shared::worker::NotDone;
use twilio::client::Credentials;
use twilio::status::{AccountStatus, CallStatus};

use crate::name::NAME;

/// Calls of one shard that one sweep looks up; the rest is due at the next one.
const LIMIT: i32 = 40;
/// Calls that are looked up at the same time: each may take 10 s, and all together have 50 s.
const AT_ONCE: usize = 40;
/// How long Twilio is waited for in each request.
const PATIENCE: Duration = Duration::from_secs(5);
const NO_ACCOUNT: &str = "What became of this call is not known: its Twilio account is closed.";

/// A call that is to be looked up.
#[derive(Clone, Copy)]
struct Unsettled<'a> {
    app: &'a App,
    record: &'a UnsettledCall,
    now: Timestamp,
}

/// A call that can be looked up.
struct Look<'a> {
    of: Unsettled<'a>,
    account: &'a OpenAccount,
}

/// Whether an account can be asked.
enum Serves {
    Now(Arc<OpenAccount>),
    /// It is suspended, and Twilio answers it nothing.
    Later,
    Never,
}

/// Looks up the calls whose time has come.
pub(crate) async fn settle(app: &App, now: Timestamp) -> Result<(), StoreError> {
    let due = app.store.calls_unsettled(now, LIMIT).await?;
    let looks = stream::iter(due).map(async |record| {
        if let Err(reason) = (Unsettled { app, record: &record, now }).look().await {
            let UnsettledCall { call_id, tenant_id, .. } = record;
            tracing::warn!(function = NAME, %call_id, %tenant_id, %reason, "call not settled");
        }
    });
    looks.buffer_unordered(AT_ONCE).collect::<()>().await;
    Ok(())
}

impl Unsettled<'_> {
    /// Whatever happens, the call is looked up again later, until its end is told.
    async fn look(self) -> Result<(), NotDone> {
        let Self { app, record, now } = self;
        let Some(call) = app.store.unsettled_take(record, record.next_look(now)).await? else {
            return Ok(());
        };
        if is_told(&call) {
            return Ok(app.store.unsettled_end(record).await?);
        }
        if call.content.call_sid.is_some() && record.age(now) < UNENDED {
            let next = record.created_at.after(UNENDED);
            return Ok(app.store.unsettled_postpone(record, next).await?);
        }
        let account = match self.account(&call).await? {
            Serves::Now(account) => account,
            Serves::Later => return Ok(()),
            Serves::Never => return self.give_up(&call, NO_ACCOUNT).await,
        };
        let look = Look { of: self, account: &account };
        match &call.content.call_sid {
            Some(sid) => look.at_known(&call, sid).await,
            None => look.for_lost(&call).await,
        }
    }

    /// One that does not seem to be active is read again before anything follows from it.
    async fn account(self, call: &Call) -> Result<Serves, NotDone> {
        let (accounts, sid) = (&self.app.accounts, &call.content.account_sid);
        let active = |open: &Arc<OpenAccount>| open.account.status == AccountStatus::Active;
        let open = match accounts.open(sid).await?.filter(active) {
            Some(open) => Some(open),
            None => accounts.fresh(sid).await?,
        };
        let own = open.filter(|open| open.account.tenant_id == call.content.tenant_id);
        Ok(match own {
            Some(open) if open.account.status == AccountStatus::Active => Serves::Now(open),
            Some(open) if open.account.status == AccountStatus::Suspended => Serves::Later,
            _ => Serves::Never,
        })
    }

    /// Nobody will ever tell more: what was not heard to have ended has failed. It may have been made,
    /// and counts as if it was.
    async fn give_up(self, call: &Call, words: &str) -> Result<(), NotDone> {
        let (store, content) = (&self.app.store, &call.content);
        if call.status().is_final() {
            return Ok(store.unsettled_end(self.record).await?);
        }
        store.call_lost(content, words, self.now).await?;
        given_up(content, words);
        Ok(())
    }

    /// Twilio has not made it: it counts no longer.
    async fn not_made(self, call: &Call, words: &str) -> Result<(), NotDone> {
        let (store, content) = (&self.app.store, &call.content);
        if store.call_not_made(content, words, self.now).await? {
            let minutes = CallMinutes::of(&self.app.config.calls).allowance;
            store.allowance_return(&content.tenant_id, &minutes, content.created_at).await?;
            store.open_call_remove(content).await?;
        }
        given_up(content, words);
        Ok(())
    }
}

fn given_up(content: &CallContent, words: &str) {
    let (call_id, tenant_id) = (&content.call_id, &content.tenant_id);
    tracing::warn!(function = NAME, %call_id, %tenant_id, reason = words, "a call is given up");
}

/// Whether its last callback has come: the end of a `<Dial>` tells of the call's end too, but not all.
fn is_told(call: &Call) -> bool {
    match call.status() {
        CallStatus::Completed => call.progress.duration.is_some(),
        status => status.is_final(),
    }
}

impl Look<'_> {
    fn credentials(&self) -> Credentials<'_> {
        (&self.account.account.account_sid, self.account.token())
    }
}
