//! What is read, and what is refused with which code.

use super::*;

fn voice(verbs: &str) -> Result<Document, TwimlError> {
    let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response>{verbs}</Response>");
    read(Product::Voice, Some("text/xml"), body.as_bytes())
}

fn code(product: Product, content_type: Option<&str>, body: &[u8]) -> u32 {
    read(product, content_type, body).unwrap_err().code
}

fn xml_code(body: &str) -> u32 {
    code(Product::Voice, Some("text/xml"), body.as_bytes())
}

#[test]
fn a_document_is_read_with_everything_in_it() {
    let document = voice(
        r#"<!-- x --><Gather action="/a?b=1&amp;c=2" numDigits="1" input="dtmf speech">
            <Say voice="Polly.Joanna"> One <emphasis level="strong">&lt;two&gt;</emphasis> <![CDATA[& three]]></Say>
        </Gather><Dial timeout="20" answerOnBridge="true">
            <Number statusCallbackEvent="initiated ringing answered completed">
                +15550100001
            </Number>
        </Dial>"#,
    )
    .unwrap();
    let [gather, dial] = &document.verbs[..] else { panic!("{document:?}") };
    assert_eq!((gather.name.as_str(), gather.text.as_str()), ("Gather", ""));
    assert_eq!(gather.attributes["action"], "/a?b=1&c=2");
    assert_eq!(gather.children[0].text, "One <two> & three");
    assert_eq!(gather.children[0].children[0].text, "<two>");
    assert_eq!(dial.text, "");
    assert_eq!(dial.children[0].text, "+15550100001");
    assert_eq!(dial.children[0].attributes.len(), 1);
}

#[test]
fn an_empty_response_has_no_verbs() {
    for product in [Product::Voice, Product::Messaging] {
        let document = read(product, Some("application/xml; charset=utf-8"), b"\n<Response/>\n");
        assert_eq!(document.unwrap().verbs, []);
    }
}

#[test]
fn each_product_has_its_own_verbs() {
    let text = b"<Response><Message to=\"+15550100001\"><Body>Hi</Body></Message></Response>";
    let document = read(Product::Messaging, Some("Text/XML"), text).unwrap();
    assert_eq!(document.verbs[0].children[0].text, "Hi");
    assert_eq!(code(Product::Voice, Some("text/xml"), text), 12200);
    let call = b"<Response><Say>Hi</Say></Response>";
    assert_eq!(code(Product::Messaging, Some("text/xml"), call), 12200);
}

#[test]
fn only_xml_is_xml() {
    let wrong = ["text/html", "application/json", "text/plain", "text/xmlx", "", "text/html; xml"];
    for content_type in wrong.map(Some).into_iter().chain([None]) {
        assert_eq!(code(Product::Voice, content_type, b"<Response/>"), 12300, "{content_type:?}");
    }
}

#[test]
fn what_is_no_document_with_a_response() {
    let wrong = [
        "",
        "hello",
        "<Response>",
        "<Response/><Response/>",
        "<response/>",
        "<Say>Hi</Say>",
        "\u{feff}<Response/>",
        "\n<?xml version=\"1.0\"?><Response/>",
        "<!DOCTYPE html><Response/>",
        "<Response><Say>a & b</Say></Response>",
        "<Response><Say>\u{1}</Say></Response>",
        "<Response><Say loop=\"1\" loop=\"2\"/></Response>",
        "<Response xmlns=\"urn:x\"/>",
    ];
    for body in wrong {
        assert_eq!(xml_code(body), 12100, "{body:?}");
    }
    assert_eq!(code(Product::Voice, Some("text/xml"), b"<Response>\xff</Response>"), 12100);
}

#[test]
fn the_size_has_a_limit() {
    let frame = "<Response><Say></Say></Response>".len();
    let body = |size: usize| format!("<Response><Say>{}</Say></Response>", "x".repeat(size));
    assert!(read(Product::Voice, Some("text/xml"), body(65_536 - frame).as_bytes()).is_ok());
    assert_eq!(xml_code(&body(65_537 - frame)), 11750);
}

#[test]
fn what_the_schema_does_not_know() {
    let wrong = [
        "<say>Hi</say>",
        "<Shout>Hi</Shout>",
        "text",
        "<Number>1</Number>",
        "<Gather><Record/></Gather>",
        "<Say><Play>x</Play></Say>",
        "<Hangup>now</Hangup>",
        "<Gather>press 1</Gather>",
        "<Say Voice=\"alice\">Hi</Say>",
        "<Record max-length=\"3\"/>",
        "<Refer><Sip username=\"x\">sip:a@b.c</Sip></Refer>",
        "<Say xmlns:x=\"urn:x\" x:voice=\"alice\">Hi</Say>",
        "<x:Say xmlns:x=\"urn:x\">Hi</x:Say>",
    ];
    for verbs in wrong {
        assert_eq!(voice(verbs).unwrap_err().code, 12200, "{verbs}");
    }
    assert_eq!(xml_code("<Response x=\"1\"/>"), 12200);
}

#[test]
fn values_that_an_attribute_does_not_have() {
    let wrong = [
        "<Say voice=\"polly.joanna\">Hi</Say>",
        "<Say voice=\"\">Hi</Say>",
        "<Say language=\"xx-XX\">Hi</Say>",
        "<Reject reason=\"tired\"/>",
        "<Record trim=\"true\"/>",
        "<Record playBeep=\"yes\"/>",
        "<Record playBeep=\"True\"/>",
        "<Record timeout=\"soon\"/>",
        "<Record timeout=\"-1\"/>",
        "<Record timeout=\"+1\"/>",
        "<Record timeout=\"\"/>",
        "<Record recordingStatusCallbackEvent=\"completed,absent\"/>",
        "<Record recordingStatusCallbackEvent=\"\"/>",
        "<Gather input=\"dtmf smell\"/>",
        "<Dial record=\"record-from-answer record-from-ringing\">1</Dial>",
        "<Say><lang xml:lang=\"xx\">a</lang></Say>",
        "<Prompt attempt=\"1 two\"/>",
    ];
    for verbs in wrong {
        assert_eq!(voice(verbs).unwrap_err().code, 12200, "{verbs}");
    }
}

#[test]
fn values_that_an_attribute_has() {
    let right = [
        "<Say voice=\"Polly.Joanna\" language=\"en-US\" loop=\"0\">Hi</Say>",
        "<Record recordingStatusCallbackEvent=\"completed  absent\" playBeep=\"false\"/>",
        "<Say><lang xml:lang=\"de-DE\">a</lang></Say>",
        "<Refer><Sip>sip:a@b.c</Sip></Refer>",
        "<Dial><Sip username=\"x\">sip:a@b.c</Sip></Dial>",
        "<Prompt attempt=\"1 2\" cardType=\"visa amex\"/>",
    ];
    for verbs in right {
        assert!(voice(verbs).is_ok(), "{verbs}: {}", voice(verbs).unwrap_err());
    }
}

#[test]
fn an_error_names_what_is_wrong() {
    let message = |verbs| voice(verbs).unwrap_err().to_string();
    assert_eq!(
        message("<Say voice=\"Bob\">Hi</Say>"),
        "12200: Schema validation warning: Value 'Bob' of attribute 'voice' in element 'Say' is not allowed"
    );
    assert_eq!(
        message("<Gather><Dial/></Gather>"),
        "12200: Schema validation warning: Element 'Dial' is not allowed in element 'Gather'"
    );
    assert!(message("<Hangup>x</Hangup>").contains("'Hangup'"));
    assert!(message("<Hangup when=\"now\"/>").contains("Attribute 'when' in element 'Hangup'"));
}

#[test]
fn deep_nesting_is_refused_before_it_hurts() {
    let deep = |levels: usize| {
        let (open, close) = ("<lang>".repeat(levels), "</lang>".repeat(levels));
        voice(&format!("<Say>{open}x{close}</Say>"))
    };
    assert!(deep(60).is_ok());
    assert_eq!(deep(4_000).unwrap_err().code, 12200);
}
