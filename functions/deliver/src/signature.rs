//! Signatures as Standard Webhooks has them: `v1,` and the HMAC-SHA256 of id, time and body.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use twilio::auth_token::AuthToken;

/// How secrets begin as text.
const PREFIX: &str = "whsec_";

/// The header of a message: a signature by each secret. `None` if one is no secret.
pub(crate) fn header(
    secrets: &[AuthToken],
    (id, time, body): (&str, &str, &str),
) -> Option<String> {
    let signed = secrets.iter().map(|secret| {
        let key = secret.reveal().strip_prefix(PREFIX)?;
        let mut mac = Hmac::<Sha256>::new_from_slice(&STANDARD.decode(key).ok()?).ok()?;
        mac.update(format!("{id}.{time}.{body}").as_bytes());
        Some(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
    });
    Some(signed.collect::<Option<Vec<_>>>()?.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's reference implementations.
    #[test]
    fn signs_as_the_specification_does() {
        let secret = AuthToken::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned());
        let message = ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", r#"{"test": 2432232314}"#);
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(header(std::slice::from_ref(&secret), message).as_deref(), Some(expected));
        let twice = header(&[secret.clone(), secret], message).unwrap();
        assert_eq!(twice, format!("{expected} {expected}"));
        assert_eq!(header(&[AuthToken::new("plain".to_owned())], message), None);
    }
}
