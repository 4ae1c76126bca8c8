//! Each method of the client asks for an operation, and there is no rule that no method needs.

use std::collections::BTreeSet;

use serde_json::json;
use twilio::client::OfferSearch;
use twilio::number::NumberKind;
use twilio_simulator::scripted::{Answer, Scripted};

use super::request::Request;
use super::rules::{Operation, accepted, operations};
use crate::twilio_client::{LONG, credentials, methods, offer, twilio};

#[tokio::test]
async fn every_method_asks_for_an_operation_and_every_operation_is_asked_for() {
    let (server, operations) = (Scripted::start(Vec::new()).await.unwrap(), operations());
    let twilio = twilio(server.url());
    for method in methods() {
        server.answer(vec![Answer::Reply(method.status, method.answer)]);
        let given = (method.ask)(&twilio, LONG).await;
        assert!(given.is_ok(), "{}: {given:?}", method.name);
    }
    for kind in [NumberKind::TollFree, NumberKind::Mobile] {
        let search = OfferSearch::new("US", kind);
        let offers = json!({"available_phone_numbers": [offer()]}).to_string();
        server.answer(vec![Answer::Reply(200, offers)]);
        twilio.errand(credentials(), LONG).number_offers(&search).await.unwrap();
    }
    let asked = server.asked();
    assert_eq!(asked.len(), methods().len() + 2);
    let asked = asked.iter().map(|asked| accepted(&operations, &Request::of(asked)));
    let asked: Result<BTreeSet<_>, _> = asked.collect();
    assert_eq!(asked, Ok(operations.iter().map(Operation::name).collect()));
}
