//! What holds for any input.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use shared::form::Form;
use shared::phone::{Address, Channel, Party};
use shared::records::{ThreadId, Timestamp};
use shared::signature::{Content, sign, verify};

const URL: &str = "https://example.com/api/twilio/sms-webhook";

fn fields() -> impl Strategy<Value = Vec<(String, String)>> {
    prop::collection::vec(("[A-Za-z0-9_]{1,12}", ".{0,20}"), 0..20)
}

fn encoded(fields: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

proptest! {
    #[test]
    fn a_form_reads_back_in_its_order(fields in fields()) {
        let form = Form::parse(encoded(&fields).as_bytes());
        prop_assert_eq!(form.fields(), fields.as_slice());
    }

    #[test]
    fn any_bytes_are_a_form(body in prop::collection::vec(any::<u8>(), 0..200)) {
        Form::parse(&body);
    }

    #[test]
    fn what_is_signed_verifies_in_any_order(fields in fields(), token in "[0-9a-f]{32}") {
        let signature = sign(&token, URL, &fields);
        let mut reversed = fields;
        reversed.reverse();
        let content = Content::Form(&reversed);
        prop_assert!(verify(&[&token], URL, content, &signature));
        prop_assert!(verify(&[&token], &URL.replace(".com/", ".com:443/"), content, &signature));
    }

    #[test]
    fn a_changed_value_does_not_verify(mut fields in fields(), more in "[a-z]{1,5}") {
        fields.push(("Body".to_owned(), "hello".to_owned()));
        let signature = sign("token", URL, &fields);
        fields.last_mut().unwrap().1.push_str(&more);
        prop_assert!(!verify(&["token"], URL, Content::Form(&fields), &signature));
    }

    #[test]
    fn anything_but_the_signature_is_refused(signature in ".{0,40}") {
        prop_assume!(signature != sign("token", URL, &[]));
        prop_assert!(!verify(&["token"], URL, Content::Form(&[]), &signature));
    }

    #[test]
    fn different_contacts_have_different_threads(a in ".{1,40}", b in ".{1,40}") {
        let (Ok(a), Ok(b)) = (a.parse::<Party>(), b.parse::<Party>()) else { return Ok(()) };
        let own: Party = "+15550100001".parse().unwrap();
        let thread = |contact| ThreadId::new(Channel::Sms, &own, contact);
        prop_assert_eq!(thread(&a) == thread(&b), a == b);
        prop_assert!(thread(&a).as_str().parse::<ThreadId>().is_ok());
    }

    #[test]
    fn an_address_reads_back(number in "\\+[1-9][0-9]{6,14}", prefix in "(whatsapp:|rcs:|messenger:|)") {
        let text = format!("{prefix}{number}");
        let address: Address = text.parse().unwrap();
        prop_assert_eq!(address.to_string(), text);
        let shown = format!("{address:?}");
        prop_assert!(!shown.contains(&number[1..]));
    }

    #[test]
    fn times_sort_as_text(a in 0_i64..253_402_300_799_999, b in 0_i64..253_402_300_799_999) {
        let (a, b) = (Timestamp::from_millis(a), Timestamp::from_millis(b));
        prop_assert_eq!(a.to_string().cmp(&b.to_string()), a.cmp(&b));
        prop_assert_eq!(a.to_string().len(), 24);
    }
}
