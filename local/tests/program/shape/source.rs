//! The shape as the source declares it: types of records, and names of attributes.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use proc_macro2::{Delimiter, Group, Punct, TokenStream, TokenTree};

fn files(directory: &str) -> Vec<(PathBuf, TokenStream)> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..").join(directory);
    let mut paths: Vec<_> = fs::read_dir(root).unwrap().map(|file| file.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let tokens = fs::read_to_string(&path).unwrap().parse().unwrap();
        (path, tokens)
    };
    paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs")).map(read).collect()
}

/// Types that are stored, and what the store writes by name.
pub(super) fn listing() -> String {
    let records = files("shared/src/records");
    let mut types: Vec<_> = records.iter().flat_map(|(_, tokens)| stored(tokens)).collect();
    types.sort();
    assert!(types.len() > 30, "{types:?}");
    let mut names = BTreeSet::new();
    for (_, tokens) in files("shared/src/store") {
        written(&tokens.into_iter().collect::<Vec<_>>(), &mut names);
    }
    assert!(names.len() > 30, "{names:?}");
    let names: Vec<_> = names.into_iter().collect();
    format!("{}\nwritten by name\n  {}\n", types.concat(), names.join("\n  "))
}

/// Structs and enums that are serialised and are no views, with what serde is told of them, a member a
/// line.
fn stored(tokens: &TokenStream) -> Vec<String> {
    let (mut found, mut attributes) = (Vec::new(), Vec::new());
    let mut tokens = tokens.clone().into_iter();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(hash) if is(hash, '#') => {
                let attribute = tokens.next();
                attributes.extend(attribute.iter().filter_map(group).flat_map(plain));
            }
            TokenTree::Ident(word) if *word == "struct" || *word == "enum" => {
                let name = tokens.next().unwrap().to_string();
                let members = members(&mut tokens);
                let is_stored = attributes.iter().any(|text| text.contains("erialize"));
                if is_stored && !name.ends_with("View") {
                    let serde = serde(&attributes);
                    found.push(format!("{word} {name} {serde}").trim_end().to_owned() + &members);
                }
                attributes.clear();
            }
            TokenTree::Ident(word) if *word == "pub" => {}
            TokenTree::Group(_) => {}
            _ => attributes.clear(),
        }
    }
    found
}

/// What serde is told of a type.
fn serde(attributes: &[String]) -> String {
    let pairs = attributes.windows(2).filter(|pair| pair[0] == "serde");
    pairs.map(|pair| pair[1].as_str()).collect::<Vec<_>>().join(" ")
}

fn is(punct: &Punct, character: char) -> bool {
    punct.as_char() == character
}

fn group(token: &TokenTree) -> Option<&Group> {
    match token {
        TokenTree::Group(group) => Some(group),
        _ => None,
    }
}

/// What is between a type's name and its end, a line each.
fn members(tokens: &mut impl Iterator<Item = TokenTree>) -> String {
    for token in tokens {
        match &token {
            TokenTree::Group(body) => return lines(&plain(body)),
            TokenTree::Punct(end) if is(end, ';') => break,
            _ => {}
        }
    }
    "\n".to_owned()
}

/// Splits where a comma is in no angle brackets.
fn lines(tokens: &[String]) -> String {
    let (mut text, mut depth) = (String::from("\n "), 0);
    for token in tokens {
        match token.as_str() {
            "," if depth == 0 => text.push_str("\n "),
            token => {
                depth += i32::from(token == "<") - i32::from(token == ">");
                text.push(' ');
                text.push_str(token);
            }
        }
    }
    let text = text.replace(" : : ", "::");
    text.trim_end().to_owned() + "\n"
}

/// The tokens of a group without documentation and visibility.
fn plain(group: &Group) -> Vec<String> {
    let mut texts = Vec::new();
    let mut tokens = group.stream().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let is_doc = |next: &TokenTree| next.to_string().replace(' ', "").starts_with("[doc=");
        let is_scope = |next: &TokenTree| next.to_string().starts_with('(');
        match &token {
            TokenTree::Punct(hash) if hash.as_char() == '#' && tokens.next_if(is_doc).is_some() => {
            }
            TokenTree::Ident(word) if *word == "pub" => drop(tokens.next_if(is_scope)),
            TokenTree::Group(inner) => {
                let (open, close) = match inner.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let mut inner = plain(inner);
                // Only rustfmt's.
                inner.pop_if(|last| last == ",");
                texts.push(format!("{open}{}{close}", inner.join(" ")));
            }
            _ => texts.push(token.to_string()),
        }
    }
    texts
}

/// Text in what the store names when it sets an attribute, and in its constants.
fn written(tokens: &[TokenTree], names: &mut BTreeSet<String>) {
    for window in tokens.windows(2) {
        let [TokenTree::Ident(method), TokenTree::Group(arguments)] = window else { continue };
        let method = method.to_string();
        if method.starts_with("set") || method == "add" {
            let is_more = |token: &TokenTree| !is_punct(token, ',');
            texts(arguments.stream().into_iter().take_while(is_more), names);
        }
    }
    for statement in tokens.split(|token| is_punct(token, ';')) {
        let is_const =
            |token: &TokenTree| matches!(token, TokenTree::Ident(word) if *word == "const");
        if let Some(constant) = statement.iter().rposition(is_const) {
            texts(statement[constant..].iter().cloned(), names);
        }
    }
    for group in tokens.iter().filter_map(group) {
        written(&group.stream().into_iter().collect::<Vec<_>>(), names);
    }
}

fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if is(punct, character))
}

fn texts(tokens: impl Iterator<Item = TokenTree>, names: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Literal(text) if is_name(&text.to_string()) => {
                names.insert(text.to_string());
            }
            TokenTree::Group(group) => texts(group.stream().into_iter(), names),
            _ => {}
        }
    }
}

/// Whether it is text that can be part of an attribute's name.
fn is_name(text: &str) -> bool {
    let is_of_one = |c: char| c.is_ascii_lowercase() || "_:{}".contains(c);
    text.trim_matches('"').starts_with(is_of_one) && text.starts_with('"')
}
