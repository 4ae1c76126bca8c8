//! Medians, percentiles, and how sure a ratio is.

/// Resamples of the bootstrap.
const RESAMPLES: usize = 2_000;
/// Of the generator, so that the same samples give the same interval.
const SEED: u64 = 15;

/// A ratio of medians, and the interval in which it lies with 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ratio {
    pub(crate) value: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// The value below which this share of the samples lies, between two samples in proportion; `NaN` if
/// there are none.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub(crate) fn percentile(samples: &[f64], share: f64) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = share * last as f64;
    let below = place.floor() as usize;
    let above = sorted[(below + 1).min(last)];
    sorted[below] + (above - sorted[below]) * place.fract()
}

pub(crate) fn median(samples: &[f64]) -> f64 {
    percentile(samples, 0.5)
}

#[allow(clippy::cast_precision_loss)]
pub(crate) fn mean(samples: &[f64]) -> f64 {
    samples.iter().sum::<f64>() / samples.len() as f64
}

/// The median of `ours` over that of `theirs`, which were measured in the same rounds. The interval is
/// the bootstrap's: rounds are drawn, both sides of each together, so that what disturbs a round
/// disturbs both.
pub(crate) fn ratio(ours: &[f64], theirs: &[f64]) -> Ratio {
    let rounds = ours.len().min(theirs.len());
    let mut random = fastrand::Rng::with_seed(SEED);
    let ratios: Vec<_> = (0..RESAMPLES)
        .map(|_| {
            let drawn: Vec<_> = (0..rounds).map(|_| random.usize(..rounds)).collect();
            let of = |side: &[f64]| median(&drawn.iter().map(|at| side[*at]).collect::<Vec<_>>());
            of(ours) / of(theirs)
        })
        .collect();
    Ratio {
        value: median(ours) / median(theirs),
        low: percentile(&ratios, 0.025),
        high: percentile(&ratios, 0.975),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_lie_between_samples() {
        let samples = [4.0, 1.0, 3.0, 2.0];
        let found = [0.0, 0.25, 0.5, 1.0].map(|share| percentile(&samples, share));
        assert!(found.iter().zip([1.0, 1.75, 2.5, 4.0]).all(|(a, b)| (a - b).abs() < 1e-9));
        assert!((percentile(&[7.0], 0.99) - 7.0).abs() < 1e-9 && percentile(&[], 0.5).is_nan());
        let many: Vec<_> = (0..=100).map(f64::from).collect();
        assert!((percentile(&many, 0.99) - 99.0).abs() < 1e-9);
    }

    #[test]
    fn an_interval_holds_the_ratio_and_narrows_with_agreement() {
        let theirs: Vec<_> = (0..30).map(|round| 10.0 + f64::from(round % 5)).collect();
        let twice: Vec<_> = theirs.iter().map(|sample| sample * 2.0).collect();
        let same = ratio(&twice, &theirs);
        assert!((same.value - 2.0).abs() < 1e-9 && same.high - same.low < 1.0);
        assert!(same.low <= 2.0 && 2.0 <= same.high);
        let wild: Vec<_> = (0..30).map(|round| if round % 2 == 0 { 5.0 } else { 50.0 }).collect();
        let unsure = ratio(&wild, &theirs);
        assert!(unsure.high - unsure.low > same.high - same.low);
    }

    #[test]
    fn the_same_samples_give_the_same_interval() {
        let samples: Vec<_> = (1..20).map(f64::from).collect();
        assert_eq!(ratio(&samples, &samples), ratio(&samples, &samples));
    }
}
