//! Lists of calls.

use super::*;

async fn sids(phones: &Phones, query: &str) -> Vec<String> {
    let list = json(phones.get(&phones.path(&format!("Calls.json{query}")))).await;
    let calls = list["calls"].as_array().unwrap();
    calls.iter().map(|call| call["sid"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn calls_are_found_by_what_they_are() {
    let phones = Phones::new(&format!("<Dial>{LEAD}</Dial>")).await;
    let answered = phones.call([]).await;
    let busy = phones.play(lead(Party::Busy, [])).await;
    let (leg, busy_leg) = (answered.legs[0].sid.as_str(), busy.legs[0].sid.as_str());
    let (answered, busy) = (answered.sid.as_str(), busy.sid.as_str());
    assert_eq!(sids(&phones, "").await, [busy_leg, busy, leg, answered]);
    assert_eq!(sids(&phones, "?Status=busy").await, [busy_leg]);
    assert_eq!(sids(&phones, "?To=%2B15550100001").await, [busy, answered]);
    assert_eq!(sids(&phones, "?To=%2B15550200001&Status=completed").await, [leg]);
    assert_eq!(sids(&phones, "?From=%2B15550190009").await, [""; 0]);
    assert_eq!(sids(&phones, &format!("?ParentCallSid={busy}")).await, [busy_leg]);
}

#[tokio::test]
async fn calls_are_found_by_their_day() {
    let phones = Phones::new("").await;
    phones.call([]).await;
    for (query, count) in [
        ("?StartTime%3E=2020-01-01", 1),
        ("?StartTime%3E=2120-01-01", 0),
        ("?StartTime%3C=2120-01-01", 1),
        ("?StartTime%3C=2020-01-01T10:00:00Z", 0),
        ("?StartTime=2020-01-01", 0),
        ("?EndTime%3E=2020-01-01&EndTime%3C=2120-01-01", 1),
    ] {
        assert_eq!(sids(&phones, query).await.len(), count, "{query}");
    }
}

#[tokio::test]
async fn lists_come_in_pages() {
    let phones = Phones::new("").await;
    for _ in 0..3 {
        phones.call([]).await;
    }
    let first = json(phones.get(&phones.path("Calls.json?PageSize=2"))).await;
    assert_eq!(first["calls"].as_array().unwrap().len(), 2);
    let next = json(phones.get(first["next_page_uri"].as_str().unwrap())).await;
    assert_eq!(next["calls"].as_array().unwrap().len(), 1);
    assert_eq!(next["next_page_uri"], Value::Null);
}

#[tokio::test]
async fn calls_of_others_are_not_found() {
    let phones = Phones::new("").await;
    let call = phones.call([]).await;
    let other = phones.twilio.create_account(NewAccount::default()).unwrap();
    let url = format!(
        "{}/2010-04-01/Accounts/{}/Calls/{}.json",
        phones.twilio.url(),
        other.sid,
        call.sid
    );
    let request = phones.http.get(url).basic_auth(&other.sid, Some(other.auth_token.reveal()));
    assert_eq!(json(request).await["code"], 20404);
    let own = phones.get(&phones.path(&format!("Calls/{}.json", call.sid)));
    assert_eq!(
        json(own).await["phone_number_sid"],
        phones.twilio.numbers(&phones.account.sid).unwrap()[0].sid
    );
}
