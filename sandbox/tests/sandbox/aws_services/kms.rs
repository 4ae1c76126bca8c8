use aws_sdk_kms::Client;
use aws_sdk_kms::error::ProvideErrorMetadata as _;
use aws_sdk_kms::operation::decrypt::DecryptError;
use aws_sdk_kms::operation::encrypt::EncryptError;
use aws_sdk_kms::primitives::Blob;

use super::clients;

const KEY: &str = "TokenKey";

async fn encrypt(client: &Client, context: &[(&str, &str)]) -> Blob {
    let mut request = client.encrypt().key_id(KEY).plaintext(Blob::new("secret"));
    for (name, value) in context {
        request = request.encryption_context(*name, *value);
    }
    request.send().await.unwrap().ciphertext_blob.unwrap()
}

async fn decrypt(
    client: &Client,
    blob: Blob,
    context: &[(&str, &str)],
) -> Result<Blob, DecryptError> {
    let mut request = client.decrypt().ciphertext_blob(blob);
    for (name, value) in context {
        request = request.encryption_context(*name, *value);
    }
    match request.send().await {
        Ok(decrypted) => Ok(decrypted.plaintext.unwrap()),
        Err(error) => Err(error.into_service_error()),
    }
}

#[tokio::test]
async fn decrypts_under_the_same_context_in_any_order_only() {
    let aws = clients::start().await;
    let client = clients::kms(&aws);
    let blob = encrypt(&client, &[("account", "AC1"), ("tenant", "demo")]).await;
    assert!(!blob.as_ref().windows(6).any(|part| part == b"secret"));
    let same = [("tenant", "demo"), ("account", "AC1")];
    let plaintext = decrypt(&client, blob.clone(), &same).await.unwrap();
    assert_eq!(plaintext.as_ref(), b"secret");
    for other in [&[("account", "AC2"), ("tenant", "demo")][..], &same[..1], &[]] {
        let error = decrypt(&client, blob.clone(), other).await.unwrap_err();
        assert!(error.is_invalid_ciphertext_exception(), "{error:?}");
    }
}

#[tokio::test]
async fn every_ciphertext_differs_and_none_may_be_changed() {
    let aws = clients::start().await;
    let client = clients::kms(&aws);
    let blob = encrypt(&client, &[]).await;
    assert_ne!(blob, encrypt(&client, &[]).await);
    for at in [0, blob.as_ref().len() / 2, blob.as_ref().len() - 1] {
        let mut bytes = blob.as_ref().to_vec();
        bytes[at] ^= 1;
        let error = decrypt(&client, Blob::new(bytes), &[]).await.unwrap_err();
        assert!(error.is_invalid_ciphertext_exception(), "{at}: {error:?}");
    }
    let error = decrypt(&client, Blob::new("junk"), &[]).await.unwrap_err();
    assert!(error.is_invalid_ciphertext_exception(), "{error:?}");
}

#[tokio::test]
async fn keys_go_by_id_or_arn_and_others_are_not_found() {
    let aws = clients::start().await;
    let client = clients::kms(&aws);
    let arn = "arn:aws:kms:us-east-1:000000000000:key/TokenKey";
    let encrypted = client.encrypt().key_id(arn).plaintext(Blob::new("x")).send();
    let encrypted = encrypted.await.unwrap();
    assert_eq!(encrypted.key_id(), Some(arn));
    let request = client.decrypt().ciphertext_blob(encrypted.ciphertext_blob.unwrap());
    let decrypted = request.clone().key_id(KEY).send().await.unwrap();
    assert_eq!(decrypted.key_id(), Some(arn));
    let error = request.key_id("Other").send().await.unwrap_err().into_service_error();
    assert!(error.is_not_found_exception(), "{error:?}");
    let request = client.encrypt().key_id("Other").plaintext(Blob::new("x"));
    let error = request.send().await.unwrap_err().into_service_error();
    assert!(matches!(error, EncryptError::NotFoundException(_)), "{error:?}");
}

#[tokio::test]
async fn limits_and_missing_operations_are_refused() {
    let aws = clients::start().await;
    let client = clients::kms(&aws);
    let request = client.encrypt().key_id(KEY).plaintext(Blob::new(vec![0; 4097]));
    let error = request.send().await.unwrap_err().into_service_error();
    assert_eq!(error.code(), Some("ValidationException"));
    let error = client.describe_key().key_id(KEY).send().await.unwrap_err();
    let error = error.into_service_error();
    assert_eq!(error.code(), Some("UnknownOperationException"));
    assert!(error.message().unwrap().contains("TrentService.DescribeKey"));
}
