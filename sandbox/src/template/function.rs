//! Functions with their environment and events.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::{Context as _, bail};
use serde_json::Value;

use super::document::{Document, FUNCTION, Resource};
use super::intrinsics::Scope;
use super::parts::Function;
use super::{events, roles};

/// Seconds that SAM gives a function without a `Timeout`.
const TIMEOUT: u64 = 3;

pub(super) fn all(
    document: &Document,
    scope: &Scope<'_>,
    api: &events::Api,
) -> anyhow::Result<BTreeMap<String, Function>> {
    let reader = Reader { document, scope, api };
    document
        .of(FUNCTION)
        .map(|(id, resource)| {
            let function = reader.read(resource).with_context(|| id.clone())?;
            Ok((id.clone(), function))
        })
        .collect()
}

struct Reader<'a> {
    document: &'a Document,
    scope: &'a Scope<'a>,
    api: &'a events::Api,
}

impl Reader<'_> {
    fn read(&self, resource: &Resource) -> anyhow::Result<Function> {
        let binary = &resource.body["Metadata"]["BuildProperties"]["Binary"];
        let mut function = Function {
            binary: self.scope.text(binary).context("Metadata.BuildProperties.Binary")?,
            environment: self.environment(resource)?,
            routes: Vec::new(),
            sources: Vec::new(),
            streams: Vec::new(),
            schedules: Vec::new(),
            timeout: self.timeout(resource)?,
            permissions: roles::permissions(resource, self.document, self.scope)?,
        };
        let events = resource.property("/Events").as_object();
        for (name, event) in events.into_iter().flatten() {
            self.add(&mut function, event).with_context(|| format!("event {name}"))?;
        }
        Ok(function)
    }

    fn environment(&self, resource: &Resource) -> anyhow::Result<BTreeMap<String, String>> {
        let globals = self.document.at("/Globals/Function/Environment/Variables").as_object();
        let own = resource.property("/Environment/Variables").as_object();
        globals
            .into_iter()
            .chain(own)
            .flatten()
            .map(|(name, value)| {
                let value = self.scope.text(value);
                Ok((name.clone(), value.with_context(|| format!("variable {name}"))?))
            })
            .collect()
    }

    fn timeout(&self, resource: &Resource) -> anyhow::Result<Duration> {
        let given = [resource.property("/Timeout"), self.document.at("/Globals/Function/Timeout")];
        let seconds = match given.into_iter().find(|value| !value.is_null()) {
            Some(value) => self.scope.number(value).context("Timeout")?,
            None => TIMEOUT,
        };
        Ok(Duration::from_secs(seconds))
    }

    fn add(&self, function: &mut Function, event: &Value) -> anyhow::Result<()> {
        let properties = &event["Properties"];
        let scheduled = |expression: &Value| -> anyhow::Result<Duration> {
            events::rate(&self.scope.text(expression)?)
        };
        match event["Type"].as_str().unwrap_or_default() {
            "HttpApi" => {
                let route = events::route(properties, self.scope, self.api)?;
                function.routes.push(route);
            }
            "SQS" => {
                let source = events::source(properties, self.scope, self.document)?;
                function.sources.push(source);
            }
            "DynamoDB" => {
                let stream = events::stream(properties, self.scope, self.document)?;
                function.streams.push(stream);
            }
            "Schedule" => function.schedules.push(scheduled(&properties["Schedule"])?),
            "ScheduleV2" => {
                let expression = &properties["ScheduleExpression"];
                function.schedules.push(scheduled(expression)?);
            }
            other => bail!("the sandbox has no events of type {other:?}"),
        }
        Ok(())
    }
}
