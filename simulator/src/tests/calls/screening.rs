//! `<Number url>`: whoever answers must take the call.

use super::*;

const DIAL: &str = r#"
    <Dial action="/after" timeout="20" answerOnBridge="true">
        <Number url="/screen" method="GET" statusCallback="/leg">+15550200001</Number>
    </Dial>"#;
const SCREEN: &str = r#"
    <Gather action="/screened" numDigits="1" timeout="8"><Say>Press one</Say></Gather><Hangup/>"#;

async fn screening() -> Phones {
    let phones = Phones::new(DIAL).await;
    phones.pages.write("/screen", SCREEN);
    phones.pages.write("/screened", "");
    phones.pages.write("/after", "<Say>After</Say>");
    phones
}

fn bridged(phones: &Phones) -> (String, String) {
    let after = phones.pages.only("/after");
    (after.field("DialCallStatus"), after.field("DialBridged"))
}

#[tokio::test]
async fn accepted() {
    let phones = screening().await;
    let party = Party::answering(5, [Step::press("1").after(2), Step::talk(30)]);
    let call = phones.play(lead(party, [])).await;
    assert_eq!(bridged(&phones), ("completed".into(), "true".into()));
    assert_eq!(call.legs[0].heard, [said("Press one"), Heard::Talked(30)]);
    let screen = phones.pages.only("/screen");
    assert_eq!(
        (screen.method.as_str(), screen.field("CallSid")),
        ("GET", call.legs[0].sid.clone())
    );
    assert_eq!(
        (screen.field("ParentCallSid"), screen.field("Direction")),
        (call.sid.clone(), "outbound-dial".into())
    );
    assert_eq!(
        (screen.field("CallStatus"), screen.field("To")),
        ("in-progress".into(), LEAD.into())
    );
    assert_eq!(phones.pages.only("/screened").field("Digits"), "1");
    // The leg was longer than what the caller had of it: two words and two seconds.
    assert_eq!((call.legs[0].duration, call.duration), (33, 30));
}

#[tokio::test]
async fn not_accepted() {
    let cases = [
        Party::answering(5, [Step::silent(), Step::talk(30)]),
        Party::answering(5, [Step::hang_up().after(3)]),
        Party::Mailbox { after: 15 },
    ];
    for party in cases {
        let phones = screening().await;
        let call = phones.play(lead(party, [])).await;
        assert_eq!(bridged(&phones), ("completed".into(), "false".into()));
        assert_eq!((call.legs[0].status.as_str(), call.legs[0].bridged), ("completed", false));
        assert_eq!(call.heard, [Heard::Ringing, said("After")]);
        assert!(phones.pages.at("/screened").is_empty());
        assert_eq!(phones.pages.only("/leg").field("CallStatus"), "completed");
    }
}

#[tokio::test]
async fn another_key_declines() {
    let phones = screening().await;
    phones.pages.write("/screened", "<Hangup/>");
    let call = phones.play(lead(Party::answering(5, [Step::press("2")]), [])).await;
    assert_eq!((bridged(&phones).1, call.legs[0].bridged), ("false".into(), false));
    assert_eq!(phones.pages.only("/screened").field("Digits"), "2");
}

#[tokio::test]
async fn a_caller_who_leaves_meanwhile_ends_the_leg() {
    let phones = screening().await;
    let party = Party::answering(5, [Step::press("1").after(7)]);
    let call = phones.play(lead(party, [Step::hang_up().after(9)])).await;
    assert_eq!((call.status.as_str(), call.legs[0].status.as_str()), ("no-answer", "completed"));
    assert_eq!(call.legs[0].duration, 4);
    assert!(phones.pages.at("/screened").is_empty());
}

#[tokio::test]
async fn of_several_who_answer_the_first_to_accept_wins() {
    let phones = screening().await;
    let numbers =
        format!(r#"<Number url="/screen">{LEAD}</Number><Number url="/screen">{OTHER}</Number>"#);
    phones.pages.write("/voice", &format!(r#"<Dial action="/after">{numbers}</Dial>"#));
    let slow = Party::answering(2, [Step::press("1").after(7)]);
    let fast = Party::answering(4, [Step::press("1").after(1), Step::talk(10)]);
    let call = phones.play(parties([(LEAD, slow), (OTHER, fast)], [])).await;
    let legs: Vec<_> = call.legs.iter().map(|leg| (leg.status.as_str(), leg.bridged)).collect();
    assert_eq!(legs, [("completed", false), ("completed", true)]);
    assert_eq!(phones.pages.only("/screened").field("CallSid"), call.legs[1].sid);
}

#[tokio::test]
async fn a_broken_screen_is_no_acceptance() {
    let phones = screening().await;
    phones.pages.put("/screen", (500, "text/plain"), "down");
    let call = phones.call([]).await;
    assert_eq!((bridged(&phones).1, call.error.unwrap().code), ("false".into(), Some(11200)));
    assert_eq!(call.heard.last(), Some(&said("After")));
    phones.pages.write("/screen", "<Dial>+15550200009</Dial>");
    assert_eq!(phones.call([]).await.error.unwrap().code, Some(12200));
}
