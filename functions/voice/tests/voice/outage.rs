//! When AWS is down or slow: the caller is answered all the same.

use std::time::{Duration, Instant};

use sandbox::aws::{Fault, Service};
use shared::records::Preferences;

use crate::world::{PHONE, fields, post, prefer, sandbox};

const NEXT: (&str, &str) = ("CallSid", "CA00000000000000000000000000000002");
/// More often than anything is tried.
const ALWAYS: usize = 100;
const SLOW: Fault = Fault::Slow(Duration::from_mins(1));

async fn the_caller_can_leave_a_message(service: Service, fault: Fault) {
    let sandbox = sandbox().await;
    sandbox.aws.fail(service, fault);
    let started = Instant::now();
    let heard = post(&sandbox, "", &fields(&[])).await;
    assert!(started.elapsed() < Duration::from_secs(10), "{service:?} {fault:?}");
    insta::allow_duplicates! {
        insta::assert_snapshot!(heard.text, @r##"<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="Polly.Joanna">We are sorry, we cannot connect your call right now. Please leave a message after the tone.</Say><Record action="https://a.b/api/twilio/voice-twiml?step=voicemail-done&amp;call=CA00000000000000000000000000000001#rp=5xx,ct,rt&amp;rc=2" maxLength="120" timeout="5" finishOnKey="#" playBeep="true" trim="trim-silence" recordingStatusCallback="https://a.b/api/twilio/voicemail-recording?call=CA00000000000000000000000000000001&amp;from=15550190001&amp;to=15550100001&amp;transcribe=no#rp=5xx,ct,rt&amp;rc=2" recordingStatusCallbackEvent="completed absent"/><Say voice="Polly.Joanna">Goodbye.</Say><Hangup/></Response>"##);
    }
    let outbound = post(&sandbox, "", &fields(&[("Direction", "outbound-api")])).await;
    assert!(!outbound.text.contains("<Record"), "{outbound:?}");
}

#[tokio::test]
async fn without_aws_the_caller_is_told_and_can_leave_a_message() {
    tokio::join!(
        the_caller_can_leave_a_message(Service::DynamoDb, Fault::Down),
        the_caller_can_leave_a_message(Service::Kms, Fault::Down),
        the_caller_can_leave_a_message(Service::DynamoDb, SLOW),
    );
}

async fn a_known_account_does_not_help(fault: Fault) {
    let sandbox = sandbox().await;
    post(&sandbox, "", &fields(&[])).await;
    sandbox.aws.fail(Service::DynamoDb, fault);
    let started = Instant::now();
    let heard = post(&sandbox, "", &fields(&[NEXT])).await;
    assert!(started.elapsed() < Duration::from_secs(10), "{fault:?}");
    assert!(heard.status == 200 && heard.text.contains("<Record"), "{heard:?}");
}

#[tokio::test]
async fn a_known_account_does_not_help_without_dynamodb() {
    tokio::join!(a_known_account_does_not_help(Fault::Down), a_known_account_does_not_help(SLOW));
}

async fn a_record_is_not_written(fault: Fault) {
    let sandbox = sandbox().await;
    let number = Some(PHONE.parse().unwrap());
    let forwarding = Preferences {
        call_forwarding_enabled: true,
        call_forwarding_number: number,
        ..Preferences::default()
    };
    prefer(&sandbox, &forwarding).await;
    post(&sandbox, "", &fields(&[])).await;
    sandbox.aws.fail_next(Service::DynamoDb, "TransactWriteItems", ALWAYS, fault);
    let started = Instant::now();
    let heard = post(&sandbox, "", &fields(&[NEXT, ("From", "+15550190002")])).await;
    assert!(started.elapsed() < Duration::from_secs(10), "{fault:?}");
    assert!(heard.text.contains("<Dial"), "{heard:?}");
    sandbox.only_record("CallsTable").await.unwrap();
}

#[tokio::test]
async fn a_record_that_cannot_be_written_does_not_cost_the_answer() {
    tokio::join!(a_record_is_not_written(Fault::Down), a_record_is_not_written(SLOW));
}

#[tokio::test]
async fn a_tenant_that_cannot_be_read_does_not_cost_the_record() {
    let sandbox = sandbox().await;
    sandbox.aws.fail_next(Service::DynamoDb, "BatchGetItem", ALWAYS, Fault::Down);
    let heard = post(&sandbox, "", &fields(&[])).await;
    assert!(heard.text.contains("<Record"), "{heard:?}");
    sandbox.only_record("CallsTable").await.unwrap();
}
