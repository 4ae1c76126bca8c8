//! Faults by chance: of the requests to services of AWS some meet one, and which follows from a seed and from the
//! order of the requests.

use std::time::Duration;

use super::fault::{Call, Fault, Service};

/// The longest that a request is held up.
const SLOW: u64 = 40;

/// How often something goes wrong, and with what.
#[derive(Debug)]
pub(super) struct Storm {
    random: fastrand::Rng,
    per_mille: u16,
}

impl Storm {
    pub(super) fn new(seed: u64, per_mille: u16) -> Self {
        Self { random: fastrand::Rng::with_seed(seed), per_mille }
    }

    /// What goes wrong with this request, if anything.
    pub(super) fn draw(&mut self, call: &Call) -> Option<Fault> {
        if self.random.u16(..1_000) >= self.per_mille {
            return None;
        }
        let fault = match self.random.u8(..8) {
            0 | 1 => Fault::Down,
            2 | 3 => Fault::CutAfter,
            4 => Fault::Slow(Duration::from_millis(self.random.u64(..SLOW))),
            5 => Fault::Refuse { status: 500, code: "InternalServerError" },
            6 => Fault::Refuse { status: 400, code: throttled(call.service) },
            _ => Fault::Stale,
        };
        // What is answered and cannot be written is kept by this alone: if it fails too, that is lost, and said.
        let keeps = call.service == Service::Sqs && call.operation == "SendMessage";
        (!keeps).then_some(fault)
    }
}

fn throttled(service: Service) -> &'static str {
    match service {
        Service::DynamoDb => "ProvisionedThroughputExceededException",
        Service::S3 => "SlowDown",
        _ => "ThrottlingException",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(seed: u64, per_mille: u16, operation: &str) -> Vec<Option<Fault>> {
        let call = Call { service: Service::Sqs, operation: operation.to_owned() };
        let mut storm = Storm::new(seed, per_mille);
        (0..1_000).map(|_| storm.draw(&call)).collect()
    }

    #[test]
    fn a_seed_is_a_storm() {
        assert_eq!(drawn(7, 100, "SendMessageBatch"), drawn(7, 100, "SendMessageBatch"));
        assert_ne!(drawn(7, 100, "SendMessageBatch"), drawn(8, 100, "SendMessageBatch"));
        let hit = drawn(7, 100, "SendMessageBatch").iter().flatten().count();
        assert!((60..140).contains(&hit), "{hit}");
    }

    #[test]
    fn what_is_kept_as_the_last_resort_is_kept() {
        assert!(drawn(7, 1_000, "SendMessage").iter().all(Option::is_none));
    }
}
