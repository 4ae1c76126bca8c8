//! What goes wrong beside single requests to AWS.

use std::time::Duration;

use sandbox::aws::{Fault, Service};
use twilio_simulator::{Resource, RestFault};

use crate::world::{QUEUES, WORKERS, World};

const PAUSE: Duration = Duration::from_millis(15);

/// Strikes until all stories are told, and a few times more; how often.
pub(crate) async fn go_wrong(world: &World, mut random: fastrand::Rng) -> usize {
    let (mut blows, mut rest) = (0, 20);
    while rest > 0 {
        rest -= usize::from(world.is_over());
        blows += 1;
        strike(world, &mut random).await;
        tokio::time::sleep(PAUSE).await;
    }
    blows
}

async fn strike(world: &World, random: &mut fastrand::Rng) {
    match random.u8(..12) {
        0..=3 => twilio(world, random),
        4 => world.endpoint.fail(random.u8(1..4)),
        5 => {
            world.sandbox.kill(random.choice(WORKERS).unwrap());
        }
        // Delivered again, though somebody works on it.
        6 => {
            world.sandbox.aws.sqs().make_visible(random.choice(QUEUES).unwrap()).unwrap();
        }
        7 | 8 => {
            let sweep = world.sandbox.tick("SweeperFunction");
            let killed = async {
                tokio::time::sleep(random.u32(0..20) * Duration::from_millis(1)).await;
                world.sandbox.kill("SweeperFunction");
            };
            let _: (Result<_, _>, ()) = futures::future::join(sweep, killed).await;
        }
        9 | 10 => outage(world, random),
        _ => world.pass(Duration::from_secs(random.u64(1..90))).await,
    }
}

/// One operation fails more often than anybody tries again by himself.
fn outage(world: &World, random: &mut fastrand::Rng) {
    let operations = [
        (Service::DynamoDb, "TransactWriteItems"),
        (Service::DynamoDb, "UpdateItem"),
        (Service::DynamoDb, "GetItem"),
        (Service::DynamoDb, "BatchGetItem"),
        (Service::DynamoDb, "Query"),
        (Service::Sqs, "SendMessageBatch"),
        (Service::Kms, "Decrypt"),
    ];
    let (service, operation) = random.choice(operations).unwrap();
    world.sandbox.aws.fail_next(service, operation, random.usize(4..16), Fault::Down);
}

fn twilio(world: &World, random: &mut fastrand::Rng) {
    let faults = [&RestFault::FAILURES[..], &[RestFault::Slow(30)]].concat();
    let resources = [
        Resource::Messages,
        Resource::Messages,
        Resource::Calls,
        Resource::Numbers,
        Resource::Accounts,
        Resource::Search,
    ];
    let resource = random.choice(resources).unwrap();
    world.sandbox.twilio.fail_next(resource, *random.choice(&faults).unwrap());
}
