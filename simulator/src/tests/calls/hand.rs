//! Phones in somebody's hand, on a clock that the test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use super::*;

/// Longer than anything that is waited for takes.
const PATIENCE: Duration = Duration::from_mins(1);
/// Time for a call to look at the clock.
const LOOK: Duration = Duration::from_millis(25);

/// Phones, and the time for those that are played by hand.
pub(super) struct Hand {
    phones: Phones,
    time: Arc<AtomicI64>,
}

impl Deref for Hand {
    type Target = Phones;

    fn deref(&self) -> &Phones {
        &self.phones
    }
}

impl Hand {
    /// The number's first document is this one.
    pub(super) async fn new(voice: &str) -> Self {
        let time = Arc::new(AtomicI64::new(1_787_072_850_000));
        let options = Options {
            addr: "127.0.0.1:0".parse().unwrap(),
            data: None,
            clock: Clock::Manual(Arc::clone(&time)),
            hosts: Vec::new(),
        };
        let phones = Phones::at(Twilio::start(options).await.unwrap(), voice).await;
        Self { phones, time }
    }

    /// Lets time pass.
    pub(super) fn pass(&self, millis: i64) {
        self.time.fetch_add(millis, Ordering::SeqCst);
    }

    /// The phone calls the number.
    pub(super) async fn calls(&self) -> String {
        let call = json!({"from": PHONE, "to": NUMBER, "live": true});
        let (status, placed) = self.tell("/sim/calls", &call).await;
        assert_eq!(status, 200, "{placed}");
        placed["sid"].as_str().unwrap().to_owned()
    }

    /// These phones are in somebody's hand.
    pub(super) async fn takes(&self, addresses: &[&str]) {
        for address in addresses {
            let party = json!({"address": address, "behaviour": {"live": true}});
            assert_eq!(self.tell("/sim/parties", &party).await.0, 204);
        }
    }

    pub(super) async fn tell(&self, path: &str, body: &Value) -> (u16, Value) {
        let url = format!("{}{path}", self.twilio.url());
        let response = self.http.post(url).body(body.to_string()).send().await.unwrap();
        let status = response.status().as_u16();
        (status, serde_json::from_str(&response.text().await.unwrap()).unwrap_or(Value::Null))
    }

    /// Does something at the phone; returns whether anybody takes notice.
    pub(super) async fn does(&self, sid: &str, step: Value) -> bool {
        let (status, answer) = self.tell(&format!("/sim/calls/{sid}/steps"), &step).await;
        assert_eq!(status, 200, "{step}: {answer}");
        answer["taken"].as_bool().unwrap()
    }

    pub(super) async fn call(&self, sid: &str) -> Value {
        json(self.get(&format!("/sim/calls/{sid}"))).await
    }

    /// Waits until the call is so, while no time passes for it.
    pub(super) async fn until(&self, sid: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        self.wait((sid, 0), is_so).await
    }

    /// The same while time passes, a little at each look.
    pub(super) async fn later(&self, sid: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        self.wait((sid, 100), is_so).await
    }

    async fn wait(&self, (sid, millis): (&str, i64), is_so: impl Fn(&Value) -> bool) -> Value {
        let began = Instant::now();
        loop {
            let call = self.call(sid).await;
            if is_so(&call) {
                return call;
            }
            assert!(began.elapsed() < PATIENCE, "it never comes: {call:#}");
            self.pass(millis);
            tokio::time::sleep(LOOK).await;
        }
    }
}

/// Whether that goes on at the parent's phone.
pub(super) fn doing(what: &str) -> impl Fn(&Value) -> bool {
    move |call| call["now"]["doing"] == what
}

/// Whether that goes on at the phone of the first leg.
pub(super) fn leg_doing(what: &str) -> impl Fn(&Value) -> bool {
    move |call| call["legs"][0]["now"]["doing"] == what
}

/// Whether the call has ended so, and its recordings are there.
pub(super) fn ended(status: &str) -> impl Fn(&Value) -> bool {
    move |call| {
        let recordings = call["recordings"].as_array().into_iter().flatten();
        let are_there = recordings.map(|one| &one["status"]).all(|status| status == "completed");
        call["status"] == status && are_there
    }
}
