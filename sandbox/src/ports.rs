//! Ports for programs that a test starts, which nobody else takes meanwhile.
//!
//! Ports that are only found free may be another's a moment later. So they come in blocks, of which
//! the last port is bound by whoever has the block until its process ends: no other test of any
//! process gets it.

use std::net::TcpListener;
use std::process;
use std::sync::{Mutex, PoisonError};

/// Ports of a block, the one that is held included.
const BLOCK: u16 = 8;
/// Below those that the system gives to whoever asks for any.
const BLOCKS: std::ops::Range<u16> = 10_000 / BLOCK..32_000 / BLOCK;

/// The blocks of this process: where to look for the next, and what holds those that it has.
static TAKEN: Mutex<(u16, Vec<TcpListener>)> = Mutex::new((0, Vec::new()));

/// The first of so many free ports in a row, between 10,000 and 32,000.
///
/// # Panics
/// If it is asked for more than 7, or no ports are left.
pub fn free_ports(count: u16) -> u16 {
    assert!(count < BLOCK, "{count} ports are more than a block has");
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    let (next, held) = &mut *taken;
    for _ in BLOCKS {
        // Processes that start one after the other begin far from each other.
        let first = first_of(process::id(), *next);
        *next = next.wrapping_add(1);
        let Ok(holding) = bound(first + BLOCK - 1) else { continue };
        if (first..first + count).all(|port| bound(port).is_ok()) {
            held.push(holding);
            return first;
        }
    }
    panic!("all ports between 10,000 and 32,000 are in use");
}

fn bound(port: u16) -> std::io::Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", port))
}

/// The first port of a process's block of this number.
fn first_of(process: u32, number: u16) -> u16 {
    let blocks = u32::from(BLOCKS.end - BLOCKS.start);
    let at = (process.wrapping_mul(997) % blocks + u32::from(number)) % blocks;
    (BLOCKS.start + u16::try_from(at).expect("there are fewer blocks than ports")) * BLOCK
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::thread;

    use super::*;

    #[test]
    fn nobody_in_the_process_gets_the_same_and_each_can_be_had() {
        let ask = || thread::spawn(|| (0..10).map(|_| free_ports(4)).collect::<Vec<_>>());
        let threads: Vec<_> = (0..8).map(|_| ask()).collect();
        let firsts: Vec<_> =
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
        let all: BTreeSet<_> = firsts.iter().flat_map(|first| *first..first + 4).collect();
        assert_eq!(all.len(), 8 * 10 * 4);
        assert!(all.iter().all(|port| (10_000..32_000).contains(port)), "{all:?}");
        let listeners: Vec<_> = all.iter().map(|port| bound(*port)).collect();
        assert!(listeners.iter().all(Result::is_ok));
    }

    /// As another process that looks for ports does.
    #[test]
    fn another_process_sees_that_a_block_is_taken() {
        let first = free_ports(3);
        assert!(bound(first + BLOCK - 1).is_err());
        assert!(bound(first).is_ok());
    }

    #[test]
    fn a_block_of_which_a_port_is_in_use_is_passed_over() {
        let upcoming = TAKEN.lock().unwrap_or_else(PoisonError::into_inner).0.wrapping_add(50);
        let first = first_of(process::id(), upcoming);
        let _listener = bound(first + 1);
        let got: Vec<_> = (0..100).map(|_| free_ports(2)).collect();
        assert!(!got.contains(&first), "{first}");
    }

    #[test]
    fn blocks_are_within_the_range_and_all_are_tried() {
        let blocks = u16::try_from(BLOCKS.len()).unwrap();
        let all: BTreeSet<_> = (0..blocks).map(|number| first_of(u32::MAX, number)).collect();
        assert_eq!(all.len(), usize::from(blocks));
        assert!(all.iter().all(|first| (10_000..=31_992).contains(first)), "{all:?}");
    }
}
