//! `ClientRequestToken`: a transaction that comes again within ten minutes has its first answer, and is not done again
//! (<https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html>).
//!
//! dynoxide has that, too, but goes through the tokens of ten minutes at each transaction: at 500 webhooks a second it is
//! slower than they come after three minutes. So it never sees one.

use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::response::Parts;
use http::{Request, Response};
use s3s::Body;
use serde_json::Value;
use tokio::sync::OnceCell;

use super::reply::{self, Refusal, Reply};

/// How long a token is known.
const KNOWN: Duration = Duration::from_mins(10);

/// The answers of the last ten minutes' transactions.
#[derive(Debug, Default)]
pub(super) struct Tokens(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    by_token: HashMap<Arc<str>, Transaction>,
    /// Oldest first.
    since: VecDeque<(Instant, Arc<str>)>,
}

/// What was asked with a token, and the answer, once there is one.
#[derive(Debug, Clone)]
struct Transaction {
    asked: u64,
    answer: Arc<OnceCell<(Parts, Bytes)>>,
}

/// Why there is no answer to keep.
enum Not {
    Refused(Refusal),
    Done(Box<(Parts, Bytes)>),
}

impl Tokens {
    /// Does a transaction, unless it is done. One that comes while it is being done waits; what failed is done again.
    pub(super) async fn once<F>(
        &self,
        request: Request<Bytes>,
        act: impl FnOnce(Request<Bytes>) -> F,
    ) -> Result<Reply, Refusal>
    where
        F: Future<Output = Result<Reply, Refusal>>,
    {
        let (token, request) = without_token(request)?;
        let Some(token) = token else { return act(request).await };
        let transaction = self.transaction(token, hash(request.body()), Instant::now())?;
        let answered = transaction.answer.get_or_try_init(|| async {
            let answer = act(request).await.map_err(Not::Refused)?;
            let (parts, body) = reply::whole(answer).await.map_err(Not::Refused)?;
            if parts.status.is_success() {
                Ok((parts, body))
            } else {
                Err(Not::Done(Box::new((parts, body))))
            }
        });
        match answered.await {
            Ok(answer) => Ok(given(answer.clone())),
            Err(Not::Done(answer)) => Ok(given(*answer)),
            Err(Not::Refused(refusal)) => Err(refusal),
        }
    }

    fn transaction(&self, token: String, asked: u64, now: Instant) -> Result<Transaction, Refusal> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.forget(now);
        if let Some(transaction) = known.by_token.get(token.as_str()) {
            if transaction.asked == asked {
                return Ok(transaction.clone());
            }
            let message = "the token was used for another transaction";
            return Err(Refusal::sender("IdempotentParameterMismatchException", message));
        }
        let (token, transaction): (Arc<str>, _) =
            (token.into(), Transaction { asked, answer: Arc::default() });
        known.since.push_back((now, Arc::clone(&token)));
        known.by_token.insert(token, transaction.clone());
        Ok(transaction)
    }
}

impl Known {
    fn forget(&mut self, now: Instant) {
        while let Some((since, _)) = self.since.front()
            && now.duration_since(*since) >= KNOWN
            && let Some((_, token)) = self.since.pop_front()
        {
            self.by_token.remove(&token);
        }
    }
}

/// The token of a request, and the request without it.
fn without_token(request: Request<Bytes>) -> Result<(Option<String>, Request<Bytes>), Refusal> {
    let invalid = |error| Refusal::sender("SerializationException", format!("{error}"));
    let mut asked: Value = serde_json::from_slice(request.body()).map_err(invalid)?;
    let token = asked.as_object_mut().and_then(|asked| asked.shift_remove("ClientRequestToken"));
    let Some(Value::String(token)) = token else { return Ok((None, request)) };
    if !(1..=36).contains(&token.len()) {
        let message = "clientRequestToken must have 1 to 36 characters";
        return Err(Refusal::sender("ValidationException", message));
    }
    let (mut parts, _) = request.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    Ok((Some(token), Request::from_parts(parts, Bytes::from(asked.to_string()))))
}

fn given((parts, body): (Parts, Bytes)) -> Reply {
    Response::from_parts(parts, Body::from(body))
}

fn hash(body: &Bytes) -> u64 {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests;
