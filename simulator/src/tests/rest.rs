//! The REST API.

use serde_json::{Value, json};

use super::*;

const ROOT: &str = "/2010-04-01/Accounts";

async fn refused(request: reqwest::RequestBuilder, status: u16, code: u32) -> Value {
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), status);
    let error: Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    assert_eq!((&error["code"], &error["status"]), (&json!(code), &json!(status)));
    assert_eq!(error["more_info"], format!("https://www.twilio.com/docs/errors/{code}"));
    error
}

#[tokio::test]
async fn an_account_opens_with_its_own_token_only() {
    let world = World::start().await;
    let sid = &world.account.sid;
    let path = format!("{ROOT}/{sid}.json");
    let account = json(world.get(&path)).await;
    assert_eq!((&account["sid"], &account["status"]), (&json!(sid), &json!("active")));
    assert_eq!((&account["auth_token"], &account["uri"]), (&json!(TOKEN), &json!(path)));

    let url = format!("{}{path}", world.twilio.url());
    let error = refused(world.http.get(&url), 401, 20003).await;
    assert_eq!(error["message"], "Authenticate");
    refused(world.http.get(&url).basic_auth(sid, Some("wrong")), 401, 20003).await;
    refused(world.http.get(&url).basic_auth("AC0", Some(TOKEN)), 401, 20003).await;
    refused(world.http.get(&url).bearer_auth(TOKEN), 401, 20003).await;

    let other = world.twilio.create_account(NewAccount::default()).unwrap();
    let token = other.auth_token.reveal();
    refused(world.http.get(&url).basic_auth(&other.sid, Some(token)), 401, 20003).await;
}

#[tokio::test]
async fn a_parent_opens_its_subaccounts_and_not_the_reverse() {
    let world = World::start().await;
    let owner_sid = Some(world.account.sid.clone());
    let new = NewAccount { owner_sid, ..NewAccount::default() };
    let sub = world.twilio.create_account(new).unwrap();
    let account = json(world.get(&format!("{ROOT}/{}.json", sub.sid))).await;
    assert_eq!(account["owner_account_sid"], world.account.sid);
    let parent = format!("{}{ROOT}/{}.json", world.twilio.url(), world.account.sid);
    let upward = world.http.get(parent).basic_auth(&sub.sid, Some(sub.auth_token.reveal()));
    refused(upward, 401, 20003).await;
}

#[tokio::test]
async fn a_suspended_account_is_shut() {
    let world = World::start().await;
    let path = format!("{ROOT}/{}.json", world.account.sid);
    world.twilio.set_account_status(&world.account.sid, AccountStatus::Suspended).unwrap();
    refused(world.get(&path), 401, 20005).await;
    let error = world.twilio.send_message(message("hello")).await.unwrap_err();
    assert_eq!(error.downcast::<Refusal>().unwrap().status, 409);
    world.twilio.set_account_status(&world.account.sid, AccountStatus::Active).unwrap();
    assert_eq!(world.get(&path).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn numbers_come_in_pages() {
    let world = World::start().await;
    let sms_url = Some(world.receiver.url("/sms"));
    world.set_up("+15550100002", NumberSettings { sms_url, ..NumberSettings::default() });
    let path = format!("{ROOT}/{}/IncomingPhoneNumbers.json", world.account.sid);
    let first = json(world.get(&format!("{path}?PageSize=1"))).await;
    let number = &first["incoming_phone_numbers"][0];
    assert_eq!(first["incoming_phone_numbers"].as_array().unwrap().len(), 1);
    assert_eq!(number["phone_number"], NUMBER);
    assert_eq!(number["sms_url"], world.receiver.url("/sms"));
    assert_eq!((&number["voice_url"], &number["capabilities"]["sms"]), (&json!(""), &json!(true)));
    let second = json(world.get(first["next_page_uri"].as_str().unwrap())).await;
    assert_eq!(second["incoming_phone_numbers"][0]["phone_number"], "+15550100002");
    assert_eq!(second["next_page_uri"], Value::Null);
    let found = json(world.get(&format!("{path}?PhoneNumber=%2B15550100002"))).await;
    assert_eq!(found["incoming_phone_numbers"].as_array().unwrap().len(), 1);
    assert_eq!(found["incoming_phone_numbers"][0], second["incoming_phone_numbers"][0]);
}

#[tokio::test]
async fn messages_and_their_media_are_listed() {
    let world = World::start().await;
    let (delivered, url) = world.picture(InboundMedia::of_bytes("image/png", b"1")).await;
    let root = format!("{ROOT}/{}/Messages/{}", world.account.sid, delivered.sid);
    let message = json(world.get(&format!("{root}.json"))).await;
    assert_eq!((&message["num_media"], &message["direction"]), (&json!("1"), &json!("inbound")));
    assert_eq!((&message["from"], &message["to"]), (&json!(PHONE), &json!(NUMBER)));
    assert_eq!(message["subresource_uris"]["media"], format!("{root}/Media.json"));
    assert!(message["date_created"].as_str().unwrap().ends_with(" +0000"));
    let list = json(world.get(&format!("{root}/Media.json"))).await;
    let media = &list["media_list"][0];
    assert_eq!(media["sid"], delivered.media[0]);
    assert_eq!(json(world.get(media["uri"].as_str().unwrap())).await, *media);
    assert!(url.ends_with(media["uri"].as_str().unwrap().strip_suffix(".json").unwrap()));
}

#[tokio::test]
async fn what_is_not_there_is_20404() {
    let world = World::start().await;
    let sid = world.text("hello").await.sid;
    let account = format!("{ROOT}/{}", world.account.sid);
    let (delivered, _) = world.picture(InboundMedia::of_bytes("image/png", b"1")).await;
    for path in [
        format!("{ROOT}/AC00000000000000000000000000000009.json"),
        account.clone(),
        format!("{account}/Messages/SM0.json"),
        format!("{account}/Messages/{sid}"),
        format!("{account}/Messages/SM0/Media.json"),
        format!("{account}/Messages/{sid}/Media/ME0.json"),
        format!("{account}/Messages/{sid}/Media/{}", delivered.media[0]),
        format!("{account}/Nothing.json"),
    ] {
        let error = refused(world.get(&path), 404, 20404).await;
        assert!(error["message"].as_str().unwrap().contains(&path), "{error}");
    }
    let delete = format!("{}{account}.json", world.twilio.url());
    refused(world.http.delete(delete), 405, 20004).await;
}
