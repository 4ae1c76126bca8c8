//! `docs/openapi.yaml`, held against what is asked and answered: every test of a function also tests
//! the document.
//!
//! Nothing of this is deployed. A schema is compiled when it is first needed, once per process.

mod judged;
mod operation;
mod parameters;
mod schema;
mod watch;

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use anyhow::Context as _;
use jsonschema::{Draft, Validator};
use serde_json::Value;

pub use self::judged::{Answered, Asked};
pub use self::operation::{Operation, Parameter};
pub(crate) use self::watch::Breaches;
pub use self::watch::Watch;

/// The document of this repository. Read when it is needed: nothing is compiled again for a change of it.
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.yaml");

static OWN: LazyLock<OpenApi> = LazyLock::new(|| {
    let document = fs::read_to_string(DOCUMENT).context(DOCUMENT);
    let document = document.and_then(|text| OpenApi::parse(&text));
    document.unwrap_or_else(|error| panic!("docs/openapi.yaml: {error:#}"))
});

/// A document in OpenAPI 3.1.
pub struct OpenApi {
    document: Value,
    operations: BTreeMap<String, Operation>,
    compiled: Mutex<HashMap<String, Arc<Validator>>>,
}

impl OpenApi {
    /// That of this repository.
    pub fn own() -> &'static Self {
        &OWN
    }

    /// Reads a document. Fails if it is no YAML, or leads to what is not in it.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let document: Value = serde_norway::from_str(text).context("the document is no YAML")?;
        let operations = operation::all(&document)?;
        Ok(Self { document, operations, compiled: Mutex::default() })
    }

    /// The operations by route, such as `GET /api/threads/{id}`.
    pub fn operations(&self) -> &BTreeMap<String, Operation> {
        &self.operations
    }

    /// The part of the document that a JSON pointer names, with `$ref` followed.
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        schema::followed(&self.document, self.document.pointer(pointer)?).ok()
    }

    /// Compiles a schema, unless this was done for the same name before.
    fn validator(
        &self,
        name: &str,
        side: schema::Side,
        schema: &Value,
    ) -> Result<Arc<Validator>, String> {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = compiled.get(name) {
            return Ok(Arc::clone(known));
        }
        let schema = schema::inlined(&self.document, side, schema)?;
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .build(&schema)
            .map_err(|error| format!("the schema of {name}: {error}"))?;
        Ok(Arc::clone(compiled.entry(name.to_owned()).or_insert(Arc::new(validator))))
    }
}
