//! KMS: Encrypt and Decrypt with AES-256-GCM under local keys.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Deserialize;
use serde_json::{Value, json};

use super::reply::Refusal;
use crate::place::{ACCOUNT, REGION};

/// Most bytes that Encrypt takes.
const MAX_PLAINTEXT: usize = 4096;
const KEY_LEN: usize = 32;
/// First byte of a blob, followed by the key id's length, the key id, the nonce and the ciphertext.
const VERSION: u8 = 1;

/// Local keys by key id.
#[derive(Debug)]
pub(super) struct Kms {
    keys: BTreeMap<String, LessSafeKey>,
}

/// `EncryptionContext`, sorted and so always the same bytes for the same pairs.
type EncryptionContext = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Encrypt {
    key_id: String,
    plaintext: String,
    #[serde(default)]
    encryption_context: EncryptionContext,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Decrypt {
    ciphertext_blob: String,
    key_id: Option<String>,
    #[serde(default)]
    encryption_context: EncryptionContext,
}

impl Kms {
    /// Opens the keys in `file`, making and keeping those that it lacks.
    pub(super) fn open(file: Option<PathBuf>, ids: &[String]) -> anyhow::Result<Self> {
        let mut stored: BTreeMap<String, String> = match &file {
            Some(file) if file.exists() => serde_json::from_slice(&std::fs::read(file)?)
                .with_context(|| format!("{} holds no keys", file.display()))?,
            _ => BTreeMap::new(),
        };
        let known = stored.len();
        for id in ids {
            if !stored.contains_key(id) {
                let mut key = [0; KEY_LEN];
                aws_lc_rs::rand::fill(&mut key)?;
                stored.insert(id.clone(), BASE64.encode(key));
            }
        }
        if let Some(file) = file.filter(|_| stored.len() > known) {
            keep(&file, &serde_json::to_vec(&stored)?)
                .with_context(|| format!("cannot write {}", file.display()))?;
        }
        stored.retain(|id, _| ids.contains(id));
        let key = |(id, key): (String, String)| Ok((id, cipher(&key)?));
        Ok(Self { keys: stored.into_iter().map(key).collect::<anyhow::Result<_>>()? })
    }

    pub(super) fn answer(&self, operation: &str, body: &[u8]) -> Result<Value, Refusal> {
        match operation {
            "Encrypt" => self.encrypt(&parse(body)?),
            "Decrypt" => self.decrypt(&parse(body)?),
            other => Err(Refusal::unknown_operation(&format!("TrentService.{other}"))),
        }
    }

    fn encrypt(&self, request: &Encrypt) -> Result<Value, Refusal> {
        let (id, key) = self.key(&request.key_id)?;
        let plaintext = decode(&request.plaintext)?;
        if plaintext.is_empty() || plaintext.len() > MAX_PLAINTEXT {
            let message = format!("plaintext must have 1 to {MAX_PLAINTEXT} bytes");
            return Err(Refusal::sender("ValidationException", message));
        }
        let mut nonce = [0; NONCE_LEN];
        aws_lc_rs::rand::fill(&mut nonce).map_err(Refusal::internal)?;
        let mut sealed = plaintext;
        let context = Aad::from(associated(id, &request.encryption_context));
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), context, &mut sealed)
            .map_err(Refusal::internal)?;
        let mut blob = header(id);
        blob.extend_from_slice(&nonce);
        blob.append(&mut sealed);
        Ok(json!({
            "KeyId": arn(id),
            "CiphertextBlob": BASE64.encode(blob),
            "EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
        }))
    }

    fn decrypt(&self, request: &Decrypt) -> Result<Value, Refusal> {
        let blob = decode(&request.ciphertext_blob)?;
        let (id, nonce, sealed) = open(&blob).ok_or_else(invalid)?;
        let (id, key) = self.key(id)?;
        if let Some(wanted) = &request.key_id
            && self.key(wanted)?.0 != id
        {
            let message = format!("the ciphertext is not under key {wanted}");
            return Err(Refusal::sender("IncorrectKeyException", message));
        }
        let context = Aad::from(associated(id, &request.encryption_context));
        let mut sealed = sealed.to_vec();
        let plaintext = key
            .open_in_place(Nonce::assume_unique_for_key(nonce), context, &mut sealed)
            .map_err(|_| invalid())?;
        Ok(json!({
            "KeyId": arn(id),
            "Plaintext": BASE64.encode(plaintext),
            "EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
        }))
    }

    /// A key by id or ARN.
    fn key(&self, name: &str) -> Result<(&str, &LessSafeKey), Refusal> {
        let id = name.rsplit('/').next().unwrap_or(name);
        let found = self.keys.get_key_value(id).filter(|_| id == name || arn(id) == name);
        let (id, key) = found.ok_or_else(|| {
            Refusal::sender("NotFoundException", format!("Key '{}' does not exist", arn(id)))
        })?;
        Ok((id, key))
    }
}

fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body)
        .map_err(|error| Refusal::sender("ValidationException", error.to_string()))
}

fn decode(text: &str) -> Result<Vec<u8>, Refusal> {
    BASE64
        .decode(text)
        .map_err(|error| Refusal::sender("SerializationException", error.to_string()))
}

fn invalid() -> Refusal {
    Refusal::sender("InvalidCiphertextException", "")
}

fn arn(id: &str) -> String {
    format!("arn:aws:kms:{REGION}:{ACCOUNT}:key/{id}")
}

fn header(id: &str) -> Vec<u8> {
    let length = u8::try_from(id.len()).expect("logical ids have at most 255 characters");
    let mut header = vec![VERSION, length];
    header.extend_from_slice(id.as_bytes());
    header
}

fn open(blob: &[u8]) -> Option<(&str, [u8; NONCE_LEN], &[u8])> {
    let (&[VERSION, length], rest) = blob.split_first_chunk()? else {
        return None;
    };
    let (id, rest) = rest.split_at_checked(length.into())?;
    let (nonce, sealed) = rest.split_first_chunk()?;
    Some((std::str::from_utf8(id).ok()?, *nonce, sealed))
}

fn associated(id: &str, context: &EncryptionContext) -> Vec<u8> {
    let mut associated = header(id);
    associated.extend_from_slice(json!(context).to_string().as_bytes());
    associated
}

fn cipher(key: &str) -> anyhow::Result<LessSafeKey> {
    let key = UnboundKey::new(&AES_256_GCM, &BASE64.decode(key)?)?;
    Ok(LessSafeKey::new(key))
}

/// Readable by its owner alone from its first byte on, and whole or not there at all.
fn keep(file: &Path, content: &[u8]) -> anyhow::Result<()> {
    let folder = file.parent().context("a key file lies in a folder")?;
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    std::io::Write::write_all(&mut new, content)?;
    new.persist(file)?;
    Ok(())
}
