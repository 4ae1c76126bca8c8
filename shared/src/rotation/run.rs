//! One run: from token to token.

use std::time::Duration;

use tokio::time::Instant;

use super::{Rotation, RotationError};
use crate::accounts::FRESH;
use crate::app::App;
use crate::provisioning;
use crate::records::{Account, JobPayload, Lease};
use twilio::auth_token::AuthToken;
use twilio::client::{Again, Credentials, PostError, Refused, ask};
use twilio::status::AccountStatus;

/// How long the token before is accepted: webhooks that it has signed may still be on their way.
const GRACE: Duration = Duration::from_mins(5);
/// After it whoever looks an account up sees the token that was kept before.
const SETTLED: Duration = Duration::from_secs(2 * FRESH.as_secs());

/// Whoever has the right to change the token.
pub(super) struct Run<'a> {
    app: &'a App,
    account: Account,
    current: AuthToken,
    lease: Lease,
    until: Instant,
}

/// What became of the second token.
enum Promotion {
    /// It is the only one.
    Promoted,
    /// It was given up, and the current one is still valid.
    Gone,
}

impl<'a> Run<'a> {
    pub(super) async fn open(
        app: &'a App,
        account: Account,
        lease: Lease,
        until: Instant,
    ) -> Result<Self, RotationError> {
        let current = app.secrets.decrypt(&account.account_sid, &account.auth_token).await?;
        Ok(Self { app, account, current, lease, until })
    }

    pub(super) async fn finish(mut self) -> Result<Rotation, RotationError> {
        let ended = self.steps().await;
        match &ended {
            // The lease ends by itself.
            Err(RotationError::Accounts(_)) => {}
            _ => self.app.store.rotation_release(&self.account, &self.lease).await?,
        }
        if matches!(ended, Ok(Rotation::Done(_))) {
            let payload = JobPayload::Rotate { tenant_id: self.account.tenant_id.clone() };
            self.app.store.job_delete(&payload.job_id()).await?;
        }
        ended
    }

    async fn steps(&mut self) -> Result<Rotation, RotationError> {
        let mut next = match self.account.next_auth_token() {
            Some(next) => self.app.secrets.decrypt(&self.account.account_sid, next).await?,
            None => self.make_second().await?,
        };
        loop {
            tokio::time::sleep(SETTLED).await;
            match self.promote(&next).await? {
                Promotion::Promoted => return self.swap().await,
                Promotion::Gone => next = self.make_second().await?,
            }
        }
    }

    /// Makes a second token at Twilio and keeps it.
    async fn make_second(&mut self) -> Result<AuthToken, RotationError> {
        let token = match self.create().await {
            // There is one that nobody has kept.
            Err(PostError::Refused(refused)) if refused.status != 401 => {
                self.delete().await?;
                self.create().await?
            }
            Err(PostError::Unknown(_)) => {
                self.delete().await?;
                self.create().await?
            }
            created => created?,
        };
        self.keep(&token).await?;
        Ok(token)
    }

    async fn create(&self) -> Result<AuthToken, PostError> {
        let (twilio, current) = (self.app.twilio(), self.credentials(&self.current));
        let request = |within| twilio.errand(current, within).secondary_token_create();
        ask(Again::WhileUnsent, self.until, request).await
    }

    async fn delete(&self) -> Result<(), PostError> {
        let (twilio, current) = (self.app.twilio(), self.credentials(&self.current));
        let request = |within| twilio.errand(current, within).secondary_token_delete();
        match ask(Again::WhileUnknown, self.until, request).await {
            // There is none.
            Err(PostError::Refused(refused)) if refused.status != 401 => Ok(()),
            deleted => deleted,
        }
    }

    /// Webhooks that are signed with it are accepted from now on.
    async fn keep(&mut self, token: &AuthToken) -> Result<(), RotationError> {
        let encrypted = self.app.secrets.encrypt(&self.account.account_sid, token).await?;
        let kept = self.app.store.rotation_begin(&self.account, &self.lease, &encrypted).await?;
        self.account = kept.ok_or_else(lost)?;
        Ok(())
    }

    /// Asking again does no harm: the token that it was asked with is void once it is done.
    async fn promote(&mut self, next: &AuthToken) -> Result<Promotion, RotationError> {
        let (twilio, current) = (self.app.twilio(), self.credentials(&self.current));
        let request = |within| twilio.errand(current, within).token_promote();
        match ask(Again::WhileUnknown, self.until, request).await {
            Ok(token) if token == *next => Ok(Promotion::Promoted),
            // Somebody else has made another second token meanwhile.
            Ok(token) => self.keep(&token).await.map(|()| Promotion::Promoted),
            Err(PostError::Refused(refused)) if refused.status == 401 => {
                self.find_valid(next, refused).await.map(|()| Promotion::Promoted)
            }
            Err(PostError::Refused(_)) => Ok(Promotion::Gone),
            Err(error) => Err(error.into()),
        }
    }

    /// The current token is void. If the second one is too, the main account knows the valid one.
    async fn find_valid(&mut self, next: &AuthToken, no: Refused) -> Result<(), RotationError> {
        let (twilio, sid) = (self.app.twilio(), self.account.account_sid.clone());
        let of_its_own = self.credentials(next);
        let request = |within| twilio.errand(of_its_own, within).account_get(&sid);
        match ask(Again::WhileUnknown, self.until, request).await {
            Ok(_) => return Ok(()),
            Err(PostError::Refused(refused)) if refused.status == 401 => {}
            Err(error) => return Err(error.into()),
        }
        let parent = provisioning::parent(self.app).await?;
        let parent = (&parent.account.account_sid, parent.token());
        let request = |within| twilio.errand(parent, within).account_get(&sid);
        let found = ask(Again::WhileUnknown, self.until, request).await?;
        if found.status != AccountStatus::Active || found.auth_token == self.current {
            return Err(RotationError::Refused(no));
        }
        self.keep(&found.auth_token).await
    }

    async fn swap(&mut self) -> Result<Rotation, RotationError> {
        let until = self.app.now().after(GRACE);
        let swapped = self.app.store.rotation_swap(&self.account, &self.lease, until).await?;
        self.account = swapped.ok_or_else(lost)?;
        let (tenant_id, account_sid) = (&self.account.tenant_id, &self.account.account_sid);
        tracing::info!(%tenant_id, %account_sid, "the account has another token");
        Ok(Rotation::Done(until))
    }

    fn credentials<'t>(&'t self, token: &'t AuthToken) -> Credentials<'t> {
        (&self.account.account_sid, token)
    }
}

fn lost() -> RotationError {
    RotationError::Later("another run has taken over".to_owned())
}
