//! Least privilege: a function's role in `template.yaml` allows what the function does, and nothing
//! that it never does.
//!
//! The sandbox refuses what a role does not allow, and remembers what was used. So every function is
//! made to do all that it can, and what is left over is too much.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accounts;
mod callbacks;
mod inbox;
mod isolation;
mod life;
mod main_account;
mod messages;
mod numbers;
mod people;
mod visit;
mod webhooks;

use std::collections::BTreeSet;

use sandbox::template::{Function, Grant, Permission, Template};

use life::Life;

const TEMPLATE: &str = include_str!("../../../template.yaml");
/// What Lambda does for a function in its role's name, to feed it from a queue.
const EVENT_SOURCE: [&str; 3] =
    ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
/// What Lambda does in the role's name to write a function's log.
const LOGS: [&str; 2] = ["logs:CreateLogStream", "logs:PutLogEvents"];

/// What Lambda reads a stream with, and what the sandbox calls the stream.
const STREAM: [&str; 3] =
    ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
const STREAM_NAME: &str = "2026-01-01T00:00:00.000";

fn template() -> Template {
    let parameters = [("JwtIssuer", "issuer"), ("JwtAudience", "audience")];
    let parameters = parameters.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Template::parse(TEMPLATE, "http://127.0.0.1", &parameters.into()).unwrap()
}

/// What Lambda itself does with a function's role.
fn by_lambda(id: &str, function: &Function) -> Vec<Permission> {
    let arn = |service: &str, resource: &str| {
        format!("arn:aws:{service}:us-east-1:000000000000:{resource}")
    };
    let group = format!("log-group:{}LogGroup:*", id.strip_suffix("Function").unwrap());
    let logs = LOGS.map(|action| (action, arn("logs", &group)));
    let polls = function
        .sources
        .iter()
        .flat_map(|source| EVENT_SOURCE.map(|action| (action, arn("sqs", &source.queue))));
    let reads = function.streams.iter().flat_map(|source| {
        let stream = |name: &str| arn("dynamodb", &format!("table/{}/stream/{name}", source.table));
        let read = STREAM.map(|action| (action, stream(STREAM_NAME)));
        read.into_iter().chain([("dynamodb:ListStreams", stream("*"))])
    });
    let all = logs.into_iter().chain(polls).chain(reads);
    all.map(|(action, resource)| Permission { action: action.to_owned(), resource }).collect()
}

/// Permissions that a role gives, beyond what its function used and what Lambda needs.
fn left_over(template: &Template, used: &BTreeSet<(String, Permission)>) -> Vec<String> {
    let of_function = |(id, function): (&String, &Function)| {
        let mut needed = by_lambda(id, function);
        needed.extend(used.iter().filter(|(user, _)| user == id).map(|(_, used)| used.clone()));
        let idle = function.permissions.iter().map(|grant| &grant.permission);
        let idle = idle.filter(|granted| !needed.iter().any(|needed| granted.allows(needed)));
        idle.map(|idle| format!("{id} never does {} on {}", idle.action, idle.resource))
            .collect::<Vec<_>>()
    };
    template.functions.iter().flat_map(of_function).collect()
}

#[tokio::test]
async fn every_function_may_do_what_it_does_and_nothing_else() {
    let life = Life::start().await;
    // First, while no worker needs the queue that is down for it.
    life.sweep().await;
    life.receive().await;
    life.look().await;
    // Before there are other calls and voicemails.
    life.visit().await;
    life.answer().await;
    life.spool().await;
    life.call().await;
    life.make_call().await;
    life.accounts().await;
    life.numbers().await;
    life.messages().await;
    life.people().await;
    life.webhooks().await;
    life.inbox().await;
    life.sandbox.drain_streams().await;
    let aws = &life.sandbox.aws;
    let idle = || left_over(aws.template(), &aws.permissions_used());
    life.until(|| idle().is_empty()).await;
    assert_eq!(idle(), Vec::<String>::new());
    assert_eq!(aws.permissions_denied(), BTreeSet::new());
}

#[test]
fn lambda_may_feed_and_log_every_function() {
    let template = template();
    for (id, function) in &template.functions {
        for needed in by_lambda(id, function) {
            let granted = |grant: &Grant| {
                grant.permission == needed && grant.except.is_empty() && grant.present.is_empty()
            };
            assert!(function.permissions.iter().any(granted), "{id} lacks {needed:?}");
        }
    }
    let too_much = left_over(&template, &BTreeSet::new());
    assert!(!too_much.is_empty(), "nothing was used, so much is left over");
}

/// With a role of its own a function gets none of SAM's managed policies.
#[test]
fn every_function_has_a_role_of_its_own() {
    let template = template();
    for id in template.functions.keys() {
        let role = format!("Role: !GetAtt {}Role.Arn\n", id.strip_suffix("Function").unwrap());
        assert_eq!(TEMPLATE.matches(&role).count(), 1, "{role}");
    }
    let managed = "ManagedPolicyArns: !If [Traces, [!Ref TracingPolicy], !Ref AWS::NoValue]";
    let roles = TEMPLATE.matches("Type: AWS::IAM::Role\n").count();
    assert_eq!(TEMPLATE.matches("ManagedPolicyArns:").count(), roles);
    assert_eq!(TEMPLATE.matches(managed).count(), roles);
}

/// Apart from the key's own policy, where it means the key, and X-Ray, which knows nothing smaller.
#[test]
fn no_statement_allows_all_resources() {
    let all = "Resource: \"*\"";
    let key = format!("Action: kms:*, {all}}}");
    let tracing = format!("Action: [xray:PutTraceSegments, xray:PutTelemetryRecords], {all}}}");
    for allowed in [key, tracing] {
        assert!(TEMPLATE.contains(&allowed), "{allowed}");
    }
    assert_eq!(TEMPLATE.matches(all).count(), 2);
}
