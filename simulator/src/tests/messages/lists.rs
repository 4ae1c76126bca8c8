//! Lists of messages.

use super::*;

async fn bodies(world: &World, query: &str) -> Vec<String> {
    let list = json(world.get(&format!("{}{query}", world.messages()))).await;
    let messages = list["messages"].as_array().unwrap();
    messages.iter().map(|message| message["body"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn the_latest_comes_first_in_pages() {
    let world = World::start().await;
    for body in ["a", "b", "c"] {
        world.send(&[("Body", body)]).await;
    }
    world.twilio.settled().await;
    let first = json(world.get(&format!("{}?PageSize=2", world.messages()))).await;
    assert_eq!(first["messages"][0]["body"], "c");
    assert_eq!(first["messages"].as_array().unwrap().len(), 2);
    let second = json(world.get(first["next_page_uri"].as_str().unwrap())).await;
    assert_eq!(second["messages"][0]["body"], "a");
    assert_eq!(second["next_page_uri"], Value::Null);
    assert_eq!(json(world.get(second["previous_page_uri"].as_str().unwrap())).await, first);
}

#[tokio::test]
async fn a_list_is_filtered_by_its_ends() {
    let world = World::start().await;
    world.send(&[("Body", "one")]).await;
    world.send(&[("Body", "two"), ("To", OTHER_PHONE)]).await;
    world.text("back").await;
    world.twilio.settled().await;
    assert_eq!(bodies(&world, "").await, ["back", "two", "one"]);
    assert_eq!(bodies(&world, "?To=%2B15550190002").await, ["two"]);
    assert_eq!(bodies(&world, "?From=%2B15550190001").await, ["back"]);
    assert_eq!(bodies(&world, "?From=%2B15550100001&To=%2B15550190001").await, ["one"]);
    assert!(bodies(&world, "?From=%2B15550199999").await.is_empty());
}

#[tokio::test]
async fn a_list_is_filtered_by_days() {
    let millis = std::sync::Arc::new(std::sync::atomic::AtomicI64::new(1_787_072_850_000));
    let clock = Clock::Manual(millis.clone());
    let addr = "127.0.0.1:0".parse().unwrap();
    let twilio =
        Twilio::start(Options { addr, data: None, clock, hosts: Vec::new() }).await.unwrap();
    let world = World::start().await.at(twilio);
    world.twilio.create_account(demo_account()).unwrap();
    world.reconfigure(|_| {});
    for body in ["first day", "second day"] {
        world.deliver(&[("Body", body)]).await;
        millis.fetch_add(86_400_000, std::sync::atomic::Ordering::SeqCst);
    }
    world.phone(Outcome::Failed);
    world.deliver(&[("Body", "never sent")]).await;
    assert_eq!(bodies(&world, "?DateSent=2026-08-18").await, ["first day"]);
    assert_eq!(bodies(&world, "?DateSent%3E=2026-08-19").await, ["second day"]);
    assert_eq!(bodies(&world, "?DateSent%3C=2026-08-18").await, ["first day"]);
    let both = "?DateSent%3E=2026-08-18T00:00:00Z&DateSent%3C=2026-08-19";
    assert_eq!(bodies(&world, both).await, ["second day", "first day"]);
    assert_eq!(bodies(&world, "").await.len(), 3);
}

#[tokio::test]
async fn others_messages_are_not_listed() {
    let world = World::start().await;
    let message = world.deliver(&[]).await;
    let other = world.twilio.create_account(NewAccount::default()).unwrap();
    let path = world.messages().replace(&world.account.sid, &other.sid);
    let get = |path: &str| {
        let url = format!("{}{path}", world.twilio.url());
        world.http.get(url).basic_auth(&other.sid, Some(other.auth_token.reveal()))
    };
    assert_eq!(json(get(&path)).await["messages"], json!([]));
    let stolen =
        path.replace("Messages", &format!("Messages/{}", message["sid"].as_str().unwrap()));
    assert_eq!(refusal(get(&stolen)).await, (404, 20404));
    assert!(world.twilio.sent_messages(&other.sid).unwrap().is_empty());
}
