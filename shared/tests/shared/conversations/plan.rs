//! What happens to a conversation, and when.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use shared::records::Consent;

/// What differs from case to case.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// When each thing happens, in milliseconds: often at the same time.
    pub(super) times: [u8; 6],
    /// How often each writer lets the others go first.
    pub(super) pauses: [u8; 6],
    pub(super) second: Consent,
    pub(super) is_refused: bool,
    pub(super) is_answer_lost: bool,
}

pub(super) fn plans(count: usize) -> Vec<Plan> {
    let second = prop_oneof![Just(Consent::Unchanged), Just(Consent::OptedIn)];
    let strategy = (prop::array::uniform6(0_u8..6), prop::array::uniform6(0_u8..40), second);
    let strategy = (strategy, any::<bool>(), any::<bool>()).prop_map(
        |((times, pauses, second), is_refused, is_answer_lost)| Plan {
            times,
            pauses,
            second,
            is_refused,
            is_answer_lost,
        },
    );
    let mut runner = TestRunner::default();
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}
