//! Another token, without one rejected webhook.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::future::{join, join_all};
use http::Method;
use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use serde_json::{Value, json};
use twilio_simulator::{Resource, RestFault};

use crate::world::{Got, LEASE, World, each};

/// The token that Twilio signs with.
fn at_twilio(world: &World) -> String {
    let account = world.sandbox.twilio.account(DEMO.account_sid).unwrap().unwrap();
    account.auth_token.reveal().to_owned()
}

/// The tokens that we accept now.
async fn accepted(world: &World) -> Vec<String> {
    let open = world.open(&DEMO.account_sid.parse().unwrap()).await;
    open.signing_tokens(world.app.now()).into_iter().map(str::to_owned).collect()
}

/// Texts the demo tenant without a pause until `work` has ended: what it says, and what is answered.
async fn under_fire<T>(world: &World, work: impl Future<Output = T>) -> (T, Vec<u16>) {
    let over = AtomicBool::new(false);
    let fire = async {
        let mut answers = Vec::new();
        while !over.load(Ordering::SeqCst) {
            answers.push(world.text(DEMO.numbers[0]).await);
        }
        answers
    };
    let work = async {
        let done = work.await;
        over.store(true, Ordering::SeqCst);
        done
    };
    let (done, more) = join(work, join_all([fire])).await;
    (done, more.into_iter().flatten().collect())
}

fn assert_all_taken(case: &str, answers: &[u16]) {
    assert!(answers.len() > 3, "{case}: {answers:?}");
    assert!(answers.iter().all(|status| *status == 200), "{case}: {answers:?}");
}

/// Asks until it is done.
async fn insist(world: &World, case: &str) -> Got {
    for _ in 0..5 {
        let got = world.change("rotate-token").await;
        match got.status {
            200 => return got,
            202 | 503 => world.pass(LEASE),
            _ => panic!("{case}: {got:?}"),
        }
    }
    panic!("{case}: it is never done");
}

/// Ours is Twilio's, another one than before, and nothing is left to do.
async fn assert_rotated(world: &World, case: &str) {
    let token = at_twilio(world);
    assert_ne!(token, DEMO.auth_token, "{case}");
    assert_eq!(accepted(world).await[0], token, "{case}");
    assert_eq!(world.jobs().await, Vec::<Value>::new(), "{case}");
    assert_eq!(world.text(DEMO.numbers[0]).await, 200, "{case}");
}

#[tokio::test]
async fn no_webhook_is_rejected_and_the_old_token_lasts_for_a_while() {
    let world = World::start().await;
    let (got, answers) = under_fire(&world, world.change("rotate-token")).await;
    assert_eq!((got.status, &got.body["status"]), (200, &json!("rotated")), "{got:?}");
    assert_all_taken("rotated", &answers);
    assert_rotated(&world, "rotated").await;
    assert_eq!(accepted(&world).await, [at_twilio(&world), DEMO.auth_token.to_owned()]);

    let soon = world.change("rotate-token").await;
    assert_eq!((soon.status, soon.code()), (429, "too_many_requests"));
    world.pass(300);
    assert_eq!(accepted(&world).await, [at_twilio(&world)]);
    let before = at_twilio(&world);
    assert_eq!(world.change("rotate-token").await.status, 200);
    assert_ne!(at_twilio(&world), before);
}

#[tokio::test]
async fn a_second_token_that_nobody_knows_is_replaced() {
    let world = World::start().await;
    let url = format!("{}/v1/AuthTokens/Secondary", world.sandbox.twilio.url());
    let request =
        reqwest::Client::new().post(url).basic_auth(DEMO.account_sid, Some(DEMO.auth_token));
    assert_eq!(request.send().await.unwrap().status(), 201);
    assert_eq!(world.change("rotate-token").await.status, 200);
    assert_rotated(&world, "replaced").await;
}

#[tokio::test]
async fn faults_at_twilio_are_survived_under_fire() {
    each(
        [0, 1].into_iter().flat_map(|skip| RestFault::FAILURES.map(|fault| (skip, fault))),
        async |case| {
            let (skip, fault) = case;
            let (world, case) = (World::start().await, format!("{case:?}"));
            let (resource, method) = (Resource::Tokens, Some(Method::POST));
            world.sandbox.twilio.fail(twilio_simulator::Fault {
                resource,
                method,
                fault,
                times: 1,
                skip,
            });
            let (_, answers) = under_fire(&world, insist(&world, &case)).await;
            assert_all_taken(&case, &answers);
            assert_rotated(&world, &case).await;
        },
    )
    .await;
}

/// What a rotation writes, in order: the lease, the job, the next token (encrypted first), the swap.
const WRITTEN: [(Service, &str, usize); 5] = [
    (Service::DynamoDb, "UpdateItem", 0),
    (Service::DynamoDb, "TransactWriteItems", 0),
    (Service::Kms, "Encrypt", 0),
    (Service::DynamoDb, "UpdateItem", 1),
    (Service::DynamoDb, "UpdateItem", 2),
];

/// Nothing works any more from a certain call on.
async fn kill(world: &World, (service, operation, before): (Service, &str, usize), fault: Fault) {
    let aws = &world.sandbox.aws;
    aws.fail_next(service, operation, before, Fault::Slow(Duration::ZERO));
    aws.fail_next(service, operation, 9, fault);
    let got = world.change("rotate-token").await;
    aws.heal(service);
    assert_eq!(got.status, 503, "{operation} {before} {fault:?}: {got:?}");
}

#[tokio::test]
async fn a_run_that_dies_is_finished_by_the_next_request() {
    let faults = [Fault::Down, Fault::CutAfter];
    each(WRITTEN.iter().flat_map(|written| faults.map(|fault| (written, fault))), async |case| {
        let (written, fault) = case;
        let (world, case) = (World::start().await, format!("{case:?}"));
        kill(&world, *written, fault).await;
        assert_eq!(world.text(DEMO.numbers[0]).await, 200, "{case}");
        world.pass(LEASE);
        // The last write may have been made: then only the job is left over.
        match accepted(&world).await[0] == DEMO.auth_token {
            true => drop(insist(&world, &case).await),
            false => world.sweep().await,
        }
        assert_rotated(&world, &case).await;
    })
    .await;
}

#[tokio::test]
async fn a_run_that_dies_after_promotion_is_finished_by_the_sweeper() {
    let world = World::start().await;
    kill(&world, WRITTEN[4], Fault::Down).await;
    let token = at_twilio(&world);
    assert_ne!(token, DEMO.auth_token);
    assert_eq!(accepted(&world).await, [DEMO.auth_token.to_owned(), token.clone()]);
    let ((), answers) = under_fire(&world, world.sweep()).await;
    assert!(answers.iter().all(|status| *status == 200), "{answers:?}");
    assert_eq!(at_twilio(&world), token);
    assert_rotated(&world, "swept").await;
}

#[tokio::test]
async fn requests_at_once_are_one_rotation() {
    let world = World::start().await;
    let work = join_all((0..3).map(|_| world.change("rotate-token")));
    let (all, answers) = under_fire(&world, work).await;
    let mut statuses: Vec<_> = all.iter().map(|got| got.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 202, 202], "{all:?}");
    assert_all_taken("at once", &answers);
    assert_rotated(&world, "at once").await;
    let asked = world.sandbox.twilio.requests();
    let made = asked.iter().filter(|request| request.path == "/v1/AuthTokens/Secondary");
    assert_eq!(made.count(), 1);
}

/// Somebody has changed it in Twilio's console while it was being changed here.
#[tokio::test]
async fn a_token_that_was_changed_elsewhere_is_fetched() {
    let world = World::start().await;
    kill(&world, WRITTEN[4], Fault::Down).await;
    let token = at_twilio(&world);
    for (method, path) in [(Method::POST, "Secondary"), (Method::POST, "Promote")] {
        let url = format!("{}/v1/AuthTokens/{path}", world.sandbox.twilio.url());
        let request = reqwest::Client::new().request(method, url);
        let request = request.basic_auth(DEMO.account_sid, Some(&token));
        assert!(request.send().await.unwrap().status().is_success());
    }
    assert_ne!(at_twilio(&world), token);
    world.pass(LEASE);
    insist(&world, "elsewhere").await;
    assert_rotated(&world, "elsewhere").await;
}
