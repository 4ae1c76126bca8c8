//! The validator refuses what Twilio would.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

use super::request::Request;
use super::rules::{accepted, operations};

const ACCOUNT: &str = "/2010-04-01/Accounts/AC00000000000000000000000000000001";

fn request(method: &str, path: &str) -> Request {
    Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: Vec::new(),
        content_type: None,
        authorization: Some(basic("AC00000000000000000000000000000001", &"a".repeat(32))),
        body: String::new(),
    }
}

fn basic(user: &str, token: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{token}")))
}

fn post(resource: &str, body: &str) -> Request {
    let content_type = Some("application/x-www-form-urlencoded".to_owned());
    let body = body.to_owned();
    Request { content_type, body, ..request("POST", &format!("{ACCOUNT}/{resource}.json")) }
}

fn get(resource: &str, query: &[(&str, &str)]) -> Request {
    let query = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Request { query: query.collect(), ..request("GET", &format!("{ACCOUNT}/{resource}.json")) }
}

fn fault(request: &Request) -> Option<String> {
    accepted(&operations(), request).err()
}

fn message(more: &str) -> Option<String> {
    fault(&post("Messages", &format!("To=%2B15550190001{more}")))
}

#[test]
fn a_form_that_keeps_to_the_rules_is_accepted() {
    assert_eq!(message(""), None);
    assert_eq!(message("&From=whatsapp:%2B15550100001&Body="), None);
    assert_eq!(message("&MediaUrl=https://example.com/a&MediaUrl=https://example.com/b"), None);
    assert_eq!(message("&ValidityPeriod=60&ForceDelivery=true&MaxPrice=0.5"), None);
    assert_eq!(message(&format!("&MessagingServiceSid=MG{}", "0aF1".repeat(8))), None);
}

#[test]
fn a_form_that_does_not_is_refused() {
    for (more, expected) in [
        ("&Text=hello", "unknown parameter Text"),
        ("&body=hello", "unknown parameter body"),
        ("&ValidityPeriod=soon", "ValidityPeriod is not of its type"),
        ("&ValidityPeriod=1.5", "ValidityPeriod is not of its type"),
        ("&MaxPrice=cheap", "MaxPrice is not of its type"),
        ("&ForceDelivery=1", "ForceDelivery is not of its type"),
        ("&ForceDelivery=True", "ForceDelivery is not of its type"),
        ("&MessagingServiceSid=MG1", "MessagingServiceSid is not of its pattern"),
        ("&MessagingServiceSid=", "MessagingServiceSid is not of its pattern"),
        ("&ContentRetention=keep", "ContentRetention is not of its enum"),
        ("&From=Shop", "From is not of its format"),
        ("&StatusCallback=/status", "StatusCallback is not of its format"),
        ("&StatusCallback=ftp://example.com/", "StatusCallback is not of its format"),
        ("&MediaUrl=https://example.com/a&MediaUrl=a.jpg", "MediaUrl is not of its format"),
        ("&Body=one&Body=two", "Body is repeated"),
        ("&To=%2B15550190002", "To is repeated"),
    ] {
        assert_eq!(message(more).as_deref(), Some(expected), "{more}");
    }
    assert_eq!(fault(&post("Messages", "Body=x")).as_deref(), Some("To is missing"));
    let from = post("Calls", "To=%2B15550190001");
    assert_eq!(fault(&from).as_deref(), Some("From is missing"));
}

#[test]
fn a_query_has_rules_too() {
    assert_eq!(fault(&get("Messages", &[("PageSize", "1000")])), None);
    for (query, expected) in [
        (("PageSize", "1001"), "PageSize is not of its type"),
        (("PageSize", "0"), "PageSize is not of its type"),
        (("To", "5550190001"), "To is not of its format"),
        (("Body", "x"), "unknown parameter Body"),
    ] {
        assert_eq!(fault(&get("Messages", &[query])).as_deref(), Some(expected));
    }
    let body = Request { body: "To=x".to_owned(), ..get("Messages", &[]) };
    assert_eq!(fault(&body).as_deref(), Some("a body"));
    let query = get("Messages", &[("To", "+15550190001")]).query;
    let both = Request { query, ..post("Messages", "To=%2B15550190001") };
    assert_eq!(fault(&both).as_deref(), Some("unknown parameter To"));
}

#[test]
fn only_what_there_is_can_be_asked_for() {
    let none = Some("no such operation".to_owned());
    for resource in ["Message", "Messages/Drafts", "messages", "Messages.json/x"] {
        assert_eq!(fault(&post(resource, "")), none, "{resource}");
    }
    assert_eq!(fault(&request("DELETE", &format!("{ACCOUNT}/Messages.json"))), none);
    assert_eq!(fault(&request("GET", &format!("{ACCOUNT}/Messages"))), none);
    let foreign = request("GET", "/2010-04-01/Accounts/AC1/Messages.json");
    assert_eq!(fault(&foreign).as_deref(), Some("AccountSid is not of its pattern"));
    let nowhere = get("AvailablePhoneNumbers/usa/Local", &[]);
    assert_eq!(fault(&nowhere).as_deref(), Some("CountryCode is not of its format"));
}

#[test]
fn a_form_says_that_it_is_one_and_everybody_who_he_is() {
    let form = post("Messages", "To=%2B15550190001");
    for content_type in [None, Some("application/json".to_owned())] {
        let other = Request { content_type, ..form.clone() };
        assert_eq!(fault(&other).as_deref(), Some("content type"));
    }
    for authorization in [None, Some("Bearer x".to_owned()), Some(basic("me", "x"))] {
        let nobody = Request { authorization, ..form.clone() };
        assert_eq!(fault(&nobody).as_deref(), Some("no credentials"));
    }
}

#[test]
fn an_association_is_taken_away_where_there_can_be_one() {
    let number = "IncomingPhoneNumbers/PN00000000000000000000000000000001";
    assert_eq!(fault(&post(number, "TrunkSid=")), None);
    let address = fault(&post(number, "AddressSid="));
    assert_eq!(address.as_deref(), Some("AddressSid is not of its pattern"));
    let bought = fault(&post("IncomingPhoneNumbers", "TrunkSid="));
    assert_eq!(bought.as_deref(), Some("TrunkSid is not of its pattern"));
}
