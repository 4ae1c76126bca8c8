//! Virtual time. It stands still while anything real goes on, such as an HTTP request, and leaps to
//! the next thing that is waited for otherwise; so a call of an hour takes milliseconds, and its
//! events come in their order all the same.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Instant;

use futures::task::AtomicWaker;

/// The clock of one call. Times are milliseconds since 1970.
pub(super) struct Clock {
    inner: Mutex<Inner>,
    start: i64,
    started: Instant,
}

struct Inner {
    now: i64,
    /// Whoever waits, by time and then by who came first.
    sleepers: BTreeMap<(i64, u64), Waker>,
    /// The same for limits, which do not move the clock.
    limits: BTreeMap<(i64, u64), Waker>,
    next_id: u64,
    /// Real things that go on.
    outside: usize,
}

impl Clock {
    pub(super) fn starting_at(start: i64) -> Self {
        let inner = Inner {
            now: start,
            sleepers: BTreeMap::new(),
            limits: BTreeMap::new(),
            next_id: 0,
            outside: 0,
        };
        Self { inner: Mutex::new(inner), start, started: Instant::now() }
    }

    pub(super) fn now(&self) -> i64 {
        self.lock().now
    }

    /// Milliseconds since the start.
    pub(super) fn elapsed(&self) -> i64 {
        self.now() - self.start
    }

    /// Waits until that time, which may be past.
    pub(super) fn sleep_until(&self, time: i64) -> Sleep<'_> {
        self.wait(time, Kind::Sleep)
    }

    /// Waits until that time if it comes while anybody sleeps.
    pub(super) fn limit(&self, time: i64) -> Sleep<'_> {
        self.wait(time, Kind::Limit)
    }

    fn wait(&self, time: i64, kind: Kind) -> Sleep<'_> {
        let mut inner = self.lock();
        inner.next_id += 1;
        Sleep { clock: self, key: (time, inner.next_id), kind }
    }

    /// Waits for so many milliseconds.
    pub(super) fn sleep(&self, millis: i64) -> Sleep<'_> {
        let now = self.now();
        self.sleep_until(now + millis)
    }

    /// Does something real; time stands still meanwhile.
    pub(super) async fn outside<F: Future>(&self, future: F) -> F::Output {
        self.lock().outside += 1;
        let _outside = Outside(self);
        future.await
    }

    /// After a wait in real time: the clock must not be behind the real one.
    pub(super) fn catch_up(&self) {
        let real = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        let mut inner = self.lock();
        inner.now = inner.now.max(self.start.saturating_add(real));
    }

    /// Runs all that happens on this clock. Whoever sleeps on it must be part of `future`.
    pub(super) async fn drive<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        let flag = Arc::new(Flag::default());
        let waker = Waker::from(Arc::clone(&flag));
        poll_fn(|outer| {
            flag.outer.register(outer.waker());
            loop {
                flag.woken.store(false, Ordering::SeqCst);
                let poll = future.as_mut().poll(&mut Context::from_waker(&waker));
                // Something that is ready now comes before anything later.
                let busy = flag.woken.load(Ordering::SeqCst);
                if poll.is_ready() || busy || !self.advance() {
                    return poll;
                }
            }
        })
        .await
    }

    /// Leaps to the first time that is waited for, if there is one and nothing real goes on.
    fn advance(&self) -> bool {
        let mut inner = self.lock();
        let Some((&(time, _), _)) = inner.sleepers.first_key_value() else { return false };
        if inner.outside > 0 {
            return false;
        }
        let limit = inner.limits.first_key_value().map_or(i64::MAX, |(&(time, _), _)| time);
        let now = inner.now.max(time.min(limit));
        inner.now = now;
        let mut due = due(&mut inner.sleepers, now);
        due.append(&mut self::due(&mut inner.limits, now));
        drop(inner);
        due.into_values().for_each(Waker::wake);
        true
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn waiting(&mut self, kind: Kind) -> &mut BTreeMap<(i64, u64), Waker> {
        match kind {
            Kind::Sleep => &mut self.sleepers,
            Kind::Limit => &mut self.limits,
        }
    }
}

/// Takes those out whose time has come.
fn due(waiting: &mut BTreeMap<(i64, u64), Waker>, now: i64) -> BTreeMap<(i64, u64), Waker> {
    let later = waiting.split_off(&(now + 1, 0));
    std::mem::replace(waiting, later)
}

/// Whether a wait moves the clock.
#[derive(Clone, Copy)]
enum Kind {
    Sleep,
    Limit,
}

/// A wait that may be given up by dropping it.
pub(super) struct Sleep<'a> {
    clock: &'a Clock,
    key: (i64, u64),
    kind: Kind,
}

impl Future for Sleep<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut inner = self.clock.lock();
        if inner.now >= self.key.0 {
            return Poll::Ready(());
        }
        inner.waiting(self.kind).insert(self.key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep<'_> {
    fn drop(&mut self) {
        self.clock.lock().waiting(self.kind).remove(&self.key);
    }
}

/// Counts one real thing as long as it lives.
struct Outside<'a>(&'a Clock);

impl Drop for Outside<'_> {
    fn drop(&mut self) {
        self.0.lock().outside -= 1;
    }
}

/// Tells whether anything was woken since the last look, and wakes the task.
#[derive(Default)]
struct Flag {
    woken: AtomicBool,
    outer: AtomicWaker,
}

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::SeqCst);
        self.outer.wake();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

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
}
