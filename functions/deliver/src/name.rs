//! What this function is called in its log lines, and how long it may work on a job.

use std::time::Duration;

pub(crate) const NAME: &str = "deliver";
/// The function's timeout in `template.yaml`, and a little more.
pub(crate) const LONGEST: Duration = Duration::from_secs(70);
