//! A call's outcome is what happened, in whichever order and however often the webhooks come, several
//! at the same time.

mod story;

use futures::future::join3;
use futures::{StreamExt, stream};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use shared::ids::CallId;
use shared::records::{
    Asked, CallContent, CallRef, CallReport, CallRequest, CallVoicemail, DialEnd, DialReport,
    Direction, LegReport, Step, Timestamp, TurnReport, Write,
};
use twilio::form::Details;
use twilio::sid::{AccountSid, CallSid, RecordingSid};
use twilio::status::CallStatus;

use crate::world::{World, deliver, shuffled};
use story::{Kind, News, Story, stories};

const WORLDS: usize = 4;
/// In each of them.
const CASES: usize = 500;
const AT_ONCE: usize = 8;
const REPEATS: usize = 3;
const START: i64 = 1_700_000_000_000;

/// One call.
#[derive(Debug)]
struct Case {
    number: usize,
    story: Story,
    /// What is told, in the order in which it comes.
    news: Vec<(u32, News)>,
    /// Which of three deliverers brings each.
    lanes: Vec<usize>,
}

impl Case {
    fn sid(&self, kind: u32) -> CallSid {
        format!("CA{kind:02}{:030x}", self.number + 1).parse().unwrap()
    }

    /// Ours, where the call is.
    fn call_id(&self) -> CallId {
        match self.story.kind {
            Kind::Inbound => (&self.sid(0)).into(),
            Kind::Connect | Kind::Say => format!("call{}", self.number).parse().unwrap(),
        }
    }

    fn reference(&self) -> CallRef {
        CallRef {
            call_id: self.call_id(),
            tenant_id: "demo".parse().unwrap(),
            account_sid: account(),
        }
    }

    fn content(&self) -> CallContent {
        let (connect, say) = match self.story.kind {
            Kind::Inbound => (None, None),
            Kind::Connect => (Some("+15550200001".parse().unwrap()), None),
            Kind::Say => (None, Some("Your table is ready".to_owned())),
        };
        let (direction, call_sid) = match self.story.kind {
            Kind::Inbound => (Direction::Inbound, Some(self.sid(0))),
            Kind::Connect | Kind::Say => (Direction::Outbound, None),
        };
        CallContent {
            call_id: self.call_id(),
            call_sid,
            tenant_id: "demo".parse().unwrap(),
            account_sid: account(),
            direction,
            from_number: "+15550190001".to_owned(),
            to_number: "+15550100001".to_owned(),
            lead_id: None,
            recording_enabled: None,
            request: CallRequest { connect, say, ..CallRequest::default() },
            details: Details::default(),
            created_at: at(0),
        }
    }

    fn write(&self, (second, news): &(u32, News)) -> Write {
        let (call, at) = (self.reference(), at(*second));
        let of_call = |step| CallReport {
            call: self.reference(),
            call_sid: self.sid(0),
            inbound: None,
            step,
            at,
        };
        match news {
            News::Call(status, duration) => {
                Write::CallStatus(Box::new(of_call(step(status, *duration, at))))
            }
            News::AnsweredBy(by) => {
                let answered_by = Some(by.parse().unwrap());
                Write::CallStatus(Box::new(of_call(Step { answered_by, ..Step::default() })))
            }
            News::Leg(status, duration) => {
                let step = step(status, *duration, at);
                Write::Leg(Box::new(LegReport { call, leg: self.sid(1), parties: None, step, at }))
            }
            News::Pressed(one) => {
                let taken = Some((Asked::Leg(self.sid(1)), *one));
                let (status, menu_key) = (None, None);
                Write::Turn(Box::new(TurnReport { call, status, taken, menu_key, at }))
            }
            News::Dialled(status, duration, bridged) => {
                let end =
                    DialEnd { status: status.clone(), duration: *duration, bridged: *bridged };
                let (leg, call_status) = (Some(self.sid(1)), None);
                Write::Dial(Box::new(DialReport { call, leg, end, call_status, at }))
            }
            News::Left(seconds) => {
                let sid: RecordingSid = format!("RE00{:030x}", self.number + 1).parse().unwrap();
                let (recording_sid, duration) = (sid, *seconds);
                Write::CallVoicemail(CallVoicemail { call, recording_sid, duration, at })
            }
        }
    }

    async fn live(&self, world: &World) {
        let first = self.content();
        let mut lanes = [Vec::new(), Vec::new(), Vec::new()];
        match self.story.kind {
            // It may come last, as may all others.
            Kind::Inbound => {
                lanes[0].push(Write::Call(Box::new(first), CallStatus::Ringing));
            }
            Kind::Connect | Kind::Say => drop(world.store.call_begin(&first).await.unwrap()),
        }
        for (news, lane) in self.news.iter().zip(&self.lanes) {
            lanes[*lane].push(self.write(news));
        }
        let [one, two, three] = lanes.map(|lane| async move {
            for write in lane {
                deliver(&world.store, (&[write], &[])).await;
            }
        });
        Box::pin(join3(one, two, three)).await;
    }

    async fn check(&self, world: &World) {
        let tenant = "demo".parse().unwrap();
        let call = world.store.call_get(&tenant, &self.call_id()).await.unwrap().unwrap();
        assert_eq!(call.outcome(), Some(self.story.outcome), "{self:?}");
        assert_eq!(call.talk_seconds(), Some(self.story.talk), "{self:?}");
        assert!(call.status().is_final(), "{self:?}");
    }
}

fn account() -> AccountSid {
    sandbox::demo::DEMO.account_sid.parse().unwrap()
}

fn at(second: u32) -> Timestamp {
    Timestamp::from_millis(START + 1_000 * i64::from(second))
}

fn step(status: &CallStatus, duration: Option<u32>, time: Timestamp) -> Step {
    Step { status: Some(status.clone()), duration, time: Some(time), ..Step::default() }
}

/// Everything once and some of it again, in another order.
fn cases() -> Vec<Case> {
    let picks = prop::collection::vec(any::<Index>(), 20);
    let lanes = prop::collection::vec(0_usize..3, 20);
    let strategy = (stories(), picks, lanes);
    let mut runner = TestRunner::default();
    let mut case = |number| {
        let (story, picks, lanes) = strategy.new_tree(&mut runner).unwrap().current();
        let picks = &picks[..story.news.len() + 2 * REPEATS];
        Case { number, news: shuffled(&story.news, picks, REPEATS), story, lanes }
    };
    (0..CASES).map(&mut case).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outcome_is_what_happened_in_every_order() {
    for _ in 0..WORLDS {
        let (world, cases) = (World::start().await, cases());
        stream::iter(&cases)
            .for_each_concurrent(AT_ONCE, async |case| {
                Box::pin(case.live(&world)).await;
                case.check(&world).await;
            })
            .await;
    }
}
