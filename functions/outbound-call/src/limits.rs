//! What calls cost at most: how many begin in a minute, how many are open, how many minutes a day.

use shared::api::{ApiError, Limit};
use shared::app::App;
use shared::records::{CallContent, OpenCalls};
use shared::store::{Allowance, CallMinutes, StoreError};

/// Looks at the calls that have all places, before one is refused.
const TRIES: usize = 8;
/// Seconds after which one of the calls that are open may have ended.
const UNTIL_ONE_ENDS: u32 = 10;

/// A call that was counted, before it begins.
pub(crate) struct Counted<'a> {
    app: &'a App,
    content: &'a CallContent,
    minute: Allowance,
    minutes: CallMinutes,
}

/// What of a call is given back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GiveBack {
    /// Nothing of it was made.
    All,
    /// Another request with the same key has begun it, and it has the place.
    AllButThePlace,
}

impl<'a> Counted<'a> {
    /// Counts one more call, unless the tenant has made too many. `open` are the calls that it had
    /// open when that was read.
    pub(crate) async fn take(
        (app, content): (&'a App, &'a CallContent),
        open: &OpenCalls,
    ) -> Result<Self, ApiError> {
        let (counted, at) = (Self::of(app, content), content.created_at);
        counted.settle(open).await?;
        if !counted.take_one(&counted.minute).await? {
            let retry_after = Some(counted.minute.retry_after(at));
            return Err(ApiError::Limit { limit: Limit::CallsPerMinute, retry_after });
        }
        if !counted.take_one(&counted.minutes.allowance).await? {
            counted.return_one(&counted.minute).await?;
            let retry_after = Some(counted.minutes.allowance.retry_after(at));
            return Err(ApiError::Limit { limit: Limit::CallMinutesPerDay, retry_after });
        }
        if !counted.take_place().await? {
            counted.give_back(GiveBack::AllButThePlace).await?;
            let retry_after = Some(UNTIL_ONE_ENDS);
            return Err(ApiError::Limit { limit: Limit::OpenCalls, retry_after });
        }
        Ok(counted)
    }

    /// A call that was counted before.
    pub(crate) fn of(app: &'a App, content: &'a CallContent) -> Self {
        let limits = app.config.calls;
        let minute = Allowance { name: "calls_minute", seconds: 60, limit: limits.per_minute };
        Self { app, content, minute, minutes: CallMinutes::of(&limits) }
    }

    /// It was not made.
    pub(crate) async fn give_back(&self, what: GiveBack) -> Result<(), StoreError> {
        self.return_one(&self.minute).await?;
        self.return_one(&self.minutes.allowance).await?;
        match what {
            GiveBack::All => self.app.store.open_call_remove(self.content).await,
            GiveBack::AllButThePlace => Ok(()),
        }
    }

    async fn take_place(&self) -> Result<bool, StoreError> {
        for _ in 0..TRIES {
            let limit = self.app.config.calls.open;
            let Some(open) = self.app.store.open_call_add(self.content, limit).await? else {
                return Ok(true);
            };
            if !self.settle(&open).await? {
                return Ok(false);
            }
        }
        Ok(false)
    }

    async fn settle(&self, open: &OpenCalls) -> Result<bool, StoreError> {
        let CallContent { tenant_id, created_at, .. } = self.content;
        self.app.store.open_calls_settle(tenant_id, open, &self.minutes, *created_at).await
    }

    async fn take_one(&self, allowance: &Allowance) -> Result<bool, StoreError> {
        let CallContent { tenant_id, created_at, .. } = self.content;
        self.app.store.allowance_take(tenant_id, allowance, *created_at).await
    }

    async fn return_one(&self, allowance: &Allowance) -> Result<(), StoreError> {
        let CallContent { tenant_id, created_at, .. } = self.content;
        self.app.store.allowance_return(tenant_id, allowance, *created_at).await
    }
}
