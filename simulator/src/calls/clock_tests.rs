//! Tests of the clock of a call.

use std::sync::atomic::AtomicI64;

use futures::future::{join, join_all, select};
use futures::stream::{FuturesUnordered, StreamExt};

use super::*;

#[tokio::test]
async fn hours_pass_at_once_and_in_order() {
    let (clock, real) = (Clock::starting_at(1_000), Instant::now());
    let order = Mutex::new(Vec::new());
    let wait = async |hours: i64| {
        clock.sleep(hours * 3_600_000).await;
        order.lock().unwrap().push((hours, clock.elapsed() / 3_600_000));
    };
    clock.drive(join_all([3, 1, 2, 1].map(wait))).await;
    assert_eq!(*order.lock().unwrap(), [(1, 1), (1, 1), (2, 2), (3, 3)]);
    assert!(real.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_wait_that_was_given_up_does_not_move_the_clock() {
    let clock = Clock::starting_at(0);
    let both = async {
        select(clock.sleep(5), clock.sleep(50)).await;
        clock.sleep(10).await;
    };
    clock.drive(both).await;
    assert_eq!(clock.now(), 15);
}

#[tokio::test]
async fn a_limit_comes_only_while_somebody_sleeps() {
    let clock = Clock::starting_at(0);
    let nobody = async { futures::poll!(std::pin::pin!(clock.limit(50))).is_ready() };
    assert!(!clock.drive(nobody).await);
    let first = async {
        select(clock.limit(50), clock.sleep(100)).await;
        clock.now()
    };
    assert_eq!(clock.drive(first).await, 50);
}

#[tokio::test]
async fn time_stands_still_during_real_things() {
    let clock = Clock::starting_at(0);
    let real = async {
        clock.outside(tokio::time::sleep(Duration::from_millis(20))).await;
        clock.now()
    };
    let (at, ()) = clock.drive(join(real, clock.sleep(1_000))).await;
    assert_eq!((at, clock.now()), (0, 1_000));
}

#[tokio::test]
async fn many_at_the_same_time_are_all_served_before_the_next() {
    let clock = Clock::starting_at(0);
    let steps = async |_| {
        for step in 1..=20 {
            clock.sleep(10).await;
            assert_eq!(clock.now(), step * 10);
        }
    };
    let mut all: FuturesUnordered<_> = (0..50).map(steps).collect();
    clock.drive(async { while all.next().await.is_some() {} }).await;
    assert_eq!(clock.now(), 200);
}

#[tokio::test]
async fn the_clock_can_catch_up_with_real_time() {
    let clock = Clock::starting_at(0);
    tokio::time::sleep(Duration::from_millis(5)).await;
    clock.catch_up();
    assert!(clock.now() >= 5);
    clock.drive(clock.sleep(3_600_000)).await;
    let far = clock.now();
    clock.catch_up();
    assert_eq!(clock.now(), far);
}

#[tokio::test]
async fn live_time_passes_as_the_simulators_does() {
    let time = Arc::new(AtomicI64::new(5_000));
    let clock = Clock::starting_at(1_000);
    clock.drive(clock.sleep(60_000)).await;
    clock.go_live(Source::Manual(Arc::clone(&time)));
    let early = async {
        let mut wait = pin!(clock.sleep(30_000));
        assert!(futures::poll!(&mut wait).is_pending());
        time.fetch_add(29_999, Ordering::SeqCst);
        assert_eq!(clock.now(), 90_999);
        assert!(futures::poll!(&mut wait).is_pending());
        time.fetch_add(1, Ordering::SeqCst);
        wait.await;
        clock.now()
    };
    assert_eq!(clock.drive(early).await, 91_000);
    let limited = async {
        time.fetch_add(10, Ordering::SeqCst);
        clock.limit(91_010).await;
    };
    clock.drive(limited).await;
}

#[tokio::test]
async fn a_live_wait_takes_real_time() {
    let (clock, real) = (Clock::starting_at(0), Instant::now());
    clock.go_live(Source::System);
    clock.drive(clock.sleep(30)).await;
    assert!(real.elapsed() >= Duration::from_millis(29) && clock.now() >= 30);
}
