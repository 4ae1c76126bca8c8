//! The forms of requests about calls, with Twilio's names, order and formats.

use super::super::form::Fields;
use super::super::geo::Geo;
use super::super::times::rfc2822;
use super::leg::{Condition, Leg};
use super::recordings::Taped;
use super::report::Kind;
use super::session::Session;
use super::status::{Direction, Status};

const API_VERSION: &str = "2010-04-01";

/// A field that is sent if it has a value.
pub(super) type Field = (&'static str, Option<String>);

/// The fields that have a value.
pub(super) fn present(fields: impl IntoIterator<Item = Field>) -> Fields {
    let named = |(name, value): Field| Some((name.to_owned(), value?));
    fields.into_iter().filter_map(named).collect()
}

/// A request for TwiML. `own` is what it has beyond the fields of every such request; a field that
/// both have is the request's own.
pub(super) fn voice(session: &Session, leg: &Leg, kind: Kind, own: &Fields) -> Fields {
    let mut fields = standard(session, leg);
    if leg.ends.parent.is_none() {
        replace(&mut fields, &session.setting.extra);
    }
    // What was typed, said or recorded comes after all else, the rest is sorted in.
    let is_appended = matches!(
        kind,
        Kind::RecordAction | Kind::GatherAction | Kind::EnqueueAction | Kind::QueueWait
    );
    if is_appended {
        fields.sort();
    }
    replace(&mut fields, own);
    if !is_appended {
        fields.sort();
    }
    fields
}

fn replace(fields: &mut Fields, others: &[(String, String)]) {
    for (name, value) in others {
        match fields.iter_mut().find(|(key, _)| key == name) {
            Some((_, old)) => old.clone_from(value),
            None => fields.push((name.clone(), value.clone())),
        }
    }
}

fn standard(session: &Session, leg: &Leg) -> Fields {
    let ends = &leg.ends;
    let condition = leg.condition().clone();
    let mut fields = present([
        ("AccountSid", Some(session.setting.account.sid.clone())),
        ("AnsweredBy", condition.answered_by),
        ("ApiVersion", Some(API_VERSION.into())),
        ("CallSid", Some(leg.sid.clone())),
        ("CallStatus", Some(condition.status.as_str().into())),
        ("Called", Some(ends.to.clone())),
        ("Caller", Some(ends.from.clone())),
        ("Direction", Some(ends.direction.as_str().into())),
        ("From", Some(ends.from.clone())),
        ("ParentCallSid", ends.parent.clone()),
        ("To", Some(ends.to.clone())),
    ]);
    if ends.direction == Direction::Inbound {
        fields.extend(places(session, leg));
    }
    fields
}

/// Where both numbers are from, as far as they are numbers.
fn places(session: &Session, leg: &Leg) -> Fields {
    let ours = session.setting.number.as_ref().map(|number| &number.settings.geo);
    let ends = [
        (["Caller", "From"], &leg.ends.from, Some(&session.setting.geo)),
        (["Called", "To"], &leg.ends.to, ours),
    ];
    let mut fields = Fields::new();
    for (names, address, geo) in ends {
        let Some(geo) = geo.filter(|_| address.starts_with('+')) else { continue };
        for name in names {
            fields
                .extend(place(geo, address).map(|(part, value)| (format!("{name}{part}"), value)));
        }
    }
    fields
}

fn place(geo: &Geo, address: &str) -> [(&'static str, String); 4] {
    [
        ("City", geo.city.clone()),
        ("Country", geo.country_of(address).to_owned()),
        ("State", geo.state.clone()),
        ("Zip", geo.zip.clone()),
    ]
}

/// A callback about the present status of a leg. Counts as one in the leg's sequence.
pub(super) fn call_status(session: &Session, leg: &Leg) -> Fields {
    let condition = {
        let mut condition = leg.condition();
        condition.callbacks += 1;
        condition.clone()
    };
    let ends = &leg.ends;
    let status = condition.status;
    let outbound = ends.direction != Direction::Inbound;
    let is_over = status.is_final();
    let mut fields = present([
        ("Called", Some(ends.to.clone())),
        ("Direction", Some(ends.direction.as_str().into())),
        ("Timestamp", Some(rfc2822(session.clock.now().div_euclid(1_000)))),
        ("CallbackSource", Some("call-progress-events".into())),
        ("SipResponseCode", condition.sip_code.filter(|_| outbound).map(|code| code.to_string())),
        ("SequenceNumber", Some((condition.callbacks - 1).to_string())),
        ("CallSid", Some(leg.sid.clone())),
        ("To", Some(ends.to.clone())),
        ("ApiVersion", Some(API_VERSION.into())),
        ("CallStatus", Some(status.as_str().into())),
        ("Duration", is_over.then(|| billed_minutes(&condition).to_string())),
        ("CallDuration", is_over.then(|| condition.duration().to_string())),
        ("From", Some(ends.from.clone())),
        ("AccountSid", Some(session.setting.account.sid.clone())),
        ("Caller", Some(ends.from.clone())),
        ("StirStatus", stir_status(status).filter(|_| outbound)),
        ("AnsweredBy", condition.answered_by),
        ("ParentCallSid", ends.parent.clone()),
    ]);
    // Of a call by the API: "only if `Record=true` is set on the REST API request"; of a leg: "only if
    // record is set on the <Dial>": https://www.twilio.com/docs/voice/api/call-resource and
    // https://www.twilio.com/docs/voice/twiml/number
    let taped = condition.taped.filter(|_| status == Status::Completed);
    fields.extend(taped.iter().flat_map(recording));
    // Calls by the API have an order of their own in what was captured.
    if ends.direction != Direction::OutboundApi {
        fields.sort();
    }
    fields
}

fn billed_minutes(condition: &Condition) -> i64 {
    (condition.duration() + 59) / 60
}

fn stir_status(status: Status) -> Option<String> {
    matches!(status, Status::Ringing | Status::InProgress).then(|| "A".to_owned())
}

/// A recording in a request about a call.
pub(super) fn recording(taped: &Taped) -> Fields {
    present([
        ("RecordingUrl", Some(taped.url.clone())),
        ("RecordingSid", Some(taped.sid.clone())),
        ("RecordingDuration", Some(taped.duration.to_string())),
    ])
}
