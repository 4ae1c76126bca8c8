//! Schedules fire, can be fired by hand, and end.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::{echo, handler, template};
use crate::gateway::Functions;
use crate::gateway::schedule::{Scheduler, tick};

#[tokio::test]
async fn a_tick_sends_the_event_of_the_scheduler() {
    let template = template("http://issuer");
    let mut functions = Functions::new(&template);
    functions.insert("Echo", echo()).unwrap();
    let mut event = tick(&functions, "Echo").await.unwrap();
    let time: jiff::Timestamp = event["time"].as_str().unwrap().parse().unwrap();
    assert!(time <= jiff::Timestamp::now());
    assert_eq!(event["id"].as_str().unwrap().len(), 36);
    event["id"] = "".into();
    event["time"] = "".into();
    let expected = json!({
        "version": "0",
        "id": "",
        "detail-type": "Scheduled Event",
        "source": "aws.scheduler",
        "account": "000000000000",
        "time": "",
        "region": "us-east-1",
        "resources": ["arn:aws:scheduler:us-east-1:000000000000:schedule/default/Echo"],
        "detail": "{}",
    });
    assert_eq!(event, expected);
}

#[tokio::test]
async fn schedules_fire_again_and_again_until_they_are_stopped() {
    let mut template = template("http://issuer");
    template.functions.get_mut("Echo").unwrap().schedules = vec![Duration::from_millis(5)];
    let (sender, mut fired) = mpsc::unbounded_channel();
    let mut functions = Functions::new(&template);
    let failing = handler(move |invocation| {
        let sent = sender.send(invocation.event);
        async move {
            sent.map(|()| Value::Null).map_err(|_| String::new())?;
            Err("no".to_owned())
        }
    });
    functions.insert("Echo", failing).unwrap();
    let scheduler = Scheduler::start(&template, &functions);
    drop(functions);
    for _ in 0..3 {
        assert_eq!(fired.recv().await.unwrap()["source"], "aws.scheduler");
    }
    scheduler.stop().await;
    // The handler, and with it the sender, is gone: nothing can fire any more.
    while fired.recv().await.is_some() {}
}
