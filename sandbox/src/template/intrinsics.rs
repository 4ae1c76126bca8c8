//! Resolves `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::Split` and `Fn::If`. Any other function is an error where it is
//! read.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use serde_json::{Map, Value};

use super::conditions::Conditions;
use super::document::{
    API, BUCKET, Document, FUNCTION, KEY, LIVE_API, LOG_GROUP, NAMESPACE, QUEUE, ROLE, TABLE,
};
use crate::place::{ACCOUNT, REGION, STREAM};

/// What a name in a template may stand for.
pub(super) struct Scope<'a> {
    document: &'a Document,
    endpoint: &'a str,
    parameters: &'a BTreeMap<String, String>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        document: &'a Document,
        endpoint: &'a str,
        parameters: &'a BTreeMap<String, String>,
    ) -> Self {
        Self { document, endpoint: endpoint.trim_end_matches('/'), parameters }
    }

    /// `value` with every reference in it replaced by what it stands for. `AWS::NoValue` is null,
    /// and removes the property or item that it is the value of.
    pub(super) fn resolve(&self, value: &Value) -> anyhow::Result<Value> {
        match value {
            Value::Array(items) => {
                let items = items.iter().map(|item| self.resolve(item));
                items.filter(|item| !matches!(item, Ok(Value::Null))).collect()
            }
            Value::Object(entries) => self.resolve_object(entries),
            scalar => Ok(scalar.clone()),
        }
    }

    /// A scalar as text, the way an environment variable holds it.
    pub(super) fn text(&self, value: &Value) -> anyhow::Result<String> {
        match self.resolve(value)? {
            Value::String(text) => Ok(text),
            Value::Number(number) => Ok(number.to_string()),
            Value::Bool(flag) => Ok(flag.to_string()),
            other => bail!("expected a text, found {other}"),
        }
    }

    /// A whole number, also when a parameter holds it as text.
    pub(super) fn number(&self, value: &Value) -> anyhow::Result<u64> {
        let text = self.text(value)?;
        text.parse().with_context(|| format!("expected a whole number, found {text}"))
    }

    fn resolve_object(&self, entries: &Map<String, Value>) -> anyhow::Result<Value> {
        if let (1, Some((name, argument))) = (entries.len(), entries.iter().next()) {
            match name.as_str() {
                "Ref" if argument == "AWS::NoValue" => return Ok(Value::Null),
                "Ref" => return self.reference(name_in(argument)?).map(Value::String),
                "Fn::GetAtt" => return self.attribute(argument).map(Value::String),
                "Fn::Sub" => return self.substitute(argument).map(Value::String),
                "Fn::Split" => return self.split(argument),
                "Fn::If" => return self.choose(argument),
                other if other.starts_with("Fn::") => {
                    bail!("the sandbox does not evaluate {other}")
                }
                _ => {}
            }
        }
        entries
            .iter()
            .map(|(key, value)| Ok((key.clone(), self.resolve(value)?)))
            .filter(|entry| !matches!(entry, Ok((_, Value::Null))))
            .collect::<anyhow::Result<Map<_, _>>>()
            .map(Value::Object)
    }

    fn split(&self, argument: &Value) -> anyhow::Result<Value> {
        let [Value::String(delimiter), text] = argument
            .as_array()
            .and_then(|parts| <&[Value; 2]>::try_from(parts.as_slice()).ok())
            .context("Fn::Split needs a delimiter and a text")?
        else {
            bail!("Fn::Split needs a delimiter");
        };
        let text = self.text(text)?;
        Ok(text.split(delimiter.as_str()).map(Value::from).collect())
    }

    /// What is not chosen is not looked at: it may name what does not exist.
    fn choose(&self, argument: &Value) -> anyhow::Result<Value> {
        let [Value::String(condition), then, other] = argument
            .as_array()
            .and_then(|parts| <&[Value; 3]>::try_from(parts.as_slice()).ok())
            .context("Fn::If needs a condition and two values")?
        else {
            bail!("Fn::If needs the name of a condition");
        };
        let conditions = Conditions::new(self.document.at("/Conditions"), self.parameters);
        self.resolve(if conditions.holds(condition)? { then } else { other })
    }

    fn reference(&self, name: &str) -> anyhow::Result<String> {
        if let Some(value) = self.parameters.get(name) {
            return Ok(value.clone());
        }
        match name {
            "AWS::Region" => return Ok(REGION.to_owned()),
            "AWS::AccountId" => return Ok(ACCOUNT.to_owned()),
            "AWS::Partition" => return Ok("aws".to_owned()),
            "AWS::URLSuffix" => return Ok("amazonaws.com".to_owned()),
            "AWS::StackName" => return Ok("sandbox".to_owned()),
            _ => {}
        }
        match self.kind(name)? {
            TABLE | KEY | FUNCTION | API => Ok(name.to_owned()),
            BUCKET => Ok(name.to_lowercase()),
            QUEUE => Ok(format!("{}/{ACCOUNT}/{name}", self.endpoint)),
            kind => bail!("the sandbox has no Ref of {name}, a {kind}"),
        }
    }

    fn attribute(&self, argument: &Value) -> anyhow::Result<String> {
        let path = match argument {
            Value::Array(parts) => {
                parts.iter().map(name_in).collect::<Result<Vec<_>, _>>()?.join(".")
            }
            single => name_in(single)?.to_owned(),
        };
        let (name, attribute) = path
            .split_once('.')
            .with_context(|| format!("Fn::GetAtt {path} names no attribute"))?;
        let arn = |service: &str, resource: &str| {
            format!("arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}{name}")
        };
        match (self.kind(name)?, attribute) {
            (TABLE, "Arn") => Ok(arn("dynamodb", "table/")),
            (TABLE, "StreamArn") => Ok(format!("{}/stream/{STREAM}", arn("dynamodb", "table/"))),
            (QUEUE, "Arn") => Ok(arn("sqs", "")),
            (KEY, "Arn") => Ok(arn("kms", "key/")),
            (FUNCTION, "Arn") => Ok(arn("lambda", "function:")),
            (ROLE, "Arn") => Ok(format!("arn:aws:iam::{ACCOUNT}:role/{name}")),
            (LOG_GROUP, "Arn") => Ok(format!("{}:*", arn("logs", "log-group:"))),
            (BUCKET, "Arn") => Ok(format!("arn:aws:s3:::{}", name.to_lowercase())),
            (LIVE_API, "Dns.Http") => Ok(domain(self.endpoint)),
            // Pages connect to the gateway, which here is the issuer too, from wherever they are.
            (LIVE_API, "Dns.Realtime") => {
                let named = |name| self.parameters.get(name).filter(|url| !url.is_empty());
                let gateway = named("PublicBaseUrl").or_else(|| named("JwtIssuer"));
                let gateway =
                    gateway.context("there is neither a PublicBaseUrl nor a JwtIssuer")?;
                Ok(after_scheme(gateway).to_owned())
            }
            (NAMESPACE, "ChannelNamespaceArn") => self.namespace(name),
            (LIVE_API, "ApiId") | (QUEUE, "QueueName") => Ok(name.to_owned()),
            (kind, _) => bail!("the sandbox has no Fn::GetAtt {path} of a {kind}"),
        }
    }

    /// The ARN of a namespace of channels.
    fn namespace(&self, id: &str) -> anyhow::Result<String> {
        let resource = self.document.resource(id).context("it is there")?;
        let property = |name: &str| self.text(resource.property(name)).context(id.to_owned());
        let (api, name) = (property("/ApiId")?, property("/Name")?);
        Ok(format!("arn:aws:appsync:{REGION}:{ACCOUNT}:apis/{api}/channelNamespace/{name}"))
    }

    fn substitute(&self, argument: &Value) -> anyhow::Result<String> {
        let (text, own) = match argument {
            Value::Array(parts) if parts.len() == 2 => (&parts[0], parts[1].as_object()),
            single => (single, None),
        };
        let mut rest = name_in(text).context("Fn::Sub needs a text")?;
        let mut out = String::new();
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}').context("Fn::Sub has an open ${")?;
            out.push_str(before);
            match own.and_then(|own| own.get(name)) {
                Some(value) => out.push_str(&self.text(value)?),
                None => out.push_str(&self.placeholder(name)?),
            }
            rest = after;
        }
        Ok(out + rest)
    }

    /// `${!name}` is the literal text `${name}`; a dot makes it an attribute.
    fn placeholder(&self, name: &str) -> anyhow::Result<String> {
        match name.strip_prefix('!') {
            Some(literal) => Ok(format!("${{{literal}}}")),
            None if name.contains('.') => self.attribute(&Value::from(name)),
            None => self.reference(name),
        }
    }

    fn kind(&self, name: &str) -> anyhow::Result<&str> {
        let resource = self.document.resource(name);
        Ok(&resource.with_context(|| format!("nothing in the template is called {name}"))?.kind)
    }
}

fn name_in(value: &Value) -> anyhow::Result<&str> {
    value.as_str().with_context(|| format!("expected a name, found {value}"))
}

/// Host and port of a URL.
fn domain(url: &str) -> String {
    after_scheme(url).split('/').next().unwrap_or_default().to_owned()
}

fn after_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}
