//! The files, what is in them, and how the function is to answer.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use anyhow::Context;
use axum::Router;
use sandbox::aws::sqs::Received;
use sandbox::aws::{Fault, Service};
use sandbox::demo::DEMO;
use sandbox::{Sandbox, Setup};
use serde_json::{Value, json};
use shared::app::Clock;
use shared::records::{ImportJob, Job, JobPayload, LaneJob};
use twilio_simulator::scripted::{Answer, Scripted};

use crate::gateway::{AT, DOMAIN};
use crate::{answer, background, browser, calls, forms, twilio};

const PICTURE: &str = "sms.mms.json";
const MESSAGE: &str = "messages.json";

/// One file.
pub(crate) struct Case {
    pub(crate) file: &'static str,
    pub(crate) event: Value,
    /// A JSON pointer into the answer and what is to be there.
    pub(crate) answer: (&'static str, Value),
}

impl Case {
    /// The file's content.
    pub(crate) fn text(&self) -> String {
        format!("{:#}\n", self.event)
    }
}

/// Every file, in an order in which one sandbox can take them all: a conversation is there before
/// it is read, and no job of [`PICTURE`], whose file only the real Twilio has, when `media` runs.
pub(crate) async fn cases() -> anyhow::Result<Vec<Case>> {
    let status = |code: u16| ("/statusCode", json!(code));
    let text = forms::text("SM1a2b3c4d5e6f708192a3b4c5d6e7f809", "Is+the+flat+still+free%3F");
    let forged = forms::text("SMf0f1f2f3f4f5f6f7f8f9fafbfcfdfeff", "Send+money");
    let whatsapp = forms::whatsapp("SM2b3c4d5e6f708192a3b4c5d6e7f8091a");
    let stop = forms::stop("SM3c4d5e6f708192a3b4c5d6e7f8091a2b");
    let picture_job = queued("MediaQueue", (PICTURE, picture())).await?;
    let media = background::batch(&picture_job, ("MediaQueue", "SmsFunction"));
    let message_job = queued("SendQueue", (MESSAGE, message())).await?;
    let send = background::batch(&message_job, ("SendQueue", "MessagesFunction"));
    let deliver = background::batch(&lane().await?, ("DeliverQueue", "AnnounceFunction"));
    let import = background::batch(&import().await?, ("ImportQueue", "WebsiteFunction"));
    let tick = background::tick("patchbay-SweeperFunctionEveryMinute");
    let messages = browser::messages(forms::THREAD);
    let forwarded = browser::forwarding("+15550190009");
    let circle = browser::forwarding(DEMO.numbers[0]);
    let flat = json!({ "to": "+15550190001", "say": "Your flat is ready.", "lead_id": "lead-7" });
    let nobody = json!({ "to": "0190001", "say": "Your flat is ready." });
    let case = |file, event, answer| Case { file, event, answer };
    let calls = calls::events().map(|(file, event)| case(file, event, status(204)));
    let cases = vec![
        case("announce.json", background::change(), ("/batchItemFailures", json!([]))),
        case("deliver.json", deliver, ("/batchItemFailures", json!([]))),
        case("importer.json", import, ("/batchItemFailures", json!([]))),
        case("media.json", media, ("/batchItemFailures", json!([]))),
        case("sender.json", send, ("/batchItemFailures", json!([]))),
        case("spool.json", spooled().await?, ("/batchItemFailures", json!([]))),
        case("sweeper.json", tick, ("", json!(0))),
        case("sms.json", twilio::inbound(text), status(200)),
        case("sms.forged.json", twilio::forged(forged), status(403)),
        case("sms.whatsapp.json", twilio::inbound(whatsapp), status(200)),
        case("sms.stop.json", twilio::inbound(stop), status(200)),
        case(PICTURE, picture(), status(200)),
        case("status.json", twilio::callback(forms::delivered()), status(204)),
        case("status.failed.json", twilio::callback(forms::failed()), status(204)),
        case("webhooks.json", browser::webhook("https://www.example.com/hooks"), status(201)),
        case("webhooks.invalid.json", browser::webhook("https://10.0.0.7/hooks"), status(400)),
        case("website.json", browser::threads(), status(200)),
        case("website.messages.json", messages, status(200)),
        case("website.calls.json", browser::calls(), status(200)),
        case("website.voicemails.json", browser::voicemails(), status(200)),
        case("website.preferences.json", browser::preferences(&forwarded), status(200)),
        case("website.preferences-loop.json", browser::preferences(&circle), status(400)),
        case("website.no-claims.json", browser::threads_without_claims(), status(401)),
        case("outbound-call.json", browser::call(&flat), status(201)),
        case("outbound-call.invalid.json", browser::call(&nobody), status(400)),
    ];
    let website = sending().into_iter().chain(accounts());
    Ok(cases.into_iter().chain(website).chain(calls).chain(turns()).collect())
}

/// What is sent, and from which numbers.
fn sending() -> [Case; 7] {
    let photo = json!({ "content_type": "image/jpeg", "size": 204_800 });
    let internal = json!({ "to": "+15550190001", "media_urls": ["https://10.0.0.7/plan.png"] });
    let nowhere = json!({ "area_code": "041" });
    let case = |file, event, code: u16| Case { file, event, answer: ("/statusCode", json!(code)) };
    [
        case(MESSAGE, message(), 202),
        case("messages.cancel.json", browser::cancel(&message_id()), 200),
        case("messages.upload.json", browser::upload(&photo), 201),
        case("messages.invalid.json", browser::message(&internal), 400),
        case("numbers.json", browser::numbers(), 200),
        case("numbers.one.json", browser::number(DEMO.numbers[1]), 200),
        case("numbers.invalid.json", browser::purchase(&nowhere), 400),
    ]
}

/// A tenant that has an account, what can be done with it, and one that has none to close.
fn accounts() -> [Case; 6] {
    let status = |code: u16| ("/statusCode", json!(code));
    let wish = json!({ "area_code": "415", "friendly_name": "Front desk" });
    let demo = |action| browser::account_action(action, DEMO.tenant_id);
    let case = |file, event, answer| Case { file, event, answer: status(answer) };
    [
        case("accounts.json", browser::provision(&wish), 200),
        case("accounts.account.json", browser::account(), 200),
        case("accounts.suspend.json", demo("suspend"), 200),
        case("accounts.reactivate.json", demo("reactivate"), 200),
        case("accounts.rotate-token.json", demo("rotate-token"), 200),
        case("accounts.close.json", browser::account_action("close", "newcomer"), 404),
    ]
}

/// A call and how it goes on.
fn turns() -> [Case; 5] {
    let at = |step: &str| format!("step={step}&call={}", forms::CALL);
    let after_dial = twilio::turn(&at("after-dial"), forms::not_answered());
    let voicemail_done = twilio::turn(&at("voicemail-done"), forms::message_left());
    let fallback = twilio::turn("", forms::failed_elsewhere());
    let case = |file, event| Case { file, event, answer: ("/statusCode", json!(200)) };
    [
        case("voice.json", twilio::call(forms::ringing())),
        case("voice.get.json", twilio::call_by_get(&forms::ringing())),
        case("twiml.json", after_dial),
        case("twiml.voicemail-done.json", voicemail_done),
        case("twiml.fallback.json", fallback),
    ]
}

/// A sandbox that has the domain of the events and lives at their time, and a Twilio that makes a call
/// but calls nobody back, since the domain is not on this machine, and then does all that it is asked
/// to do with an account.
pub(crate) async fn sandbox() -> anyhow::Result<(Sandbox, Scripted)> {
    let placed = json!({ "sid": "CA1a2b3c4d5e6f708192a3b4c5d6e7f809", "status": "queued" });
    let account = json!({
        "sid": DEMO.account_sid,
        "auth_token": DEMO.auth_token,
        "secondary_auth_token": DEMO.auth_token,
        "friendly_name": DEMO.tenant_id,
        "status": "active",
    });
    let script = [placed, account].map(|answer| Answer::Reply(201, answer.to_string()));
    let twilio = Scripted::start(script.to_vec()).await?;
    let setup = Setup {
        public_url: Some(format!("https://{DOMAIN}")),
        twilio_api: Some(twilio.url().to_owned()),
        clock: Clock::Manual(Arc::new(AtomicI64::new(AT))),
        ..Setup::default()
    };
    Ok((Sandbox::with(setup, Vec::new(), Router::new()).await?, twilio))
}

fn picture() -> Value {
    twilio::inbound(forms::picture("MM3f1c5a7e9b2d4f608a1c3e5b7d9f0a24"))
}

fn message() -> Value {
    let body = json!({ "to": "+15550190007", "body": "Your flat is ready.", "lead_id": "lead-7" });
    browser::message(&body)
}

/// The id that [`MESSAGE`] gives: made from its key.
fn message_id() -> String {
    shared::ids::keyed_id(&DEMO.tenant_id.parse().expect("a tenant's id"), browser::KEY)
}

/// The job of a conversation whose events are told to a server, as a queue has it.
async fn lane() -> anyhow::Result<Received> {
    let (sandbox, _twilio) = sandbox().await?;
    let (tenant, endpoint) = (DEMO.tenant_id.parse()?, "01K6FZ5Z2N3V4W5X6Y7Z8A9B0C".parse()?);
    let lane = LaneJob::of(&tenant, &endpoint, forms::THREAD);
    let app = sandbox.app("AnnounceFunction")?;
    let job = Job::new(JobPayload::Deliver(lane), app.now());
    app.deliver_queue.send(&[job], app.now()).await?;
    sandbox.aws.sqs().receive("DeliverQueue", 1)?.pop().context("a job was sent")
}

/// The job of a file of contacts, as a queue has it.
async fn import() -> anyhow::Result<Received> {
    let (sandbox, _twilio) = sandbox().await?;
    let import_id = "01K6FZ5Z2N3V4W5X6Y7Z8A9B0D".parse()?;
    let ask = ImportJob { tenant_id: DEMO.tenant_id.parse()?, import_id };
    let app = sandbox.app("WebsiteFunction")?;
    let job = Job::new(JobPayload::Import(ask), app.now());
    app.import_queue.send(&[job], app.now()).await?;
    sandbox.aws.sqs().receive("ImportQueue", 1)?.pop().context("a job was sent")
}

/// A call that was answered while nothing could be written, as a queue has it.
async fn spooled() -> anyhow::Result<Value> {
    let (sandbox, _twilio) = sandbox().await?;
    sandbox.aws.fail(Service::DynamoDb, Fault::Down);
    Box::pin(answer(&sandbox, "voice.json", twilio::call(forms::ringing()))).await?;
    let kept = sandbox.aws.sqs().receive("SpoolQueue", 1)?.pop().context("the request was kept")?;
    Ok(background::batch(&kept, ("SpoolQueue", "VoiceFunction")))
}

/// The job that an event puts into a queue.
async fn queued(queue: &str, (file, event): (&str, Value)) -> anyhow::Result<Received> {
    let (sandbox, _twilio) = sandbox().await?;
    Box::pin(answer(&sandbox, file, event)).await?;
    sandbox.aws.sqs().receive(queue, 1)?.pop().with_context(|| format!("{file} makes a job"))
}
