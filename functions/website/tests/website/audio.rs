//! What a browser gets when it plays a recording or voicemail.

use reqwest::{Client, Response};
use twilio::status::RecordingStatus;

use crate::scene::demo;
use crate::{get, sandbox};

const AUDIO: &[u8] = b"ID3\x04 ten seconds of a voice";

/// As a browser asks when its player jumps.
async fn part(link: &str, range: &str) -> Response {
    Client::new().get(link).header("range", range).send().await.unwrap()
}

async fn plays(link: &str) {
    let whole = reqwest::get(link).await.unwrap();
    assert_eq!(
        (whole.status().as_u16(), &whole.headers()["content-type"]),
        (200, &"audio/mpeg".parse().unwrap())
    );
    assert_eq!(whole.headers()["content-disposition"], "inline");
    assert_eq!(whole.bytes().await.unwrap(), AUDIO);

    let end = AUDIO.len() - 1;
    for (range, from, to) in [("bytes=0-2", 0, 2), ("bytes=5-", 5, end), ("bytes=-4", end - 3, end)]
    {
        let got = part(link, range).await;
        assert_eq!(got.status(), 206, "{range}");
        assert_eq!(got.headers()["content-type"], "audio/mpeg");
        assert_eq!(
            got.headers()["content-range"],
            format!("bytes {from}-{to}/{}", AUDIO.len()).as_str()
        );
        assert_eq!(got.bytes().await.unwrap(), &AUDIO[from..=to], "{range}");
    }
    assert_eq!(part(link, "bytes=100-200").await.status(), 416);
}

#[tokio::test]
async fn a_stored_recording_plays_from_any_point() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    call.received(None).await;
    let job = call.recorded(1, RecordingStatus::Completed).await.unwrap();
    let key = format!("recordings/demo/{}.mp3", call.recording_sid(1));
    call.stored(job, &key, AUDIO).await;

    let shown = get(&sandbox, &format!("/api/calls/{}", call.call_id())).await;
    let recording = &shown["recordings"][0];
    assert_eq!(
        (&recording["file"]["status"], &recording["file"]["size"]),
        (&"stored".into(), &AUDIO.len().into())
    );
    assert_eq!(recording["recording_url"], shown["recording_url"]);
    plays(shown["recording_url"].as_str().unwrap()).await;
}

#[tokio::test]
async fn a_stored_voicemail_plays_from_any_point() {
    let sandbox = sandbox().await;
    let call = demo(&sandbox, 1);
    let job = call.voicemail(12).await;
    let sid = call.recording_sid(9);
    call.stored(job, &format!("voicemails/demo/{sid}.mp3"), AUDIO).await;
    let page = get(&sandbox, "/api/voicemails").await;
    let shown = &page["items"][0];
    assert_eq!(shown["file"]["status"], "stored");
    plays(shown["recording_url"].as_str().unwrap()).await;
}
