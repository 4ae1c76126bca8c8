//! Parameters of requests, held against the document.

use serde_json::Value;

use super::judged::check;
use super::schema::Side;
use super::{Asked, OpenApi, Operation, Parameter};

impl OpenApi {
    /// Whether the document has all parameters of a request that was taken.
    pub(super) fn check_parameters(
        &self,
        asked: &Asked<'_>,
        operation: &Operation,
    ) -> Result<(), String> {
        let known = |place: &str, name: &str| {
            let mut all = operation.parameters.iter();
            all.find(|one| one.place == place && one.name == name)
        };
        for (place, given) in [("query", &asked.query), ("path", &asked.path)] {
            for (name, value) in given {
                let parameter = known(place, name);
                let parameter = parameter.ok_or(format!("{place} {name} is not described"))?;
                self.check_parameter(asked.route, parameter, value)?;
            }
        }
        for parameter in operation.parameters.iter().filter(|one| one.place == "header") {
            let value = asked.headers.get(&parameter.name).and_then(|value| value.to_str().ok());
            value.map_or(Ok(()), |value| self.check_parameter(asked.route, parameter, value))?;
        }
        let given = |one: &&Parameter| {
            one.place != "query" || asked.query.iter().any(|(name, _)| *name == one.name)
        };
        let missing = operation.parameters.iter().find(|one| one.required && !given(one));
        missing.map_or(Ok(()), |one| Err(format!("{} is missing", one.name)))
    }

    fn check_parameter(&self, route: &str, one: &Parameter, value: &str) -> Result<(), String> {
        let Parameter { name, place, may_be_empty, schema, .. } = one;
        if *may_be_empty && value.is_empty() {
            return Ok(());
        }
        let validator = self.validator(&format!("{route} {place} {name}"), Side::Asked, schema)?;
        // A text can stand for a number or a switch.
        let text = Value::from(value);
        let read = serde_json::from_str(value).ok().filter(|read| validator.is_valid(read));
        check(&validator, &read.unwrap_or(text)).map_err(|why| format!("{place} {name}: {why}"))
    }
}
