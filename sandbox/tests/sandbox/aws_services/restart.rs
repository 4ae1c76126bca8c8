use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use aws_sdk_kms::primitives::Blob;
use aws_sdk_s3::primitives::ByteStream;
use sandbox::aws::Aws;

use super::clients::{self, BUCKET, QUEUE};

const READY: &str = "everything is stored";
const FOLDER: &str = "SANDBOX_TEST_FOLDER";

async fn write(folder: &Path, aws: &Aws) {
    let put = clients::dynamodb(aws).put_item().table_name("AccountsTable");
    let put = put.item("account_sid", AttributeValue::S("AC1".to_owned()));
    put.send().await.unwrap();
    let put = clients::s3(aws).put_object().bucket(BUCKET).key("k").content_type("a/b");
    put.body(ByteStream::from_static(b"kept")).send().await.unwrap();
    for body in ["one", "two"] {
        aws.sqs().send(QUEUE, body, Duration::ZERO).unwrap();
    }
    aws.sqs().receive(QUEUE, 1).unwrap();
    let encrypt = clients::kms(aws).encrypt().key_id("TokenKey");
    let sealed = encrypt.plaintext(Blob::new("secret")).send().await.unwrap();
    let sealed = sealed.ciphertext_blob.unwrap().into_inner();
    std::fs::write(folder.join("sealed"), sealed).unwrap();
}

async fn check(folder: &Path, aws: &Aws) {
    let key = AttributeValue::S("AC1".to_owned());
    let get = clients::dynamodb(aws).get_item().table_name("AccountsTable");
    let item = get.key("account_sid", key).send().await.unwrap().item;
    assert!(item.is_some());
    let got = clients::s3(aws).get_object().bucket(BUCKET).key("k").send().await.unwrap();
    assert_eq!(got.content_type(), Some("a/b"));
    assert_eq!(got.body.collect().await.unwrap().to_vec(), b"kept");
    let received = aws.sqs().receive(QUEUE, 10).unwrap();
    assert_eq!(received.len(), 1, "the other is still in flight");
    assert_eq!(received[0].body, "two");
    aws.sqs().make_visible(QUEUE).unwrap();
    let again = aws.sqs().receive(QUEUE, 10).unwrap();
    let counts: Vec<_> = again.iter().map(|message| message.receive_count).collect();
    assert_eq!(counts, [2, 2]);
    let sealed = std::fs::read(folder.join("sealed")).unwrap();
    let opened = clients::kms(aws).decrypt().ciphertext_blob(Blob::new(sealed)).send();
    assert_eq!(opened.await.unwrap().plaintext.unwrap().as_ref(), b"secret");
}

#[tokio::test]
async fn a_restart_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let aws = clients::start_in(folder.path()).await;
    write(folder.path(), &aws).await;
    drop(aws);
    check(folder.path(), &clients::start_in(folder.path()).await).await;
}

#[tokio::test]
async fn a_kill_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["aws_services::restart::in_a_process_that_is_killed", "--exact"])
        .args(["--ignored", "--nocapture"])
        .env(FOLDER, folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let ready = lines.any(|line| line.unwrap().contains(READY));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(ready);
    check(folder.path(), &clients::start_in(folder.path()).await).await;
}

#[tokio::test]
#[ignore = "run by a_kill_keeps_everything, which ends it"]
async fn in_a_process_that_is_killed() {
    let folder = std::env::var_os(FOLDER).unwrap();
    let folder = Path::new(&folder);
    let aws = clients::start_in(folder).await;
    write(folder, &aws).await;
    println!("{READY}");
    std::future::pending::<()>().await;
}

#[cfg(unix)]
#[tokio::test]
async fn the_key_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let _aws = clients::start_in(folder.path()).await;
    let file = std::fs::metadata(folder.path().join("kms.key")).unwrap();
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn stored_tables_of_another_schema_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    drop(clients::start_in(folder.path()).await);
    let mut options = clients::options(Some(folder.path()));
    options.template = options.template.replace("by_tenant", "by_owner");
    let error = Aws::start(options).await.unwrap_err();
    assert!(format!("{error:#}").contains("table CallsTable"), "{error:#}");
}

#[tokio::test]
async fn the_environment_points_a_function_to_the_endpoint() {
    let aws = clients::start().await;
    let environment = aws.environment("SmsFunction");
    assert_eq!(environment["AWS_ENDPOINT_URL"], aws.endpoint());
    assert_eq!(environment["AWS_REGION"], "us-east-1");
    assert_eq!(environment["AWS_ACCESS_KEY_ID"], "SmsFunction");
    assert!(environment["AWS_SECRET_ACCESS_KEY"].starts_with("sandbox/"));
    assert_eq!(environment["MEDIA_QUEUE_URL"], clients::queue_url(&aws, QUEUE));
}

#[tokio::test]
async fn dropping_the_last_handle_frees_the_address() {
    let aws = clients::start().await;
    let kept = aws.clone();
    let addr = aws.endpoint().trim_start_matches("http://").to_owned();
    drop(aws);
    let connect = || tokio::net::TcpStream::connect(addr.clone());
    connect().await.unwrap();
    drop(kept);
    sandbox::until("nobody at the address", async || connect().await.is_err()).await;
}
