use aws_sdk_s3::Client;
use aws_sdk_s3::error::ProvideErrorMetadata as _;
use aws_sdk_s3::primitives::ByteStream;

use super::clients::{self, BUCKET};

fn bytes(text: &str) -> ByteStream {
    ByteStream::from(text.as_bytes().to_vec())
}

async fn content(client: &Client, key: &str) -> String {
    let got = client.get_object().bucket(BUCKET).key(key).send().await.unwrap();
    let body = got.body.collect().await.unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

#[tokio::test]
async fn an_object_keeps_its_bytes_and_headers() {
    let aws = clients::start().await;
    let client = clients::s3(&aws);
    let put = client.put_object().bucket(BUCKET).key("mms/t/MM1_0.png");
    let put = put.content_type("image/png").metadata("sid", "MM1").body(bytes("picture"));
    put.send().await.unwrap();
    let got = client.get_object().bucket(BUCKET).key("mms/t/MM1_0.png").send();
    let got = got.await.unwrap();
    assert_eq!(got.content_type(), Some("image/png"));
    assert_eq!(got.content_encoding(), None);
    assert_eq!(got.content_length(), Some(7));
    assert_eq!(got.metadata().unwrap()["sid"], "MM1");
    assert_eq!(got.body.collect().await.unwrap().to_vec(), b"picture");
    let head = client.head_object().bucket(BUCKET).key("mms/t/MM1_0.png").send();
    assert_eq!(head.await.unwrap().content_type(), Some("image/png"));
}

#[tokio::test]
async fn a_real_content_encoding_is_kept() {
    let aws = clients::start().await;
    let client = clients::s3(&aws);
    let put = client.put_object().bucket(BUCKET).key("k").content_encoding("gzip");
    put.body(bytes("zipped")).send().await.unwrap();
    let head = client.head_object().bucket(BUCKET).key("k").send().await.unwrap();
    assert_eq!(head.content_encoding(), Some("gzip"));
}

#[tokio::test]
async fn a_plus_in_the_source_of_a_copy_is_a_space() {
    let aws = clients::start().await;
    let client = clients::s3(&aws);
    client.put_object().bucket(BUCKET).key("a+b").body(bytes("plus")).send().await.unwrap();
    let copy = async |source: &str| {
        let source = format!("{BUCKET}/{source}");
        client.copy_object().bucket(BUCKET).key("copy").copy_source(source).send().await
    };
    let error = copy("a+b").await.unwrap_err();
    assert_eq!(error.code(), Some("NoSuchKey"), "{error:?}");
    copy("a%2Bb").await.unwrap();
    assert_eq!(content(&client, "copy").await, "plus");
}

#[tokio::test]
async fn ranges_lists_and_deletes() {
    let aws = clients::start().await;
    let client = clients::s3(&aws);
    for key in ["a/1", "a/2", "b/1"] {
        let put = client.put_object().bucket(BUCKET).key(key);
        put.body(bytes("0123456789")).send().await.unwrap();
    }
    let part = client.get_object().bucket(BUCKET).key("a/1").range("bytes=2-4");
    let part = part.send().await.unwrap();
    assert_eq!(part.content_range(), Some("bytes 2-4/10"));
    assert_eq!(part.body.collect().await.unwrap().to_vec(), b"234");
    let delete = client.delete_object().bucket(BUCKET).key("a/2");
    delete.send().await.unwrap();
    let listed = client.list_objects_v2().bucket(BUCKET).prefix("a/").send();
    let listed = listed.await.unwrap();
    let keys: Vec<_> = listed.contents().iter().map(|object| object.key()).collect();
    assert_eq!(keys, [Some("a/1")]);
    let gone = client.get_object().bucket(BUCKET).key("a/2").send().await;
    assert!(gone.unwrap_err().into_service_error().is_no_such_key());
}

#[tokio::test]
async fn a_missing_bucket_is_named_and_not_made() {
    let aws = clients::start().await;
    let client = clients::s3(&aws);
    let put = client.put_object().bucket("absent").key("k").body(bytes("x"));
    let get = client.get_object().bucket("absent").key("k");
    let begin = client.create_multipart_upload().bucket("absent").key("k");
    let codes = [
        put.send().await.unwrap_err().into_service_error().code().map(str::to_owned),
        get.send().await.unwrap_err().into_service_error().code().map(str::to_owned),
        begin.send().await.unwrap_err().into_service_error().code().map(str::to_owned),
    ];
    assert_eq!(codes, [const { "NoSuchBucket" }; 3].map(|code| Some(code.to_owned())));
    let listed = client.list_buckets().send().await.unwrap();
    let names: Vec<_> = listed.buckets().iter().map(|bucket| bucket.name()).collect();
    assert_eq!(names, [Some(BUCKET)]);
}

#[tokio::test]
async fn of_many_writers_with_if_none_match_one_wins() {
    let aws = clients::start().await;
    let client = clients::s3(&aws);
    let write = |n: u32| {
        let put = client.put_object().bucket(BUCKET).key("once").if_none_match("*");
        let put = put.body(bytes(&n.to_string())).send();
        async move { (n, put.await) }
    };
    let written = futures::future::join_all((0..8).map(write)).await;
    let winners: Vec<_> = written.iter().filter(|(_, put)| put.is_ok()).collect();
    assert_eq!(winners.len(), 1);
    assert_eq!(content(&client, "once").await, winners[0].0.to_string());
    for (_, put) in written {
        if let Err(error) = put {
            assert_eq!(error.into_service_error().code(), Some("PreconditionFailed"));
        }
    }
}

#[tokio::test]
async fn a_body_with_another_checksum_replaces_nothing() {
    let aws = clients::start().await;
    let client = clients::s3(&aws);
    let put = || client.put_object().bucket(BUCKET).key("k");
    put().body(bytes("good")).send().await.unwrap();
    let wrong = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let error = put().body(bytes("bad")).checksum_sha256(wrong).send().await;
    let error = error.unwrap_err().into_service_error();
    assert_eq!(error.code(), Some("BadDigest"), "{error:?}");
    let error = put().body(bytes("bad")).content_md5("AAAAAAAAAAAAAAAAAAAAAA==");
    let error = error.send().await.unwrap_err().into_service_error();
    assert_eq!(error.code(), Some("BadDigest"), "{error:?}");
    assert_eq!(content(&client, "k").await, "good");
}

#[tokio::test]
async fn the_directory_of_a_key_is_no_object() {
    let aws = clients::start().await;
    let client = clients::s3(&aws);
    let put = client.put_object().bucket(BUCKET).key("a/b").body(bytes("x"));
    put.send().await.unwrap();
    let get = client.get_object().bucket(BUCKET).key("a").send().await;
    assert!(get.unwrap_err().into_service_error().is_no_such_key());
    let head = client.head_object().bucket(BUCKET).key("a").send().await;
    assert!(head.unwrap_err().into_service_error().is_not_found());
}

#[tokio::test]
async fn a_key_is_stored_or_refused_as_too_long() {
    let aws = clients::start().await;
    let client = clients::s3(&aws);
    let begin = |length: usize| {
        let create = client.create_multipart_upload().bucket(BUCKET);
        create.key("k".repeat(length)).send()
    };
    begin(124).await.unwrap();
    let error = begin(125).await.unwrap_err().into_service_error();
    assert_eq!(error.code(), Some("KeyTooLongError"));
}

#[tokio::test]
async fn operations_that_the_store_lacks_are_refused() {
    let aws = clients::start().await;
    let client = clients::s3(&aws);
    let error = client.get_bucket_acl().bucket(BUCKET).send().await.unwrap_err();
    assert_eq!(error.into_service_error().code(), Some("NotImplemented"));
}
