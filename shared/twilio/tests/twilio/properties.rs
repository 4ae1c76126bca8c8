//! What holds for any input.

use proptest::prelude::*;
use twilio::form::Form;
use twilio::phone::Address;
use twilio::signature::{Content, sign, verify};

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
    fn an_address_reads_back(number in "\\+[1-9][0-9]{6,14}", prefix in "(whatsapp:|rcs:|messenger:|)") {
        let text = format!("{prefix}{number}");
        let address: Address = text.parse().unwrap();
        prop_assert_eq!(address.to_string(), text);
        let shown = format!("{address:?}");
        prop_assert!(!shown.contains(&number[1..]));
    }
}
