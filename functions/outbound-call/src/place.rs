//! Begins a call, asks Twilio for it, and writes what Twilio says.

use http::StatusCode;
use shared::accounts::OpenAccount;
use shared::api::{Answer, ApiError, busy};
use shared::app::App;
use shared::records::{Call, CallContent, OpenCalls, Placement};
use shared::store::{Begun, StoreError};
use tokio::time::Instant;
use twilio::client::{Again, NewCall, PlacedCall, PostError, ask};

use crate::limits::{Counted, GiveBack};
use crate::{found, refusal, view};

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
    /// Makes the call, unless another request with the same key has begun it meanwhile. `open` are the
    /// calls that the tenant had open.
    pub(crate) async fn carry_out(self, open: &OpenCalls) -> Result<Answer, ApiError> {
        if let Some(call) = self.begin(open).await? {
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

    /// Counts and writes the call; answers with the one that is there if there is one.
    async fn begin(&self, open: &OpenCalls) -> Result<Option<Call>, ApiError> {
        let Self { app, content, .. } = self;
        let counted = match Counted::take((app, content), open).await {
            // Another request with the same key may have taken the last one.
            Err(refused) => {
                let known = app.store.call_get(&content.tenant_id, &content.call_id).await?;
                return known.map(Some).ok_or(refused);
            }
            Ok(counted) => counted,
        };
        match app.store.call_begin(content).await? {
            Begun::Begun => Ok(None),
            Begun::Exists(call) => {
                counted.give_back(GiveBack::AllButThePlace).await?;
                Ok(Some(*call))
            }
            Begun::Foreign => {
                counted.give_back(GiveBack::All).await?;
                let reason = "two tenants have a call of the same id".to_owned();
                Err(StoreError::Broken(reason).into())
            }
        }
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
        Ok(Answer { status: StatusCode::CREATED, body: view::of(&call).into() })
    }

    async fn unconfirmed(self, reason: &str) -> Answer {
        tracing::warn!(call_id = %self.content.call_id, reason, "nobody knows whether it is made");
        self.write(&Placement::Unconfirmed).await;
        let mut call = Call::begun(self.content);
        call.unconfirmed = true;
        Answer { status: StatusCode::ACCEPTED, body: view::of(&call).into() }
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

    /// The same key may be used again, and it does not count.
    async fn release(&self) {
        let Self { app, content, .. } = self;
        let released = async {
            app.store.call_release(content).await?;
            Counted::of(app, content).give_back(GiveBack::All).await
        };
        if let Err(error) = released.await {
            let call_id = &content.call_id;
            tracing::error!(%error, %call_id, "a call that was not made stays in the list or counts");
        }
    }
}
