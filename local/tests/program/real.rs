//! With another Twilio than the simulated one nothing is made up.

use std::process::Command;

use reqwest::Method;
use sandbox::demo::{DEMO, PARENT};
use serde_json::{Value, json};
use twilio_simulator::{Clock, NewAccount, NewNumber, Options, Twilio};

use super::child::{API, DEV, Local, own_ports, program};

const PUBLIC: &str = "https://tunnel.example";
const SID: &str = "AC5ea15ea15ea15ea15ea15ea15ea15ea1";
const TOKEN: &str = "5ea15ea15ea15ea15ea15ea15ea15ea1";
const NUMBER: &str = "+14155550100";
const PHONE: &str = "+15550190001";

/// Stands for Twilio itself, with an account and a number.
async fn real() -> Twilio {
    let addr = ([127, 0, 0, 1], 0).into();
    let options = Options { addr, data: None, clock: Clock::System, hosts: Vec::new() };
    let twilio = Twilio::start(options).await.unwrap();
    let account = NewAccount {
        sid: Some(SID.to_owned()),
        auth_token: Some(TOKEN.into()),
        ..NewAccount::default()
    };
    twilio.create_account(account).unwrap();
    let (account_sid, phone_number) = (SID.to_owned(), NUMBER.to_owned());
    let number = NewNumber { account_sid, phone_number, ..NewNumber::default() };
    twilio.create_number(&number).unwrap();
    twilio
}

fn at(twilio: &Twilio, data: &str) -> Command {
    let mut command =
        program(&["--data", data, "--public-url", PUBLIC, "--twilio-api", twilio.url()]);
    command.env("TWILIO_ACCOUNT_SID", SID).env("TWILIO_AUTH_TOKEN", TOKEN);
    command
}

async fn texts(local: &Local, dev: u16) -> (u16, Value) {
    let body = json!({ "to": PHONE, "body": "hi" });
    local.api(dev, Method::POST, ("/api/messages", body)).await
}

#[tokio::test]
async fn there_is_no_demo_account_beside_a_real_one() {
    let (twilio, data) = (real().await, tempfile::tempdir().unwrap());
    let data = data.path().to_str().unwrap();
    // It had one before, and a conversation from its number.
    {
        let local = Local::start(&["--data", data]).await;
        assert_eq!(texts(&local, API).await.0, 202);
    }
    let local = Local::run(&mut at(&twilio, data), own_ports()).await;
    for known in [DEMO, PARENT] {
        let account = (known.account_sid, known.auth_token);
        assert_eq!(local.webhook(PUBLIC, account, "forged").await, 403);
    }
    assert_eq!(local.webhook(PUBLIC, (SID, TOKEN), "real").await, 200);
    let (status, answer) = texts(&local, DEV).await;
    assert_eq!((status, &answer["error"]["code"]), (409, &json!("no_number")), "{answer}");

    // The account's own number is taken in, and sends.
    let wanted = json!({ "phone_number": NUMBER, "primary": true });
    let path = "/api/twilio/purchase-number";
    let (status, taken) = local.api(DEV, Method::POST, (path, wanted)).await;
    assert_eq!(status, 201, "{taken}");
    let (status, answer) = texts(&local, DEV).await;
    assert_eq!((status, &answer["from_number"]), (202, &json!(NUMBER)), "{answer}");
    let thread = answer["thread_id"].as_str().unwrap();
    local.newest(DEV, thread, |message| !message["message_sid"].is_null()).await;
    let sent = twilio.sent_messages(SID).unwrap();
    assert_eq!(sent.iter().map(|sent| sent.from.as_str()).collect::<Vec<_>>(), [NUMBER]);
}

#[tokio::test]
async fn the_demo_account_comes_back_with_the_simulated_twilio() {
    let (twilio, data) = (real().await, tempfile::tempdir().unwrap());
    let data = data.path().to_str().unwrap();
    drop(Local::run(&mut at(&twilio, data), own_ports()).await);
    let local = Local::start(&["--data", data]).await;
    let (status, answer) = texts(&local, API).await;
    assert_eq!((status, &answer["from_number"]), (202, &json!(DEMO.numbers[0])), "{answer}");
}
