//! Dead letters, looked at and moved back with the commands of `docs/operations.md`.

use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::child::{AWS, Local};

const PATIENCE: Duration = Duration::from_mins(1);

/// The commands of the page, in the order in which it has them, for the ports of a local run.
fn commands(local: &Local) -> String {
    let page = include_str!("../../../docs/operations.md");
    let begin = page.find("sqs() {").unwrap();
    let block = &page[begin..begin + page[begin..].find("```").unwrap()];
    block.replace("127.0.0.1:3002", &format!("127.0.0.1:{}", local.port + AWS))
}

/// What each of them answers, by its operation.
fn follow(commands: &str) -> Vec<(String, Value)> {
    let output = Command::new("sh").args(["-c", commands]).env("no_proxy", "*").output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let answers = String::from_utf8(output.stdout).unwrap();
    let operations = commands.lines().filter_map(|line| line.strip_prefix("sqs "));
    let operations = operations.map(|line| line.split(' ').next().unwrap().to_owned());
    let answers = answers.lines().map(|line| serde_json::from_str(line).unwrap());
    operations.zip(answers).collect()
}

async fn sqs(local: &Local, operation: &str, body: Value) -> Value {
    let request = local.ask(reqwest::Method::POST, AWS, "/");
    let request = request.header("x-amz-target", format!("AmazonSQS.{operation}"));
    let (status, answer) = super::child::answered(request.body(body.to_string())).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

#[tokio::test]
async fn the_commands_of_the_runbook_find_and_move_a_dead_letter() {
    let local = Local::start(&["--ephemeral"]).await;
    let url = |queue| format!("http://127.0.0.1:{}/000000000000/{queue}", local.port + AWS);
    // Nobody can do it, so it is given up; that takes minutes unless it is helped along.
    let (queue, dead) = (url("MediaQueue"), url("MediaDeadLetterQueue"));
    let bury = json!({ "QueueUrl": dead, "MessageBody": "no job" });
    sqs(&local, "SendMessage", bury).await;
    let answers = follow(&commands(&local));
    let operations: Vec<_> = answers.iter().map(|(operation, _)| operation.as_str()).collect();
    let expected = [
        "ListQueues",
        "GetQueueAttributes",
        "ReceiveMessage",
        "StartMessageMoveTask",
        "ListMessageMoveTasks",
        "PurgeQueue",
    ];
    assert_eq!(operations, expected);
    let urls = answers[0].1["QueueUrls"].as_array().unwrap();
    assert!(urls.contains(&json!(dead)) && urls.contains(&json!(queue)), "{urls:?}");
    assert_eq!(answers[1].1["Attributes"]["ApproximateNumberOfMessages"], "1");
    assert_eq!(answers[2].1["Messages"][0]["Body"], "no job");
    assert!(answers[3].1["TaskHandle"].is_string());
    // It was put there directly, so nothing says where it came from.
    assert_eq!(answers[4].1["Results"][0]["FailureReason"], "CouldNotDetermineMessageSource");
    assert_eq!(answers[5].1, json!({}));

    // One that a worker gives up comes back to it.
    sqs(&local, "SendMessage", json!({ "QueueUrl": queue, "MessageBody": "no job" })).await;
    let started = Instant::now();
    let ask = || json!({ "QueueUrl": dead, "AttributeNames": ["All"] });
    while sqs(&local, "GetQueueAttributes", ask()).await["Attributes"]["ApproximateNumberOfMessages"]
        == "0"
    {
        assert!(started.elapsed() < PATIENCE, "it is not given up");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let arn = json!({ "SourceArn": "arn:aws:sqs:us-east-1:000000000000:MediaDeadLetterQueue" });
    sqs(&local, "StartMessageMoveTask", arn.clone()).await;
    let task = sqs(&local, "ListMessageMoveTasks", arn).await["Results"][0].clone();
    assert_eq!(
        (&task["Status"], &task["ApproximateNumberOfMessagesMoved"]),
        (&json!("COMPLETED"), &json!(1))
    );
}
