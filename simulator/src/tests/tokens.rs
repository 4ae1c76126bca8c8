//! The secondary Auth Token and its promotion.

use super::operator::{Operator, refusal};
use super::*;

const SECONDARY: &str = "/v1/AuthTokens/Secondary";
const PROMOTE: &str = "/v1/AuthTokens/Promote";

impl Operator {
    /// The same account, with another token.
    fn by(&self, token: &str) -> Self {
        self.with(&Account { auth_token: token.into(), ..self.account.clone() })
    }

    async fn may_enter(&self) -> bool {
        let (status, _) = self.get(&format!("{ACCOUNTS}/{}.json", self.account.sid)).await;
        assert!([200, 401].contains(&status));
        status == 200
    }
}

#[tokio::test]
async fn a_secondary_token_opens_the_account_until_it_is_deleted() {
    let operator = Operator::start().await;
    let (status, made) = operator.post(SECONDARY, &[]).await;
    assert_eq!((status, &made["account_sid"]), (201, &operator.account.sid.clone().into()));
    assert!(made["date_created"].as_str().unwrap().ends_with('Z'), "{made}");
    assert_eq!(made["url"], format!("{}{SECONDARY}", operator.twilio.url()));
    let secondary = operator.by(made["secondary_auth_token"].as_str().unwrap());
    assert!(secondary.may_enter().await && operator.may_enter().await);
    assert_eq!(refusal(secondary.post(SECONDARY, &[]).await), (400, 20001));
    let path = format!("{ACCOUNTS}/{}.json", operator.account.sid);
    assert_eq!(secondary.get(&path).await.1["auth_token"], TOKEN);

    assert_eq!(operator.delete(SECONDARY).await.0, 204);
    assert!(!secondary.may_enter().await);
    assert_eq!(refusal(operator.delete(SECONDARY).await), (404, 20404));
    assert_eq!(refusal(operator.post(PROMOTE, &[]).await), (400, 20001));
}

#[tokio::test]
async fn promotion_ends_the_primary_token_at_once() {
    let operator = Operator::start().await;
    let (_, made) = operator.post(SECONDARY, &[]).await;
    let token = made["secondary_auth_token"].as_str().unwrap();
    let (status, promoted) = operator.post(PROMOTE, &[]).await;
    assert_eq!((status, promoted["auth_token"].as_str()), (200, Some(token)));
    assert_eq!(promoted["date_created"], made["date_created"]);
    let renewed = operator.by(token);
    assert!(!operator.may_enter().await && renewed.may_enter().await);
    assert_eq!(refusal(operator.post(SECONDARY, &[]).await), (401, 20003));
    assert_eq!(refusal(renewed.post(PROMOTE, &[]).await), (400, 20001));
    assert_eq!(renewed.post(SECONDARY, &[]).await.0, 201);
}

#[tokio::test]
async fn only_the_primary_token_signs() {
    let world = World::start().await;
    let operator = Operator::of(world.twilio.clone());
    let (_, made) = operator.post(SECONDARY, &[]).await;
    let token = made["secondary_auth_token"].as_str().unwrap();
    world.text("before").await;
    assert!(world.receiver.last().is_signed_with(TOKEN));
    operator.post(PROMOTE, &[]).await;
    world.text("after").await;
    assert!(world.receiver.last().is_signed_with(token));
    assert!(!world.receiver.last().is_signed_with(TOKEN));
}

#[tokio::test]
async fn tokens_are_an_accounts_own_affair() {
    let operator = Operator::start().await;
    let sub = operator.with(&operator.subaccount("a"));
    let (_, made) = sub.post(SECONDARY, &[]).await;
    assert_eq!(made["account_sid"], sub.account.sid);
    assert_eq!(refusal(operator.post(PROMOTE, &[]).await), (400, 20001));
    operator.twilio.set_account_status(&sub.account.sid, AccountStatus::Suspended).unwrap();
    assert_eq!(refusal(sub.post(PROMOTE, &[]).await), (401, 20005));
    assert_eq!(refusal(operator.by("wrong").post(SECONDARY, &[]).await), (401, 20003));
    assert_eq!(refusal(operator.get(SECONDARY).await), (405, 20004));
    let (status, error) = operator.get("/v1/AuthTokens/Third").await;
    assert_eq!((status, error["code"].as_u64()), (404, Some(20404)));
    let message = error["message"].as_str().unwrap();
    assert!(message.contains("resource /v1/AuthTokens/Third was"), "{message}");
}

#[tokio::test]
async fn tokens_outlive_a_restart() {
    let data = tempfile::tempdir().unwrap();
    let operator = Operator::of(start(Some(data.path())).await);
    let (_, made) = operator.post(SECONDARY, &[]).await;
    let again = Operator::of(start(Some(data.path())).await);
    let (_, promoted) = again.post(PROMOTE, &[]).await;
    assert_eq!(promoted["auth_token"], made["secondary_auth_token"]);
}

#[tokio::test]
async fn a_call_that_goes_on_signs_with_the_new_token() {
    let world = World::start().await;
    let operator = Operator::of(world.twilio.clone());
    world.twilio.set_party(PHONE, Party::RingsOn);
    let calls = format!("{ACCOUNTS}/{}/Calls.json", operator.account.sid);
    let (url, callback) = (world.receiver.url("/voice"), world.receiver.url("/call"));
    let form = [("To", PHONE), ("From", NUMBER), ("Url", &*url), ("StatusCallback", &callback)];
    let (_, call) = operator.post(&calls, &form).await;
    let (_, made) = operator.post(SECONDARY, &[]).await;
    operator.post(PROMOTE, &[]).await;
    let token = made["secondary_auth_token"].as_str().unwrap();
    let path = call["uri"].as_str().unwrap();
    assert_eq!(operator.by(token).post(path, &[("Status", "canceled")]).await.0, 200);
    world.twilio.finished_call(call["sid"].as_str().unwrap()).await.unwrap();
    assert_eq!(world.receiver.last().field("CallStatus"), "canceled");
    assert!(world.receiver.last().is_signed_with(token));
}
