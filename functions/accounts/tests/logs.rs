//! What is logged and answered of accounts, and what never is. Alone in its process: log events are
//! switched on and off for the whole process at once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "accounts/world.rs"]
#[allow(dead_code, reason = "other tests use the rest")]
mod world;

use sandbox::Lines;
use sandbox::demo::{DEMO, PARENT};
use serde_json::json;
use twilio_simulator::{Resource, RestFault};
use world::World;

#[tokio::test]
async fn no_token_is_logged_or_answered_and_no_number_is_logged() {
    let lines = Lines::listen(tracing::Level::DEBUG);
    let world = World::start().await;
    world.sandbox.twilio.fail_next(Resource::Accounts, RestFault::CutAfter);
    let wish = json!({ "area_code": "415", "contains": "4155550142", "friendly_name": "Mine" });
    let mut answers = vec![world.provision(&wish).await];
    assert_eq!(answers[0].status, 201, "{answers:?}");
    let first = world.made_for(&world.newcomer())[0].auth_token.reveal().to_owned();
    answers.push(world.post(&world.newcomer(), "account/rotate-token", &json!({})).await);
    let second = world.made_for(&world.newcomer())[0].auth_token.reveal().to_owned();
    assert_ne!(first, second);
    for action in ["suspend", "reactivate", "close", "rotate-token"] {
        answers.push(world.post(&world.newcomer(), &format!("account/{action}"), &json!({})).await);
    }
    answers.push(world.get(&world.newcomer()).await);
    world.sandbox.twilio.limit_subaccounts(0);
    answers.push(world.provision(&wish).await);

    let (log, answers) = (lines.text(), format!("{answers:?}"));
    // The client of AWS and HTTP log nothing of the kind either.
    for secret in [&first, &second, PARENT.auth_token, DEMO.auth_token] {
        assert!(!log.contains(secret) && !answers.contains(secret), "{secret}");
    }
    let own = log.lines().filter(|line| line.contains(r#""level":"INFO""#));
    let own: Vec<_> = own.chain(log.lines().filter(|line| line.contains("WARN"))).collect();
    assert!(own.iter().any(|line| line.contains("the account has another token")), "{own:?}");
    let closed = concat!(
        r#""route":"POST /api/twilio/account/{action}","tenant_id":"newcomer-0","#,
        r#""user":"newcomer-0","status":200"#
    );
    assert!(own.iter().any(|line| line.contains(closed)), "{own:?}");
    for private in ["4155550142", "Mine"] {
        assert!(!own.iter().any(|line| line.contains(private)), "{private} in {own:?}");
    }
}
