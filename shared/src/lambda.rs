//! Lambda at the edge: events in, answers out. Nothing else knows that it runs on Lambda.
//!
//! HTTP events are read here: whatever `lambda_http` makes of them passes the URL through a parser, and AWS's type of them
//! holds more than anybody uses. See `docs/decisions/0031-read-of-an-event-what-is-used.md`.

mod http_event;

use bytes::Bytes;
use http::{Request, Response};
use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpResponse;
use lambda_runtime::layers::TracingLayer;
use lambda_runtime::tower::util::MapResultLayer;
use lambda_runtime::{LambdaEvent, Runtime, service_fn};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tracing::{Instrument, Span};

use crate::api::{self, Api};
use crate::app::{App, Clock};
use crate::config::Config;
use crate::credentials;
use crate::webhook::{self, Webhook};
use crate::worker::Worker;

use http_event::HttpEvent;

/// Why a function could not start or an event could not be served.
pub type Error = lambda_runtime::Error;

/// Runs a webhook on Lambda until the process ends.
pub fn run_webhook<W: Webhook>() -> Result<(), Error> {
    run(async |app: &App, event: HttpEvent| webhook_answer::<W>(app, event).await)
}

/// Runs a part of the website API on Lambda until the process ends.
pub fn run_api<A: Api>() -> Result<(), Error> {
    run(async |app: &App, event: HttpEvent| api_answer::<A>(app, event).await)
}

/// Runs a background worker on Lambda until the process ends.
pub fn run_worker<W: Worker>() -> Result<(), Error> {
    run(async |app: &App, event: W::Event| Ok(W::run(app, event).await?))
}

/// The request of an event as API Gateway writes it, with what the gateway says of it as an extension
/// ([`Gateway`](crate::gateway::Gateway)). A body in Base64 that is longer than `longest` bytes is not
/// decoded to its end.
pub fn request(event: &[u8], longest: usize) -> Result<Request<Bytes>, Error> {
    http_event::request(serde_json::from_slice(event)?, longest)
}

/// An answer as API Gateway reads it.
pub fn answer(response: Response<Bytes>) -> Result<Vec<u8>, Error> {
    Ok(serde_json::to_vec(&http_event::answer(response))?)
}

/// Serves one event to a webhook, as API Gateway writes events and reads answers.
pub async fn webhook<W: Webhook>(app: &App, event: Value) -> Result<Value, Error> {
    json(webhook_answer::<W>(app, serde_json::from_value(event)?).await?)
}

/// Serves one event to a part of the website API.
pub async fn api<A: Api>(app: &App, event: Value) -> Result<Value, Error> {
    json(api_answer::<A>(app, serde_json::from_value(event)?).await?)
}

/// Serves one event to a worker.
pub async fn worker<W: Worker>(app: &App, event: Value) -> Result<Value, Error> {
    json(W::run(app, serde_json::from_value(event)?).await?)
}

/// The span of one invocation: every log line in it carries the request id.
pub fn invocation(request_id: &str) -> Span {
    tracing::info_span!("invocation", request_id)
}

fn json(answer: impl Serialize) -> Result<Value, Error> {
    Ok(serde_json::to_value(answer)?)
}

async fn webhook_answer<W: Webhook>(
    app: &App,
    event: HttpEvent,
) -> Result<ApiGatewayV2httpResponse, Error> {
    Ok(http_event::answer(
        webhook::respond::<W>(app, http_event::request(event, webhook::MAX_BODY)?).await,
    ))
}

async fn api_answer<A: Api>(
    app: &App,
    event: HttpEvent,
) -> Result<ApiGatewayV2httpResponse, Error> {
    Ok(http_event::answer(api::respond::<A>(app, http_event::request(event, usize::MAX)?).await))
}

fn run<E, A>(serve: impl AsyncFn(&App, E) -> Result<A, Error> + Copy) -> Result<(), Error>
where
    E: DeserializeOwned,
    A: Serialize,
{
    crate::telemetry::init("info");
    let app = App::new(Config::from_env()?, Clock::System);
    // An environment serves one event at a time, on less than one core.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // Boxed, or the types of all layers nest deeper than the compiler follows.
    let handler = service_fn(|event: LambdaEvent<E>| {
        Box::pin(serve(&app, event.payload).instrument(invocation(&event.context.request_id)))
    });
    // A layer gets the result when the answer is with Lambda. An error ends the process.
    let last = MapResultLayer::new(|answered: Result<(), Error>| {
        answered.and_then(|()| credentials::check().map_err(Error::from))
    });
    let service = Runtime::new(handler).layer(TracingLayer::new()).layer(last);
    runtime.block_on(Box::pin(service.run()))
}
