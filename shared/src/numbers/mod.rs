//! Phone numbers at Twilio: how they are set up, and how one is bought once.

mod acquire;
mod drift;
mod settings;

pub use acquire::{AcquireError, Wanted, acquire};
pub use drift::{Drift, drift};
pub use settings::settings;
