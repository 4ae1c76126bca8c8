//! One run: from step to step until the end, or until it cannot go on for now.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::ProvisioningError;
use crate::accounts::OpenAccount;
use crate::app::App;
use crate::ids::TenantId;
use crate::records::{Provisioning, ProvisioningFailure, ProvisioningStep};
use crate::secrets::SecretsError;
use crate::store::{Progress, StoreError};
use twilio::client::{Again, Credentials, OwnedNumber, PostError, Refused, ask};

/// How long nobody else goes on, from the last thing that a run has written. No run asks Twilio for
/// longer than [`super::LONGEST`] without writing.
pub(super) const LEASE: Duration = Duration::from_secs(30);
/// How long Twilio may take until what it has done after all can be seen there.
const UNTIL_SEEN: Duration = Duration::from_secs(15);

/// Why a run ends before the end.
pub(super) enum Stop {
    /// Twilio has not done it. Anyone may ask again.
    Later(String),
    /// Twilio may have done it. Nobody may look before that can be seen.
    Unsure(String),
    /// Another run has taken over.
    Lost,
    /// Records or tokens could not be read or written. The lease ends by itself.
    Broken(ProvisioningError),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Stop::Broken(error.into())
    }
}

impl From<SecretsError> for Stop {
    fn from(error: SecretsError) -> Self {
        Stop::Broken(ProvisioningError::Accounts(error.into()))
    }
}

/// Where nothing has been done by it.
impl From<PostError> for Stop {
    fn from(error: PostError) -> Self {
        Stop::Later(error.to_string())
    }
}

/// Whoever has the lease.
pub(super) struct Run<'a> {
    pub(super) app: &'a App,
    pub(super) tenant: &'a TenantId,
    pub(super) state: Provisioning,
    /// Nobody has tried the step before: it was this run that came to it.
    pub(super) untried: bool,
    /// The number, if this run has bought it.
    pub(super) bought: Option<OwnedNumber>,
    parent: Arc<OpenAccount>,
    pub(super) until: Instant,
}

impl<'a> Run<'a> {
    pub(super) fn new(
        app: &'a App,
        (tenant, parent): (&'a TenantId, Arc<OpenAccount>),
        state: Provisioning,
        until: Instant,
    ) -> Self {
        Self { app, tenant, state, untried: false, bought: None, parent, until }
    }

    /// The run that has begun it all.
    pub(super) fn at_first(self) -> Self {
        Self { untried: true, ..self }
    }

    /// Goes as far as it can, and leaves the rest to another run.
    pub(super) async fn finish(mut self) -> Result<(), ProvisioningError> {
        let free = match self.steps().await {
            Ok(()) | Err(Stop::Lost) => return Ok(()),
            Err(Stop::Broken(error)) => return Err(error),
            Err(Stop::Later(reason)) => self.paused(&reason, Duration::ZERO),
            Err(Stop::Unsure(reason)) => self.paused(&reason, UNTIL_SEEN),
        };
        self.app.store.provisioning_put(self.tenant, &free).await?;
        Ok(())
    }

    async fn steps(&mut self) -> Result<(), Stop> {
        loop {
            match self.state.step {
                ProvisioningStep::Search => self.search().await?,
                ProvisioningStep::Account => self.make_account().await?,
                ProvisioningStep::Number => self.buy().await?,
                ProvisioningStep::Activate => self.activate().await?,
                ProvisioningStep::Undo => self.undo().await?,
                ProvisioningStep::Done | ProvisioningStep::Failed => return Ok(()),
            }
        }
    }

    fn paused(&self, reason: &str, pause: Duration) -> Provisioning {
        let (tenant_id, step) = (self.tenant, self.state.step.as_str());
        tracing::warn!(%tenant_id, step, reason, "provisioning waits");
        let mut free = self.state.clone();
        free.lease.until = self.app.now().after(pause);
        free
    }

    /// The state at another step, to be written.
    pub(super) fn at(&self, step: ProvisioningStep) -> Provisioning {
        let now = self.app.now();
        let mut next = Provisioning { step, updated_at: now, ..self.state.clone() };
        next.lease.until = now.after(LEASE);
        next
    }

    /// Writes the next step before it begins.
    pub(super) async fn go_to(&mut self, next: Provisioning) -> Result<(), Stop> {
        let progress = self.app.store.provisioning_put(self.tenant, &next).await?;
        self.came_to(next, progress)
    }

    /// Goes on from what was to be written, if it is.
    pub(super) fn came_to(&mut self, next: Provisioning, progress: Progress) -> Result<(), Stop> {
        match progress {
            Progress::Written => {}
            Progress::Lost => return Err(Stop::Lost),
            Progress::Foreign => {
                return Err(Stop::Later("a record of another tenant is in the way".to_owned()));
            }
        }
        let (tenant_id, step) = (self.tenant, next.step.as_str());
        tracing::info!(%tenant_id, provisioning_id = next.id, step, "provisioning goes on");
        self.untried = next.step != self.state.step || self.untried;
        self.state = next;
        Ok(())
    }

    /// It cannot be completed: undoes what was done, if anything was.
    pub(super) async fn give_up(&mut self, failure: ProvisioningFailure) -> Result<(), Stop> {
        let nothing_to_undo = self.state.account_sid.is_none();
        let step = if nothing_to_undo { ProvisioningStep::Failed } else { ProvisioningStep::Undo };
        let next = Provisioning { failure: Some(failure), ..self.at(step) };
        match nothing_to_undo {
            true => self.end(next).await,
            false => self.go_to(next).await,
        }
    }

    /// Writes that the tenant has nothing.
    pub(super) async fn end(&mut self, next: Provisioning) -> Result<(), Stop> {
        let progress = self.app.store.provisioning_failed(self.tenant, &next).await?;
        self.came_to(next, progress)
    }

    /// Asks Twilio for something that can be read, or done twice.
    pub(super) async fn look<T, F>(&self, request: impl Fn(Duration) -> F) -> Result<T, PostError>
    where
        F: Future<Output = Result<T, PostError>>,
    {
        ask(Again::WhileUnknown, self.until, request).await
    }

    /// The credentials of the main account.
    pub(super) fn parent(&self) -> Credentials<'_> {
        (&self.parent.account.account_sid, self.parent.token())
    }
}

/// Twilio's no as the reason.
pub(super) fn refusal(refused: Refused) -> ProvisioningFailure {
    ProvisioningFailure::Refused { twilio_code: refused.code, message: refused.message }
}
