//! Failures mean the same whatever was asked.

use std::time::Duration;

use twilio::client::PostError;
use twilio_simulator::scripted::{Answer, Scripted};

use super::reply;
use crate::twilio_client::{LONG, Method, methods, twilio};

/// What each method makes of this answer, which nothing is asked twice for.
async fn each(answer: Answer, judge: impl Fn(&Method, &Result<String, PostError>) -> bool) {
    let server = Scripted::start(vec![answer]).await.unwrap();
    let twilio = twilio(server.url());
    for (asked, method) in methods().iter().enumerate() {
        let given = (method.ask)(&twilio, LONG).await;
        assert!(judge(method, &given), "{}: {given:?}", method.name);
        assert_eq!(server.asked().len(), asked + 1, "{}", method.name);
    }
}

/// It matters that it is done, not what the answer says.
fn reads_nothing(method: &Method) -> bool {
    ["number_release", "secondary_token_delete"].contains(&method.name)
}

#[tokio::test]
async fn an_answer_is_read() {
    for method in methods() {
        let server = Scripted::start(vec![reply(method.status, &method.answer)]).await.unwrap();
        let given = (method.ask)(&twilio(server.url()), LONG).await;
        assert!(given.is_ok(), "{}: {given:?}", method.name);
    }
}

#[tokio::test]
async fn a_refusal_has_twilios_code_and_words() {
    for status in [400, 401, 403, 409] {
        let body = format!(r#"{{"code":20003,"message":"No","more_info":"x","status":{status}}}"#);
        each(reply(status, &body), |_, given| match given {
            Err(PostError::Refused(refused)) => {
                (refused.status, refused.code, refused.message.as_str())
                    == (status, Some(20_003), "No")
            }
            _ => false,
        })
        .await;
    }
}

#[tokio::test]
async fn a_number_that_is_not_there_is_released() {
    each(reply(404, r#"{"code":20404,"message":"","status":404}"#), |method, given| match given {
        Ok(_) => method.name == "number_release",
        Err(PostError::Refused(refused)) => refused.code == Some(20_404),
        Err(_) => false,
    })
    .await;
}

#[tokio::test]
async fn a_busy_twilio_has_not_looked_at_it() {
    for (status, body) in [
        (429, ""),
        (429, r#"{"code":20429,"message":"Too Many Requests","status":429}"#),
        (503, r#"{"code":20429,"message":"Too Many Requests","status":503}"#),
    ] {
        each(reply(status, body), |_, given| matches!(given, Err(PostError::Busy))).await;
    }
}

#[tokio::test]
async fn what_may_have_been_done_is_unknown() {
    for answer in [
        reply(500, r#"{"code":20500,"message":"Internal Server Error","status":500}"#),
        reply(502, "bad gateway"),
        reply(503, ""),
        Answer::HangUp,
    ] {
        each(answer, |_, given| matches!(given, Err(PostError::Unknown(_)))).await;
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_unknown() {
    for body in ["", "{}", "[]", "<html>", r#"{"sid":"SM1"}"#, r#"{"messages":{}}"#] {
        each(reply(200, body), |method, given| match given {
            Ok(_) => reads_nothing(method),
            Err(error) => matches!(error, PostError::Unknown(_)),
        })
        .await;
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = Scripted::start(vec![reply(200, "{}")]).await.unwrap();
    let redirect = Answer::Redirect(elsewhere.url().to_owned());
    each(redirect, |_, given| matches!(given, Err(PostError::Unknown(_)))).await;
    assert_eq!(elsewhere.asked(), []);
}

#[tokio::test]
async fn silence_ends_in_time() {
    let server = Scripted::start(vec![Answer::Silence]).await.unwrap();
    let twilio = twilio(server.url());
    let within = Duration::from_millis(100);
    for method in methods() {
        let given = (method.ask)(&twilio, within).await;
        assert!(matches!(given, Err(PostError::Unknown(_))), "{}: {given:?}", method.name);
    }
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    // Bound, so that nobody else gets the port, and not listening.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let closed = socket.local_addr().unwrap();
    let twilio = twilio(&format!("http://{closed}"));
    for method in methods() {
        let given = (method.ask)(&twilio, LONG).await;
        assert!(matches!(given, Err(PostError::NotSent(_))), "{}: {given:?}", method.name);
    }
}
