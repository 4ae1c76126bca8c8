//! How a call goes on or ends: `<Redirect>`, `<Reject>`, `<Hangup>`.

use super::Verb;
use super::element::Element;
use crate::callback::Callback;

/// `<Redirect>`: goes on with another document. Verbs after it never run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect(Element);

impl Redirect {
    /// Goes on with the answer of `callback`.
    pub fn new(callback: Callback) -> Self {
        Self(Element::new("Redirect").text(callback))
    }
}

impl From<Redirect> for Verb {
    fn from(redirect: Redirect) -> Self {
        Verb(redirect.0)
    }
}

/// `<Reject>`: does not take the call, which then costs nothing. Only as the first verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject(RejectReason);

/// What the caller hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RejectReason {
    /// That the number is not in service.
    Rejected,
    /// A busy tone.
    Busy,
}

impl Reject {
    /// Turns the caller away like this.
    pub fn new(reason: RejectReason) -> Self {
        Self(reason)
    }
}

impl From<Reject> for Verb {
    fn from(reject: Reject) -> Self {
        let reason = match reject.0 {
            RejectReason::Rejected => "rejected",
            RejectReason::Busy => "busy",
        };
        Verb(Element::new("Reject").attribute("reason", reason))
    }
}

/// `<Hangup>`: ends the call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hangup;

impl From<Hangup> for Verb {
    fn from(_: Hangup) -> Self {
        Verb(Element::new("Hangup"))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{callback, written};
    use super::*;

    #[test]
    fn a_call_goes_on_or_ends() {
        insta::assert_snapshot!(
            written(Redirect::new(callback("menu"))),
            @"<Redirect>https://a.b/api/twilio/voice-twiml?step=menu&amp;call=CA1#rp=5xx,ct,rt&amp;rc=2</Redirect>"
        );
        insta::assert_snapshot!(written(Reject::new(RejectReason::Busy)), @r#"<Reject reason="busy"/>"#);
        insta::assert_snapshot!(
            written(Reject::new(RejectReason::Rejected)),
            @r#"<Reject reason="rejected"/>"#
        );
        insta::assert_snapshot!(written(Hangup), @"<Hangup/>");
    }
}
