//! Memory of the real binary while it moves a large file.

use std::path::Path;

use sandbox::gateway::runtime_api::Process;
use serde_json::json;
use twilio_simulator::InboundMedia;

use crate::{attachment, event, received};

const SIZE: u64 = 300 * 1024 * 1024;
const LIMIT: u64 = 96 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_300_mb_passes_through_96_mib() {
    let sandbox = received(vec![InboundMedia::of_size("video/mp4", SIZE)]).await;
    let binary = Path::new(env!("CARGO_BIN_EXE_media"));
    let process = Process::spawn(binary, &sandbox.aws.environment("MediaFunction")).unwrap();

    let answer = process.invoke(event(&sandbox).0).await.unwrap();
    assert_eq!(answer, json!({ "batchItemFailures": [] }), "{:?}", process.lines());
    let video = attachment(&sandbox).await;
    assert_eq!((&video["status"], &video["size"]), (&json!("stored"), &json!(SIZE)));
    let peak = process.peak_rss_bytes().unwrap();
    println!("peak resident set: {} KiB", peak / 1024);
    assert!(peak < LIMIT, "{peak} bytes resident");
}
