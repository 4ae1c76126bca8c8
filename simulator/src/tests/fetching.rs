//! Fetching media: credentials, the redirect to the CDN, and faults on the way.

use futures::StreamExt;
use reqwest::redirect::Policy;

use super::*;

/// The link that the API gives out for a medium.
async fn link(world: &World, media_url: &str) -> String {
    let request = world.http.get(media_url).basic_auth(&world.account.sid, Some(TOKEN));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 307);
    response.headers()["location"].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_api_wants_credentials_and_the_cdn_none() {
    let world = World::start().await;
    let (delivered, url) = world.picture(InboundMedia::of_bytes("image/png", b"\x89PNG")).await;
    assert_eq!(world.http.get(&url).send().await.unwrap().status(), 401);
    let wrong = world.http.get(&url).basic_auth(&world.account.sid, Some("wrong"));
    assert_eq!(wrong.send().await.unwrap().status(), 401);

    let link = link(&world, &url).await;
    let host = world.twilio.url().replace("127.0.0.1", "localhost");
    assert!(link.starts_with(&format!("{host}/cdn/")), "{link}");
    let leaky = world.http.get(&link).basic_auth(&world.account.sid, Some(TOKEN));
    assert_eq!(leaky.send().await.unwrap().status(), 400);
    let served = world.http.get(&link).send().await.unwrap();
    assert_eq!(served.status(), 200);
    assert_eq!(served.headers()["content-type"], "image/png");
    assert_eq!(served.content_length(), Some(4));
    assert_eq!(&served.bytes().await.unwrap()[..], b"\x89PNG");

    let log = world.twilio.media_requests();
    let short: Vec<_> = log.iter().map(|r| (r.status, r.had_authorization)).collect();
    assert_eq!(short, [(401, false), (401, true), (307, true), (400, true), (200, false)]);
    assert!(log.iter().all(|request| request.sid == delivered.media[0]));
    assert!(log[2].host.starts_with("127.0.0.1:") && log[4].host.starts_with("localhost:"));
    assert!(log[4].path.starts_with("/cdn/"));
}

#[tokio::test]
async fn a_client_that_follows_redirects_well_gets_the_bytes() {
    let world = World::start().await;
    let (_, url) = world.picture(InboundMedia::of_bytes("text/vcard", b"card")).await;
    let client = client(Policy::default());
    let request = client.get(&url).basic_auth(&world.account.sid, Some(TOKEN));
    assert_eq!(request.send().await.unwrap().text().await.unwrap(), "card");
}

#[tokio::test]
async fn a_link_is_for_one_medium_and_one_host() {
    let world = World::start().await;
    let (first, url) = world.picture(InboundMedia::of_bytes("image/png", b"1")).await;
    let (second, _) = world.picture(InboundMedia::of_bytes("image/png", b"2")).await;
    let link = link(&world, &url).await;
    let forged = [
        link.replace(&first.media[0], &second.media[0]),
        link.replace("localhost", "127.0.0.1"),
        link.replace("/cdn/", "/cdn/9"),
    ];
    for forged in forged {
        assert_eq!(world.http.get(&forged).send().await.unwrap().status(), 403, "{forged}");
    }
}

#[tokio::test]
async fn media_may_be_missing_at_first() {
    let world = World::start().await;
    let media = InboundMedia { not_found: 2, ..InboundMedia::of_bytes("image/png", b"late") };
    let (_, url) = world.picture(media).await;
    // A request without credentials learns nothing and uses nothing up.
    assert_eq!(world.http.get(&url).send().await.unwrap().status(), 401);
    for status in [404, 404, 307] {
        let request = world.http.get(&url).basic_auth(&world.account.sid, Some(TOKEN));
        assert_eq!(request.send().await.unwrap().status(), status);
    }
}

#[tokio::test]
async fn the_served_type_may_differ_from_the_announced_one() {
    let world = World::start().await;
    let declared_content_type = Some("image/png".into());
    let script = InboundMedia::of_bytes("text/html", b"<script>");
    let (_, url) = world.picture(InboundMedia { declared_content_type, ..script }).await;
    assert_eq!(world.receiver.last().field("MediaContentType0"), "image/png");
    let served = world.http.get(link(&world, &url).await).send().await.unwrap();
    assert_eq!(served.headers()["content-type"], "text/html");
}

#[tokio::test]
async fn a_redirect_may_lead_astray() {
    let world = World::start().await;
    let redirect_to = Some("http://169.254.169.254/latest".into());
    let picture = InboundMedia::of_bytes("image/png", b"x");
    let (_, url) = world.picture(InboundMedia { redirect_to, ..picture }).await;
    assert_eq!(link(&world, &url).await, "http://169.254.169.254/latest");
}

#[tokio::test]
async fn a_large_body_is_generated_while_it_is_read() {
    let world = World::start().await;
    let size = 3_000_001;
    let (delivered, url) = world.picture(InboundMedia::of_size("video/mp4", size)).await;
    let served = world.http.get(link(&world, &url).await).send().await.unwrap();
    assert_eq!(served.content_length(), Some(size));
    let mut expected = generated_bytes(&delivered.media[0], size).flatten();
    let mut chunks = served.bytes_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.unwrap();
        let wanted = expected.by_ref().take(chunk.len());
        assert!(wanted.eq(chunk));
    }
    assert_eq!(expected.next(), None);
}

#[tokio::test]
async fn a_connection_may_be_cut() {
    let world = World::start().await;
    let generated =
        |cut| InboundMedia { cut_after: cut, ..InboundMedia::of_size("video/mp4", 500_000) };
    let small =
        InboundMedia { cut_after: Some(3), ..InboundMedia::of_bytes("image/png", b"12345") };
    for (media, most) in [(generated(Some(100_000)), 100_000), (small, 3)] {
        let (_, url) = world.picture(media).await;
        let served = world.http.get(link(&world, &url).await).send().await.unwrap();
        assert_eq!(served.status(), 200);
        let mut chunks = served.bytes_stream();
        let mut read = 0;
        let cut = loop {
            match chunks.next().await {
                Some(Ok(chunk)) => read += chunk.len(),
                Some(Err(_)) => break true,
                None => break false,
            }
        };
        assert!(cut && read == most, "{cut} {read}");
    }
    let (_, url) = world.picture(generated(Some(500_000))).await;
    let served = world.http.get(link(&world, &url).await).send().await.unwrap();
    assert_eq!(served.bytes().await.unwrap().len(), 500_000);
}

#[tokio::test]
async fn a_deleted_attachment_is_gone_and_its_message_stays() {
    let world = World::start().await;
    let (delivered, url) = world.picture(InboundMedia::of_bytes("image/png", b"\x89PNG")).await;
    let link = link(&world, &url).await;
    let delete = |url: String| world.http.delete(url).basic_auth(&world.account.sid, Some(TOKEN));
    let elsewhere = url.replace(&delivered.sid, "MM00000000000000000000000000000000");
    assert_eq!(delete(elsewhere).send().await.unwrap().status(), 404);
    assert_eq!(world.http.delete(format!("{url}.json")).send().await.unwrap().status(), 401);
    assert_eq!(delete(format!("{url}.json")).send().await.unwrap().status(), 204);
    assert_eq!(delete(format!("{url}.json")).send().await.unwrap().status(), 404);
    assert_eq!(world.http.get(&link).send().await.unwrap().status(), 404);
    let message = url.split_once("/Media/").unwrap().0.strip_prefix(world.twilio.url()).unwrap();
    let list = json(world.get(&format!("{message}/Media.json"))).await;
    assert_eq!(list["media_list"], serde_json::json!([]));
    assert_eq!(json(world.get(&format!("{message}.json"))).await["sid"], delivered.sid.as_str());
}
