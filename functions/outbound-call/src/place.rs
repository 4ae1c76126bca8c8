//! Begins a call, asks Twilio for it, and writes what Twilio says.

use http::StatusCode;
use shared::accounts::OpenAccount;
use shared::api::{Answer, ApiError, busy};
use shared::app::App;
use shared::records::{Call, CallContent, CallRate, Placement};
use shared::store::{Begun, StoreError};
use tokio::time::Instant;
use twilio::client::{Again, NewCall, PlacedCall, PostError, ask};

use crate::{found, refusal, view};

/// Other calls of the tenant that may begin between reading how many there are and adding one.
const TRIES: usize = 20;

/// A call that is to be made.
pub(crate) struct Order<'a> {
    pub(crate) app: &'a App,
    pub(crate) account: &'a OpenAccount,
    pub(crate) new_call: NewCall,
    pub(crate) content: CallContent,
    /// When Twilio must have answered.
    pub(crate) until: Instant,
}

impl Order<'_> {
    /// Makes the call, unless another request with the same key has begun it meanwhile.
    pub(crate) async fn carry_out(self, rate: CallRate) -> Result<Answer, ApiError> {
        if let Some(call) = self.begin(rate).await? {
            let hash = self.content.request.request_hash.as_deref().unwrap_or_default();
            return found::answer(self.app, call, hash).await;
        }
        match self.ask_twilio().await {
            Ok(placed) => self.placed(placed).await,
            Err(PostError::Refused(refused)) => {
                let error = refusal::error(refused.code, &refused.message);
                let (error_code, error_message) = (refused.code, refused.message);
                self.write(&Placement::Refused { error_code, error_message }).await;
                Err(error)
            }
            Err(PostError::Unknown(reason)) => Ok(self.unconfirmed(&reason).await),
            Err(PostError::Busy) => {
                self.release().await;
                Err(busy())
            }
            Err(error @ PostError::NotSent(_)) => {
                self.release().await;
                Err(ApiError::Unavailable(error.into()))
            }
        }
    }

    /// Writes and counts the call; answers with the one that is there if there is one.
    async fn begin(&self, mut rate: CallRate) -> Result<Option<Call>, ApiError> {
        let Self { app, content, .. } = self;
        for _ in 0..TRIES {
            let now = content.created_at;
            if rate.with_call_at(now).count > app.config.calls_per_minute {
                return Err(ApiError::TooMany { retry_after: rest_of_minute(now.as_millis()) });
            }
            match app.store.call_begin(content, rate).await? {
                Begun::Begun => return Ok(None),
                Begun::Exists(call) => return Ok(Some(*call)),
                Begun::RateChanged => {}
                Begun::Foreign => {
                    let reason = "two tenants have a call of the same id".to_owned();
                    return Err(StoreError::Broken(reason).into());
                }
            }
            let tenant = app.store.tenant_get(&content.tenant_id).await?;
            rate = tenant.map(|tenant| tenant.call_rate).unwrap_or_default();
        }
        Err(ApiError::TooMany { retry_after: 1 })
    }

    /// Asks again only while Twilio has certainly not looked at it.
    async fn ask_twilio(&self) -> Result<PlacedCall, PostError> {
        let account = (&self.account.account.account_sid, self.account.token());
        let request =
            |within| self.app.twilio().errand(account, within).call_create(&self.new_call);
        ask(Again::WhileUnsent, self.until, request).await
    }

    async fn placed(self, placed: PlacedCall) -> Result<Answer, ApiError> {
        let PlacedCall { sid: call_sid, status } = placed;
        tracing::info!(call_id = %self.content.call_id, %call_sid, "call placed");
        let placement = Placement::Placed { call_sid: call_sid.clone(), status: status.clone() };
        self.write(&placement).await;
        let mut call = Call::begun(self.content);
        call.content.call_sid = Some(call_sid);
        call.progress.status = Some(status);
        Ok(Answer { status: StatusCode::CREATED, body: view::of(&call) })
    }

    async fn unconfirmed(self, reason: &str) -> Answer {
        tracing::warn!(call_id = %self.content.call_id, reason, "nobody knows whether it is made");
        self.write(&Placement::Unconfirmed).await;
        let mut call = Call::begun(self.content);
        call.unconfirmed = true;
        Answer { status: StatusCode::ACCEPTED, body: view::of(&call) }
    }

    /// The answer is worth more than its record: callbacks will tell what this does not.
    async fn write(&self, placement: &Placement) {
        let Self { app, content, .. } = self;
        let (tenant, call_id) = (&content.tenant_id, &content.call_id);
        let written = app.store.call_placed(tenant, call_id, placement, app.now()).await;
        if let Err(error) = written {
            tracing::error!(%error, %call_id, ?placement, "what became of a call is not written");
        }
    }

    /// The same key may be used again.
    async fn release(&self) {
        if let Err(error) = self.app.store.call_release(&self.content).await {
            let call_id = &self.content.call_id;
            tracing::error!(%error, %call_id, "a call that was not made stays in the list");
        }
    }
}

fn rest_of_minute(millis: i64) -> u32 {
    let gone = millis.div_euclid(1_000).rem_euclid(60);
    u32::try_from(60 - gone).unwrap_or(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_minute_is_waited_for() {
        assert_eq!(rest_of_minute(0), 60);
        assert_eq!(rest_of_minute(59_999), 1);
        assert_eq!(rest_of_minute(90_000), 30);
    }
}
