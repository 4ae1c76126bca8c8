//! What became of a call: one word for every state of its record.

use proptest::prelude::*;
use shared::records::{
    Call, CallContent, CallOutcome, CallRequest, DialEnd, Direction, Leg, Progress, Timestamp,
};
use twilio::form::Details;
use twilio::status::CallStatus;

use CallOutcome::*;
use CallStatus as S;

fn call(direction: Direction, request: CallRequest) -> Call {
    Call::begun(CallContent {
        call_id: "call1".parse().unwrap(),
        call_sid: None,
        tenant_id: "demo".parse().unwrap(),
        account_sid: sandbox::demo::DEMO.account_sid.parse().unwrap(),
        direction,
        from_number: "+15550100001".to_owned(),
        to_number: "+15550190001".to_owned(),
        lead_id: None,
        recording_enabled: None,
        request,
        details: Details::default(),
        created_at: Timestamp::from_millis(0),
    })
}

fn inbound() -> Call {
    call(Direction::Inbound, CallRequest::default())
}

fn connect() -> Call {
    let connect = Some("+15550190009".parse().unwrap());
    call(Direction::Outbound, CallRequest { connect, ..CallRequest::default() })
}

fn say() -> Call {
    let say = Some("Your table is ready".to_owned());
    call(Direction::Outbound, CallRequest { say, ..CallRequest::default() })
}

fn progress(status: &CallStatus, duration: Option<u32>) -> Progress {
    let answered = (S::InProgress.as_str().to_owned(), Timestamp::from_millis(7_000));
    let times = duration.map(|_| answered).into_iter().collect();
    Progress { status: Some(status.clone()), duration, status_times: times, ..Progress::default() }
}

fn ended(call: Call, status: &CallStatus, duration: Option<u32>) -> Call {
    Call { progress: progress(status, duration), ..call }
}

fn leg((status, duration): (CallStatus, Option<u32>), bridged: bool) -> Leg {
    let end = DialEnd { status: status.clone(), duration, bridged: Some(bridged) };
    Leg {
        call_sid: "CA00000000000000000000000000000002".parse().unwrap(),
        from_number: None,
        to_number: None,
        progress: progress(&status, duration),
        dial: Some(end),
        taken: None,
        taken_at: None,
    }
}

fn with(call: Call, leg: Leg) -> Call {
    Call { legs: vec![leg], ..call }
}

#[test]
fn inbound_calls() {
    let over = |duration| ended(inbound(), &S::Completed, Some(duration));
    let talked = with(over(30), leg((S::Completed, Some(34)), true));
    assert_eq!((talked.outcome(), talked.talk_seconds()), (Some(Answered), Some(30)));
    assert_eq!(talked.answered_at(), Some(Timestamp::from_millis(7_000)));
    let mut noticed = with(over(50), leg((S::Completed, Some(34)), true));
    assert_eq!(noticed.talk_seconds(), Some(34));
    noticed.legs[0].taken_at = Some(Timestamp::from_millis(12_000));
    noticed.legs[0].progress.ended_at = Some(Timestamp::from_millis(40_000));
    assert_eq!(noticed.talk_seconds(), Some(28), "from when 1 was pressed");
    noticed.legs[0].progress.ended_at = Some(Timestamp::from_millis(1_000));
    assert_eq!(noticed.talk_seconds(), Some(34), "the clocks differ");
    assert_eq!(over(8).outcome(), Some(Missed), "the caller has heard a notice, and no more");
    assert_eq!(ended(inbound(), &S::NoAnswer, None).outcome(), Some(Missed));
    assert_eq!(with(over(9), leg((S::NoAnswer, None), false)).outcome(), Some(Missed));
    assert_eq!(with(over(9), leg((S::Busy, None), false)).outcome(), Some(Busy));
    assert_eq!(with(over(9), leg((S::Failed, None), false)).outcome(), Some(Failed));
    let mailbox = with(over(20), leg((S::Completed, Some(12)), false));
    assert_eq!((mailbox.outcome(), mailbox.talk_seconds()), (Some(Missed), Some(0)));
    let declined = Leg { taken: Some(false), ..leg((S::Completed, Some(3)), false) };
    let declined = with(over(20), declined);
    assert_eq!(declined.outcome(), Some(Declined));
    let left = Call { voicemail_duration: Some(7), ..declined };
    assert_eq!(left.outcome(), Some(Voicemail));
    let silent = Call { voicemail_duration: Some(1), ..over(9) };
    assert_eq!(silent.outcome(), Some(Missed));
}

#[test]
fn outbound_calls() {
    let over = |duration| ended(connect(), &S::Completed, Some(duration));
    let talked = with(over(30), leg((S::Completed, Some(21)), true));
    assert_eq!((talked.outcome(), talked.talk_seconds()), (Some(Answered), Some(21)));
    for (status, expected) in
        [(S::Busy, Busy), (S::NoAnswer, LeadNotReached), (S::Failed, LeadNotReached)]
    {
        assert_eq!(with(over(1), leg((status, None), false)).outcome(), Some(expected));
    }
    for (status, expected) in [
        (S::Busy, OwnPhoneNotAnswered),
        (S::NoAnswer, OwnPhoneNotAnswered),
        (S::Completed, OwnPhoneNotAnswered),
        (S::Failed, Failed),
    ] {
        let own = ended(connect(), &status, None);
        assert_eq!((own.outcome(), own.talk_seconds()), (Some(expected), Some(0)), "{status}");
    }
    for (status, expected) in [
        (S::Completed, Answered),
        (S::Busy, Busy),
        (S::NoAnswer, LeadNotReached),
        (S::Canceled, LeadNotReached),
        (S::Failed, Failed),
    ] {
        assert_eq!(ended(say(), &status, None).outcome(), Some(expected), "{status}");
    }
    let mut machine = ended(say(), &S::Completed, Some(9));
    machine.progress.answered_by = Some("machine_end_beep".parse().unwrap());
    assert_eq!((machine.outcome(), machine.talk_seconds()), (Some(Voicemail), Some(0)));
}

/// Its last callback is lost, or not there yet.
#[test]
fn a_conversation_is_known_before_the_call_is_over() {
    let running = ended(inbound(), &S::InProgress, None);
    assert_eq!((running.outcome(), running.talk_seconds()), (None, None));
    let taken = Leg { dial: None, taken: Some(true), ..leg((S::InProgress, None), false) };
    let taken = with(running.clone(), taken);
    assert_eq!((taken.outcome(), taken.talk_seconds()), (Some(Answered), None));
    let talked = with(running, leg((S::Completed, Some(21)), true));
    assert_eq!((talked.outcome(), talked.talk_seconds()), (Some(Answered), Some(21)));
}

/// Nobody asks a lead for a key: who picks up is connected.
#[test]
fn a_lead_who_has_picked_up_is_talked_with_before_the_dial_is_over() {
    let running = ended(connect(), &S::InProgress, None);
    let ringing = Leg { dial: None, ..leg((S::Ringing, None), false) };
    assert_eq!(with(running.clone(), ringing).answered_at(), None);
    let picked_up = Progress { duration: None, ..progress(&S::InProgress, Some(0)) };
    let talking = Leg { dial: None, progress: picked_up, ..leg((S::InProgress, None), false) };
    let talking = with(running.clone(), talking);
    assert_eq!(talking.answered_at(), Some(Timestamp::from_millis(7_000)));
    assert_eq!((talking.outcome(), talking.talk_seconds()), (Some(Answered), None));
    let hung_up = Leg { dial: None, ..leg((S::Completed, Some(21)), false) };
    let hung_up = with(running.clone(), hung_up);
    assert_eq!((hung_up.outcome(), hung_up.talk_seconds()), (Some(Answered), Some(21)));
    let notice_refused = with(running, leg((S::Completed, Some(2)), false));
    assert_eq!(notice_refused.outcome(), Some(LeadNotReached), "Twilio says that they never spoke");
}

#[test]
fn whether_a_call_was_taken_at_the_own_phone() {
    let asked = |status: S| {
        let mut call = connect();
        call.content.request.screen = Some(true);
        ended(call, &status, None)
    };
    assert_eq!(asked(S::Ringing).own_phone_taken(), None);
    assert_eq!(asked(S::InProgress).own_phone_taken(), None, "nobody has pressed 1");
    let pressed = Call { own_phone_pressed: Some(true), ..asked(S::InProgress) };
    assert_eq!(pressed.own_phone_taken(), Some(true));
    let refused = Call { own_phone_pressed: Some(false), ..asked(S::InProgress) };
    assert_eq!(refused.own_phone_taken(), Some(false));
    assert_eq!(asked(S::Completed).own_phone_taken(), Some(false), "a mailbox presses nothing");
    let called = with(asked(S::InProgress), leg((S::Busy, None), false));
    assert_eq!(called.own_phone_taken(), Some(true), "the lead is called after that alone");

    let unasked = |status: S| ended(connect(), &status, None);
    assert_eq!(unasked(S::Ringing).own_phone_taken(), None);
    assert_eq!(unasked(S::InProgress).own_phone_taken(), Some(true));
    assert_eq!(unasked(S::NoAnswer).own_phone_taken(), Some(false));
    let mut machine = unasked(S::InProgress);
    machine.progress.answered_by = Some("machine_start".parse().unwrap());
    assert_eq!(machine.own_phone_taken(), None);
    assert_eq!(say().own_phone_taken(), None, "there is no such phone");
}

/// The tenant hears why, and the call ends.
#[test]
fn a_lead_who_was_called_in_vain_is_known_before_the_call_is_over() {
    let running = ended(connect(), &S::InProgress, None);
    let busy = with(running.clone(), leg((S::Busy, None), false));
    assert_eq!((busy.outcome(), busy.talk_seconds()), (Some(Busy), Some(0)));
    let ringing = Leg { dial: None, ..leg((S::Ringing, None), false) };
    let ringing = with(running, ringing);
    assert_eq!((ringing.outcome(), ringing.talk_seconds()), (None, None));
    let forwarded = with(ended(inbound(), &S::InProgress, None), leg((S::Busy, None), false));
    assert_eq!(forwarded.outcome(), None, "a voicemail may follow");
}

fn statuses() -> impl Strategy<Value = CallStatus> {
    proptest::sample::select(vec![
        S::Queued,
        S::Ringing,
        S::InProgress,
        S::Canceled,
        S::Failed,
        S::NoAnswer,
        S::Busy,
        S::Completed,
    ])
}

prop_compose! {
    fn legs()(
        end in (statuses(), proptest::option::of(0_u32..100)),
        bridged in any::<bool>(),
        taken in any::<Option<bool>>(),
        dialled in any::<bool>(),
    ) -> Leg {
        let leg = leg(end, bridged);
        Leg { taken, dial: leg.dial.filter(|_| dialled), ..leg }
    }
}

prop_compose! {
    fn calls()(
        kind in 0..3,
        (status, duration) in (statuses(), proptest::option::of(0_u32..100)),
        legs in proptest::collection::vec(legs(), 0..3),
        voicemail_duration in proptest::option::of(0_u32..9),
    ) -> Call {
        let call = [inbound, connect, say][usize::try_from(kind).unwrap()]();
        Call { legs, voicemail_duration, ..ended(call, &status, duration) }
    }
}

proptest! {
    #[test]
    fn every_call_has_one_word_once_it_is_over(call in calls()) {
        let talked = call.legs.iter().any(|leg| leg.has_talked(call.content.direction));
        let outcome = call.outcome();
        let outbound = call.content.direction == Direction::Outbound;
        let dialled = outbound && call.legs.last().is_some_and(|leg| leg.dial.is_some());
        prop_assert_eq!(outcome.is_some(), talked || dialled || call.status().is_final());
        if talked {
            prop_assert_eq!(outcome, Some(Answered));
        }
        if outcome != Some(Answered) {
            prop_assert!(call.talk_seconds().unwrap_or(0) == 0);
            prop_assert!(call.answered_at().is_none() || call.content.request.say.is_some());
        }
        if let (Some(talk), Some(whole)) = (call.talk_seconds(), call.progress.duration) {
            prop_assert!(talk <= whole);
        }
        let inbound = call.content.direction == Direction::Inbound;
        match outcome {
            Some(Missed | Declined) => prop_assert!(inbound),
            Some(OwnPhoneNotAnswered) => {
                prop_assert!(call.content.request.connect.is_some() && call.legs.is_empty());
            }
            Some(LeadNotReached) => prop_assert!(!inbound),
            _ => {}
        }
    }
}
