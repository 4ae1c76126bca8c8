//! What a stolen token can cost.

use futures::future::join_all;
use serde_json::json;
use shared::records::{CallContent, CallRef, CallReport, CallRequest, Direction, Step, Write};
use twilio::form::Details;
use twilio::status::CallStatus;
use twilio_simulator::scripted::Answer;

use crate::{CALL, Got, LEAD, OWN, World, busy, placed, refusal};

const DAY: u64 = 24 * 60 * 60;

async fn make(world: &World) -> Got {
    world.make(None, &json!({ "to": LEAD })).await
}

fn refused(got: &Got) -> (u16, &str) {
    (got.status, got.body["error"]["message"].as_str().unwrap_or_default())
}

/// As the last status callback does.
async fn end(world: &World, call_id: &str, seconds: u32) {
    let app = world.sandbox.app("OutboundCallFunction").unwrap();
    let call = CallRef {
        call_id: call_id.parse().unwrap(),
        tenant_id: "demo".parse().unwrap(),
        account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
    };
    let status = Some(CallStatus::Completed);
    let step = Step { status, duration: Some(seconds), ..Step::default() };
    let report =
        CallReport { call, call_sid: CALL.parse().unwrap(), inbound: None, step, at: app.now() };
    app.store.commit(&[Write::CallStatus(Box::new(report))], &[]).await.unwrap();
}

/// More than each limit lets through, and what is refused leaves nothing behind.
#[tokio::test]
async fn fifty_at_once_are_never_more_than_the_limit() {
    for (limit, sentence) in [
        ("CallsPerMinute", "the tenant has begun all calls of this minute"),
        ("OpenCallsPerTenant", "as many calls open as it may have at the same time"),
        ("CallMinutesPerDay", "the tenant has used up the call minutes of this day"),
    ] {
        let parameters = [
            ("CallsPerMinute", "100"),
            ("OpenCallsPerTenant", "100"),
            ("CallMinutesPerDay", "100"),
        ];
        let parameters =
            parameters.map(|(name, value)| (name, if name == limit { "20" } else { value }));
        let world = World::with(vec![placed()], &parameters).await;
        let got = join_all((0..50).map(|_| make(&world))).await;
        let made = got.iter().filter(|got| got.status == 201).count();
        let over: Vec<_> = got.iter().filter(|got| got.status == 429).collect();
        // What a busy machine did not end in time: each of them may have counted or not.
        let late = got.len() - made - over.len();
        assert!(made <= 20 && made + late >= 20, "{limit}: {made} made, {late} late");
        for got in over {
            assert!(refused(got).1.contains(sentence) && got.retry_after.is_some(), "{got:?}");
        }
        for _ in 0..late {
            make(&world).await;
        }
        assert_eq!(make(&world).await.status, 429, "{limit}");
        let asked = world.asked();
        assert!((made..=20).contains(&asked), "{limit}: {asked} asked of Twilio, {made} made");
        assert_eq!(world.calls().await.len(), asked, "{limit}");
    }
}

#[tokio::test]
async fn an_open_call_has_its_place_until_it_ends() {
    let world = World::with(vec![placed()], &[("OpenCallsPerTenant", "2")]).await;
    let first = make(&world).await;
    assert_eq!((first.status, make(&world).await.status), (201, 201));
    let over = make(&world).await;
    assert_eq!((over.status, over.retry_after.as_deref()), (429, Some("10")));
    end(&world, first.body["call_id"].as_str().unwrap(), 30).await;
    assert_eq!(make(&world).await.status, 201);
    assert_eq!(make(&world).await.status, 429);
}

/// Nobody ever tells how these calls ended.
#[tokio::test]
async fn lost_callbacks_keep_no_place_for_ever() {
    let parameters = [("OpenCallsPerTenant", "2"), ("CallMinutesMax", "60")];
    let world = World::with(vec![placed(), Answer::HangUp], &parameters).await;
    let statuses = (make(&world).await.status, make(&world).await.status);
    assert_eq!(statuses, (201, 202), "one of them is unconfirmed");
    world.pass(70 * 60);
    assert_eq!(make(&world).await.status, 429);
    world.pass(6 * 60);
    world.twilio.answer(vec![placed()]);
    assert_eq!((make(&world).await.status, make(&world).await.status), (201, 201));
    assert_eq!(make(&world).await.status, 429);
}

/// A function has died after it had taken the place and before it wrote the call.
#[tokio::test]
async fn a_place_without_a_call_is_free_again() {
    let world = World::with(vec![placed()], &[("OpenCallsPerTenant", "1")]).await;
    let app = world.sandbox.app("OutboundCallFunction").unwrap();
    let call = CallContent {
        call_id: "dead".parse().unwrap(),
        call_sid: None,
        tenant_id: "demo".parse().unwrap(),
        account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
        direction: Direction::Outbound,
        from_number: OWN.to_owned(),
        to_number: LEAD.to_owned(),
        lead_id: None,
        recording_enabled: None,
        request: CallRequest::default(),
        details: Details::default(),
        created_at: app.now(),
    };
    assert!(app.store.open_call_add(&call, 1).await.unwrap().is_none());
    assert_eq!(make(&world).await.status, 429);
    world.pass(31);
    assert_eq!(make(&world).await.status, 201);
}

/// Begun minutes count: 61 s are two.
#[tokio::test]
async fn minutes_count_once_a_call_has_ended_in_the_day_in_which_it_began() {
    let world = World::with(vec![placed()], &[("CallMinutesPerDay", "4")]).await;
    let first = make(&world).await;
    end(&world, first.body["call_id"].as_str().unwrap(), 61).await;
    let unanswered = make(&world).await;
    end(&world, unanswered.body["call_id"].as_str().unwrap(), 0).await;
    assert_eq!(make(&world).await.status, 201, "2 + 1 of 4");
    let over = make(&world).await;
    let until_midnight = DAY - 12 * 60 * 60 - 30;
    assert_eq!((over.status, over.retry_after), (429, Some(until_midnight.to_string())));
    world.pass(until_midnight);
    assert_eq!(make(&world).await.status, 201);
}

#[tokio::test]
async fn what_was_not_made_is_given_back() {
    let parameters =
        [("CallsPerMinute", "2"), ("OpenCallsPerTenant", "2"), ("CallMinutesPerDay", "2")];
    let world = World::with(vec![busy()], &parameters).await;
    let got = join_all((0..2).map(|_| make(&world))).await;
    assert!(got.iter().all(|got| (got.status, got.retry_after.as_deref()) == (429, Some("2"))));
    world.twilio.answer(vec![placed()]);
    assert_eq!((make(&world).await.status, make(&world).await.status), (201, 201));
    assert!(refused(&make(&world).await).1.contains("this minute"));
}

#[tokio::test]
async fn a_repeat_takes_nothing_and_a_refusal_of_twilios_keeps_no_place() {
    let parameters = [("CallsPerMinute", "3"), ("OpenCallsPerTenant", "1")];
    let world = World::with(vec![refusal(21_215, "no"), placed()], &parameters).await;
    assert_eq!(make(&world).await.status, 422);
    let body = json!({ "to": LEAD });
    assert_eq!(world.make(Some("key"), &body).await.status, 201);
    let repeats = join_all((0..10).map(|_| world.make(Some("key"), &body))).await;
    assert!(repeats.iter().all(|got| got.status == 201), "{repeats:?}");
    assert!(refused(&make(&world).await).1.contains("same time"), "the third, which counted");
    end(&world, repeats[0].body["call_id"].as_str().unwrap(), 5).await;
    assert_eq!(make(&world).await.status, 201);
}

/// All of them find no call of that key, and one begins it.
#[tokio::test]
async fn identical_requests_at_once_take_one() {
    let world = World::with(vec![placed()], &[("OpenCallsPerTenant", "2")]).await;
    let body = json!({ "to": LEAD });
    let got = join_all((0..10).map(|_| world.make(Some("key"), &body))).await;
    assert!(got.iter().all(|got| got.status == 201), "{got:?}");
    assert_eq!(make(&world).await.status, 201);
    assert_eq!(make(&world).await.status, 429);
    world.pass(60);
    assert_eq!(make(&world).await.status, 429);
}

/// The last one that may be made is one request's, and all others with its key are told of that call.
#[tokio::test]
async fn identical_requests_at_the_limit_are_one_call() {
    for limit in ["CallsPerMinute", "OpenCallsPerTenant", "CallMinutesPerDay"] {
        let world = World::with(vec![placed()], &[(limit, "1")]).await;
        let body = json!({ "to": LEAD });
        let got = join_all((0..10).map(|_| world.make(Some("key"), &body))).await;
        assert!(got.iter().any(|got| got.status == 201), "{limit}: {got:?}");
        for _ in got.iter().filter(|got| got.status != 201) {
            assert_eq!(world.make(Some("key"), &body).await.status, 201, "{limit}");
        }
        assert_eq!((world.asked(), make(&world).await.status), (1, 429), "{limit}");
    }
}
