//! Gives back what was bought.

use super::run::{Run, Stop};
use crate::records::ProvisioningStep;
use twilio::client::PostError;
use twilio::sid::AccountSid;
use twilio::status::AccountStatus;

impl Run<'_> {
    /// Releases the numbers of the subaccount and closes it, at Twilio first.
    pub(super) async fn undo(&mut self) -> Result<(), Stop> {
        if let Some(account) = self.state.account_sid.clone()
            && !self.is_closed(&account).await?
        {
            self.release_all(&account).await?;
            self.close(&account).await?;
        }
        self.end(self.at(ProvisioningStep::Failed)).await
    }

    async fn is_closed(&self, account: &AccountSid) -> Result<bool, Stop> {
        let twilio = self.app.twilio();
        let found =
            self.look(|within| twilio.errand(self.parent(), within).account_get(account)).await;
        match found {
            Ok(found) => Ok(found.status == AccountStatus::Closed),
            // Twilio forgets closed accounts after a month.
            Err(PostError::Refused(refused)) if refused.status == 404 => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    /// All there are: one may have been bought without our knowing.
    async fn release_all(&self, account: &AccountSid) -> Result<(), Stop> {
        let twilio = self.app.twilio();
        let owned =
            self.look(|within| twilio.errand(self.parent(), within).number_list(account)).await;
        for number in owned? {
            let request =
                |within| twilio.errand(self.parent(), within).number_release(account, &number.sid);
            self.look(request).await?;
        }
        Ok(())
    }

    async fn close(&self, account: &AccountSid) -> Result<(), Stop> {
        let (twilio, closed) = (self.app.twilio(), AccountStatus::Closed);
        let request =
            |within| twilio.errand(self.parent(), within).account_status_set(account, closed);
        match self.look(request).await {
            Ok(_) => Ok(()),
            // An earlier try has closed it.
            Err(PostError::Refused(_)) if self.is_closed(account).await? => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
