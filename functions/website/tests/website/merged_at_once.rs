//! What happens to contacts while they are merged.

use reqwest::Method;
use serde_json::json;

use crate::merged::{id, merge};
use crate::{get, receive, sandbox, send};

const ADA: &str = "+15550190001";
const HER_OTHER: &str = "+15550190002";

/// Ten addresses each: two of three are as many as one person may have.
#[tokio::test]
async fn of_two_merges_at_once_one_is_too_many() {
    let sandbox = sandbox().await;
    let mut people = Vec::new();
    for tens in 10..13 {
        let addresses: Vec<_> =
            (0..10).map(|ones| json!({ "address": format!("+155501{tens}0{ones:02}") })).collect();
        let body = json!({ "addresses": addresses });
        let (status, made) = send(&sandbox, (Method::POST, "/api/contacts"), &body).await;
        assert_eq!(status, 201, "{made}");
        people.push(made["contact_id"].as_str().unwrap().to_owned());
    }
    let both = tokio::join!(
        merge(&sandbox, &people[0], &people[1]),
        merge(&sandbox, &people[0], &people[2])
    );
    let mut statuses = [both.0.0, both.1.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{both:?}");
    let one = get(&sandbox, &format!("/api/contacts/{}", people[0])).await;
    assert_eq!(one["addresses"].as_array().unwrap().len(), 20);
}

#[tokio::test]
async fn two_that_are_merged_into_each_other_are_one() {
    let sandbox = sandbox().await;
    for round in 0..5 {
        let (ada, bob) = (format!("+1555019010{round}"), format!("+1555019020{round}"));
        receive(&sandbox, &ada, "one").await;
        receive(&sandbox, &bob, "two").await;
        let (ada, bob) = (id(&ada), id(&bob));
        let both = tokio::join!(merge(&sandbox, &ada, &bob), merge(&sandbox, &bob, &ada));
        assert_eq!((both.0.0, both.1.0), (200, 200), "{both:?}");
        let of = async |id: &str| {
            get(&sandbox, &format!("/api/contacts/{id}")).await["contact_id"].clone()
        };
        assert_eq!(of(&ada).await, of(&bob).await);
    }
}

#[tokio::test]
async fn somebody_who_writes_all_the_time_can_be_merged() {
    let sandbox = sandbox().await;
    receive(&sandbox, ADA, "one").await;
    receive(&sandbox, HER_OTHER, "two").await;
    let writing = async {
        for number in 0..30 {
            receive(&sandbox, HER_OTHER, &number.to_string()).await;
        }
    };
    let (ada, other) = (id(ADA), id(HER_OTHER));
    let ((), (status, merged)) = tokio::join!(writing, merge(&sandbox, &ada, &other));
    assert_eq!(status, 200, "{merged}");
}
