//! Buys a number that was chosen. Twilio has no idempotency key, but a number can be bought only
//! once: so whatever became of earlier tries, another one does no harm, and shows what they did.

use std::time::Duration;

use tokio::time::Instant;

use super::drift;
use crate::app::App;
use twilio::client::{Credentials, NumberSettings, OwnedNumber, PostError, Refused};
use twilio::phone::E164;
use twilio::sid::AccountSid;

/// Twilio's error code for a number that somebody has, maybe the one who asks.
const NOT_AVAILABLE: u32 = 21_422;
/// What is kept of the time for looking up what became of a purchase.
const LOOK_UP: Duration = Duration::from_millis(1_500);
/// Without this much time left there is no other try.
const SHORTEST: Duration = Duration::from_secs(1);
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// A number that an account shall have.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Who asks: the owner, or its parent.
    pub credentials: Credentials<'a>,
    /// The account that shall have it.
    pub owner: &'a AccountSid,
    /// The number.
    pub number: &'a E164,
    /// How it is set up.
    pub settings: &'a NumberSettings,
}

/// Why a number was not bought, by what the caller does next.
#[derive(Debug, thiserror::Error)]
pub enum AcquireError {
    /// Somebody else has it: choose another one.
    #[error("the number is not available")]
    Taken,
    /// Twilio will not sell it to this account, or has not said that it did. If that is
    /// [`PostError::Unknown`], it may have been bought: try again until it is known.
    #[error(transparent)]
    Twilio(#[from] PostError),
}

/// Buys the number and sets it up, or finds that the account has it already. Takes at most `within`,
/// and tries again for as long as that lasts. Safe to repeat, also from several processes at once.
pub async fn acquire(
    app: &App,
    wanted: &Wanted<'_>,
    within: Duration,
) -> Result<OwnedNumber, AcquireError> {
    let until = Instant::now() + within;
    let (mut pause, mut bought) = (FIRST_PAUSE, Bought::No);
    loop {
        let error = match wanted.attempt(app, until).await {
            Ok(number) => return Ok(number),
            Err(error) => error,
        };
        if matches!(error, AcquireError::Twilio(PostError::Unknown(_))) {
            bought = Bought::Maybe;
        }
        let is_final =
            matches!(error, AcquireError::Taken | AcquireError::Twilio(PostError::Refused(_)));
        if is_final || left(until) < pause + SHORTEST {
            return Err(bought.over(error));
        }
        tokio::time::sleep(pause.mul_f64(fastrand::f64().mul_add(0.5, 0.5))).await;
        pause *= 2;
    }
}

/// What the tries until now may have done.
enum Bought {
    No,
    Maybe,
}

impl Bought {
    /// A later try that did nothing does not undo an earlier one.
    fn over(self, error: AcquireError) -> AcquireError {
        match (self, error) {
            (Bought::Maybe, AcquireError::Twilio(error)) => unknown(&error),
            (Bought::Maybe | Bought::No, error) => error,
        }
    }
}

impl Wanted<'_> {
    async fn attempt(&self, app: &App, until: Instant) -> Result<OwnedNumber, AcquireError> {
        let whole = left(until);
        let within = whole.saturating_sub(LOOK_UP).max(whole / 2);
        let place = (self.owner, self.number);
        let buy = app.twilio().errand(self.credentials, within).number_buy(place, self.settings);
        let error = match buy.await {
            Ok(number) => return Ok(number),
            Err(error @ (PostError::Busy | PostError::NotSent(_))) => return Err(error.into()),
            Err(error) => error,
        };
        let found = self.find(app, left(until)).await;
        match (found, error) {
            (Ok(Some(found)), _) => self.adopt(app, found, left(until)).await,
            (Ok(None), PostError::Refused(refused)) if is_taken(&refused) => {
                Err(AcquireError::Taken)
            }
            (Err(unseen), PostError::Refused(refused)) if is_taken(&refused) => {
                Err(unknown(&unseen))
            }
            (_, error) => Err(error.into()),
        }
    }

    /// The number as Twilio has it; `None` if the account does not have it. Takes at most `within`,
    /// and never more than 5 s.
    pub async fn find(
        &self,
        app: &App,
        within: Duration,
    ) -> Result<Option<OwnedNumber>, PostError> {
        app.twilio().errand(self.credentials, within).number_find(self.owner, self.number).await
    }

    /// Sets the number up again, and takes away what makes Twilio ignore its URLs. `found` is how
    /// Twilio has it. Takes at most `within`, and never more than 5 s.
    pub async fn repair(
        &self,
        app: &App,
        found: &OwnedNumber,
        within: Duration,
    ) -> Result<OwnedNumber, PostError> {
        let settings = NumberSettings { clear: found.precedences(), ..self.settings.clone() };
        let place = (self.owner, &found.sid);
        app.twilio().errand(self.credentials, within).number_configure(place, &settings).await
    }

    /// An earlier try has bought it, or it was in the account before us.
    async fn adopt(
        &self,
        app: &App,
        found: OwnedNumber,
        within: Duration,
    ) -> Result<OwnedNumber, AcquireError> {
        if drift(&found, self.settings).is_empty() {
            return Ok(found);
        }
        let repaired = self.repair(app, &found, within).await;
        repaired.map_err(|error| match error {
            PostError::Refused(_) => error.into(),
            error => unknown(&error),
        })
    }
}

/// What failed has left open whether the number was bought.
fn unknown(error: &PostError) -> AcquireError {
    PostError::Unknown(error.to_string()).into()
}

fn is_taken(refused: &Refused) -> bool {
    refused.code == Some(NOT_AVAILABLE)
}

fn left(until: Instant) -> Duration {
    until.saturating_duration_since(Instant::now())
}
