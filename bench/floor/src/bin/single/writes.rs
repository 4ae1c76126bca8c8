//! An update of one item, as part of a transaction.

use std::collections::HashMap;

use aws_sdk_dynamodb::error::BuildError;
use aws_sdk_dynamodb::types::{
    AttributeValue, ReturnValuesOnConditionCheckFailure, TransactWriteItem, Update,
};

/// What is written. An attribute stands in expressions as `#` and its name, its value as `:` and its
/// name, both with `_` for what is no letter and no digit.
#[derive(Default)]
pub(crate) struct Writes {
    table: String,
    key: HashMap<String, AttributeValue>,
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
    sets: Vec<String>,
    adds: Vec<String>,
    removes: Vec<String>,
}

impl Writes {
    /// In the table that a variable of the environment names.
    pub(crate) fn of(variable: &str, key: &[(&str, &str)]) -> Self {
        let table = std::env::var(variable).unwrap_or_default();
        let key = key.iter().map(|(name, value)| ((*name).to_owned(), text(value))).collect();
        Self { table, key, ..Self::default() }
    }

    /// Makes an attribute known to expressions.
    pub(crate) fn name(mut self, name: &str) -> Self {
        self.names.insert(format!("#{}", plain(name)), name.to_owned());
        self
    }

    fn value(mut self, name: &str, value: AttributeValue) -> Self {
        self.values.insert(format!(":{}", plain(name)), value);
        self.name(name)
    }

    pub(crate) fn set(mut self, name: &str, value: AttributeValue) -> Self {
        self.sets.push(format!("#{0} = :{0}", plain(name)));
        self.value(name, value)
    }

    pub(crate) fn set_texts(self, attributes: &[(&str, &str)]) -> Self {
        attributes.iter().fold(self, |writes, (name, value)| writes.set(name, text(value)))
    }

    /// Unless it is there.
    pub(crate) fn once(mut self, name: &str, value: AttributeValue) -> Self {
        self.sets.push(format!("#{0} = if_not_exists(#{0}, :{0})", plain(name)));
        self.value(name, value)
    }

    pub(crate) fn add(mut self, name: &str, amount: u32) -> Self {
        self.adds.push(format!("#{0} :{0}", plain(name)));
        self.value(name, number(amount))
    }

    pub(crate) fn remove(mut self, name: &str) -> Self {
        self.removes.push(format!("#{}", plain(name)));
        self.name(name)
    }

    /// If the condition holds.
    pub(crate) fn only_if(self, condition: &str) -> Result<TransactWriteItem, BuildError> {
        let clause = |verb: &str, parts: &[String]| match parts {
            [] => String::new(),
            parts => format!("{verb} {} ", parts.join(", ")),
        };
        let (sets, adds) = (clause("SET", &self.sets), clause("ADD", &self.adds));
        let update = Update::builder()
            .update_expression(format!("{sets}{adds}{}", clause("REMOVE", &self.removes)))
            .condition_expression(condition)
            .table_name(self.table)
            .set_key(Some(self.key))
            .set_expression_attribute_names(Some(self.names))
            .set_expression_attribute_values(Some(self.values))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()?;
        Ok(TransactWriteItem::builder().update(update).build())
    }
}

pub(crate) fn text(text: &str) -> AttributeValue {
    AttributeValue::S(text.to_owned())
}

pub(crate) fn number(number: u32) -> AttributeValue {
    AttributeValue::N(number.to_string())
}

fn plain(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}
