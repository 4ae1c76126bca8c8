//! A call from the outside world: who calls whom, and what all of them do.

use std::collections::BTreeMap;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::super::geo::Geo;
use super::party::Parties;
use super::step::Step;

/// A call from the outside world; the body of `POST /sim/calls`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutsideCall {
    /// The caller: a phone number, `anonymous`, `client:name` or `sip:…`.
    pub from: String,
    /// One of the simulator's numbers.
    pub to: String,
    /// What everybody does. In JSON a list is what the caller does, and nothing else.
    #[serde(default, deserialize_with = "script_or_steps")]
    pub script: Script,
    /// Where the caller's number is from.
    #[serde(default)]
    pub geo: Geo,
    /// Whether somebody plays the caller by hand, in real time. `POST /sim/calls` then answers at
    /// once.
    #[serde(default)]
    pub live: bool,
    /// More fields of the call's voice requests, such as `StirVerstat` or `ForwardedFrom`.
    #[serde(default)]
    pub extra: BTreeMap<String, String>,
}

/// What everybody does on the phone, and how Twilio tells of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Script {
    /// What the caller does when a verb asks for it. Who is asked and has nothing left hangs up.
    pub caller: Vec<Step>,
    /// How those behave who are called, by address; they go before the simulator's own list. Who is
    /// in neither answers after 2 seconds and hangs up after 60.
    pub parties: Parties,
    /// The order of the callbacks.
    pub callbacks: Callbacks,
    /// What becomes of recordings.
    pub recordings: RecordingFaults,
}

/// In which order the callbacks of a call are sent, and how often. Requests for TwiML are not
/// callbacks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Callbacks {
    /// Any other order than `as_sent` holds them all back until the call is over.
    pub order: Order,
    /// How often each is sent; 0 means once.
    pub repeat: usize,
    /// Chooses among the shuffled orders.
    pub seed: u64,
}

/// An order of callbacks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// Each when its event happens, one after the other; copies of one at the same moment.
    #[default]
    AsSent,
    /// The last one first.
    Reversed,
    /// Any order, copies of the same callback included.
    Shuffled,
    /// As they happen, and the first one before the answer to the request that started it all; of
    /// use with what the REST API starts.
    BeforeAnswer,
    /// Not at all.
    Dropped,
}

/// What goes wrong with the recordings of a call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RecordingFaults {
    /// They end as `failed` instead of `completed`.
    pub failed: bool,
    /// No transcription is ever sent.
    pub untranscribed: bool,
    /// How many fetches of a completed file are answered 404 before the first that works.
    pub not_found: u32,
}

fn script_or_steps<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Script, D::Error> {
    let script = match Value::deserialize(deserializer)? {
        Value::Array(steps) => serde_json::from_value(Value::Array(steps))
            .map(|caller| Script { caller, ..Script::default() }),
        other => serde_json::from_value(other),
    };
    script.map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::party::Party;
    use super::*;

    #[test]
    fn a_whole_script_is_read() {
        let call = json!({
            "from": "anonymous", "to": "+15550100001",
            "script": {
                "caller": [{"press": "1"}],
                "parties": {"+15550200001": {"busy": true}},
                "callbacks": {"order": "shuffled", "repeat": 2, "seed": 7},
                "recordings": {"failed": true},
            },
            "extra": {"StirVerstat": "TN-Validation-Passed-A"},
        });
        let call: OutsideCall = serde_json::from_value(call).unwrap();
        assert_eq!(call.script.caller, [Step::press("1")]);
        assert_eq!(call.script.parties["+15550200001"], Party::Busy);
        let callbacks = Callbacks { order: Order::Shuffled, repeat: 2, seed: 7 };
        assert_eq!(call.script.callbacks, callbacks);
        assert!(call.script.recordings.failed);
    }

    #[test]
    fn a_list_is_the_caller() {
        let call = json!({"from": "a", "to": "b", "script": [{"speak": 3}]});
        let call: OutsideCall = serde_json::from_value(call).unwrap();
        assert_eq!(call.script.caller, [Step::speak(3)]);
    }

    #[test]
    fn unknown_fields_are_named() {
        let cases = [
            (json!({"script": {"partys": {}}}), "`partys`"),
            (json!({"script": {"callbacks": {"orders": 1}}}), "`orders`"),
            (json!({"script": {"callbacks": {"order": "random"}}}), "`random`"),
            (json!({"script": [{"prss": "1"}]}), "`prss`"),
            (json!({"caller": []}), "`caller`"),
        ];
        for (mut call, name) in cases {
            call["from"] = json!("a");
            call["to"] = json!("b");
            let error = serde_json::from_value::<OutsideCall>(call).unwrap_err().to_string();
            assert!(error.contains(name), "{error}");
        }
    }
}
