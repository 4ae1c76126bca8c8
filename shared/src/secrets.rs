//! Tokens of accounts and secrets of endpoints: encrypted by KMS with the SID or id as encryption context,
//! decrypted in memory only.

use aws_sdk_kms::primitives::Blob;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use twilio::auth_token::AuthToken;
use twilio::sid::AccountSid;

use crate::aws::Aws;
use crate::ids::EndpointId;
use crate::records::EncryptedToken;

/// KMS did not answer, or refused.
#[derive(Debug, thiserror::Error)]
#[error("KMS: {0}")]
pub struct SecretsError(String);

/// Encrypts and decrypts tokens under one key.
#[derive(Debug, Clone)]
pub struct Secrets {
    aws: Aws,
    key_id: String,
}

/// What encrypted texts belong to, as the encryption context names it.
const ACCOUNT: &str = "account_sid";
const ENDPOINT: &str = "endpoint_id";

impl Secrets {
    /// Uses this key.
    pub(crate) fn new(aws: Aws, key_id: String) -> Self {
        Self { aws, key_id }
    }

    /// Encrypts a token so that it decrypts for this account alone.
    pub async fn encrypt(
        &self,
        account: &AccountSid,
        token: &AuthToken,
    ) -> Result<EncryptedToken, SecretsError> {
        self.seal((ACCOUNT, account.as_str()), token).await
    }

    /// Decrypts a token of this account.
    pub async fn decrypt(
        &self,
        account: &AccountSid,
        token: &EncryptedToken,
    ) -> Result<AuthToken, SecretsError> {
        self.open((ACCOUNT, account.as_str()), token).await
    }

    /// Encrypts what events are signed with, so that it decrypts for this endpoint alone.
    pub async fn encrypt_signing(
        &self,
        endpoint: &EndpointId,
        secret: &AuthToken,
    ) -> Result<EncryptedToken, SecretsError> {
        self.seal((ENDPOINT, endpoint.as_str()), secret).await
    }

    /// Decrypts what the events of this endpoint are signed with.
    pub async fn decrypt_signing(
        &self,
        endpoint: &EndpointId,
        secret: &EncryptedToken,
    ) -> Result<AuthToken, SecretsError> {
        self.open((ENDPOINT, endpoint.as_str()), secret).await
    }

    async fn seal(
        &self,
        (of, whom): (&str, &str),
        secret: &AuthToken,
    ) -> Result<EncryptedToken, SecretsError> {
        let request = self
            .aws
            .kms()
            .encrypt()
            .key_id(&self.key_id)
            .encryption_context(of, whom)
            .plaintext(Blob::new(secret.reveal()));
        let answer = request.send().await.map_err(|error| failure(&error))?;
        let blob =
            answer.ciphertext_blob.ok_or_else(|| SecretsError("no ciphertext".to_owned()))?;
        Ok(EncryptedToken(STANDARD.encode(blob)))
    }

    async fn open(
        &self,
        (of, whom): (&str, &str),
        sealed: &EncryptedToken,
    ) -> Result<AuthToken, SecretsError> {
        let broken = |_| SecretsError("the stored secret is not what KMS wrote".to_owned());
        let request = self
            .aws
            .kms()
            .decrypt()
            .key_id(&self.key_id)
            .encryption_context(of, whom)
            .ciphertext_blob(Blob::new(STANDARD.decode(&sealed.0).map_err(broken)?));
        let answer = request.send().await.map_err(|error| failure(&error))?;
        let plain = answer.plaintext.unwrap_or_else(|| Blob::new(Vec::new())).into_inner();
        String::from_utf8(plain)
            .map(AuthToken::new)
            .map_err(|_| SecretsError("the decrypted secret is not text".to_owned()))
    }
}

fn failure<E>(error: &aws_sdk_kms::error::SdkError<E>) -> SecretsError
where
    E: std::error::Error + aws_sdk_kms::error::ProvideErrorMetadata + 'static,
{
    SecretsError(crate::store::describe(error))
}
