//! Asking Twilio again, for as long as that is safe and there is time.

use std::time::Duration;

use tokio::time::Instant;

use super::PostError;

/// Without this much time left Twilio is not asked: it would not be worth its answer.
const SHORTEST: Duration = Duration::from_secs(1);
const FIRST_PAUSE: Duration = Duration::from_millis(250);

/// Which failures are tried again.
#[derive(Debug, Clone, Copy)]
pub enum Again {
    /// Those after which Twilio has certainly done nothing.
    WhileUnsent,
    /// Those after which nothing is known, too: asking twice does not do it twice.
    WhileUnknown,
}

impl Again {
    fn after(self, error: &PostError) -> bool {
        match error {
            PostError::Busy | PostError::NotSent(_) => true,
            PostError::Unknown(_) => matches!(self, Again::WhileUnknown),
            PostError::Refused(_) => false,
        }
    }
}

/// Asks until Twilio has answered or the time is over. `request` gets the time that is left.
pub async fn ask<T, F>(
    again: Again,
    until: Instant,
    request: impl Fn(Duration) -> F,
) -> Result<T, PostError>
where
    F: Future<Output = Result<T, PostError>>,
{
    let left = || until.saturating_duration_since(Instant::now());
    let mut pause = FIRST_PAUSE;
    if left() < SHORTEST {
        return Err(PostError::NotSent("there is no time left to ask Twilio".to_owned()));
    }
    loop {
        let answer = request(left()).await;
        let repeat = answer.as_ref().is_err_and(|error| again.after(error));
        if !repeat || left() < pause + SHORTEST {
            return answer;
        }
        tokio::time::sleep(pause.mul_f64(fastrand::f64().mul_add(0.5, 0.5))).await;
        pause *= 2;
    }
}
