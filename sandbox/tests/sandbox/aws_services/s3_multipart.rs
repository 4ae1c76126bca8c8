use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::{CompletedMultipartUpload, CompletedPart};
use sandbox::aws::Aws;

use super::clients::{self, BUCKET};

const KEY: &str = "mms/t/MM1_0.mp4";
const PART: usize = 5 * 1024 * 1024;

async fn begin(client: &Client) -> String {
    let create = client.create_multipart_upload().bucket(BUCKET).key(KEY);
    let created = create.content_type("video/mp4").send().await.unwrap();
    created.upload_id.unwrap()
}

/// The services, and an upload without parts.
async fn begun() -> (Aws, Client, String) {
    let aws = clients::start().await;
    let client = clients::s3(&aws);
    let id = begin(&client).await;
    (aws, client, id)
}

async fn upload(client: &Client, id: &str, (number, bytes): (i32, Vec<u8>)) -> CompletedPart {
    let part = client.upload_part().bucket(BUCKET).key(KEY).upload_id(id);
    let part = part.part_number(number).body(ByteStream::from(bytes));
    let e_tag = part.send().await.unwrap().e_tag.unwrap();
    CompletedPart::builder().part_number(number).e_tag(e_tag).build()
}

async fn complete(client: &Client, id: &str, parts: Vec<CompletedPart>) -> Result<(), String> {
    let parts = CompletedMultipartUpload::builder().set_parts(Some(parts)).build();
    let complete = client.complete_multipart_upload().bucket(BUCKET).key(KEY);
    let completed = complete.upload_id(id).multipart_upload(parts).send().await;
    let code = |error: aws_sdk_s3::Error| error.code().unwrap_or("none").to_owned();
    completed.map(|_| ()).map_err(|error| code(error.into()))
}

#[tokio::test]
async fn parts_become_one_object() {
    let (_aws, client, id) = begun().await;
    // Out of order, as parallel uploads arrive.
    let second = upload(&client, &id, (2, vec![2; 3])).await;
    let first = upload(&client, &id, (1, vec![1; PART])).await;
    complete(&client, &id, vec![first, second]).await.unwrap();
    let got = client.get_object().bucket(BUCKET).key(KEY).send().await.unwrap();
    assert_eq!(got.content_type(), Some("video/mp4"));
    assert_eq!(got.content_encoding(), None);
    let body = got.body.collect().await.unwrap().to_vec();
    assert_eq!(body.len(), PART + 3);
    assert!(body[..PART].iter().all(|byte| *byte == 1));
    assert_eq!(body[PART..], [2; 3]);
}

#[tokio::test]
async fn an_aborted_upload_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let aws = clients::start_in(folder.path()).await;
    let client = clients::s3(&aws);
    let id = begin(&client).await;
    let part = upload(&client, &id, (1, vec![1; 10])).await;
    let abort = client.abort_multipart_upload().bucket(BUCKET).key(KEY);
    abort.upload_id(&id).send().await.unwrap();
    let refused = complete(&client, &id, vec![part]).await.unwrap_err();
    assert!(["NoSuchUpload", "InvalidPart"].contains(&refused.as_str()), "{refused}");
    let late = client.upload_part().bucket(BUCKET).key(KEY).upload_id(&id);
    let late = late.part_number(2).body(ByteStream::from_static(b"x")).send().await;
    let late = late.unwrap_err().into_service_error();
    assert_eq!(late.code(), Some("NoSuchUpload"));
    let left: Vec<_> = std::fs::read_dir(folder.path().join("s3")).unwrap().collect();
    assert_eq!(left.len(), 1, "only the bucket: {left:?}");
}

#[tokio::test]
async fn a_refused_completion_leaves_the_upload_open() {
    let (_aws, client, id) = begun().await;
    let first = upload(&client, &id, (1, vec![1; 10])).await;
    let unknown = CompletedPart::builder().part_number(2).e_tag("x").build();
    let refused = complete(&client, &id, vec![first.clone(), unknown]).await;
    assert!(refused.is_err());
    let second = upload(&client, &id, (2, vec![2; 10])).await;
    let short = complete(&client, &id, vec![first.clone(), second]).await;
    assert_eq!(short.unwrap_err(), "EntityTooSmall");
    complete(&client, &id, vec![first]).await.unwrap();
    let head = client.head_object().bucket(BUCKET).key(KEY).send().await.unwrap();
    assert_eq!(head.content_length(), Some(10));
}

#[tokio::test]
async fn a_part_with_another_checksum_is_refused() {
    let (_aws, client, id) = begun().await;
    let part = client.upload_part().bucket(BUCKET).key(KEY).upload_id(&id);
    let part = part.part_number(1).body(ByteStream::from_static(b"bad"));
    let error = part.checksum_crc32("AAAAAA==").send().await.unwrap_err();
    assert_eq!(error.into_service_error().code(), Some("BadDigest"));
    let listed = client.list_parts().bucket(BUCKET).key(KEY).upload_id(&id).send();
    assert!(listed.await.unwrap().parts().is_empty());
}
