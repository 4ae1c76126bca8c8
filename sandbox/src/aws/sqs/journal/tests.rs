use std::time::Instant;

use super::*;

const RECEIVES: usize = 100;

/// The time of some receives beside so many messages that wait.
fn receives(waiting: usize) -> Duration {
    let journal = Journal::open(None).unwrap();
    for _ in 0..waiting + RECEIVES {
        journal.insert("Queue", &new_id(), "{}", now_ms()).unwrap();
    }
    let begun = Instant::now();
    for _ in 0..RECEIVES {
        journal.bury("Queue", "DeadLetters", 3).unwrap();
        assert_eq!(journal.take("Queue", 1, (60_000, Consumer::Here)).unwrap().len(), 1);
    }
    begun.elapsed()
}

#[test]
fn a_receive_takes_as_long_however_much_waits() {
    let (few, many) = (receives(10), receives(20_000));
    assert!(many < few * 10, "{few:?} beside 10, {many:?} beside 20,000");
}
