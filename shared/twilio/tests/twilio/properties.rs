//! What holds for any input.

use std::collections::BTreeMap;

use proptest::prelude::*;
use twilio::form::{Details, Form};
use twilio::phone::Address;
use twilio::signature::{Content, sign, verify};

const URL: &str = "https://example.com/api/twilio/sms-webhook";

fn fields() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(("[A-Za-z0-9_]{1,12}", ".{0,20}"), 0..20)
}

/// Bytes, many of which belong to escapes, to separators, or to no text.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let telling = prop::sample::select(&b"%+&=%2Bbfe9 \xc3\xa9\xff"[..]);
    prop::collection::vec(prop_oneof![3 => telling, 1 => any::<u8>()], 0..200)
}

fn pairs(form: &Form) -> Vec<(String, String)> {
    form.fields().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn encoded(fields: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

proptest! {
    #[test]
    fn a_form_reads_back_in_its_order(fields in fields()) {
        let form = Form::parse(encoded(&fields).as_bytes());
        prop_assert_eq!(pairs(&form), fields);
    }

    #[test]
    fn any_bytes_are_a_form_as_the_standard_reads_them(body in body()) {
        let standard: Vec<_> = url::form_urlencoded::parse(&body).into_owned().collect();
        prop_assert_eq!(pairs(&Form::parse(&body)), standard);
    }

    #[test]
    fn details_are_a_map(fields in prop::collection::vec(("[ab]{1,2}", "[a-c]{0,2}"), 0..20)) {
        let map: BTreeMap<_, _> = fields.iter().cloned().collect();
        let details: Details = fields.iter().map(|(name, value)| (name, value)).collect();
        prop_assert_eq!(serde_json::to_value(&details).unwrap(), serde_json::to_value(&map).unwrap());
        prop_assert_eq!(details.is_empty(), map.is_empty());
        for (name, value) in &map {
            prop_assert_eq!(details.get(name), Some(value.as_str()));
        }
    }

    #[test]
    fn what_is_signed_verifies_in_any_order(fields in fields(), token in "[0-9a-f]{32}") {
        let signature = sign(&token, URL, &fields.iter().collect());
        let reversed = fields.iter().rev().collect();
        let content = Content::Form(&reversed);
        prop_assert!(verify(&[&token], URL, content, &signature));
        prop_assert!(verify(&[&token], &URL.replace(".com/", ".com:443/"), content, &signature));
    }

    #[test]
    fn a_changed_value_does_not_verify(mut fields in fields(), more in "[a-z]{1,5}") {
        fields.push(("Body".to_owned(), "hello".to_owned()));
        let signature = sign("token", URL, &fields.iter().collect());
        fields.last_mut().unwrap().1.push_str(&more);
        let changed = fields.iter().collect();
        prop_assert!(!verify(&["token"], URL, Content::Form(&changed), &signature));
    }

    #[test]
    fn anything_but_the_signature_is_refused(signature in ".{0,40}") {
        let none = Form::default();
        prop_assume!(signature != sign("token", URL, &none));
        prop_assert!(!verify(&["token"], URL, Content::Form(&none), &signature));
    }

    #[test]
    fn an_address_reads_back(number in "\\+[1-9][0-9]{6,14}", prefix in "(whatsapp:|rcs:|messenger:|)") {
        let text = format!("{prefix}{number}");
        let address: Address = text.parse().unwrap();
        prop_assert_eq!(address.to_string(), text);
        let shown = format!("{address:?}");
        prop_assert!(!shown.contains(&number[1..]));
    }
}

#[test]
fn halves_of_a_character_in_two_parts_are_not_joined() {
    let form = Form::parse(b"a%C3=%A9&%C3&%A9=b");
    let expected = [("a\u{fffd}", "\u{fffd}"), ("\u{fffd}", ""), ("\u{fffd}", "b")];
    assert_eq!(form.fields().collect::<Vec<_>>(), expected);
}
