//! Texts that users put into messages: kept here, inserted by the page.

use serde::{Deserialize, Serialize};

use super::Timestamp;
use crate::ids::SnippetId;

/// What a snippet's text may name; the page puts in what it stands for.
pub const SNIPPET_VARIABLES: [&str; 4] =
    ["contact.name", "contact.number", "contact.lead_id", "own_number"];

/// A text with a name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// Its id.
    pub snippet_id: SnippetId,
    /// What it is called, unlike any other of the tenant.
    pub name: String,
    /// The text, with variables such as `{{contact.name}}`.
    pub text: String,
    /// The user who has written it (`sub`), if the token named one.
    #[serde(default)]
    pub created_by: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

twilio::debug_only!(Snippet { snippet_id });

/// Whether each `{{…}}` in a text is a variable that there is.
pub fn has_known_variables(text: &str) -> bool {
    let mut rest = text;
    while let Some((_, begun)) = rest.split_once("{{") {
        let Some((name, after)) = begun.split_once("}}") else { return false };
        if !SNIPPET_VARIABLES.contains(&name.trim()) {
            return false;
        }
        rest = after;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_names_what_there_is() {
        for good in ["", "Hi {{contact.name}}, {{ own_number }}", "{a} }} {"] {
            assert!(has_known_variables(good), "{good}");
        }
        for bad in
            ["{{name}}", "{{contact.name", "{{}}", "{{contact.name}} {{x}}", "{{{{own_number}}}}"]
        {
            assert!(!has_known_variables(bad), "{bad}");
        }
    }
}
