//! Lists go from page to page, but not to another server, and are whole or an error.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use twilio::client::PostError;
use twilio_simulator::scripted::{Answer, Scripted};

use super::{reply, saying};
use crate::twilio_client::{LONG, credentials, owned_number, owner, twilio};

fn page(next: Option<&str>) -> Value {
    json!({"incoming_phone_numbers": [owned_number()], "next_page_uri": next})
}

#[tokio::test]
async fn the_next_page_is_where_the_last_one_says() {
    let next = "/2010-04-01/Accounts/AC1/IncomingPhoneNumbers.json?Page=1&PageToken=P%2B1";
    let (server, twilio) = saying(&[page(Some(next)), page(None)]).await;
    let numbers = twilio.errand(credentials(), LONG).number_list(&owner()).await.unwrap();
    assert_eq!(numbers.len(), 2);
    let heads: Vec<_> = server.asked().into_iter().map(|asked| asked.head).collect();
    assert!(heads[1].starts_with(&format!("GET {next} HTTP/1.1")), "{}", heads[1]);
    assert!(heads.iter().all(|head| head.contains("authorization: Basic ")));
}

#[tokio::test]
async fn the_next_page_may_be_absolute() {
    let server = Scripted::start(Vec::new()).await.unwrap();
    let next = format!("{}/next", server.url());
    let pages = [page(Some(&next)), page(None)];
    server.answer(pages.iter().map(|page| reply(200, &page.to_string())).collect());
    let numbers =
        twilio(server.url()).errand(credentials(), LONG).number_list(&owner()).await.unwrap();
    assert_eq!(numbers.len(), 2);
}

#[tokio::test]
async fn another_server_is_not_asked() {
    let elsewhere = Scripted::start(vec![reply(200, &page(None).to_string())]).await.unwrap();
    let bare = elsewhere.url().trim_start_matches("http:");
    for next in [elsewhere.url(), bare, "https://example.com/", "ftp://127.0.0.1/", "http://["] {
        let (server, twilio) = saying(&[page(Some(next))]).await;
        let error = twilio.errand(credentials(), LONG).number_list(&owner()).await.unwrap_err();
        assert!(matches!(error, PostError::Unknown(_)), "{next}: {error:?}");
        assert_eq!(server.asked().len(), 1);
    }
    assert_eq!(elsewhere.asked(), []);
}

#[tokio::test]
async fn a_list_without_its_last_page_is_an_error() {
    let (server, twilio) = saying(&[]).await;
    for (last, expected) in [
        (reply(500, ""), "Twilio answered 500"),
        (reply(429, ""), "Twilio is busy"),
        (Answer::HangUp, "the connection to Twilio broke"),
        (reply(200, "{}"), "Twilio's answer cannot be read"),
    ] {
        server.answer(vec![reply(200, &page(Some("/next")).to_string()), last]);
        let error = twilio.errand(credentials(), LONG).number_list(&owner()).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[tokio::test]
async fn pages_without_end_end_in_time() {
    let (server, twilio) = saying(&[page(Some("/next"))]).await;
    let (within, begun) = (Duration::from_millis(300), Instant::now());
    let error = twilio.errand(credentials(), within).number_list(&owner()).await.unwrap_err();
    assert!(matches!(error, PostError::Unknown(_)), "{error:?}");
    assert!(begun.elapsed() >= within && server.asked().len() > 1);
}
