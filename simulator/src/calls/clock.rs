//! Virtual time. It stands still while anything real goes on, such as an HTTP request, and leaps to
//! the next thing that is waited for otherwise; so a call of an hour takes milliseconds, and its
//! events come in their order all the same.
//!
//! Once somebody takes part in a call who is not scripted, its time is that of the simulator's own
//! clock, and waits take as long as they say.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

use futures::task::AtomicWaker;

use super::super::clock::Clock as Source;

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
    live: Option<Live>,
}

/// Time that passes by itself: the source's, and so much more.
struct Live {
    source: Source,
    ahead: i64,
}

/// What is to be done until something happens on this clock.
enum Wait {
    /// Nothing: it has leapt.
    Over,
    /// Look at the source again in so much real time.
    Real(Duration),
    /// Only something real can go on.
    Unknown,
}

impl Clock {
    pub(super) fn starting_at(start: i64) -> Self {
        let inner = Inner {
            now: start,
            sleepers: BTreeMap::new(),
            limits: BTreeMap::new(),
            next_id: 0,
            outside: 0,
            live: None,
        };
        Self { inner: Mutex::new(inner), start, started: Instant::now() }
    }

    pub(super) fn now(&self) -> i64 {
        let mut inner = self.lock();
        inner.look();
        inner.now
    }

    /// From now on time passes as on that clock.
    pub(super) fn go_live(&self, source: Source) {
        let mut inner = self.lock();
        if inner.live.is_none() {
            let ahead = inner.now - source.millis();
            inner.live = Some(Live { source, ahead });
        }
    }

    pub(super) fn is_live(&self) -> bool {
        self.lock().live.is_some()
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
        if inner.live.is_none() {
            inner.now = inner.now.max(self.start.saturating_add(real));
        }
    }

    /// Runs all that happens on this clock. Whoever sleeps on it must be part of `future`.
    pub(super) async fn drive<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        let flag = Arc::new(Flag::default());
        let waker = Waker::from(Arc::clone(&flag));
        let mut alarm = pin!(tokio::time::sleep(Duration::ZERO));
        poll_fn(|outer| {
            flag.outer.register(outer.waker());
            loop {
                flag.woken.store(false, Ordering::SeqCst);
                let poll = future.as_mut().poll(&mut Context::from_waker(&waker));
                // Something that is ready now comes before anything later.
                let busy = flag.woken.load(Ordering::SeqCst);
                if poll.is_ready() || busy {
                    return poll;
                }
                match self.advance() {
                    Wait::Over => {}
                    Wait::Unknown => return poll,
                    Wait::Real(time) => {
                        alarm.as_mut().reset(tokio::time::Instant::now() + time);
                        if alarm.as_mut().poll(outer).is_pending() {
                            return poll;
                        }
                    }
                }
            }
        })
        .await
    }

    /// Leaps to the first time that is waited for, if there is one and nothing real goes on; or looks
    /// whether it has come by itself.
    fn advance(&self) -> Wait {
        let mut inner = self.lock();
        inner.look();
        let first = first(&inner.sleepers);
        let next = first.min(self::first(&inner.limits));
        let is_stuck = match &inner.live {
            Some(_) => next == i64::MAX,
            // Limits do not move the clock, and time stands still during real things.
            None => first == i64::MAX || inner.outside > 0,
        };
        if is_stuck {
            return Wait::Unknown;
        }
        if let Some(wait) = inner.live.as_ref().and_then(|live| live.wait(next - inner.now)) {
            return wait;
        }
        let now = inner.now.max(next);
        inner.now = now;
        let mut due = due(&mut inner.sleepers, now);
        due.append(&mut self::due(&mut inner.limits, now));
        drop(inner);
        due.into_values().for_each(Waker::wake);
        Wait::Over
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Live {
    /// What to do for that many milliseconds; nothing if none are left.
    fn wait(&self, left: i64) -> Option<Wait> {
        let left = u64::try_from(left).ok().filter(|left| *left > 0)?;
        Some(Wait::Real(Duration::from_millis(left).min(self.source.tick())))
    }
}

impl Inner {
    /// Sees what time it is, if time passes by itself.
    fn look(&mut self) {
        if let Some(live) = &self.live {
            self.now = self.now.max(live.source.millis() + live.ahead);
        }
    }

    fn waiting(&mut self, kind: Kind) -> &mut BTreeMap<(i64, u64), Waker> {
        match kind {
            Kind::Sleep => &mut self.sleepers,
            Kind::Limit => &mut self.limits,
        }
    }
}

/// When the first of them wakes.
fn first(waiting: &BTreeMap<(i64, u64), Waker>) -> i64 {
    waiting.first_key_value().map_or(i64::MAX, |(&(time, _), _)| time)
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
#[path = "clock_tests.rs"]
mod tests;
