//! Requests to services of AWS for which there is no SDK here: posted, and signed as the role of the
//! function.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    SignableBody, SignableRequest, SigningError, SigningInstructions, SigningSettings, sign,
};
use aws_sigv4::sign::v4;
use http::Request;
use reqwest::{Certificate, Client};
use twilio::client::https;

use crate::aws;
use crate::config::AwsConfig;
use crate::credentials;

/// One try: a connection that hangs must leave time for another.
const TIMEOUT: Duration = Duration::from_secs(3);

/// A request without an answer. Never holds its content.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unanswered {
    #[error("the request cannot be signed: {0}")]
    Unsigned(String),
    #[error("it is not reached: {0}")]
    Unreached(String),
}

/// A body with the headers that are signed with it.
pub(crate) type Content<'c> = (String, &'c [(&'static str, &'static str)]);

/// Posts to one URL of one service.
#[derive(Debug)]
pub(crate) struct Signed {
    url: String,
    service: &'static str,
    region: String,
    credentials: Credentials,
    client: Client,
}

impl Signed {
    /// `service` is the name that its requests are signed for.
    pub(crate) fn new((url, service): (String, &'static str), config: &AwsConfig) -> Self {
        let roots = Certificate::from_pem_bundle(aws::roots(config).as_bytes()).unwrap_or_default();
        let client = https()
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .tls_certs_only(roots);
        Self {
            url,
            service,
            region: config.region.clone(),
            credentials: credentials::of(config),
            client: client.build().expect("TLS is built in"),
        }
    }

    /// Status and body of the answer.
    pub(crate) async fn post(&self, content: Content<'_>) -> Result<(u16, Vec<u8>), Unanswered> {
        let request = self.signed(content).map_err(Unanswered::Unsigned)?;
        let request = reqwest::Request::try_from(request)
            .map_err(|error| Unanswered::Unsigned(error.to_string()))?;
        let unreached =
            |error: reqwest::Error| Unanswered::Unreached(error.without_url().to_string());
        let answer = self.client.execute(request).await.map_err(unreached)?;
        let status = answer.status().as_u16();
        Ok((status, answer.bytes().await.map_err(unreached)?.to_vec()))
    }

    fn signed(&self, (body, headers): Content<'_>) -> Result<Request<String>, String> {
        let request = headers
            .iter()
            .fold(Request::post(&self.url), |request, (name, value)| request.header(*name, *value));
        let mut request = request.body(body).map_err(|error| error.to_string())?;
        let signable = SignableBody::Bytes(request.body().as_bytes());
        let headers = headers.iter().copied();
        let signable = SignableRequest::new("POST", &self.url, headers, signable)
            .map_err(|error| error.to_string())?;
        let signer = (&self.credentials, self.region.as_str(), self.service);
        instructions(signer, SigningSettings::default(), signable)
            .map_err(|error| error.to_string())?
            .apply_to_request_http1x(&mut request);
        Ok(request)
    }
}

/// What a request gets that is signed now, for a service of a region.
pub(crate) fn instructions(
    (credentials, region, service): (&Credentials, &str, &str),
    settings: SigningSettings,
    request: SignableRequest<'_>,
) -> Result<SigningInstructions, SigningError> {
    let identity = credentials.clone().into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(region)
        .name(service)
        .time(SystemTime::now())
        .settings(settings)
        .build()
        .expect("all of it is set")
        .into();
    Ok(sign(request, &params)?.into_parts().0)
}
