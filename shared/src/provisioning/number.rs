//! Buys the number, and makes it the tenant's.

use std::time::Duration;

use tokio::time::Instant;

use super::run::{Run, Stop, refusal};
use crate::numbers::{self, AcquireError, Wanted};
use crate::records::{Provisioning, ProvisioningFailure, ProvisioningStep};
use crate::store::Progress;
use twilio::client::{OwnedNumber, PostError};
use twilio::phone::E164;
use twilio::sid::AccountSid;

/// Without this much time left nothing is bought: nobody would wait to see it.
const SHORTEST: Duration = Duration::from_secs(1);

impl Run<'_> {
    /// Buys the number that was chosen, with all its webhooks. Nobody can buy a number twice, so it
    /// does no harm that an earlier run may have bought it.
    pub(super) async fn buy(&mut self) -> Result<(), Stop> {
        let (account, number) = self.chosen()?;
        let wish = &self.state.wish;
        let settings = numbers::settings(&self.state.base_url, wish.friendly_name.clone());
        let (owner, number) = (&account, &number);
        let wanted = Wanted { credentials: self.parent(), owner, number, settings: &settings };
        let within = self.until.saturating_duration_since(Instant::now());
        if within < SHORTEST {
            return Err(Stop::Later("there is no time left to ask Twilio".to_owned()));
        }
        match numbers::acquire(self.app, &wanted, within).await {
            Ok(bought) => self.bought(bought).await,
            Err(AcquireError::Taken) => self.choose_another(owner, number).await,
            Err(AcquireError::Twilio(PostError::Refused(refused))) => {
                self.give_up(refusal(refused)).await
            }
            Err(error) => Err(Stop::Later(error.to_string())),
        }
    }

    async fn bought(&mut self, bought: OwnedNumber) -> Result<(), Stop> {
        let next = Provisioning {
            number: Some(bought.phone_number.clone()),
            number_sid: Some(bought.sid.clone()),
            ..self.at(ProvisioningStep::Activate)
        };
        self.go_to(next).await?;
        self.bought = Some(bought);
        Ok(())
    }

    /// Somebody was faster, unless the account has a number after all.
    async fn choose_another(&mut self, account: &AccountSid, number: &E164) -> Result<(), Stop> {
        let twilio = self.app.twilio();
        let numbers =
            self.look(|within| twilio.errand(self.parent(), within).number_list(account)).await;
        if let Some(own) = numbers?.into_iter().next() {
            let number = Some(own.phone_number);
            return self.go_to(Provisioning { number, ..self.at(ProvisioningStep::Number) }).await;
        }
        let mut next = self.at(ProvisioningStep::Search);
        next.unavailable.push(number.clone());
        self.go_to(next).await
    }

    /// Makes the number the tenant's primary one, and the account its own.
    pub(super) async fn activate(&mut self) -> Result<(), Stop> {
        let (account, number) = self.chosen()?;
        let bought = match self.bought.take() {
            Some(bought) => Some(bought),
            None => self.find_number(&account, &number).await?,
        };
        let Some(bought) = bought else {
            return self.give_up(ProvisioningFailure::NoNumbers).await;
        };
        let next = self.at(ProvisioningStep::Done);
        let (base_url, now) = (&self.state.base_url, self.app.now());
        let number = numbers::record(&bought, self.tenant, base_url, now);
        match self.app.store.provisioning_done(&next, &number).await? {
            // Another tenant has a record of this number, or this one has got another account.
            Progress::Foreign => self.give_up(ProvisioningFailure::NoNumbers).await,
            progress => self.came_to(next, progress),
        }
    }

    async fn find_number(
        &self,
        owner: &AccountSid,
        number: &E164,
    ) -> Result<Option<OwnedNumber>, Stop> {
        let twilio = self.app.twilio();
        let request = |within| twilio.errand(self.parent(), within).number_find(owner, number);
        Ok(self.look(request).await?)
    }

    /// The subaccount and the number that was chosen for it.
    fn chosen(&self) -> Result<(AccountSid, E164), Stop> {
        let state = &self.state;
        let both = state.account_sid.clone().zip(state.number.clone());
        both.ok_or_else(|| Stop::Later("there is no account or no number".to_owned()))
    }
}
