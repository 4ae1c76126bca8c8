//! Buys the number, and makes it the tenant's.

use tokio::time::Instant;

use super::run::{Run, Stop, later, refusal};
use crate::ids::AccountSid;
use crate::numbers::{self, AcquireError, Wanted};
use crate::phone::E164;
use crate::records::{Number, Provisioning, ProvisioningFailure, ProvisioningStep};
use crate::store::Progress;
use crate::twilio::OwnedNumber;

impl Run<'_> {
    /// Buys the number that was chosen, with all its webhooks. Nobody can buy a number twice, so it
    /// does no harm that an earlier run may have bought it.
    pub(super) async fn buy(&mut self) -> Result<(), Stop> {
        let (owner, number) = self.chosen()?;
        let wish = &self.state.wish;
        let settings = numbers::settings(&self.state.base_url, wish.friendly_name.clone());
        let (credentials, owner, number) = (self.parent(), &owner, &number);
        let wanted = Wanted { credentials, owner, number, settings: &settings };
        let within = self.until.saturating_duration_since(Instant::now());
        match numbers::acquire(self.app, &wanted, within).await {
            Ok(owned) => self.bought(owned).await,
            Err(AcquireError::Taken) => self.choose_another(owner, number).await,
            Err(AcquireError::Refused(refused)) => self.give_up(refusal(refused)).await,
            Err(error) => Err(Stop::Later(error.to_string())),
        }
    }

    async fn bought(&mut self, owned: OwnedNumber) -> Result<(), Stop> {
        let next = Provisioning {
            number: Some(owned.phone_number.clone()),
            number_sid: Some(owned.sid.clone()),
            ..self.at(ProvisioningStep::Activate)
        };
        self.go_to(next).await?;
        self.bought = Some(owned);
        Ok(())
    }

    /// Somebody was faster, unless the account has a number after all.
    async fn choose_another(&mut self, owner: &AccountSid, number: &E164) -> Result<(), Stop> {
        let twilio = self.app.twilio();
        let owned = self.look(|within| twilio.number_list(self.parent(), owner, within)).await;
        if let Some(own) = owned.map_err(later)?.into_iter().next() {
            let number = Some(own.phone_number);
            return self.go_to(Provisioning { number, ..self.at(ProvisioningStep::Number) }).await;
        }
        let mut next = self.at(ProvisioningStep::Search);
        next.unavailable.push(number.clone());
        self.go_to(next).await
    }

    /// Makes the number the tenant's primary one, and the account its own.
    pub(super) async fn activate(&mut self) -> Result<(), Stop> {
        let (owner, number) = self.chosen()?;
        let owned = match self.bought.take() {
            Some(owned) => Some(owned),
            None => self.find_number(&owner, &number).await?,
        };
        let Some(owned) = owned else {
            return self.give_up(ProvisioningFailure::NoNumbers).await;
        };
        let next = self.at(ProvisioningStep::Done);
        match self.app.store.provisioning_done(&next, &self.record(owned)).await? {
            Progress::Written => Ok(self.came_to(next)),
            Progress::Lost => Err(Stop::Lost),
            // Another tenant has a record of this number, or this one has got another account.
            Progress::Foreign => self.give_up(ProvisioningFailure::NoNumbers).await,
        }
    }

    async fn find_number(
        &self,
        owner: &AccountSid,
        number: &E164,
    ) -> Result<Option<OwnedNumber>, Stop> {
        let twilio = self.app.twilio();
        let request = |within| twilio.number_find(self.parent(), owner, number, within);
        self.look(request).await.map_err(later)
    }

    fn record(&self, owned: OwnedNumber) -> Number {
        Number {
            phone_number: owned.phone_number,
            tenant_id: self.tenant.clone(),
            account_sid: owned.account_sid,
            number_sid: owned.sid,
            friendly_name: owned.friendly_name,
        }
    }

    /// The subaccount and the number that was chosen for it.
    fn chosen(&self) -> Result<(AccountSid, E164), Stop> {
        let state = &self.state;
        let both = state.account_sid.clone().zip(state.number.clone());
        both.ok_or_else(|| Stop::Later("there is no account or no number".to_owned()))
    }
}
