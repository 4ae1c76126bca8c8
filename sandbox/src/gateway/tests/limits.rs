//! Failures, timeouts and quotas.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc, watch};

use super::{World, answer, echo, handler, template};
use crate::gateway::http::CONCURRENCY;
use crate::gateway::{Functions, http};

const MB: usize = 1024 * 1024;

async fn status_of(world: &World) -> (u16, Value) {
    answer(world.post("/open")).await
}

#[tokio::test]
async fn a_failing_function_is_an_internal_error() {
    let internal = (500, json!({"message": "Internal Server Error"}));
    let error = World::with(handler(async |_| Err("a secret".to_owned()))).await;
    assert_eq!(status_of(&error).await, internal);
    let panic = World::with(handler(async |_| panic!("oops"))).await;
    assert_eq!(status_of(&panic).await, internal);
    let malformed = World::with(handler(async |_| Ok(json!({"statusCode": "?"})))).await;
    assert_eq!(status_of(&malformed).await, internal);
    let large = World::with(handler(async |_| Ok("x".repeat(6 * MB).into()))).await;
    assert_eq!(status_of(&large).await, internal);
    let endless = handler(async |_| std::future::pending().await);
    let slow = World::limited(endless, Duration::from_millis(20)).await;
    assert_eq!(status_of(&slow).await, internal);
}

#[tokio::test]
async fn large_requests_are_refused() {
    let world = World::with(echo()).await;
    let too_large = (413, json!({"message": "Request Entity Too Large"}));
    for size in [10 * MB + 1, 6 * MB] {
        let request = world.post("/open").header("content-type", "text/plain");
        assert_eq!(answer(request.body("x".repeat(size))).await, too_large);
    }
    // Base64 makes 5 MB too large for Lambda, but text of that size is not.
    let five = vec![b'x'; 5 * MB];
    assert_eq!(answer(world.post("/open").body(five.clone())).await, too_large);
    let text = world.post("/open").header("content-type", "text/plain").body(five);
    assert_eq!(answer(text).await.0, 200);
    let head = world.post("/open").header("x-long", "x".repeat(10_240));
    assert_eq!(answer(head).await.0, 431);
}

#[tokio::test]
async fn the_gateway_gives_up_but_the_function_goes_on() {
    let release = Arc::new(Notify::new());
    let (done, mut finished) = mpsc::unbounded_channel();
    let waiting = Arc::clone(&release);
    let slow = handler(move |_| {
        let (waiting, done) = (Arc::clone(&waiting), done.clone());
        async move {
            waiting.notified().await;
            done.send(()).map_err(|error| error.to_string())?;
            Ok(Value::Null)
        }
    });
    let template = template("http://issuer");
    let mut functions = Functions::new(&template);
    functions.insert("Echo", slow).unwrap();
    let functions = (functions, None);
    let router = http::router_within(Duration::from_millis(20), &template, functions).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/open", listener.local_addr().unwrap());
    tokio::spawn(async { axum::serve(listener, router).await });
    let found = answer(reqwest::Client::new().post(url)).await;
    assert_eq!(found, (503, json!({"message": "Service Unavailable"})));
    release.notify_one();
    assert_eq!(finished.recv().await, Some(()));
}

#[tokio::test]
async fn what_is_too_much_is_refused_at_once_and_the_rest_is_done() {
    let (begun, mut begins) = mpsc::unbounded_channel();
    let (release, released) = watch::channel(());
    let held = handler(move |_| {
        let (begun, mut released) = (begun.clone(), released.clone());
        async move {
            begun.send(()).map_err(|error| error.to_string())?;
            released.changed().await.map_err(|error| error.to_string())?;
            Ok(json!({"is": "done"}))
        }
    });
    let world = World::with(held).await;
    let all = futures::future::join_all((0..CONCURRENCY).map(|_| answer(world.post("/open"))));
    let too_much = async {
        for _ in 0..CONCURRENCY {
            begins.recv().await.unwrap();
        }
        let refused = answer(world.post("/open")).await;
        release.send(()).unwrap();
        refused
    };
    let (done, refused) = futures::future::join(all, too_much).await;
    assert_eq!(refused, (503, json!({"message": "Service Unavailable"})));
    assert_eq!(done, vec![(200, json!({"is": "done"})); CONCURRENCY]);
}

#[tokio::test]
async fn invocations_say_what_went_wrong() {
    let mut template = template("http://issuer");
    template.functions.get_mut("Echo").unwrap().timeout = Duration::from_millis(20);
    let mut functions = Functions::new(&template);
    assert!(functions.insert("Nobody", echo()).is_err());
    let missing = functions.invoke("Echo", Value::Null).await.unwrap_err();
    assert_eq!(missing, "Function not found: Echo");
    functions.insert("Echo", handler(async |_| panic!("no {}", "way"))).unwrap();
    assert_eq!(functions.invoke("Echo", Value::Null).await.unwrap_err(), "panicked: no way");
    functions.insert("Echo", handler(async |_| std::future::pending().await)).unwrap();
    let late = functions.invoke("Echo", Value::Null).await.unwrap_err();
    assert_eq!(late, "Task timed out after 0.02 seconds");
    functions.insert("Echo", handler(async |i| Ok(json!([i.event, i.request_id])))).unwrap();
    let found = functions.invoke("Echo", json!(7)).await.unwrap();
    assert_eq!(found[0], 7);
    assert_eq!(
        found[1].as_str().unwrap().split('-').map(str::len).collect::<Vec<_>>(),
        [8, 4, 4, 4, 12]
    );
}
