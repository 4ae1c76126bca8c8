//! `<Dial>`: who answers, and what comes after.

use super::*;

const DIAL: &str = r#"
    <Dial action="/after" timeout="20" answerOnBridge="true">
        <Number statusCallback="/leg" statusCallbackEvent="initiated ringing answered completed"
            >+15550200001</Number>
    </Dial>
    <Say>never</Say>"#;

async fn dialling(verbs: &str) -> Phones {
    Phones::with_page(verbs, ("/after", "<Say>After</Say>")).await
}

fn leg_statuses(phones: &Phones) -> Vec<String> {
    phones.pages.told("/leg", "CallStatus")
}

#[tokio::test]
async fn an_answered_call_is_connected() {
    let phones = dialling(DIAL).await;
    let call = phones.play(lead(Party::answering(5, [Step::talk(30)]), [])).await;
    assert_eq!(call.heard, [Heard::Ringing, Heard::Talked(30), said("After")]);
    let leg = &call.legs[0];
    assert_eq!((leg.from.as_str(), leg.to.as_str()), (PHONE, LEAD));
    assert_eq!((leg.status.as_str(), leg.duration, leg.bridged), ("completed", 30, true));
    assert_eq!(leg.heard, [Heard::Talked(30)]);
    assert_eq!(leg_statuses(&phones), ["initiated", "ringing", "in-progress", "completed"]);
    let after = phones.pages.only("/after");
    let fields = ["DialCallStatus", "DialCallSid", "DialCallDuration", "DialBridged", "CallStatus"];
    let expected = ["completed", leg.sid.as_str(), "30", "true", "in-progress"];
    assert_eq!(fields.map(|name| after.field(name)), expected);
    // The parent is answered only when they are connected.
    assert_eq!(call.duration, 30);
}

#[tokio::test]
async fn a_stranger_answers_and_leaves_after_a_minute() {
    let phones = dialling(DIAL).await;
    let call = phones.call([]).await;
    assert_eq!(call.legs[0].duration, 60);
}

#[tokio::test]
async fn a_caller_who_hangs_up_ends_both_legs() {
    let phones = dialling(DIAL).await;
    let call = phones.play(lead(Party::answering(5, [Step::talk(300)]), [Step::talk(12)])).await;
    assert_eq!((call.status.as_str(), call.duration, call.legs[0].duration), ("completed", 12, 12));
    let after = phones.pages.only("/after");
    let fields = ["CallStatus", "DialCallStatus", "DialCallDuration", "DialBridged"];
    assert_eq!(fields.map(|name| after.field(name)), ["completed", "completed", "12", "true"]);
    assert!(!call.heard.contains(&said("After")));
}

#[tokio::test]
async fn nobody_there() {
    let cases = [
        (Party::Busy, "busy", "486", vec!["initiated", "busy"]),
        (Party::NoAnswer, "no-answer", "487", vec!["initiated", "ringing", "no-answer"]),
        (Party::answering(25, []), "no-answer", "487", vec!["initiated", "ringing", "no-answer"]),
        (Party::Failed { sip_code: 480 }, "failed", "480", vec!["initiated", "failed"]),
    ];
    for (party, status, sip, events) in cases {
        let phones = dialling(DIAL).await;
        let call = phones.play(lead(party, [])).await;
        assert_eq!(call.heard, [Heard::Ringing, said("After")]);
        let after = phones.pages.only("/after");
        assert_eq!(
            (after.field("DialCallStatus"), after.field("DialBridged")),
            (status.into(), "false".into())
        );
        assert!(!after.has("DialCallDuration"));
        // Nobody has picked up yet, so the caller still hears it ring.
        assert_eq!(after.field("CallStatus"), "ringing");
        assert_eq!(leg_statuses(&phones), events);
        let last = phones.pages.at("/leg").pop().unwrap();
        assert_eq!(
            (last.field("SipResponseCode"), last.field("CallDuration")),
            (sip.into(), "0".into())
        );
        assert_eq!((call.legs[0].status.as_str(), call.legs[0].bridged), (status, false));
    }
}

#[tokio::test]
async fn without_answer_on_bridge_the_caller_is_answered_at_once() {
    let phones = dialling(&DIAL.replace(r#"answerOnBridge="true""#, "")).await;
    let call = phones.play(lead(Party::NoAnswer, [])).await;
    assert_eq!(phones.pages.only("/after").field("CallStatus"), "in-progress");
    // Twenty seconds of ringing and one word.
    assert_eq!(call.duration, 20);
}

#[tokio::test]
async fn a_caller_can_give_up_while_it_rings() {
    let phones = dialling(DIAL).await;
    let call = phones.play(lead(Party::NoAnswer, [Step::hang_up().after(8)])).await;
    assert_eq!((call.status.as_str(), call.legs[0].status.as_str()), ("no-answer", "canceled"));
    assert_eq!(leg_statuses(&phones), ["initiated", "ringing", "canceled"]);
    let after = phones.pages.only("/after");
    assert_eq!(
        (after.field("CallStatus"), after.field("DialCallStatus")),
        ("no-answer".into(), "canceled".into())
    );
    assert_eq!(of_kind(&call, Kind::DialAction)[0].at, 8);
}

#[tokio::test]
async fn without_an_action_the_next_verb_follows() {
    let phones = dialling(&format!("<Dial>{LEAD}</Dial><Say>next</Say>")).await;
    let call = phones.call([]).await;
    assert_eq!(call.heard.last(), Some(&said("next")));
    let gone = phones.call([Step::talk(5)]).await;
    assert_eq!(gone.heard.last(), Some(&Heard::Talked(5)));
}

#[tokio::test]
async fn time_is_limited_and_a_star_ends_it() {
    let phones =
        dialling(&DIAL.replace("timeout", r#"timeLimit="10" hangupOnStar="true" timeout"#)).await;
    let talkative = || Party::answering(2, [Step::talk(100)]);
    let call = phones.play(lead(talkative(), [])).await;
    assert_eq!((call.legs[0].duration, call.heard.last()), (10, Some(&said("After"))));
    let call = phones.play(lead(talkative(), [Step::talk(4), Step::press("*")])).await;
    assert_eq!((call.legs[0].duration, call.heard.last()), (4, Some(&said("After"))));
}

#[tokio::test]
async fn a_caller_id_must_be_ones_own() {
    let with_id = |id: &str| DIAL.replace("timeout", &format!(r#"callerId="{id}" timeout"#));
    let phones = dialling(&with_id(NUMBER)).await;
    assert_eq!(phones.call([]).await.legs[0].from, NUMBER);
    phones.pages.write("/voice", &with_id("+15550999999"));
    let call = phones.call([]).await;
    assert_eq!((call.error.unwrap().code, call.legs.len()), (Some(13214), 0));
    let after = phones.pages.at("/after").pop().unwrap();
    assert_eq!((after.field("DialCallStatus"), after.has("DialCallSid")), ("failed".into(), false));
}

#[tokio::test]
async fn a_number_must_be_one() {
    let phones = dialling(r#"<Dial action="/after">call me</Dial>"#).await;
    let call = phones.call([]).await;
    assert_eq!(call.error.unwrap().code, Some(13223));
    assert_eq!(call.heard.last(), Some(&said("After")));
}

#[tokio::test]
async fn clients_and_sip_addresses_are_called() {
    let phones = dialling(
        r#"<Dial sequential="true"><Client>alice</Client><Client><Identity>bob</Identity></Client>
            <Sip>sip:carol@example.com</Sip></Dial>"#,
    )
    .await;
    let script = [("client:alice", Party::Busy), ("client:bob", Party::NoAnswer)];
    let call = phones.play(parties(script, [])).await;
    let to: Vec<_> = call.legs.iter().map(|leg| (leg.to.as_str(), leg.bridged)).collect();
    let expected =
        [("client:alice", false), ("client:bob", false), ("sip:carol@example.com", true)];
    assert_eq!(to, expected);
}

#[tokio::test]
async fn digits_are_sent_after_the_answer() {
    let phones =
        dialling(&format!(r#"<Dial><Number sendDigits="wwww1928">{LEAD}</Number></Dial>"#)).await;
    let call = phones.call([]).await;
    assert_eq!(call.legs[0].heard[0], Heard::Digits("wwww1928".into()));
}
