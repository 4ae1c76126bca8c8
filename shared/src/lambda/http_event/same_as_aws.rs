//! AWS's own type of an event says what is read of it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lambda_http::aws_lambda_events::apigw::ApiGatewayV2httpRequest;

use super::*;

/// The events of HTTP requests that functions get.
fn events() -> Vec<(String, String)> {
    let files = std::fs::read_dir("../events").unwrap().map(|file| file.unwrap().path());
    let text = |file: PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(file).unwrap())
    };
    files.map(text).filter(|(_, text)| text.contains("\"rawPath\"")).collect()
}

#[test]
fn every_event_is_read_as_awss_type_reads_it() {
    let events = events();
    assert!(events.len() > 20);
    for (name, text) in events {
        let aws: ApiGatewayV2httpRequest = serde_json::from_str(&text).unwrap();
        let ours = request(serde_json::from_str(&text).unwrap(), usize::MAX).unwrap();
        let gateway: &Gateway = ours.extensions().get().unwrap();
        assert_eq!(*ours.headers(), aws.headers, "{name}");
        assert_eq!(*ours.method(), aws.request_context.http.method, "{name}");
        assert_eq!(Some(&gateway.raw_path), aws.raw_path.as_ref(), "{name}");
        assert_eq!(gateway.raw_query, aws.raw_query_string.unwrap_or_default(), "{name}");
        assert_eq!(gateway.route, aws.route_key.unwrap_or_default(), "{name}");
        let domain = aws.request_context.domain_name;
        assert_eq!(Some(&gateway.domain_name), domain.as_ref(), "{name}");
        let parameters: BTreeMap<_, _> = aws.path_parameters.into_iter().collect();
        assert_eq!(gateway.path_parameters, parameters, "{name}");
        let jwt = aws.request_context.authorizer.and_then(|authorizer| authorizer.jwt);
        let claims: BTreeMap<_, _> = jwt.unwrap_or_default().claims.into_iter().collect();
        assert_eq!(gateway.claims, claims, "{name}");
        let body = aws.body.unwrap_or_default();
        let body = if aws.is_base64_encoded { STANDARD.decode(body).unwrap() } else { body.into() };
        assert_eq!(*ours.body(), body, "{name}");
    }
}
