//! Links that work for a while for whoever has them: requests to S3 that are [signed in their
//! query](https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html).
//!
//! Not by the SDK of S3, which would come along into every function that only makes links.

use std::time::Duration;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PercentEncodingMode, SignableBody, SignableRequest, SignatureLocation, SigningError,
    SigningSettings, UriPathNormalizationMode,
};
use http::Request;
use url::form_urlencoded::byte_serialize;

use crate::aws;
use crate::config::AwsConfig;
use crate::credentials;
use crate::signed::instructions;

/// Signs links to the objects of one bucket.
#[derive(Debug, Clone)]
pub(super) struct Links {
    /// Where the bucket is, without a slash at the end.
    bucket: String,
    region: String,
    credentials: Credentials,
}

impl Links {
    pub(super) fn new(bucket: &str, aws: &AwsConfig) -> Self {
        Self {
            bucket: location(bucket, aws),
            region: aws.region.clone(),
            credentials: credentials::of(aws),
        }
    }

    /// Where an object is, without a signature.
    pub(super) fn location(&self, key: &str) -> String {
        format!("{}/{}", self.bucket, encoded(key))
    }

    /// A link that reads an object, with this disposition and, if one is given, this type.
    pub(super) fn read(
        &self,
        key: &str,
        (disposition, content_type): (&str, Option<&str>),
        lifetime: Duration,
    ) -> String {
        let mut url = self.location(key);
        url += "?response-content-disposition=";
        url += &escaped(disposition);
        if let Some(content_type) = content_type {
            url += "&response-content-type=";
            url += &escaped(content_type);
        }
        self.signed(("GET", &url), &[], lifetime)
            .expect("the URL is ours, and there are no headers")
    }

    /// A link under which an object of this type and length, in bytes, can be put.
    ///
    /// # Errors
    ///
    /// A type that no header can have.
    pub(super) fn write(
        &self,
        key: &str,
        (content_type, length): (&str, u64),
        lifetime: Duration,
    ) -> Result<String, SigningError> {
        let length = length.to_string();
        let headers = [("content-type", content_type), ("content-length", &length)];
        self.signed(("PUT", &self.location(key)), &headers, lifetime)
    }

    fn signed(
        &self,
        (method, url): (&str, &str),
        headers: &[(&str, &str)],
        lifetime: Duration,
    ) -> Result<String, SigningError> {
        let body = SignableBody::UnsignedPayload;
        let signable = SignableRequest::new(method, url, headers.iter().copied(), body)?;
        let signer = (&self.credentials, self.region.as_str(), "s3");
        let mut request = Request::get(url).body(()).expect("the URL is ours");
        instructions(signer, settings(lifetime), signable)?.apply_to_request_http1x(&mut request);
        Ok(request.uri().to_string())
    }
}

/// What S3 has different from other services: a path is encoded once, and as it is.
fn settings(lifetime: Duration) -> SigningSettings {
    let mut settings = SigningSettings::default();
    settings.signature_location = SignatureLocation::QueryParams;
    settings.expires_in = Some(lifetime);
    settings.percent_encoding_mode = PercentEncodingMode::Single;
    settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
    settings
}

/// A bucket is a host of its own, but where its name has dots, which no certificate covers, and on emulators.
fn location(bucket: &str, aws: &AwsConfig) -> String {
    let host = aws::host("s3", &aws.region);
    match &aws.endpoint {
        Some(endpoint) => format!("{}/{bucket}", endpoint.trim_end_matches('/')),
        None if bucket.contains('.') => format!("https://{host}/{bucket}"),
        None => format!("https://{bucket}.{host}"),
    }
}

/// A key as a path: with a `+` S3 would mean a space.
pub(super) fn encoded(key: &str) -> String {
    key.split('/').map(escaped).collect::<Vec<_>>().join("/")
}

fn escaped(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use aws_sdk_s3::config::{BehaviorVersion, Region};
    use aws_sdk_s3::presigning::PresigningConfig;

    use super::*;

    const HOUR: Duration = Duration::from_hours(1);

    fn aws(region: &str, endpoint: Option<&str>) -> AwsConfig {
        AwsConfig {
            region: region.to_owned(),
            endpoint: endpoint.map(str::to_owned),
            access_key_id: "AKIDEXAMPLE".to_owned(),
            secret_access_key: "secret".to_owned(),
            session_token: Some("a/token+=".to_owned()),
            ca_bundle: None,
        }
    }

    fn sdk(aws: &AwsConfig) -> aws_sdk_s3::Client {
        let config = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(aws.region.clone()))
            .credentials_provider(credentials::of(aws))
            .force_path_style(aws.endpoint.is_some());
        aws_sdk_s3::Client::from_conf(
            match &aws.endpoint {
                Some(endpoint) => config.endpoint_url(endpoint),
                None => config,
            }
            .build(),
        )
    }

    /// The query of a link, but what depends on the time, and `x-id`, which the SDK alone adds.
    fn told(link: &str) -> (String, Vec<(String, String)>) {
        let (place, query) = link.split_once('?').unwrap();
        let query = url::form_urlencoded::parse(query.as_bytes()).into_owned();
        let told = |(name, _): &(String, String)| {
            !["X-Amz-Date", "X-Amz-Signature", "x-id"].contains(&name.as_str())
        };
        let mut query: Vec<_> = query.filter(told).collect();
        query.sort();
        (place.to_owned(), query)
    }

    #[tokio::test]
    async fn a_link_says_what_the_sdks_says() {
        let key = "greetings/auth0|5@+=/01J_x.mp3";
        let emulator = Some("http://127.0.0.1:3002/");
        for (region, endpoint, bucket) in [
            ("us-east-1", None, "media"),
            ("eu-central-1", None, "media.of.us"),
            ("cn-north-1", None, "media"),
            ("us-east-1", emulator, "media"),
        ] {
            let aws = aws(region, endpoint);
            let (links, sdk) = (Links::new(bucket, &aws), sdk(&aws));
            let lifetime = PresigningConfig::expires_in(HOUR).unwrap();
            let get = sdk.get_object().bucket(bucket).key(key);
            let get = get.response_content_disposition("inline").response_content_type("audio/ogg");
            let theirs = get.presigned(lifetime.clone()).await.unwrap();
            let ours = links.read(key, ("inline", Some("audio/ogg")), HOUR);
            assert_eq!(told(&ours), told(theirs.uri()), "{region} {bucket}");
            let put = sdk.put_object().bucket(bucket).key(key).content_type("image/png");
            let theirs = put.content_length(7).presigned(lifetime).await.unwrap();
            let ours = links.write(key, ("image/png", 7), HOUR).unwrap();
            assert_eq!(told(&ours), told(theirs.uri()), "{region} {bucket}");
        }
    }

    #[test]
    fn a_key_is_encoded() {
        assert_eq!(encoded("uploads/a+b@c.d|=/x_1.png"), "uploads/a%2Bb%40c.d%7C%3D/x_1.png");
    }
}
