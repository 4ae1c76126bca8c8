//! Files of contacts.

use std::time::Duration;

use futures::stream;
use http::{StatusCode, header};
use serde_json::{Value, json};
use shared::api::{Answer, ApiError, ApiRequest};
use shared::app::App;
use shared::contact_file::ContactFile;
use shared::ids::ImportId;
use shared::records::{Import, ImportCounts, ImportJob, ImportState, Job, JobPayload};
use shared::store::ImportBegun;
use ulid::Ulid;

/// Largest file, in bytes: a request reaches Lambda as JSON of at most 6 MB.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// An import that comes no further for so long is in nobody's way.
const STUCK: Duration = Duration::from_hours(1);

const RUNNING: ApiError =
    ApiError::Conflict { code: "import_running", message: "another import is not finished yet" };

/// Takes a file: what is wrong with it as a whole is said at once, the lines are looked at later.
pub(crate) async fn create(app: &App, request: &ApiRequest) -> Result<Answer, ApiError> {
    let rows = checked(request)?;
    let (tenant, now) = (&request.tenant, app.now());
    let latest = app.store.import_list(tenant).await?;
    if latest.iter().any(|one| !one.is_over() && one.updated_at.after(STUCK) > now) {
        return Err(RUNNING);
    }
    let import = Import {
        import_id: Ulid::generate().to_string().parse().expect("a ULID is an id"),
        tenant_id: tenant.clone(),
        state: ImportState::Queued,
        rows,
        counts: ImportCounts::default(),
        bad_lines: Vec::new(),
        failure: None,
        created_by: request.user().map(str::to_owned),
        created_at: now,
        started_at: None,
        ended_at: None,
        updated_at: now,
    };
    app.media.put(&import.key(), "text/csv", stream::iter([Ok(request.body.clone())])).await?;
    let ask = ImportJob { tenant_id: tenant.clone(), import_id: import.import_id.clone() };
    let job = Job::new(JobPayload::Import(ask), now);
    let latest = latest.first().map(|latest| &latest.import_id);
    if app.store.import_put((&import, &job), latest).await? == ImportBegun::Another {
        return Err(RUNNING);
    }
    if let Err(error) = app.import_queue.send(&[job], now).await {
        // The sweeper finds it in the table.
        tracing::warn!(import_id = %import.import_id, %error, "an import is not queued yet");
    }
    Ok(Answer { status: StatusCode::ACCEPTED, body: import.view().into() })
}

fn checked(request: &ApiRequest) -> Result<u32, ApiError> {
    let named = request.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = named.and_then(|text| text.split(';').next()).unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("text/csv") {
        return Err(ApiError::Unsupported { field: "content-type", message: "text/csv" });
    }
    let parameters = named.unwrap_or_default().split(';').skip(1);
    let charset = parameters.filter_map(|one| one.trim().split_once('='));
    let mut charset = charset.filter(|(name, _)| name.eq_ignore_ascii_case("charset"));
    if charset.any(|(_, value)| !value.trim_matches('"').eq_ignore_ascii_case("utf-8")) {
        return Err(ApiError::Unsupported { field: "content-type", message: "text/csv in UTF-8" });
    }
    if request.body.len() > MAX_BYTES {
        return Err(ApiError::TooLarge { field: "body", message: "a file of at most 4 MiB" });
    }
    let rows = ContactFile::read(&request.body).and_then(|file| file.count());
    let rows = rows.map_err(|message| ApiError::Unusable { field: "body", message })?;
    Ok(u32::try_from(rows).expect("there are few"))
}

/// The latest ones, without the lines that were not taken.
pub(crate) async fn list(app: &App, request: &ApiRequest) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    let latest = app.store.import_list(&request.tenant).await?;
    Ok(json!({ "items": latest.iter().map(Import::told).collect::<Vec<_>>() }))
}

pub(crate) async fn get(app: &App, request: &ApiRequest, id: &ImportId) -> Result<Value, ApiError> {
    request.query_of(&[])?;
    let import = app.store.import_get(&request.tenant, id).await?;
    Ok(import.ok_or(ApiError::NotFound("import"))?.view())
}
