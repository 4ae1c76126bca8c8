//! State outlives the process.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use reqwest::redirect::Policy;

use super::*;

const DATA: &str = "SANDBOX_TWILIO_TEST_DATA";
const READY: &str = "stored in ";

/// Everything a restart must find again.
async fn check(data: &Path, message: &str, media: &str) {
    let mut world = World::with("/new", Some(data)).await;
    world.customer.http = client(Policy::default());
    assert_eq!(world.twilio.numbers(&world.account.sid).unwrap().len(), 1);
    assert_eq!(world.account.friendly_name, "demo");
    assert!(world.twilio.is_opted_out(NUMBER, PHONE).unwrap());
    let root = format!("/2010-04-01/Accounts/{}/Messages/{message}", world.account.sid);
    assert_eq!(json(world.get(&format!("{root}.json"))).await["body"], "kept");
    let file = world.get(&format!("{root}/Media/{media}")).send().await.unwrap();
    assert_eq!(file.bytes().await.unwrap(), "bytes");
}

/// Stores a message with an attachment and a STOP; returns the SIDs.
async fn fill(data: &Path) -> (World, Delivered) {
    let world = World::with("/sms", Some(data)).await;
    let media = vec![InboundMedia::of_bytes("text/plain", b"bytes")];
    let message = InboundMessage { media, ..message("kept") };
    let delivered = world.twilio.send_message(message).await.unwrap();
    world.text("STOP").await;
    (world, delivered)
}

#[tokio::test]
async fn a_restart_finds_everything() {
    let data = tempfile::tempdir().unwrap();
    let (world, delivered) = fill(data.path()).await;
    drop(world);
    check(data.path(), &delivered.sid, &delivered.media[0]).await;
}

#[tokio::test]
async fn a_killed_process_loses_nothing() {
    let data = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::persistence::victim", "--ignored", "--nocapture"])
        .env(DATA, data.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let ready = lines.find_map(|line| Some(line.split_once(READY)?.1.to_owned()));
    child.kill().unwrap();
    child.wait().unwrap();
    let ready = ready.expect("the child stored a message");
    let (message, media) = ready.split_once(' ').unwrap();
    check(data.path(), message, media).await;
}

#[tokio::test]
#[ignore = "runs only as the child that gets killed"]
async fn victim() {
    let data = std::env::var(DATA).unwrap();
    let (_world, delivered) = fill(Path::new(&data)).await;
    println!("{READY}{} {}", delivered.sid, delivered.media[0]);
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn dropping_the_last_handle_stops_the_server() {
    let twilio = start(None).await;
    let url = twilio.url().to_owned();
    let clone = twilio.clone();
    drop(twilio);
    assert!(client(Policy::none()).get(&url).send().await.is_ok());
    drop(clone);
    let address = url.strip_prefix("http://").unwrap();
    while tokio::net::TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
}
