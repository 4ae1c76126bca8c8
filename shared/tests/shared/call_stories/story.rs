//! What can become of a call, and what each webhook tells of it.

use proptest::prelude::*;
use shared::records::CallOutcome;
use twilio::status::CallStatus as S;

use CallOutcome::{
    Answered, Busy, Declined, Failed, LeadNotReached, Missed, OwnPhoneNotAnswered, Voicemail,
};

/// Whose call it is, and what for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Somebody calls the tenant.
    Inbound,
    /// The tenant's own phone is connected with a lead.
    Connect,
    /// A text is spoken to the lead.
    Say,
}

/// What one webhook tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum News {
    /// The call itself, and its seconds.
    Call(S, Option<u32>),
    /// The leg of the phone that is connected, and its seconds.
    Leg(S, Option<u32>),
    /// Whether who answered that phone has pressed 1.
    Pressed(bool),
    /// The `<Dial>` is over: status, seconds, and whether the two were connected, if Twilio says so.
    Dialled(S, Option<u32>, Option<bool>),
    /// A voicemail of so many seconds was left.
    Left(u32),
    /// `AnsweredBy`.
    AnsweredBy(&'static str),
}

/// A call from its beginning to its end.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) kind: Kind,
    /// What is told, and at which second.
    pub(super) news: Vec<(u32, News)>,
    pub(super) outcome: CallOutcome,
    pub(super) talk: u32,
}

/// How the phone that is connected fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phone {
    Talks,
    Declines,
    Busy,
    Absent,
    Unreachable,
    /// The call ends while it rings.
    Given,
}

/// Seconds that a story is made of.
#[derive(Debug, Clone, Copy)]
struct Seconds {
    ring: u32,
    ask: u32,
    talk: u32,
    voicemail: u32,
}

const PHONES: [Phone; 6] =
    [Phone::Talks, Phone::Declines, Phone::Busy, Phone::Absent, Phone::Unreachable, Phone::Given];

pub(super) fn stories() -> impl Strategy<Value = Story> {
    let seconds = (1_u32..30, 1_u32..20, 1_u32..300, prop_oneof![Just(0_u32), 2_u32..100]);
    let seconds =
        seconds.prop_map(|(ring, ask, talk, voicemail)| Seconds { ring, ask, talk, voicemail });
    let phone = prop::sample::select(PHONES.to_vec());
    let spoken = prop::sample::select(vec![S::Completed, S::Busy, S::NoAnswer, S::Failed]);
    let own = prop::sample::select(vec![S::Busy, S::NoAnswer, S::Failed, S::Completed]);
    prop_oneof![
        4 => (phone.clone(), seconds.clone(), any::<bool>())
            .prop_map(|(phone, seconds, told)| inbound(phone, seconds, told)),
        3 => (phone, seconds).prop_map(|(phone, seconds)| connected(phone, seconds)),
        1 => own.prop_map(own_phone),
        1 => (spoken, any::<bool>()).prop_map(|(status, machine)| said(&status, machine)),
    ]
}

/// What the phone's leg and the `<Dial>` tell; the second is when all of that is over.
fn dialled(phone: Phone, s: Seconds, told: bool) -> (Vec<(u32, News)>, u32) {
    let ended = |status: S, at: u32| {
        let dialled = News::Dialled(status.clone(), None, told.then_some(false));
        (vec![(0, News::Leg(S::Ringing, None)), (at, News::Leg(status, None)), (at, dialled)], at)
    };
    let answered = (s.ring, News::Leg(S::InProgress, None));
    match phone {
        Phone::Busy => ended(S::Busy, s.ring),
        Phone::Absent => ended(S::NoAnswer, s.ring),
        Phone::Unreachable => ended(S::Failed, s.ring),
        Phone::Given => {
            (vec![(0, News::Leg(S::Ringing, None)), (s.ring, News::Leg(S::Canceled, None))], s.ring)
        }
        Phone::Talks | Phone::Declines => {
            let takes = phone == Phone::Talks;
            let length = s.ask + if takes { s.talk } else { 0 };
            let over = s.ring + length;
            let bridged = (takes || told).then_some(takes);
            let news = vec![
                answered,
                (s.ring + s.ask, News::Pressed(takes)),
                (over, News::Leg(S::Completed, Some(length))),
                (over, News::Dialled(S::Completed, Some(length), bridged)),
            ];
            (news, over)
        }
    }
}

fn inbound(phone: Phone, s: Seconds, told: bool) -> Story {
    let (mut news, over) = dialled(phone, s, told);
    let gone = matches!(phone, Phone::Talks | Phone::Given);
    let left = if gone { 0 } else { s.voicemail };
    if left > 0 {
        news.push((over + left, News::Left(left)));
    }
    let end = over + left;
    match phone {
        Phone::Given => news.push((end, News::Call(S::NoAnswer, Some(0)))),
        _ => news.push((end, News::Call(S::Completed, Some(end)))),
    }
    let outcome = match phone {
        Phone::Talks => Answered,
        _ if left > 0 => Voicemail,
        Phone::Declines => Declined,
        Phone::Busy => Busy,
        Phone::Unreachable => Failed,
        Phone::Absent | Phone::Given => Missed,
    };
    let talk = if phone == Phone::Talks { s.talk } else { 0 };
    Story { kind: Kind::Inbound, news, outcome, talk }
}

/// The tenant has pressed 1 on its own phone, and the lead is rung. Nobody asks a lead for a key.
fn connected(phone: Phone, s: Seconds) -> Story {
    let phone = if phone == Phone::Declines { Phone::Talks } else { phone };
    let (mut news, over) = dialled(phone, Seconds { ask: 0, ..s }, true);
    news.retain(|(_, news)| !matches!(news, News::Pressed(_)));
    news.push((0, News::Call(S::InProgress, None)));
    news.push((over, News::Call(S::Completed, Some(over + s.ask))));
    let (outcome, talk) = match phone {
        Phone::Talks | Phone::Declines => (Answered, s.talk),
        Phone::Busy => (Busy, 0),
        Phone::Absent | Phone::Unreachable | Phone::Given => (LeadNotReached, 0),
    };
    Story { kind: Kind::Connect, news, outcome, talk }
}

/// The tenant's own phone is not answered, or nobody there presses 1.
fn own_phone(status: S) -> Story {
    let outcome = if status == S::Failed { Failed } else { OwnPhoneNotAnswered };
    let news = vec![(1, News::Call(S::Ringing, None)), (20, News::Call(status, Some(4)))];
    Story { kind: Kind::Connect, news, outcome, talk: 0 }
}

fn said(status: &S, machine: bool) -> Story {
    let mut news = vec![(1, News::Call(S::Ringing, None)), (20, News::Call(status.clone(), None))];
    let outcome = match status {
        S::Completed => {
            let by = if machine { "machine_end_beep" } else { "human" };
            news.push((5, News::AnsweredBy(by)));
            if machine { Voicemail } else { Answered }
        }
        S::Busy => Busy,
        S::Failed => Failed,
        _ => LeadNotReached,
    };
    Story { kind: Kind::Say, news, outcome, talk: 0 }
}
