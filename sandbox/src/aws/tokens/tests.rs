use std::sync::atomic::{AtomicUsize, Ordering};

use http::StatusCode;
use serde_json::json;

use super::*;

const TOKENS: usize = 50_000;

fn request(token: Option<&str>, item: &str) -> Request<Bytes> {
    let mut body = json!({ "TransactItems": [{ "Put": { "Item": { "id": { "S": item } } } }] });
    if let Some(token) = token {
        body["ClientRequestToken"] = token.into();
    }
    Request::new(Bytes::from(body.to_string()))
}

/// A database that counts what it does.
#[derive(Default)]
struct Database(AtomicUsize);

impl Database {
    fn done(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    async fn act(&self, request: Request<Bytes>, status: StatusCode) -> Result<Reply, Refusal> {
        assert!(!String::from_utf8_lossy(request.body()).contains("ClientRequestToken"));
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        tokio::task::yield_now().await;
        let mut reply = Response::new(Body::from(number.to_string()));
        *reply.status_mut() = status;
        Ok(reply)
    }
}

async fn text(answer: Result<Reply, Refusal>) -> String {
    let (_, body) = reply::whole(answer.unwrap()).await.unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

#[tokio::test]
async fn what_comes_again_has_the_first_answer() {
    let (tokens, database) = (Tokens::default(), Database::default());
    let ask = |token, item| {
        tokens.once(request(token, item), |request| database.act(request, StatusCode::OK))
    };
    let both = tokio::join!(ask(Some("a"), "1"), ask(Some("a"), "1"));
    assert_eq!((text(both.0).await, text(both.1).await), ("1".to_owned(), "1".to_owned()));
    assert_eq!(text(ask(Some("a"), "1").await).await, "1");
    assert_eq!(text(ask(Some("b"), "1").await).await, "2");
    assert_eq!(text(ask(None, "1").await).await, "3");
    assert_eq!(text(ask(None, "1").await).await, "4");
    assert_eq!(database.done(), 4);
}

#[tokio::test]
async fn a_token_is_for_one_transaction() {
    let (tokens, database) = (Tokens::default(), Database::default());
    let ask = |item| {
        tokens.once(request(Some("a"), item), |request| database.act(request, StatusCode::OK))
    };
    ask("1").await.unwrap();
    assert_eq!(ask("2").await.unwrap_err().code, "IdempotentParameterMismatchException");
    let long = tokens
        .once(request(Some(&"a".repeat(37)), "1"), |request| database.act(request, StatusCode::OK));
    assert_eq!(long.await.unwrap_err().code, "ValidationException");
    assert_eq!(database.done(), 1);
}

#[tokio::test]
async fn what_failed_is_done_again() {
    let (tokens, database) = (Tokens::default(), Database::default());
    let ask =
        async |status| tokens.once(request(Some("a"), "1"), |one| database.act(one, status)).await;
    assert_eq!(ask(StatusCode::BAD_REQUEST).await.unwrap().status(), StatusCode::BAD_REQUEST);
    assert_eq!(text(ask(StatusCode::OK).await).await, "2");
    assert_eq!(text(ask(StatusCode::BAD_REQUEST).await).await, "2");
}

#[test]
fn a_token_is_forgotten_after_ten_minutes() {
    let (tokens, now) = (Tokens::default(), Instant::now());
    let ask = |asked, at| tokens.transaction("a".to_owned(), asked, at);
    ask(1, now).unwrap();
    let moment = Duration::from_millis(1);
    assert!(ask(2, now + KNOWN.saturating_sub(moment)).is_err());
    assert!(ask(2, now + KNOWN).is_ok());
    assert!(ask(2, now + KNOWN + moment).is_ok());
}

/// Or it would be slower, the more there are.
#[test]
fn a_transaction_takes_as_long_however_many_tokens_are_known() {
    let (tokens, now) = (Tokens::default(), Instant::now());
    let ask = |number: usize| tokens.transaction(number.to_string(), 1, now).unwrap();
    let time = |numbers: std::ops::Range<usize>| {
        let begun = Instant::now();
        numbers.for_each(|number| drop(ask(number)));
        begun.elapsed()
    };
    let few = time(0..1_000);
    time(1_000..TOKENS);
    let many = time(TOKENS..TOKENS + 1_000);
    assert!(many < few * 20, "{few:?} among the first, {many:?} after {TOKENS}");
}
