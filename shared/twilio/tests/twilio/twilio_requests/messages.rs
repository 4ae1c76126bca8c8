//! Messages: sending them, and looking for them.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use twilio::client::{MessageSearch, NewMessage};

use super::desk::Desk;
use super::request::{lines, values};
use crate::twilio_client::{LONG, OWN, PHONE, credentials, message, message_search};

fn media(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("https://example.com/media/{n}.jpg?sig=a%2Bb&n={n}")).collect()
}

#[tokio::test]
async fn every_variant_of_a_message_is_accepted() {
    let desk = Desk::start().await;
    for network in ["", "whatsapp:"] {
        let (from, to) = (format!("{network}{OWN}"), format!("{network}{PHONE}"));
        for (body, count) in [("x", 0), ("x", 1), ("x", 10), ("", 1), ("", 10), ("", 0)] {
            let (body, media_urls) = (body.to_owned(), media(count));
            let (from, to) = (from.clone(), to.clone());
            let message = NewMessage { from, to, body, media_urls, ..message() };
            drop(desk.twilio.errand(credentials(), LONG).message_create(&message).await);
            let form = desk.request().form();
            assert_eq!(values(&form, "MediaUrl"), message.media_urls);
            assert_eq!(values(&form, "Body").len(), usize::from(!message.body.is_empty()));
        }
    }
    assert_eq!(desk.requests().len(), 12);
}

#[tokio::test]
async fn media_are_a_key_each() {
    let desk = Desk::start().await;
    let message = NewMessage { media_urls: media(2), ..message() };
    drop(desk.twilio.errand(credentials(), LONG).message_create(&message).await);
    insta::assert_snapshot!(lines(&desk.request().form()), @r"
    To=+15550190001
    From=+15550100001
    StatusCallback=https://example.com/api/twilio/status-callback?message=01JZ#rp=5xx,ct,rt&rc=2
    Body=See you at noon
    MediaUrl=https://example.com/media/0.jpg?sig=a%2Bb&n=0
    MediaUrl=https://example.com/media/1.jpg?sig=a%2Bb&n=1
    ");
}

#[tokio::test]
async fn all_pages_of_a_search_are_accepted() {
    const NEXT: &str = "/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages.json\
        ?To=%2B15550190001&From=%2B15550100001&PageSize=100&Page=1&PageToken=PASM1";
    let page = serde_json::json!({
        "messages": [crate::twilio_client::listed_message()], "next_page_uri": NEXT
    });
    let desk = Desk::answering(&[&page.to_string(), r#"{"messages":[]}"#]).await;
    desk.twilio.errand(credentials(), LONG).message_find(&message_search()).await.unwrap();
    let queries: Vec<_> = desk.requests().iter().map(|request| lines(&request.query)).collect();
    insta::assert_snapshot!(queries.join("\n"), @r"
    To=+15550190001
    From=+15550100001
    PageSize=100

    To=+15550190001
    From=+15550100001
    PageSize=100
    Page=1
    PageToken=PASM1
    ");
}

#[tokio::test]
async fn whatsapp_is_looked_for_by_its_addresses() {
    let desk = Desk::start().await;
    let (from, to) = (format!("whatsapp:{OWN}"), format!("whatsapp:{PHONE}"));
    let search = MessageSearch { from, to, ..message_search() };
    drop(desk.twilio.errand(credentials(), LONG).message_find(&search).await);
    assert_eq!(values(&desk.request().query, "To"), [search.to]);
}

#[test]
fn a_text_arrives_as_it_is() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let desk = runtime.block_on(Desk::start());
    let paths = prop::collection::vec("[ -~]{0,30}", 0..10);
    let mut runner = TestRunner::new(ProptestConfig::with_cases(128));
    let result = runner.run(&("(?s).{1,200}", paths), |(body, paths)| {
        let media_urls = paths.iter().map(|path| format!("https://example.com/{path}")).collect();
        let message = NewMessage { body, media_urls, ..message() };
        drop(runtime.block_on(desk.twilio.errand(credentials(), LONG).message_create(&message)));
        let form = desk.request().form();
        prop_assert_eq!(values(&form, "Body"), [message.body.as_str()]);
        prop_assert_eq!(values(&form, "MediaUrl"), message.media_urls);
        Ok(())
    });
    result.unwrap();
}
