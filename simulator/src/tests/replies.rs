//! What applications answer to an inbound message, carried out.

use super::receiver::Scripted::{self, Status, Text, Twiml};
use super::*;

fn twiml(verbs: &str) -> Scripted {
    Twiml(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>{verbs}</Response>"))
}

impl World {
    /// A text that is answered like this, and then whatever is asked.
    async fn answered(&self, answers: impl IntoIterator<Item = Scripted>) -> Delivered {
        self.receiver.script(answers);
        let delivered = self.text("hello").await;
        self.twilio.settled().await;
        delivered
    }

    fn sent(&self) -> Vec<SentMessage> {
        self.twilio.sent_messages(&self.account.sid).unwrap()
    }

    fn codes(delivered: &Delivered) -> Vec<u32> {
        delivered.errors.iter().map(|error| error.code).collect()
    }

    /// Paths and queries that were asked, in order.
    fn asked(&self) -> Vec<String> {
        let root = self.receiver.url("");
        let seen = self.receiver.seen().into_iter();
        seen.map(|seen| seen.url.strip_prefix(&root).unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn a_message_goes_back_to_who_texted() {
    let world = World::start().await;
    let delivered = world.answered([twiml("<Message>Hello &amp; welcome</Message>")]).await;
    let sent = world.sent();
    assert_eq!(delivered.replies, [sent[0].sid.clone()]);
    assert_eq!((sent.len(), delivered.errors.len()), (1, 0));
    let reply = &sent[0];
    assert_eq!((reply.from.as_str(), reply.to.as_str()), (NUMBER, PHONE));
    assert_eq!((reply.body.as_str(), reply.status.as_str()), ("Hello & welcome", "delivered"));
    assert_eq!(reply.direction, "outbound-reply");
    let path = format!("/2010-04-01/Accounts/{}/Messages/{}.json", world.account.sid, reply.sid);
    assert_eq!(json(world.get(&path)).await["direction"], "outbound-reply");
}

#[tokio::test]
async fn nouns_and_attributes_say_what_goes_where() {
    let world = World::start().await;
    let verbs = "<Message to=\"+15550190002\"><Body>Look</Body><Media>/none.png</Media></Message>\
                 <Message>and<Body>more</Body></Message>";
    let delivered = world.answered([twiml(verbs)]).await;
    assert_eq!(delivered.replies.len(), 2);
    let sent = world.sent();
    let picture = sent.iter().find(|message| message.to == "+15550190002").unwrap();
    assert!(picture.sid.starts_with("MM") && picture.body == "Look");
    // What the receiver serves there is of type `text/xml`, which is no picture.
    assert_eq!((picture.status.as_str(), picture.error_code), ("failed", Some(12300)));
    assert!(sent.iter().any(|message| message.to == PHONE && message.body == "andmore"));
    assert!(world.asked().contains(&"/none.png".to_owned()));
}

#[tokio::test]
async fn its_status_callback_is_signed_and_relative_to_the_document() {
    let world = World::with("/in/sms?t=1", None).await;
    let verb = "<Message statusCallback=\"status?m=1\">Hi</Message>";
    let delivered = world.answered([twiml(verb)]).await;
    let seen = world.receiver.seen();
    let callbacks: Vec<_> =
        seen.iter().filter(|seen| seen.url.ends_with("/in/status?m=1")).collect();
    let statuses: Vec<_> = callbacks.iter().map(|seen| seen.field("MessageStatus")).collect();
    assert_eq!(statuses, ["queued", "sending", "sent", "delivered"]);
    assert!(callbacks.iter().all(|seen| seen.is_signed()));
    assert!(callbacks.iter().all(|seen| seen.field("MessageSid") == delivered.replies[0]));
}

#[tokio::test]
async fn a_redirect_is_asked_with_the_same_fields_and_ends_the_document() {
    let world = World::start().await;
    let first = "<Message>one</Message><Redirect>/next</Redirect><Message>never</Message>";
    let second = "<Redirect method=\"GET\">last?t=1</Redirect>";
    world.answered([twiml(first), twiml(second), twiml("<Message>two</Message>")]).await;
    let bodies: Vec<_> = world.sent().into_iter().map(|message| message.body).collect();
    assert_eq!(bodies, ["one", "two"]);
    let seen = world.receiver.seen();
    assert_eq!(seen[1].body, seen[0].body);
    assert!(seen[1].url.ends_with("/next") && seen[1].is_signed());
    assert!(seen[2].url.contains("/last?t=1&") && seen[2].url.ends_with("ApiVersion=2010-04-01"));
}

#[tokio::test]
async fn an_action_hears_of_the_message_and_says_how_to_go_on() {
    let world = World::start().await;
    let first = "<Message action=\"/sent\">one</Message><Message>never</Message>";
    let delivered = world.answered([twiml(first), twiml("<Message>two</Message>")]).await;
    assert_eq!((delivered.replies.len(), world.sent().len()), (2, 2));
    let action =
        world.receiver.seen().into_iter().find(|seen| seen.url.ends_with("/sent")).unwrap();
    assert_eq!(action.field("MessageSid"), delivered.replies[0]);
    assert_eq!(
        (action.field("MessageStatus"), action.field("To")),
        ("queued".into(), PHONE.into())
    );
    assert!(action.is_signed());
}

#[tokio::test]
async fn what_is_no_twiml_is_named_and_sends_nothing() {
    let world = World::start().await;
    let cases = [
        (Text("<Response><Message>Hi</Message></Response>"), vec![12300]),
        (Twiml("<Response><Message>Hi</Response>".into()), vec![12100]),
        (twiml("<Say>Hi</Say>"), vec![12200]),
        (Status(204), vec![]),
    ];
    for (answer, codes) in cases {
        assert_eq!(World::codes(&world.answered([answer]).await), codes);
    }
    assert!(world.sent().is_empty());
}

#[tokio::test]
async fn the_fallback_url_is_asked_when_the_answer_is_no_twiml() {
    let world = World::start().await;
    let fallback = world.receiver.url("/fallback");
    world.reconfigure(|number| number.sms_fallback_url = Some(fallback));
    let answers = [twiml("<Say>Hi</Say>"), twiml("<Message>sorry</Message>")];
    let delivered = world.answered(answers).await;
    assert_eq!(World::codes(&delivered), [12200]);
    assert_eq!(world.sent()[0].body, "sorry");
    let asked = world.receiver.last();
    assert!(asked.url.ends_with("/fallback") && asked.is_signed());
    assert_eq!(asked.field("ErrorCode"), "12200");
    assert_eq!(asked.field("ErrorUrl"), world.receiver.url("/sms"));
}

#[tokio::test]
async fn messages_are_held_to_the_rules_of_the_api() {
    let world = World::start().await;
    let cases = [
        ("<Message to=\"12\">Hi</Message>", 21211),
        ("<Message from=\"+15550190009\">Hi</Message>", 21606),
        ("<Message/>", 21602),
        ("<Message statusCallback=\"https://a_b.test/\">Hi</Message>", 14105),
        ("<Redirect>ftp://a.test/</Redirect>", 11100),
    ];
    for (verb, code) in cases {
        assert_eq!(World::codes(&world.answered([twiml(verb)]).await), [code], "{verb}");
    }
    let after = format!("{}<Message>still here</Message>", cases[0].0);
    let delivered = world.answered([twiml(&after)]).await;
    assert_eq!((World::codes(&delivered), delivered.replies.len()), (vec![21211], 1));
}

#[tokio::test]
async fn who_said_stop_gets_no_reply() {
    let world = World::start().await;
    world.receiver.script([twiml("<Message>Wait!</Message>")]);
    let delivered = world.text("STOP").await;
    world.twilio.settled().await;
    assert_eq!(World::codes(&delivered), [21610]);
    assert!(delivered.auto_reply.is_some() && delivered.replies.is_empty());
}

#[tokio::test]
async fn documents_that_lead_to_each_other_come_to_an_end() {
    let world = World::start().await;
    let verbs = "<Message>again</Message><Redirect/>";
    let delivered = world.answered(std::iter::repeat_with(|| twiml(verbs)).take(60)).await;
    assert_eq!(World::codes(&delivered), [14107]);
    assert_eq!(delivered.replies.len(), 50);
    let sent = world.sent();
    let failed = sent.iter().filter(|message| message.status == "failed");
    assert!(failed.clone().all(|message| message.error_code == Some(14107)));
    assert_eq!(failed.count(), 20);
}

#[tokio::test]
async fn two_numbers_that_answer_each_other_stop() {
    let world = World::start().await;
    let other = NewNumber {
        account_sid: world.account.sid.clone(),
        phone_number: PHONE.into(),
        settings: NumberSettings {
            sms_url: Some(world.receiver.url("/other")),
            ..NumberSettings::default()
        },
        ..NewNumber::default()
    };
    world.twilio.create_number(&other).unwrap();
    let answers = std::iter::repeat_with(|| twiml("<Message>and you?</Message>")).take(100);
    world.answered(answers).await;
    let sent = world.sent();
    let failed = sent.iter().filter(|message| message.error_code == Some(14107)).count();
    assert_eq!((sent.len(), failed), (61, 1));
}
