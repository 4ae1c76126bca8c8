//! A purchase whose intention is written: buys the number, or the next one that would do, and writes
//! how it ended. Whoever goes on with it, and however often, it is one purchase.

use std::time::Duration;

use tokio::time::Instant;

use super::{AcquireError, Wanted, acquire, offer_search, record, settings};
use crate::accounts::OpenAccount;
use crate::app::App;
use crate::records::{Number, PurchaseJob, PurchaseOutcome};
use crate::store::{PurchaseWrite, StoreError};
use twilio::client::{OwnedNumber, PostError, Refused};
use twilio::phone::E164;

/// Offers that are looked at when the chosen number is gone.
const OFFERS: u16 = 20;

/// Whether anybody has asked Twilio for it before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// Nobody has.
    Now,
    /// Somebody may have, and it may have been bought.
    Before,
}

/// A purchase that goes on.
#[derive(Debug)]
pub struct Purchase<'a> {
    /// Who works on it.
    pub app: &'a App,
    /// The account that buys, which is active.
    pub account: &'a OpenAccount,
    /// Whether it may have been bought.
    pub begun: Begun,
    /// When Twilio must have answered.
    pub until: Instant,
}

/// Why a purchase has not ended.
#[derive(Debug, thiserror::Error)]
pub enum PurchaseError {
    /// Twilio has too much to do. Nothing was bought.
    #[error("Twilio is busy")]
    Busy,
    /// Twilio was not reached. Nothing was bought.
    #[error("{0}")]
    NotSent(String),
    /// It may have been bought: somebody has to go on with it.
    #[error("{0}")]
    Unknown(String),
    /// It may have been bought, but its record could not be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Purchase<'_> {
    /// Goes on until it has ended, and answers with the job as it is then.
    pub async fn carry_out(&self, mut job: PurchaseJob) -> Result<PurchaseJob, PurchaseError> {
        let mut tried = Vec::new();
        loop {
            match self.buy(&job).await {
                Ok(owned) => match self.write(&job, &owned).await? {
                    PurchaseWrite::Written => {
                        return Ok(PurchaseJob { outcome: Some(PurchaseOutcome::Bought), ..job });
                    }
                    PurchaseWrite::Taken => {}
                    PurchaseWrite::Superseded => return Err(superseded()),
                },
                Err(AcquireError::Taken) => {}
                Err(AcquireError::Twilio(error)) => return self.failed(job, error).await,
            }
            tried.push(job.phone_number.clone());
            job = match self.next(&job, &tried).await {
                Ok(Some(number)) => self.choose(job, number).await?,
                Ok(None) => return self.end(job, PurchaseOutcome::Gone).await,
                // It was only a question.
                Err(PostError::Unknown(reason)) => return Err(PurchaseError::NotSent(reason)),
                Err(error) => return self.failed(job, error).await,
            };
        }
    }

    async fn buy(&self, job: &PurchaseJob) -> Result<OwnedNumber, AcquireError> {
        let settings = settings(&job.base_url, job.friendly_name.clone());
        let wanted = Wanted {
            credentials: (&job.account_sid, self.account.token()),
            owner: &job.account_sid,
            number: &job.phone_number,
            settings: &settings,
        };
        acquire(self.app, &wanted, self.left()).await
    }

    async fn write(
        &self,
        job: &PurchaseJob,
        owned: &OwnedNumber,
    ) -> Result<PurchaseWrite, StoreError> {
        let number = Number {
            request_key: Some(job.request_key.clone()),
            request_hash: Some(job.request_hash.clone()),
            ..record(owned, &job.tenant_id, &job.base_url, self.app.now())
        };
        self.app.store.purchase_bought(job, &number, self.app.now()).await
    }

    /// A number that would do as well; any of them, lest rivals choose the same one again.
    async fn next(&self, job: &PurchaseJob, tried: &[E164]) -> Result<Option<E164>, PostError> {
        let Some(search) = &job.search else {
            return Ok(None);
        };
        let credentials = (&job.account_sid, self.account.token());
        let search = offer_search(search, OFFERS);
        let offers =
            self.app.twilio().errand(credentials, self.left()).number_offers(&search).await?;
        let numbers = offers.into_iter().map(|offer| offer.phone_number);
        let mut numbers: Vec<_> = numbers.filter(|number| !tried.contains(number)).collect();
        fastrand::shuffle(&mut numbers);
        Ok(numbers.pop())
    }

    async fn choose(&self, job: PurchaseJob, number: E164) -> Result<PurchaseJob, PurchaseError> {
        match self.app.store.purchase_choose(&job, &number).await? {
            true => Ok(PurchaseJob { phone_number: number, ..job }),
            false => Err(superseded()),
        }
    }

    /// A refusal ends the purchase; everything else leaves it open.
    async fn failed(
        &self,
        job: PurchaseJob,
        error: PostError,
    ) -> Result<PurchaseJob, PurchaseError> {
        match error {
            PostError::Refused(refused) => self.refused(job, refused).await,
            PostError::Busy => Err(PurchaseError::Busy),
            PostError::NotSent(reason) => Err(PurchaseError::NotSent(reason)),
            PostError::Unknown(reason) => Err(PurchaseError::Unknown(reason)),
        }
    }

    /// An account that Twilio does not let in cannot say what it has bought before.
    async fn refused(
        &self,
        job: PurchaseJob,
        refused: Refused,
    ) -> Result<PurchaseJob, PurchaseError> {
        if self.begun == Begun::Before && matches!(refused.status, 401 | 403 | 404) {
            return Err(PurchaseError::Unknown(refused.to_string()));
        }
        let Refused { code, message, .. } = refused;
        self.end(job, PurchaseOutcome::Refused { code, message }).await
    }

    async fn end(
        &self,
        job: PurchaseJob,
        outcome: PurchaseOutcome,
    ) -> Result<PurchaseJob, PurchaseError> {
        match self.app.store.purchase_end(&job, &outcome, self.app.now()).await? {
            true => Ok(PurchaseJob { outcome: Some(outcome), ..job }),
            false => Err(superseded()),
        }
    }

    fn left(&self) -> Duration {
        self.until.saturating_duration_since(Instant::now())
    }
}

fn superseded() -> PurchaseError {
    PurchaseError::Unknown("somebody else goes on with this purchase".to_owned())
}
