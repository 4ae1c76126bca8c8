//! Forms as Twilio sends them, for the demo account.

use serde_json::json;
use twilio::form::Form;

use crate::hook;

/// The name that a form's status has in the record, behind `prefix`.
fn attribute(prefix: &str, what: &str, form: &Form) -> String {
    format!("{prefix}{what}:{}", form.get("CallStatus").unwrap())
}

#[tokio::test]
async fn every_sample_of_twilio_is_recorded() {
    for (name, form) in sandbox::samples(include_str!("../data/forms.json"), 9) {
        let hook = hook().await;
        let answer = hook.deliver_sample("call-status", &form).await;
        assert_eq!(answer.status, 204, "{name}");

        let record = hook.only_record("CallsTable").await.unwrap();
        let sid = form.get("CallSid").unwrap();
        let parent = form.get("ParentCallSid");
        assert_eq!(record["call_id"], json!(parent.unwrap_or(sid)), "{name}");
        let prefix = parent.map(|_| format!("leg:{sid}:")).unwrap_or_default();
        if let Some(answered_by) = form.get("AnsweredBy") {
            assert_eq!(record["answered_by"], json!(answered_by), "{name}");
            continue;
        }
        assert!(record.get(attribute(&prefix, "at", &form)).is_some(), "{name}");
        for (field, attribute_name) in
            [("CallDuration", "duration"), ("SipResponseCode", "sip_response_code")]
        {
            let told = form.get(field).map(|number| json!(number.parse::<u32>().unwrap()));
            let kept = record.get(attribute(&prefix, attribute_name, &form));
            assert_eq!(kept, told.as_ref(), "{name} {field}");
        }
        let over = form.get("CallDuration").is_some();
        let ended_at = record.get(attribute(&prefix, "ended_at", &form));
        assert_eq!(ended_at.is_some(), over, "{name}");
        let inbound = form.get("Direction") == Some("inbound");
        assert_eq!(record.get("from_number").is_some(), inbound, "{name}");
        if let Some(recording) = form.get("RecordingSid") {
            assert!(record.get(format!("rec:{recording}:at:in-progress")).is_some(), "{name}");
        }
        assert!(hook.records("JobsTable").await.unwrap().is_empty(), "{name}");
    }
}
