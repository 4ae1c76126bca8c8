//! What proptest invents: any bytes, words of a target's language, and kept inputs with changes in them; 256
//! of each for each target, or `PROPTEST_CASES`. libFuzzer tries more (`make fuzz`).

use fuzz_entry::{TARGETS, Target};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};

use crate::corpus;

#[test]
fn any_bytes_hold() {
    hold(|_| vec(any::<u8>(), 0..400).boxed());
}

#[test]
fn words_in_any_order_hold() {
    hold(|target| vec(piece(target), 0..40).prop_map(|pieces| pieces.concat()).boxed());
}

#[test]
fn kept_inputs_with_changes_hold() {
    hold(|target| {
        let kept: Vec<_> = corpus::files(target).iter().map(|file| corpus::content(file)).collect();
        let change = (any::<prop::sample::Index>(), 0_usize..12, piece(target));
        (select(kept), vec(change, 1..6))
            .prop_map(|(kept, changes)| changes.into_iter().fold(kept, changed))
            .boxed()
    });
}

fn hold(inputs: impl Fn(&'static str) -> BoxedStrategy<Vec<u8>>) {
    for Target { name, run } in TARGETS {
        let config = Config { failure_persistence: None, ..Config::default() };
        let held = TestRunner::new(config).run(&inputs(name), |input| {
            run(&input);
            Ok(())
        });
        held.unwrap_or_else(|failed| panic!("{name}: {failed}"));
    }
}

/// A word, or a few bytes.
fn piece(target: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    prop_oneof![3 => select(corpus::words(target)), 1 => vec(any::<u8>(), 0..6)]
}

/// An input with a piece in the place of so many bytes.
fn changed(
    mut input: Vec<u8>,
    (at, length, piece): (prop::sample::Index, usize, Vec<u8>),
) -> Vec<u8> {
    let at = at.index(input.len() + 1);
    let end = (at + length).min(input.len());
    input.splice(at..end, piece);
    input
}
