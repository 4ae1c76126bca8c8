//! Phone numbers at Twilio: how they are set up, and how one is bought once.

mod acquire;
mod drift;
pub mod fields;
mod purchase;
mod record;
mod resume;
mod search;
mod settings;

pub use acquire::{AcquireError, Wanted, acquire};
pub use drift::{Drift, drift};
pub use purchase::{Begun, Purchase, PurchaseError};
pub use record::record;
pub use resume::{ResumeError, resume};
pub use search::offer_search;
pub use settings::settings;
