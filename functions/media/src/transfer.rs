//! One file from Twilio to S3.

use bytes::Bytes;
use futures::{Stream, TryStreamExt};
use shared::app::App;
use shared::media::{MediaError, SourceError};
use shared::records::{Attachment, AttachmentStatus, MediaJob, MediaTarget};
use twilio::client::{Download, FetchError};

use crate::content_type::{agreed, extension};

/// Why a file is not in S3, in words for people.
pub(crate) enum Failure {
    /// Another try may work.
    Again(String),
    /// No try will.
    Never(String),
}

/// Moves the file and says where it is.
pub(crate) async fn transfer(app: &App, job: &MediaJob) -> Result<Attachment, Failure> {
    let download = open(app, job).await?;
    let content_type = agreed(&job.content_type, &download.content_type).ok_or_else(|| {
        let (announced, served) = (&job.content_type, &download.content_type);
        Failure::Again(format!("Twilio announced {announced} and served {served}"))
    })?;
    let (announced, limit) = (download.length, app.config.media_max_bytes);
    if announced.is_some_and(|length| length > limit) {
        return Err(Failure::Never(SourceError::TooLarge(limit).to_string()));
    }
    let key = key(job, &content_type);
    let source = download.stream().map_err(|error| SourceError::Broken(error.to_string()));
    let source = capped(source, limit);
    let size = app.media.put(&key, &content_type, source).await?;
    if announced.is_some_and(|length| length != size) {
        return Err(Failure::Again("the file is shorter than Twilio said".to_owned()));
    }
    Ok(Attachment {
        content_type,
        size: Some(size),
        status: AttachmentStatus::Stored,
        url: job.url.clone(),
        key: Some(key),
        failure: None,
    })
}

async fn open(app: &App, job: &MediaJob) -> Result<Download, Failure> {
    let account = app.accounts.open(&job.account_sid).await;
    let account = account.map_err(|error| Failure::Again(error.to_string()))?;
    let account = account.filter(|open| open.account.tenant_id == job.tenant_id);
    let account =
        account.ok_or_else(|| Failure::Never("the account is not the tenant's".to_owned()))?;
    Ok(app.twilio().download(&job.url, &job.account_sid, account.token()).await?)
}

/// `mms/{tenant}/{message}_{index}.{extension}`, `recordings/{tenant}/{recording}.mp3` or
/// `voicemails/{tenant}/{recording}.mp3`
fn key(job: &MediaJob, content_type: &str) -> String {
    let (tenant, extension) = (&job.tenant_id, extension(content_type));
    match &job.target {
        MediaTarget::Message { message_id, index } => {
            format!("mms/{tenant}/{message_id}_{index}.{extension}")
        }
        MediaTarget::Recording { recording_sid, .. } => {
            format!("recordings/{tenant}/{recording_sid}.{extension}")
        }
        MediaTarget::Voicemail { recording_sid } => {
            format!("voicemails/{tenant}/{recording_sid}.{extension}")
        }
    }
}

/// Ends with an error when there is more than `limit` bytes.
fn capped(
    source: impl Stream<Item = Result<Bytes, SourceError>>,
    limit: u64,
) -> impl Stream<Item = Result<Bytes, SourceError>> {
    let mut left = limit;
    source.and_then(move |chunk| {
        let rest = left.checked_sub(chunk.len() as u64);
        left = rest.unwrap_or(0);
        std::future::ready(rest.map(|_| chunk).ok_or(SourceError::TooLarge(limit)))
    })
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        match error {
            FetchError::Again(reason) => Failure::Again(reason),
            FetchError::Never(reason) => Failure::Never(reason),
        }
    }
}

impl From<MediaError> for Failure {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::Source(too_large @ SourceError::TooLarge(_)) => {
                Failure::Never(too_large.to_string())
            }
            error => Failure::Again(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_file_has_its_folder() {
        let key_of = |target| {
            let job = MediaJob {
                tenant_id: "demo".parse().unwrap(),
                account_sid: "AC00000000000000000000000000000001".parse().unwrap(),
                url: "https://api.twilio.com/x".to_owned(),
                content_type: "audio/mpeg".to_owned(),
                target,
            };
            key(&job, "audio/mpeg")
        };
        let sid = "RE00000000000000000000000000000001";
        let recording_sid = || sid.parse().unwrap();
        let message = MediaTarget::Message { message_id: "m1".parse().unwrap(), index: 2 };
        assert_eq!(key_of(message), "mms/demo/m1_2.mp3");
        let call_id = "c1".parse().unwrap();
        let recording = MediaTarget::Recording { call_id, recording_sid: recording_sid() };
        assert_eq!(key_of(recording), format!("recordings/demo/{sid}.mp3"));
        let voicemail = MediaTarget::Voicemail { recording_sid: recording_sid() };
        assert_eq!(key_of(voicemail), format!("voicemails/demo/{sid}.mp3"));
    }
}
