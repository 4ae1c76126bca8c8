//! Answers that Twilio understands (contract §3.4).

use bytes::Bytes;
use http::{Response, StatusCode, header};

use twilio::twiml;

/// A webhook's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// TwiML, for requests that Twilio waits for.
    Twiml(twiml::Response),
    /// Nothing, for callbacks.
    Empty,
}

impl Reply {
    /// The answer as HTTP.
    pub fn into_response(self) -> Response<Bytes> {
        let response = Response::builder();
        let response = match self {
            Reply::Twiml(twiml) => response
                .header(header::CONTENT_TYPE, "text/xml; charset=utf-8")
                .body(twiml.to_string().into()),
            Reply::Empty => response.status(StatusCode::NO_CONTENT).body(Bytes::new()),
        };
        response.expect("the headers are constants")
    }
}
