//! Two tenants, of whom one has one of everything.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use sandbox::demo::{OTHER, Tenant};
use sandbox::{Sandbox, Setup};
use serde_json::Value;

use super::belongings::{Belongings, CSV, MP3};
use super::rows::{Row, rows};

pub(super) struct World {
    pub(super) sandbox: Sandbox,
    pub(super) belongings: Belongings,
}

impl World {
    /// Nothing runs in the background: what changes was changed by a request.
    pub(super) async fn start() -> Self {
        let setup = Setup::with(&[("TenantClaim", "tenant_id"), ("RoleClaim", "role")]);
        let functions = local::functions();
        let sandbox = Sandbox::with(setup, functions, axum::Router::new()).await.unwrap();
        sandbox.add(&OTHER).await.unwrap();
        let belongings = Belongings::make(&sandbox).await;
        let world = Self { sandbox, belongings };
        // Both have to do with the same person.
        let known = rows().into_iter().find(|row| row.route == "POST /api/contacts").unwrap();
        assert_eq!(world.ask((&OTHER, "owner"), &known).await.0, 201);
        world
    }

    /// Asks as a row says, for a user of this tenant with this role. What is answered is JSON, or a text.
    pub(super) async fn ask(&self, (tenant, role): (&Tenant, &str), row: &Row) -> (u16, Value) {
        let (method, path) = row.route.split_once(' ').unwrap();
        let path = self.path(path, row.ids);
        let method: Method = method.parse().unwrap();
        let request = self.sandbox.request_as((tenant.tenant_id, "ada", role), method, &path);
        let request = match row.body {
            "" => request,
            "audio" => request.header("content-type", "audio/mpeg").body(MP3),
            "csv" => request.header("content-type", "text/csv").body(CSV),
            body => request
                .header("content-type", "application/json")
                .body(self.filled(body, str::to_owned)),
        };
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }

    fn path(&self, path: &str, ids: &str) -> String {
        let encoded = |id: &str| id.replace('+', "%2B");
        let ids = self.filled(ids, encoded);
        if ids.starts_with('?') {
            return format!("{path}{ids}");
        }
        let mut ids = ids.split_whitespace();
        let parts = path.split('/').map(|part| match part.starts_with('{') {
            true => ids.next().unwrap_or_else(|| panic!("{path}: there is no id for {part}")),
            false => part,
        });
        parts.collect::<Vec<_>>().join("/")
    }

    fn filled(&self, text: &str, written: impl Fn(&str) -> String) -> String {
        let mut text = text.to_owned();
        for (name, value) in &self.belongings.named {
            text = text.replace(&format!("{{{name}}}"), &written(value));
        }
        text
    }

    /// All records that are of a tenant, with the table that they are in.
    pub(super) async fn records_of(&self, tenant: &Tenant) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for table in self.sandbox.aws.template().tables.keys() {
            let records = self.sandbox.records(table).await.unwrap();
            let records = records.into_iter().map(|record| sorted(record).to_string());
            let own = records.filter(|text| {
                text.contains(&format!("\"{}", tenant.tenant_id))
                    || text.contains(tenant.account_sid)
            });
            found.extend(own.map(|text| format!("{table} {text}")));
        }
        found
    }
}

/// The same with its fields in an order that is always the same.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, field)| (name, sorted(field)));
            fields.collect::<BTreeMap<_, _>>().into_iter().collect()
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        other => other,
    }
}
