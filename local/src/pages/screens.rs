//! Where the page itself knows what to show.

/// First parts of the paths. Below each it has more.
pub(super) const SCREENS: [&str; 8] =
    ["inbox", "calls", "voicemails", "contacts", "numbers", "settings", "health", "sign-in"];

/// Whether the page has something to show at this path.
pub(crate) fn is_screen(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    path == "/" || SCREENS.contains(&first)
}
