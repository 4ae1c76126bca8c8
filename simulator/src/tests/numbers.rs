//! Numbers are bought, listed and given back.

use futures::future::join_all;
use serde_json::{Value, json};

use super::operator::{Operator, of_each, refusal};
use super::*;

async fn found(operator: &Operator, query: &str) -> Vec<String> {
    let (_, list) = operator.get(&format!("{}{query}", operator.numbers_path())).await;
    of_each(&list["incoming_phone_numbers"], "phone_number")
}

#[tokio::test]
async fn a_number_is_bought_and_given_back() {
    let operator = Operator::start().await;
    let (status, number) = operator.buy(&[("PhoneNumber", "+14155550108")]).await;
    assert_eq!(status, 201);
    assert_eq!(number["phone_number"], "+14155550108");
    assert_eq!(number["friendly_name"], "(415) 555-0108");
    assert_eq!(number["account_sid"], operator.account.sid);
    let able = json!({"voice": true, "sms": true, "mms": false, "fax": true});
    assert_eq!((&number["capabilities"], &number["type"]), (&able, &json!("local")));
    assert_eq!((&number["sms_url"], &number["sms_method"]), (&json!(""), &json!("POST")));
    let uri = number["uri"].as_str().unwrap();
    assert_eq!(operator.get(uri).await, (200, number.clone()));
    let search = "US/Local.json?Contains=4155550108";
    assert!(operator.search(search).await.is_empty());
    let again = operator.buy(&[("PhoneNumber", "+14155550108")]).await;
    assert_eq!(refusal(again), (400, 21422));

    assert_eq!(operator.delete(uri).await, (204, Value::Null));
    assert_eq!(refusal(operator.get(uri).await), (404, 20404));
    assert_eq!(refusal(operator.delete(uri).await), (404, 20404));
    assert_eq!(refusal(operator.post(uri, &[]).await), (404, 20404));
    assert_eq!(operator.search(search).await, ["+14155550108"]);
}

#[tokio::test]
async fn an_area_code_will_do() {
    let operator = Operator::start().await;
    assert_eq!(operator.buy(&[("AreaCode", "415")]).await.1["phone_number"], "+14155550100");
    assert_eq!(operator.buy(&[("AreaCode", "415")]).await.1["phone_number"], "+14155550101");
    let (_, number) = operator.buy(&[("AreaCode", "833")]).await;
    assert_eq!(
        (&number["phone_number"], &number["type"]),
        (&json!("+18335550100"), &json!("tollfree"))
    );
    assert_eq!(operator.buy(&[("AreaCode", "604")]).await.1["phone_number"], "+16045550100");
}

#[tokio::test]
async fn what_cannot_be_bought() {
    let operator = Operator::start().await;
    for (form, code) in [
        (&[("PhoneNumber", "4155550100")][..], 21421),
        (&[("PhoneNumber", "+15550100001")], 21422),
        (&[("AreaCode", "99")], 21451),
        (&[("AreaCode", "abc")], 21451),
        (&[("AreaCode", "999")], 21452),
        (&[], 20001),
        (&[("AreaCode", "415"), ("Url", "http://a.test/")], 20001),
        (&[("AreaCode", "415"), ("AccountSid", "AC0")], 20001),
        (&[("PhoneNumber", "+493023125001")], 21422),
        (&[("PhoneNumber", "+4930231250001")], 21631),
    ] {
        assert_eq!(refusal(operator.buy(form).await), (400, code), "{form:?}");
    }
    assert!(operator.twilio.numbers(&operator.account.sid).unwrap().is_empty());
    let address = ("AddressSid", "AD00000000000000000000000000000001");
    let (status, number) = operator.buy(&[("PhoneNumber", "+4930231250001"), address]).await;
    assert_eq!((status, &number["address_sid"]), (201, &json!(address.1)));
    assert_eq!(number["address_requirements"], "local");
}

#[tokio::test]
async fn many_buyers_of_one_number_are_served_once() {
    let operator = Operator::start().await;
    let offers = Inventory { country: "US".into(), area_code: Some(415), offers: Some(3) };
    operator.twilio.set_inventory(&offers).unwrap();
    let answers = join_all((0..8).map(|_| operator.buy(&[("AreaCode", "415")]))).await;
    let (bought, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|(status, _)| *status == 201);
    assert_eq!(bought.len(), 3);
    assert!(refused.into_iter().all(|answer| refusal(answer) == (400, 21452)));
    assert_eq!(found(&operator, "").await.len(), 3);
}

#[tokio::test]
async fn numbers_are_listed_by_name_and_by_digits() {
    let operator = Operator::start().await;
    for code in ["415", "510", "833"] {
        operator.buy(&[("AreaCode", code), ("FriendlyName", code)]).await;
    }
    operator.buy(&[("PhoneNumber", "+14155550117"), ("FriendlyName", "beta")]).await;
    let all = ["+14155550100", "+15105550100", "+18335550100", "+14155550117"];
    for (query, wanted) in [
        ("", &all[..]),
        ("?FriendlyName=510", &all[1..2]),
        ("?PhoneNumber=%2B18335550100", &all[2..3]),
        ("?PhoneNumber=+18335550100", &all[2..3]),
        ("?PhoneNumber=5105550", &all[1..2]),
        ("?PhoneNumber=**55501*0", &all[..3]),
        ("?PhoneNumber=%2B1415&FriendlyName=beta", &all[3..]),
        ("?PhoneNumber=%2B9", &[]),
        ("?Beta=false", &all[..3]),
        ("?Origin=hosted", &[]),
        ("?Origin=twilio", &all),
    ] {
        assert_eq!(found(&operator, query).await, wanted, "{query}");
    }
    let (_, page) = operator.get(&format!("{}?PageSize=3", operator.numbers_path())).await;
    let (_, page) = operator.get(page["next_page_uri"].as_str().unwrap()).await;
    assert_eq!(of_each(&page["incoming_phone_numbers"], "phone_number"), all[3..]);
}

#[tokio::test]
async fn a_parent_buys_for_its_subaccounts_and_moves_numbers() {
    let operator = Operator::start().await;
    let (a, b) = (operator.with(&operator.subaccount("a")), operator.subaccount("b"));
    let (status, number) = operator.post(&a.numbers_path(), &[("AreaCode", "415")]).await;
    assert_eq!((status, &number["account_sid"]), (201, &json!(a.account.sid)));
    let uri = number["uri"].as_str().unwrap();
    assert_eq!(refusal(operator.with(&b).get(uri).await), (401, 20003));
    let strange = a.post(uri, &[("AccountSid", &b.sid)]).await;
    assert_eq!(refusal(strange), (401, 20003));
    let (_, moved) = operator.post(uri, &[("AccountSid", &b.sid)]).await;
    assert_eq!((&moved["account_sid"], &moved["sid"]), (&json!(b.sid), &number["sid"]));
    assert_eq!(refusal(operator.get(uri).await), (404, 20404));
    assert_eq!(operator.with(&b).get(moved["uri"].as_str().unwrap()).await.0, 200);

    operator.twilio.set_account_status(&b.sid, AccountStatus::Suspended).unwrap();
    let path = format!("{ACCOUNTS}/{}/IncomingPhoneNumbers.json", b.sid);
    let bought = operator.post(&path, &[("AreaCode", "415")]).await;
    assert_eq!(refusal(bought), (401, 20005));
    assert_eq!(operator.delete(moved["uri"].as_str().unwrap()).await.0, 204);
}

#[tokio::test]
async fn a_bought_number_knows_where_it_is_from() {
    let operator = Operator::start().await;
    let receiver = Receiver::start().await;
    operator.buy(&[("AreaCode", "415"), ("SmsUrl", &receiver.url("/sms"))]).await;
    let message = InboundMessage { to: "+14155550100".into(), ..message("hello") };
    operator.twilio.send_message(message).await.unwrap();
    let seen = receiver.last();
    assert_eq!(
        (seen.field("ToCity"), seen.field("ToState")),
        ("SAN FRANCISCO".into(), "CA".into())
    );
    assert_eq!((seen.field("ToZip"), seen.field("ToCountry")), ("94103".into(), "US".into()));
    assert!(seen.is_signed());
}

#[tokio::test]
async fn faults_strike_every_resource_of_provisioning() {
    let operator = Operator::start().await;
    operator.twilio.fail_next(Resource::Numbers, RestFault::ServerErrorAfter);
    assert_eq!(refusal(operator.buy(&[("AreaCode", "415")]).await), (500, 20500));
    assert_eq!(found(&operator, "").await, ["+14155550100"]);
    operator.twilio.fail_next(Resource::Accounts, RestFault::ServerErrorAfter);
    let created = operator.post(&format!("{ACCOUNTS}.json"), &[]).await;
    assert_eq!(refusal(created), (500, 20500));
    assert_eq!(operator.twilio.subaccounts(&operator.account.sid).unwrap().len(), 1);
    operator.twilio.fail_next(Resource::Tokens, RestFault::ServerError);
    assert_eq!(refusal(operator.post("/v1/AuthTokens/Secondary", &[]).await), (500, 20500));
    operator.twilio.fail_next(Resource::Search, RestFault::TooManyRequests);
    let search = format!("{ACCOUNTS}/{}/AvailablePhoneNumbers/US/Local.json", operator.account.sid);
    assert_eq!(refusal(operator.get(&search).await), (429, 20429));
    assert_eq!(operator.get(&search).await.0, 200);
}
