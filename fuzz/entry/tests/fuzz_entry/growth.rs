//! No input costs more than in proportion to its length, whatever it repeats.

use std::time::Duration;

use fuzz_entry::run;
use rustix::time::{ClockId, clock_gettime};

/// How often a part is repeated, and how much more often for the longer input.
const TIMES: (usize, usize) = (250, 8);
/// What a quadratic input would cost is 64 times as much; so much is allowed.
const MOST: u32 = 28;
/// Shorter than this is not measured, and nobody's worry.
const FLOOR: Duration = Duration::from_micros(300);

/// Inputs that grow: what stands before, what is repeated, what stands behind.
const SHAPES: [(&str, &str, &str, &str); 24] = [
    ("form", "\n", "a=1&", ""),
    ("form", "\n", "%41", "=b"),
    ("form", "\nBody=", "%F0%9F%91%8B+", "&MessageSid=SM00000000000000000000000000000001"),
    (
        "form",
        "\nMessageSid=SM00000000000000000000000000000001&From=%2B15550190001&To=%2B15550100001",
        "&OtherRecipients=%2B15550190002",
        "",
    ),
    (
        "form",
        "\nCallSid=CA00000000000000000000000000000001&From=%2B15550190001&To=%2B15550100001&TranscriptionText=",
        "a+b.",
        "",
    ),
    ("form", "voice=", "x", "\nCallSid=CA00000000000000000000000000000001"),
    ("signature", "t\nhttps://a.b\n\n", "a=1&", ""),
    ("signature", "t\nhttps://a.b", ":1", "\n\na=1"),
    ("signature", "t\nhttps://a.b?", "bodySHA256=a&", "\n\na=1"),
    ("twiml", "", "<&\"\u{7}]]>", ""),
    (
        "event",
        "{\"rawPath\":\"",
        "\\u00e9",
        "\",\"requestContext\":{\"domainName\":\"a\",\"http\":{\"method\":\"GET\"}}}",
    ),
    ("event", "{\"a\":", "[1,", ""),
    (
        "event",
        "{\"requestContext\":{\"domainName\":\"a\",\"http\":{\"method\":\"GET\"}},\"rawPath\":\"/\",\"body\":\"",
        "QUJD",
        "\",\"isBase64Encoded\":true}",
    ),
    ("cursor", "\n\n{\"place\":\"", "x", "\"}"),
    ("cursor", "\n\n{", "\"a\":\"b\",", "\"place\":\"x\"}"),
    ("body", "POST /api/messages\n{\"to\":\"+15550190001\",\"body\":\"", "\\ud83d\\udc4b", "\"}"),
    ("body", "POST /api/messages\n{\"media_urls\":[", "\"https://a.example/xn--a\",", "1]}"),
    ("body", "PUT /api/tags\n{\"items\":[", "{\"name\":\"a\",\"color\":\"#1a7f37\"},", "1]}"),
    ("body", "POST /api/webhooks\n{\"url\":\"https://", "xn--9a.", "example.com\"}"),
    ("body", "PUT /api/preferences\n{\"greeting_text\":\"", "a\u{300}. ", "\"}"),
    ("body", "PATCH /api/threads/{id}\n{\"tags\":[", "\"a\",", "\"b\"]}"),
    ("contacts", "phone_number,name\n", "+15550190001,Ada\n", ""),
    ("contacts", "phone_number,name\n+15550190001,\"", "\"\"\n", "\""),
    ("contacts", "phone_number", ",name", "\n+15550190001,Ada\n"),
];

#[test]
fn the_time_for_each_byte_is_bounded() {
    for shape in SHAPES {
        // Once more for what else the machine may be doing.
        let costs: Vec<_> = (0..3).map(|_| cost(shape)).take_while(Option::is_some).collect();
        assert!(costs.len() < 3, "{shape:?} takes {costs:?}, too much for its length");
    }
}

/// What the shorter and the longer input take, if that is out of proportion.
fn cost(shape: (&str, &str, &str, &str)) -> Option<(Duration, Duration)> {
    let (short, long) = (least(shape, TIMES.0), least(shape, TIMES.0 * TIMES.1));
    (long > short.max(FLOOR) * MOST).then_some((short, long))
}

/// The least of several runs, in time of the processor: whoever else has the machine stops the longer input more often.
fn least((target, before, part, behind): (&str, &str, &str, &str), times: usize) -> Duration {
    let input = format!("{before}{}{behind}", part.repeat(times));
    let run = || {
        let since = processor();
        run(target, input.as_bytes());
        processor().saturating_sub(since)
    };
    (0..4).map(|_| run()).min().unwrap()
}

/// How long this thread has had a processor.
fn processor() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap()
}
