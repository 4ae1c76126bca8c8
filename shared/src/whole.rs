//! Whole numbers in JSON, which has no type of its own for them.

use serde_json::Value;

/// A number that is whole and not negative, however it is written: `20`, `20.0`, `2e1`.
pub fn whole(value: &Value) -> Option<u64> {
    // Above this a float is not the number that was written any more.
    const MOST: f64 = 9_007_199_254_740_992.0;
    let is_whole = |number: &f64| (0.0..MOST).contains(number) && number.fract() == 0.0;
    let float = || value.as_f64().filter(is_whole);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole and within the range of both"
    )]
    value.as_u64().or_else(|| float().map(|number| number as u64))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_whole_number_is_one_however_it_is_written() {
        for value in [json!(20), json!(20.0), json!(2e1)] {
            assert_eq!(whole(&value), Some(20), "{value}");
        }
        for value in [json!(20.5), json!(-20), json!(-20.0), json!(1e300), json!("20"), json!(null)]
        {
            assert_eq!(whole(&value), None, "{value}");
        }
    }
}
