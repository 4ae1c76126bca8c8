//! Calls outlive the process.

use super::*;

#[tokio::test]
async fn a_restart_finds_calls_and_recordings() {
    let data = tempfile::tempdir().unwrap();
    let phones = Phones::with_data(r#"<Record action="/done"/>"#, Some(data.path())).await;
    let call = phones.call([Step::speak(7)]).await;
    drop(phones);
    let phones = Phones::with_data("", Some(data.path())).await;
    let found = json(phones.get(&phones.path(&format!("Calls/{}.json", call.sid)))).await;
    assert_eq!((&found["status"], &found["duration"]), (&json!("completed"), &json!("8")));
    let path = phones.path(&format!("Recordings/{}.mp3", call.recordings[0].sid));
    assert_eq!(phones.get(&path).send().await.unwrap().status(), 200);
    // What was heard is not kept.
    assert!(phones.twilio.call(&call.sid).unwrap().is_none());
}

#[tokio::test]
async fn a_call_ends_with_the_process_that_plays_it() {
    let data = tempfile::tempdir().unwrap();
    let phones = Phones::with_data("<Say>a</Say>", Some(data.path())).await;
    phones.twilio.set_party(LEAD, Party::RingsOn);
    let call = phones.make(&[]).await;
    // The other process is still there, but that is not known to this one.
    let later = Phones::with_data("", Some(data.path())).await;
    let found = json(later.get(call["uri"].as_str().unwrap())).await;
    assert_eq!(found["status"], "failed");
}

#[tokio::test]
async fn numbers_of_an_older_database_are_called_with_post() {
    let data = tempfile::tempdir().unwrap();
    let old = rusqlite::Connection::open(data.path().join("twilio.db")).unwrap();
    old.execute_batch(
        "CREATE TABLE numbers (
           phone_number TEXT PRIMARY KEY, sid TEXT NOT NULL UNIQUE, account_sid TEXT NOT NULL,
           friendly_name TEXT NOT NULL, sms_url TEXT, sms_fallback_url TEXT, voice_url TEXT,
           voice_fallback_url TEXT, status_callback TEXT, messaging_service_sid TEXT,
           geo TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL);
         INSERT INTO numbers VALUES ('+15550100007', 'PN1', 'AC00000000000000000000000000000001',
           'old', NULL, NULL, NULL, NULL, NULL, NULL, '{}', 1, 1);",
    )
    .unwrap();
    drop(old);
    let phones = Phones::with_data("", Some(data.path())).await;
    let numbers = phones.twilio.numbers(&phones.account.sid).unwrap();
    assert_eq!((numbers[0].sid.as_str(), numbers[0].settings.voice_method), ("PN1", Method::Post));
    assert_eq!(phones.call([]).await.status, "completed");
}
