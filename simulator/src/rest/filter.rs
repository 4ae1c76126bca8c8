//! Filters of lists by time.

use axum::http::Uri;

use super::super::times::day;
use super::page::parameter;

/// Whether a time is as the query wants it, by `name`, `name>` and `name<`. Days are compared as they
/// are written, `YYYY-MM-DD` in UTC; `>` and `<` mean that day too.
pub(super) fn is_within(uri: &Uri, name: &str, time: Option<i64>) -> bool {
    let day = time.map(day);
    let fits = |sign: &str, holds: fn(&str, &str) -> bool| {
        let Some(wanted) = parameter(uri, &format!("{name}{sign}")) else { return true };
        let wanted = wanted.get(..10).unwrap_or(&wanted);
        day.as_deref().is_some_and(|day| holds(day, wanted))
    };
    fits("", |day, wanted| day == wanted)
        && fits(">", |day, wanted| day >= wanted)
        && fits("<", |day, wanted| day <= wanted)
}
