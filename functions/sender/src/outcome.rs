//! Asks Twilio for a message, and writes what comes of it.

use std::time::Duration;

use shared::records::{Message, MessageContent};
use shared::store::{AtTwilio, Attempt};
use shared::worker::{Done, JobWorker, NotDone};
use twilio::client::{NewMessage, PostError, Refused, SentMessage};
use twilio::error_code::ErrorCode;
use twilio::phone::Party;

use crate::account::{self, Opened};
use crate::times::{SETTLES, is_given_up};
use crate::{Sender, Task, compose};

/// The longest that Twilio is waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// Twilio's code for a receiver that has opted out.
const OPTED_OUT: u32 = ErrorCode::OPTED_OUT.0;
/// Twilio's codes for wrong credentials, and for an account that is suspended.
const NOT_AUTHENTICATED: u32 = 20_003;
const NOT_ACTIVE: u32 = 20_005;

impl Task<'_> {
    /// Makes the one attempt that this worker has the right to.
    pub(crate) async fn ask(
        &self,
        account: &Opened,
        message: &Message,
        attempt: &Attempt,
    ) -> Result<Done, NotDone> {
        if self.has_opted_out(message).await? {
            return self.fail(Some(OPTED_OUT), None).await;
        }
        let request = compose::request(self.app, self.job, message);
        match self.post(account, &request).await? {
            Ok(sent) => self.sent(message, &sent).await,
            Err(PostError::Busy) => self.unsent(attempt, (message, "Twilio is busy")).await,
            Err(PostError::NotSent(reason)) => self.unsent(attempt, (message, &reason)).await,
            Err(PostError::Unknown(reason)) => self.unconfirmed(attempt, &reason).await,
            Err(PostError::Refused(refused)) => self.refused(attempt, message, &refused).await,
        }
    }

    /// Asks a second time only if the token was refused and there is another one by now.
    async fn post(
        &self,
        account: &Opened,
        request: &NewMessage,
    ) -> Result<Result<SentMessage, PostError>, NotDone> {
        let twilio = self.app.twilio();
        let answer = twilio.errand(account.credentials(), PATIENCE).message_create(request).await;
        let Err(PostError::Refused(Refused { code: Some(NOT_AUTHENTICATED), .. })) = &answer else {
            return Ok(answer);
        };
        Ok(match account::again(self.app, self.job).await? {
            Some(now) if now.credentials().1 != account.credentials().1 => {
                twilio.errand(now.credentials(), PATIENCE).message_create(request).await
            }
            _ => answer,
        })
    }

    async fn has_opted_out(&self, message: &Message) -> Result<bool, NotDone> {
        let MessageContent { channel, from_number, to_number, .. } = &message.content;
        let (own, party) = (party(from_number), party(to_number));
        let parties = (*channel, &own, &party);
        Ok(self.app.store.is_opted_out(&self.job.tenant_id, parties).await?)
    }

    async fn sent(&self, message: &Message, sent: &SentMessage) -> Result<Done, NotDone> {
        let Self { app, job, .. } = self;
        let told = AtTwilio { sid: &sent.sid, status: &sent.status, error_code: None };
        app.store.message_sent((job, message), told, app.now()).await?;
        tracing::info!(message_id = %job.message_id, message_sid = %sent.sid, "message sent");
        Ok(Done::Finished)
    }

    /// Twilio has not looked at it. Nobody is to wait for ever.
    async fn unsent(
        &self,
        attempt: &Attempt,
        (message, reason): (&Message, &str),
    ) -> Result<Done, NotDone> {
        let Self { app, job, .. } = self;
        if is_given_up(message, app.now()) {
            let words = "Twilio could not be reached, or had too much to do, for four hours.";
            return self.fail(None, Some(words)).await;
        }
        app.store.message_unsent(job, &attempt.id).await?;
        self.again(NotDone::new(reason), Sender::LONGEST_PAUSE)
    }

    async fn unconfirmed(&self, attempt: &Attempt, reason: &str) -> Result<Done, NotDone> {
        let Self { app, job, .. } = self;
        tracing::warn!(message_id = %job.message_id, reason, "nobody knows whether it is sent");
        app.store.message_unconfirmed(job, &attempt.id, app.now()).await?;
        self.doubtful(reason, SETTLES)
    }

    async fn refused(
        &self,
        attempt: &Attempt,
        message: &Message,
        refused: &Refused,
    ) -> Result<Done, NotDone> {
        let Self { app, job, .. } = self;
        match refused.code {
            // Suspended at Twilio first, and soon in our records too: the next try knows.
            Some(NOT_ACTIVE) => {
                let done = self.unsent(attempt, (message, "the account is not active")).await;
                account::again(self.app, self.job).await?;
                return done;
            }
            // Rotated just now, and read just before: the next tries know.
            Some(NOT_AUTHENTICATED) if !self.is_last_try() => {
                return self.unsent(attempt, (message, "the token is refused")).await;
            }
            Some(OPTED_OUT) => {
                app.store.message_opted_out((&job.tenant_id, &job.message_id)).await?;
            }
            _ => {}
        }
        let words = match (refused.message.as_str(), refused.code) {
            ("", Some(_)) => None,
            ("", None) => Some("Twilio refuses this message and does not say why."),
            (words, _) => Some(words),
        };
        self.fail(refused.code, words).await
    }
}

fn party(number: &str) -> Party {
    number.parse().unwrap_or(Party::Anonymous)
}
