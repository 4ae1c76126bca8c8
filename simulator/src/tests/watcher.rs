//! Somebody who watches `/sim/feed`.

use serde_json::Value;

use super::Customer;

pub(super) struct Watcher {
    response: reqwest::Response,
    text: String,
    /// Id of the last event.
    pub(super) id: String,
}

impl Watcher {
    /// From now on, or from after the event with that id.
    pub(super) async fn of(customer: &Customer, last: Option<&str>) -> Self {
        let url = format!("{}/sim/feed", customer.twilio.url());
        let mut request = customer.http.get(url);
        if let Some(last) = last {
            request = request.header("Last-Event-ID", last);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, text: String::new(), id: String::new() }
    }

    /// The next event; `None` when there will be no more.
    pub(super) async fn next(&mut self) -> Option<Value> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let line = |name: &str| {
                    event.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned)
                };
                let (id, data) = (line("id: "), line("data: "));
                self.text = rest.to_owned();
                if let (Some(id), Some(data)) = (id, data) {
                    self.id = id;
                    return Some(serde_json::from_str(&data).unwrap());
                }
                continue;
            }
            let chunk = self.response.chunk().await.ok()??;
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    /// Waits for an event like that.
    pub(super) async fn until(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        loop {
            let event = self.next().await.expect("an event to come");
            if is_it(&event) {
                return event;
            }
        }
    }
}
