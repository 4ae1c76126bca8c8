//! Who may have people sign in.

/// The one client that is known, which has no secret.
pub const CLIENT: &str = "dashboard";
