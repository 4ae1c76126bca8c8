//! Target `twiml`: a document, put together of verbs with any texts. What is written is read by the
//! simulator as Twilio reads it, and by a parser of XML, and each text is what it was.

mod element;
mod verbs;

use arbitrary::Unstructured;
use twilio::twiml::Response;
use twilio_simulator::twiml::{Product, read};

use element::Element;

/// Most verbs of a document. A longer one could be larger than Twilio takes.
const MOST_VERBS: usize = 8;

pub(crate) fn run(input: &[u8]) {
    let mut input = Unstructured::new(input);
    let (mut response, mut elements) = (Response::empty(), Vec::new());
    while elements.len() < MOST_VERBS && !input.is_empty() {
        let Ok((verb, element)) = verbs::any(&mut input, elements.is_empty()) else { break };
        response = response.verb(verb);
        elements.push(element);
    }
    let written = response.to_string();
    let parsed = roxmltree::Document::parse(&written).expect("it is XML");
    let root = Element::of_xml(parsed.root_element());
    assert_eq!(root, Element { children: elements.clone(), ..Element::new("Response") });
    if written.len() <= 64 * 1024 {
        let read = read(Product::Voice, Some("text/xml; charset=utf-8"), written.as_bytes());
        let read = read.unwrap_or_else(|refused| panic!("{refused} in {written}"));
        let read: Vec<_> = read.verbs.iter().map(Element::of_simulator).collect();
        assert_eq!(read, elements.iter().map(Element::trimmed).collect::<Vec<_>>());
    }
}
