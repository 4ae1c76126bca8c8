//! Makes the subaccount, once.

use super::run::{Run, Stop, refusal};
use crate::records::{Account, Provisioning, ProvisioningFailure, ProvisioningStep};
use twilio::client::{Again, PostError, TwilioAccount, ask};
use twilio::status::AccountStatus;

impl Run<'_> {
    /// Makes the subaccount, or finds it by its name, and writes its record.
    pub(super) async fn make_account(&mut self) -> Result<(), Stop> {
        let name = self.state.account_name(self.tenant);
        let known = match self.untried {
            true => None,
            false => self.find(&name).await?,
        };
        match known {
            Some(account) => self.keep(account).await,
            None => self.create(&name).await,
        }
    }

    async fn create(&mut self, name: &str) -> Result<(), Stop> {
        let twilio = self.app.twilio();
        let request = |within| twilio.errand(self.parent(), within).account_create(name);
        match ask(Again::WhileUnsent, self.until, request).await {
            Ok(account) => self.keep(account).await,
            Err(PostError::Refused(refused)) => self.give_up(refusal(refused)).await,
            Err(PostError::Unknown(reason)) => match self.find(name).await {
                Ok(Some(account)) => self.keep(account).await,
                _ => Err(Stop::Unsure(reason)),
            },
            Err(error) => Err(error.into()),
        }
    }

    async fn find(&self, name: &str) -> Result<Option<TwilioAccount>, Stop> {
        let twilio = self.app.twilio();
        let found =
            self.look(|within| twilio.errand(self.parent(), within).account_find(name)).await;
        Ok(found?.into_iter().next())
    }

    /// Active at once: webhooks may come as soon as there is a number. The tenant gets it at the end.
    async fn keep(&mut self, made: TwilioAccount) -> Result<(), Stop> {
        let account_sid = Some(made.sid.clone());
        if made.status != AccountStatus::Active {
            let message = "The new account is not active.".to_owned();
            self.state.account_sid = account_sid;
            return self.give_up(ProvisioningFailure::Refused { twilio_code: None, message }).await;
        }
        let token = self.app.secrets.encrypt(&made.sid, &made.auth_token).await?;
        let account = Account::active(made.sid, self.tenant.clone(), token);
        let next = Provisioning { account_sid, ..self.at(ProvisioningStep::Number) };
        let progress = self.app.store.provisioning_account(&next, &account).await?;
        self.came_to(next, progress)
    }
}
