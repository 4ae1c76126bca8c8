//! A conversation agrees with its messages, whoever writes at the same time: two messages come in, one
//! is sent, one is cancelled while it may be leaving, a receipt arrives, the contact opts out.

mod plan;

use futures::future::{join, join5};
use futures::{StreamExt, stream};
use serde_json::json;
use shared::ids::MessageId;
use shared::records::{
    Consent, ConsentReport, ConsentSource, ContactActivity, Direction, Message, MessageContent,
    SendJob, Stage, StatusReport, ThreadActivity, ThreadId, Timestamp, Write, contact_of,
};
use shared::store::{AtTwilio, Attempt, Claim, List, PageRequest, Store, Wanted};
use twilio::form::Details;
use twilio::phone::{Address, Channel, Party};
use twilio::sid::MessageSid;
use twilio::status::MessageStatus;

use crate::world::{World, deliver};
use plan::{Plan, plans};

const WORLDS: usize = 4;
/// In each of them.
const CASES: usize = 500;
const AT_ONCE: usize = 8;
const OWN: &str = "+15550100001";
/// When everything has been asked for; all else follows within milliseconds.
const START: i64 = 1_700_000_000_000;

/// One conversation.
struct Case<'c> {
    store: &'c Store,
    number: usize,
    plan: &'c Plan,
}

impl Case<'_> {
    fn contact(&self) -> Party {
        format!("+1555{:07}", self.number).parse().unwrap()
    }

    fn thread_id(&self) -> ThreadId {
        ThreadId::new(Channel::Sms, &OWN.parse().unwrap(), &self.contact())
    }

    fn id(&self, name: &str) -> MessageId {
        format!("{name}{}", self.number).parse().unwrap()
    }

    fn at(&self, index: usize) -> Timestamp {
        Timestamp::from_millis(START + i64::from(self.plan.times[index]))
    }

    async fn pause(&self, index: usize) {
        for _ in 0..self.plan.pauses[index] {
            tokio::task::yield_now().await;
        }
    }

    fn content(&self, name: &str, direction: Direction, at: Timestamp) -> MessageContent {
        let (own, contact) = (OWN.to_owned(), self.contact().as_str().to_owned());
        let (from_number, to_number) = match direction {
            Direction::Inbound => (contact, own),
            Direction::Outbound => (own, contact),
        };
        MessageContent {
            message_id: self.id(name),
            message_sid: None,
            tenant_id: "demo".parse().unwrap(),
            account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
            thread_id: self.thread_id(),
            direction,
            channel: Channel::Sms,
            from_number,
            to_number,
            body: name.to_owned(),
            num_media: 0,
            media: Vec::new(),
            lead_id: None,
            request: None,
            details: Details::default(),
            created_at: at,
        }
    }

    async fn commit(&self, content: MessageContent, word: Consent) {
        let (stage, status) = match content.direction {
            Direction::Inbound => (Stage::Passed, MessageStatus::Received),
            Direction::Outbound => (Stage::AskedFor, MessageStatus::Accepted),
        };
        let activity = ThreadActivity {
            tenant_id: content.tenant_id.clone(),
            thread_id: content.thread_id.clone(),
            channel: content.channel,
            own: OWN.parse().unwrap(),
            contact: self.contact(),
            contact_id: Some(contact_of(&content.tenant_id, &self.contact())),
            members: Vec::new(),
            message_id: content.message_id.clone(),
            stage,
            direction: content.direction,
            preview: content.preview(),
            lead_id: None,
            at: content.created_at,
            late: false,
        };
        let people = self.people(&content, word);
        let message = Write::Message(Box::new(content), status);
        let writes = [message, Write::Thread(activity)].into_iter().chain(people);
        deliver(self.store, (&writes.collect::<Vec<_>>(), &[])).await;
    }

    fn people(&self, content: &MessageContent, word: Consent) -> Vec<Write> {
        let (tenant_id, at) = (content.tenant_id.clone(), content.created_at);
        let contact = Write::Contact(Box::new(ContactActivity {
            tenant_id: tenant_id.clone(),
            party: self.contact(),
            addresses: vec![Address { channel: Channel::Sms, party: self.contact() }],
            profile_name: None,
            lead_id: None,
            at,
            late: false,
            merged_into: None,
        }));
        if word == Consent::Unchanged {
            return vec![contact];
        }
        let parties = (Channel::Sms, OWN.parse().unwrap(), self.contact());
        let wish = (word, ConsentSource::Keyword);
        let wish = ConsentReport::new(tenant_id, parties, wish, at);
        vec![contact, Write::Consent(Box::new(wish))]
    }

    async fn receive(&self, index: usize, name: &str, consent: Consent) {
        self.pause(index).await;
        self.commit(self.content(name, Direction::Inbound, self.at(index)), consent).await;
    }

    async fn ask_for(&self, name: &str) {
        let at = Timestamp::from_millis(START);
        self.commit(self.content(name, Direction::Outbound, at), Consent::Unchanged).await;
    }

    fn job(&self, name: &str) -> SendJob {
        SendJob {
            tenant_id: "demo".parse().unwrap(),
            account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
            message_id: self.id(name),
            base_url: String::new(),
            send_at: None,
        }
    }

    fn sid(&self, kind: u32) -> MessageSid {
        format!("SM{kind:02}{:030x}", self.number).parse().unwrap()
    }

    /// Leaves, if nobody has cancelled it; the answer may get lost.
    async fn leave(&self, index: usize, (name, sid): (&str, MessageSid), receipt: bool) {
        let (store, job, at) = (self.store, self.job(name), self.at(index));
        let attempt = Attempt { id: "attempt".to_owned(), at };
        let Claim::Taken(message) = store.message_claim(&job, &attempt, None).await.unwrap() else {
            return store.message_settled(&job).await.unwrap();
        };
        let answer = async {
            self.pause(index).await;
            let told = AtTwilio { sid: &sid, status: &MessageStatus::Queued, error_code: None };
            if !(receipt && self.plan.is_answer_lost) {
                store.message_sent((&job, &message), told, at).await.unwrap();
            }
        };
        let hear = async {
            if receipt {
                self.hear(name, &sid).await;
            }
        };
        join(answer, hear).await;
        if receipt && self.plan.is_answer_lost {
            let claim = store.message_claim(&job, &attempt, None).await.unwrap();
            assert!(matches!(claim, Claim::Settled), "{claim:?}");
            store.message_settled(&job).await.unwrap();
        }
    }

    async fn hear(&self, name: &str, sid: &MessageSid) {
        self.pause(4).await;
        let (status, error_code) = match self.plan.is_refused {
            true => (MessageStatus::Failed, Some(21_610)),
            false => (MessageStatus::Delivered, None),
        };
        let report = StatusReport {
            message_id: self.id(name),
            message_sid: sid.clone(),
            account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
            tenant_id: "demo".parse().unwrap(),
            status,
            error_code,
            error_message: None,
            at: self.at(4),
        };
        deliver(self.store, (&[Write::Status(report)], &[])).await;
    }

    async fn cancel(&self, name: &str) {
        self.pause(5).await;
        let tenant = "demo".parse().unwrap();
        self.store.message_cancel(&tenant, &self.id(name), self.at(5)).await.unwrap();
    }

    async fn live(&self) {
        self.ask_for("sent").await;
        let may_leave = async {
            self.ask_for("maybe").await;
            let leaving = Box::pin(self.leave(5, ("maybe", self.sid(2)), false));
            join(leaving, Box::pin(self.cancel("maybe"))).await;
        };
        join5(
            Box::pin(self.receive(0, "first", Consent::Unchanged)),
            Box::pin(self.receive(1, "second", self.plan.second)),
            Box::pin(self.receive(2, "stop", Consent::OptedOut)),
            Box::pin(self.leave(3, ("sent", self.sid(1)), true)),
            Box::pin(may_leave),
        )
        .await;
    }

    /// The conversation's messages say what it has to say.
    async fn check(&self) {
        let tenant = "demo".parse().unwrap();
        let thread = self.store.thread_get(&tenant, &self.thread_id()).await.unwrap().unwrap();
        let page = PageRequest::parse(List::Messages, None, None).unwrap();
        let messages = self
            .store
            .message_list(&tenant, (&self.thread_id(), &Wanted::All), &page)
            .await
            .unwrap();
        let messages = messages.items;
        assert_eq!(messages.len(), 5, "{:?}", self.plan);
        assert!(messages.is_sorted_by_key(|message| std::cmp::Reverse(message.sort_at)));
        let is_inbound = |message: &&Message| message.content.direction == Direction::Inbound;
        let passed = messages.iter().filter(|one| is_inbound(one) || one.has_left());
        let last = passed.max_by_key(|message| {
            (message.sort_at, message.content.message_id.as_str().to_owned())
        });
        let last = last.unwrap();
        let shown = json!([
            thread.last_message_id,
            thread.last_message,
            thread.last_direction,
            thread.last_activity_at
        ]);
        let content = &last.content;
        let expected = json!([content.message_id, content.body, content.direction, last.sort_at]);
        assert_eq!(shown, expected, "{:?}", self.plan);
        assert_eq!(thread.unread_count, 3, "{:?}", self.plan);
        assert_eq!(thread.opted_out_at.is_some(), self.is_opted_out(&messages), "{:?}", self.plan);
    }

    /// The latest word counts; of two at the same time the opt-out.
    fn is_opted_out(&self, messages: &[Message]) -> bool {
        let word = |message: &Message| match (message.content.body.as_str(), self.plan.second) {
            ("stop", _) => Some((message.sort_at, true)),
            ("second", Consent::OptedIn) => Some((message.sort_at, false)),
            _ if message.delivery.error_code == Some(21_610) => Some((message.sort_at, true)),
            _ => None,
        };
        messages.iter().filter_map(word).max().is_some_and(|(_, out)| out)
    }
}

async fn a_conversation_agrees() {
    let world = World::start().await;
    let plans = plans(CASES);
    stream::iter(plans.iter().enumerate())
        .for_each_concurrent(AT_ONCE, |(number, plan)| {
            let store = &world.store;
            async move {
                let case = Case { store, number, plan };
                case.live().await;
                case.check().await;
            }
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_conversation_agrees_with_its_messages_whoever_writes_at_the_same_time() {
    for _ in 0..WORLDS {
        a_conversation_agrees().await;
    }
}
