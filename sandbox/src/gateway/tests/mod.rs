//! The gateway as its clients and functions see it.

mod cors;
mod http;
mod jwt;
mod limits;
mod queue;
mod runtime_api;
mod schedule;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use futures::future::BoxFuture;
use serde_json::{Map, Value};
use tokio::net::TcpListener;
use twilio_simulator::Hosts;

use super::{Functions, Gateway, Handler, Invocation, Issuer, Options};
use crate::cors::Cors;
use crate::template::Template;

/// A template with a function `Echo`, whose routes these are, and `Other` without any.
const TEMPLATE: &str = r#"
Parameters:
  Issuer: {Type: String}
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      Auth:
        DefaultAuthorizer: Website
        Authorizers:
          Website:
            IdentitySource: $request.header.Authorization
            JwtConfiguration: {issuer: !Ref Issuer, audience: [website]}
  Echo:
    Type: AWS::Serverless::Function
    Metadata: {BuildMethod: rust-cargolambda, BuildProperties: {Binary: echo}}
    Properties:
      Timeout: 60
      Events:
        Open:
          Type: HttpApi
          Properties:
            {ApiId: !Ref Api, Path: /open, Method: POST, Auth: {Authorizer: NONE}}
        Item:
          Type: HttpApi
          Properties:
            {ApiId: !Ref Api, Path: "/items/{id}/parts/{part}", Method: GET, Auth: {Authorizer: NONE}}
        Closed:
          Type: HttpApi
          Properties: {ApiId: !Ref Api, Path: /closed, Method: GET}
        Jobs:
          Type: SQS
          Properties:
            Queue: !GetAtt Jobs.Arn
            BatchSize: 3
            FunctionResponseTypes: [ReportBatchItemFailures]
        Often: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute)}}
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 60
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 2}
  Dead:
    Type: AWS::SQS::Queue
"#;

fn template(issuer: &str) -> Template {
    let parameters = BTreeMap::from([("Issuer".to_owned(), issuer.to_owned())]);
    Template::parse(TEMPLATE, "http://127.0.0.1:1", &parameters).unwrap()
}

/// The names of whatever listens there.
fn hosts(listener: &TcpListener) -> Hosts {
    Hosts::of(listener.local_addr().unwrap().port())
}

/// A handler of an async function.
fn handler<F>(run: impl Fn(Invocation) -> F + Send + Sync + 'static) -> Handler
where
    F: Future<Output = Result<Value, String>> + Send + 'static,
{
    Arc::new(move |invocation| -> BoxFuture<'static, _> { Box::pin(run(invocation)) })
}

/// `Echo` answers with its event.
fn echo() -> Handler {
    handler(async |invocation: Invocation| Ok(invocation.event))
}

/// A gateway with its issuer on the same port.
struct World {
    gateway: Gateway,
    issuer: Issuer,
    client: reqwest::Client,
}

impl World {
    async fn with(echo: Handler) -> Self {
        Self::limited(echo, Duration::from_mins(1)).await
    }

    /// Pages of other origins may do what `cors` says.
    async fn open_to(echo: Handler, cors: Cors) -> Self {
        Self::start(echo, Duration::from_mins(1), Some(cors)).await
    }

    /// `timeout` is that of the function `Echo`.
    async fn limited(echo: Handler, timeout: Duration) -> Self {
        Self::start(echo, timeout, None).await
    }

    async fn start(echo: Handler, timeout: Duration, cors: Option<Cors>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let issuer = Issuer::open(None, url.clone(), "website".to_owned()).unwrap();
        let mut template = template(&url);
        template.functions.get_mut("Echo").unwrap().timeout = timeout;
        template.cors = cors;
        let mut functions = Functions::new(&template);
        functions.insert("Echo", echo).unwrap();
        let extra =
            issuer.router(&Map::new()).route("/healthz", axum::routing::get(async || "ready"));
        let hosts = hosts(&listener);
        let template = Arc::new(template);
        let options = Options { listener, template, functions, extra, hosts, watch: None };
        let gateway = Gateway::start(options).unwrap();
        Self { gateway, issuer, client: reqwest::Client::new() }
    }

    fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.get(format!("{}{path}", self.gateway.url()))
    }

    fn post(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.post(format!("{}{path}", self.gateway.url()))
    }
}

/// Status and JSON body of a response.
async fn answer(request: reqwest::RequestBuilder) -> (u16, Value) {
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.bytes().await.unwrap()).unwrap())
}

#[tokio::test]
async fn extra_routes_come_first_and_stop_ends_the_server() {
    let world = World::with(echo()).await;
    let ready = world.get("/healthz").send().await.unwrap();
    assert_eq!(ready.text().await.unwrap(), "ready");
    let url = world.gateway.url();
    world.gateway.stop().await;
    assert!(reqwest::get(url).await.is_err());
}

#[tokio::test]
async fn refuses_to_listen_to_the_network() {
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let template = Arc::new(template("http://issuer"));
    let functions = Functions::new(&template);
    let hosts = hosts(&listener);
    let extra = Router::new();
    let options = Options { listener, template, functions, extra, hosts, watch: None };
    assert!(Gateway::start(options).is_err());
}
