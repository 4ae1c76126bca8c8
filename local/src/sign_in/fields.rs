//! Parameters of a query or a form, as OAuth 2.0 wants them: none twice, and an empty one is none.

use std::collections::BTreeMap;

/// Values by name.
pub(super) struct Fields(BTreeMap<String, String>);

impl Fields {
    /// The error names the parameter that is there twice.
    pub(super) fn of(text: &str) -> Result<Self, String> {
        let mut fields = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            if fields.insert(name.clone().into_owned(), value.into_owned()).is_some() {
                return Err(format!("{name} is there twice"));
            }
        }
        Ok(Self(fields))
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    pub(super) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == Some(value)
    }

    /// A value that has to be there; the error names it.
    pub(super) fn need(&self, name: &str) -> Result<&str, String> {
        self.get(name).ok_or_else(|| format!("{name} is missing"))
    }
}
