//! `<Gather>`.

use super::*;

const MENU: &str = r#"
    <Gather action="/typed" numDigits="1" timeout="8"><Say>Press one</Say></Gather>
    <Say>Nothing</Say>"#;

async fn menu(verbs: &str) -> Phones {
    Phones::with_page(verbs, ("/typed", "<Say>Thanks</Say>")).await
}

#[tokio::test]
async fn a_key_leads_on() {
    let phones = menu(MENU).await;
    let call = phones.call([Step::press("1")]).await;
    assert_eq!(call.heard, [said("Press one"), said("Thanks")]);
    let typed = phones.pages.only("/typed");
    assert_eq!(
        (typed.field("Digits"), typed.field("CallStatus")),
        ("1".into(), "in-progress".into())
    );
    assert_eq!(typed.field("msg"), "Gather End");
}

#[tokio::test]
async fn no_input_falls_through() {
    let phones = menu(MENU).await;
    let call = phones.call([Step::silent()]).await;
    assert_eq!(call.heard, [said("Press one"), said("Nothing")]);
    // Two words, eight seconds, one word.
    assert_eq!(call.duration, 9);
    let late = phones.call([Step::press("1").after(9)]).await;
    assert_eq!(late.heard, [said("Press one"), said("Nothing")]);
    assert!(phones.pages.at("/typed").is_empty());
}

#[tokio::test]
async fn empty_input_can_be_asked_for() {
    let phones = menu(r#"<Gather action="/typed" actionOnEmptyResult="true"/>"#).await;
    phones.call([Step::silent()]).await;
    assert_eq!(phones.pages.only("/typed").field("Digits"), "");
}

#[tokio::test]
async fn whoever_has_nothing_left_hangs_up() {
    let phones = menu(MENU).await;
    let call = phones.call([]).await;
    assert_eq!((call.heard, call.status.as_str()), (vec![said("Press one")], "completed"));
}

#[tokio::test]
async fn keys_end_by_number_by_key_or_by_time() {
    let gather = |attributes: &str| format!(r#"<Gather action="/typed" {attributes}/>"#);
    let cases = [
        (r#"numDigits="2""#, "123", Some(("12", ""))),
        ("", "123#", Some(("123", "#"))),
        ("", "123", Some(("123", ""))),
        (r#"finishOnKey="*""#, "1#*", Some(("1#", "*"))),
        (r#"finishOnKey="" numDigits="2""#, "##", Some(("##", ""))),
        ("", "#", None),
        (r#"input="speech""#, "1", None),
    ];
    for (attributes, keys, expected) in cases {
        let phones = menu(&gather(attributes)).await;
        phones.call([Step::press(keys)]).await;
        let typed = phones.pages.at("/typed");
        let typed =
            typed.first().map(|typed| (typed.field("Digits"), typed.field("FinishedOnKey")));
        let expected = expected.map(|(digits, key)| (digits.to_owned(), key.to_owned()));
        assert_eq!(typed, expected, "{attributes} {keys}");
    }
}

#[tokio::test]
async fn words_are_understood() {
    let phones = menu(r#"<Gather input="dtmf speech" action="/typed" method="GET"/>"#).await;
    phones.call([Step::say("Yes, book it.")]).await;
    let typed = phones.pages.only("/typed");
    assert_eq!(typed.field("SpeechResult"), "Yes, book it.");
    assert!(typed.field("Confidence").parse::<f64>().unwrap() < 1.0);
    assert_eq!((typed.has("Digits"), typed.method.as_str()), (false, "GET"));
}

#[tokio::test]
async fn without_an_action_the_same_document_comes_again() {
    let phones = menu("<Gather/>").await;
    let call = phones.call(std::iter::repeat_n(Step::press("1#"), 100)).await;
    assert!(call.error.unwrap().message.contains("50 documents"));
    assert_eq!(phones.pages.at("/voice").len(), 50);
}
