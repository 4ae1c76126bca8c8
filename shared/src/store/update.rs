//! Builds update expressions, of placeholders throughout: no name is reserved, no value is syntax.

use std::collections::HashMap;

use aws_sdk_dynamodb::operation::update_item::builders::UpdateItemFluentBuilder;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValuesOnConditionCheckFailure};
use aws_sdk_dynamodb::{Client, types};
use serde::Serialize;

use super::item::{Item, value};

/// An update of one item, and the conditions under which it happens.
pub(super) struct Update {
    table: String,
    key: Item,
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
    sets: Vec<String>,
    adds: Vec<String>,
    removes: Vec<String>,
    conditions: Vec<String>,
    /// Attributes that are set unless they are there.
    once: Vec<String>,
    only_news: bool,
}

impl Update {
    pub(super) fn of(table: &str, key: &[(&str, &str)]) -> Self {
        let key = key.iter().map(|(name, text)| ((*name).to_owned(), value(text))).collect();
        Self {
            table: table.to_owned(),
            key,
            names: HashMap::new(),
            values: HashMap::new(),
            sets: Vec::new(),
            adds: Vec::new(),
            removes: Vec::new(),
            conditions: Vec::new(),
            once: Vec::new(),
            only_news: false,
        }
    }

    fn name(&mut self, name: &str) -> String {
        if let Some((placeholder, _)) = self.names.iter().find(|(_, known)| *known == name) {
            return placeholder.clone();
        }
        let placeholder = format!("#n{}", self.names.len());
        self.names.insert(placeholder.clone(), name.to_owned());
        placeholder
    }

    /// A field of a map attribute.
    fn field(&mut self, (map, field): (&str, &str)) -> String {
        format!("{}.{}", self.name(map), self.name(field))
    }

    fn value(&mut self, content: AttributeValue) -> String {
        let placeholder = format!(":v{}", self.values.len());
        self.values.insert(placeholder.clone(), content);
        placeholder
    }

    /// Sets an attribute.
    pub(super) fn set(self, name: &str, content: impl Serialize) -> Self {
        self.set_value(name, value(content))
    }

    /// Sets an attribute to a value that is DynamoDB's already.
    pub(super) fn set_value(mut self, name: &str, content: AttributeValue) -> Self {
        let (name, value) = (self.name(name), self.value(content));
        self.sets.push(format!("{name} = {value}"));
        self
    }

    /// Sets an attribute that is not there yet.
    pub(super) fn set_once(self, name: &str, content: impl Serialize) -> Self {
        self.set_once_value(name, value(content))
    }

    /// The same, and that alone is no news.
    pub(super) fn set_beside(self, name: &str, content: impl Serialize) -> Self {
        let mut update = self.set_once(name, content);
        update.once.pop();
        update
    }

    /// Sets an attribute that is not there yet, if there is something to set.
    pub(super) fn set_once_if(self, name: &str, content: Option<impl Serialize>) -> Self {
        match content {
            Some(content) => self.set_once(name, content),
            None => self,
        }
    }

    /// Sets each attribute of a record that is not there yet.
    pub(super) fn set_once_all(self, record: Item) -> Self {
        record.into_iter().fold(self, |update, (name, value)| update.set_once_value(&name, value))
    }

    fn set_once_value(mut self, name: &str, content: AttributeValue) -> Self {
        let (name, value) = (self.name(name), self.value(content));
        self.sets.push(format!("{name} = if_not_exists({name}, {value})"));
        self.once.push(name);
        self
    }

    /// Sets an attribute, or removes it when there is nothing to set.
    pub(super) fn set_or_remove(self, name: &str, content: Option<impl Serialize>) -> Self {
        match content {
            Some(content) => self.set(name, content),
            None => self.remove(name),
        }
    }

    /// Replaces one element of a list attribute.
    pub(super) fn set_element(mut self, list: &str, index: usize, content: impl Serialize) -> Self {
        let (name, value) = (self.name(list), self.value(value(content)));
        self.sets.push(format!("{name}[{index}] = {value}"));
        self
    }

    /// Sets a field of a map attribute that is there, or removes it when there is nothing to set.
    pub(super) fn set_or_remove_field(
        self,
        path: (&str, &str),
        content: Option<impl Serialize>,
    ) -> Self {
        self.set_or_remove_field_value(path, content.map(value).as_ref())
    }

    /// The same with a value that is DynamoDB's already.
    pub(super) fn set_or_remove_field_value(
        mut self,
        path: (&str, &str),
        content: Option<&AttributeValue>,
    ) -> Self {
        let field = self.field(path);
        match content {
            Some(content) => {
                let value = self.value(content.clone());
                self.sets.push(format!("{field} = {value}"));
            }
            None => self.removes.push(field),
        }
        self
    }

    /// Only if a field of a map attribute has this value; `None`: if it or the map is absent.
    pub(super) fn if_field(mut self, path: (&str, &str), content: Option<impl Serialize>) -> Self {
        let field = self.field(path);
        let condition = match content {
            Some(content) => format!("{field} = {}", self.value(value(content))),
            None => format!("attribute_not_exists({field})"),
        };
        self.conditions.push(condition);
        self
    }

    /// Only if a map attribute is there and has fewer fields than `limit`, or has this one.
    pub(super) fn if_fewer_or_there(mut self, (map, field): (&str, &str), limit: u32) -> Self {
        let (map, field) = (self.name(map), self.field((map, field)));
        let limit = self.value(value(limit));
        self.conditions.push(format!(
            "attribute_exists({map}) AND (size({map}) < {limit} OR attribute_exists({field}))"
        ));
        self
    }

    /// Adds to a number, which counts as 0 when absent.
    pub(super) fn add(mut self, name: &str, amount: i64) -> Self {
        let (name, value) = (self.name(name), self.value(value(amount)));
        self.adds.push(format!("{name} {value}"));
        self
    }

    /// Removes an attribute.
    pub(super) fn remove(mut self, name: &str) -> Self {
        let name = self.name(name);
        self.removes.push(name);
        self
    }

    /// Only if the attribute is absent.
    pub(super) fn if_absent(mut self, name: &str) -> Self {
        let name = self.name(name);
        self.conditions.push(format!("attribute_not_exists({name})"));
        self
    }

    /// Only if the attribute is there.
    pub(super) fn if_present(mut self, name: &str) -> Self {
        let name = self.name(name);
        self.conditions.push(format!("attribute_exists({name})"));
        self
    }

    /// Only if the attribute has this value.
    pub(super) fn if_equal(self, name: &str, content: impl Serialize) -> Self {
        self.if_compares(name, "=", content)
    }

    /// Only if the attribute is there and lower than this.
    pub(super) fn if_lower(self, name: &str, content: impl Serialize) -> Self {
        self.if_compares(name, "<", content)
    }

    /// Only if the attribute is absent or has this value.
    pub(super) fn if_absent_or_equal(self, name: &str, content: impl Serialize) -> Self {
        self.if_absent_or(name, "=", content)
    }

    /// Only if the attribute is absent or lower than this.
    pub(super) fn if_absent_or_lower(self, name: &str, content: impl Serialize) -> Self {
        self.if_absent_or(name, "<", content)
    }

    /// Only if the attribute is absent or not higher than this.
    pub(super) fn if_absent_or_up_to(self, name: &str, content: impl Serialize) -> Self {
        self.if_absent_or(name, "<=", content)
    }

    /// Only if the record's time, then its id, are not higher than these, or it has no id.
    pub(super) fn if_not_after(
        mut self,
        (time, at): (&str, impl Serialize),
        (id, content): (&str, impl Serialize),
    ) -> Self {
        let (time, at) = (self.name(time), self.value(value(at)));
        let (id, content) = (self.name(id), self.value(value(content)));
        self.conditions.push(format!(
            "(attribute_not_exists({id}) OR {time} < {at} OR ({time} = {at} AND {id} <= {content}))"
        ));
        self
    }

    /// Only if one of the attributes that are set once is absent.
    pub(super) fn if_news(mut self) -> Self {
        self.only_news = true;
        self
    }

    fn if_compares(mut self, name: &str, operator: &str, content: impl Serialize) -> Self {
        let (name, value) = (self.name(name), self.value(value(content)));
        self.conditions.push(format!("{name} {operator} {value}"));
        self
    }

    fn if_absent_or(mut self, name: &str, operator: &str, content: impl Serialize) -> Self {
        let (name, value) = (self.name(name), self.value(value(content)));
        self.conditions
            .push(format!("(attribute_not_exists({name}) OR {name} {operator} {value})"));
        self
    }

    fn expression(&self) -> String {
        let clause = |verb: &str, parts: &[String]| match parts {
            [] => String::new(),
            parts => format!("{verb} {} ", parts.join(", ")),
        };
        let (set, add) = (clause("SET", &self.sets), clause("ADD", &self.adds));
        format!("{set}{add}{}", clause("REMOVE", &self.removes)).trim_end().to_owned()
    }

    fn condition(&self) -> Option<String> {
        let absent = self.once.iter().map(|name| format!("attribute_not_exists({name})"));
        let news = self.only_news.then(|| format!("({})", absent.collect::<Vec<_>>().join(" OR ")));
        let all: Vec<_> = self.conditions.iter().chain(&news).map(String::as_str).collect();
        (!all.is_empty()).then(|| all.join(" AND "))
    }

    /// As a call of its own. A failed condition brings the item as it is.
    pub(super) fn request(self, client: &Client) -> UpdateItemFluentBuilder {
        client
            .update_item()
            .update_expression(self.expression())
            .set_condition_expression(self.condition())
            .table_name(self.table)
            .set_key(Some(self.key))
            .set_expression_attribute_names(Some(self.names))
            .set_expression_attribute_values((!self.values.is_empty()).then_some(self.values))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
    }

    /// As part of a transaction. A failed condition brings the item as it is.
    pub(super) fn transact(self) -> types::TransactWriteItem {
        let update = types::Update::builder()
            .update_expression(self.expression())
            .set_condition_expression(self.condition())
            .table_name(self.table)
            .set_key(Some(self.key))
            .set_expression_attribute_names(Some(self.names))
            .set_expression_attribute_values((!self.values.is_empty()).then_some(self.values))
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .build()
            .expect("table, key and expression are set");
        types::TransactWriteItem::builder().update(update).build()
    }
}
