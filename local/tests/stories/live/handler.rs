//! What AWS runs, and what the sandbox does in its place, decide the same.

use std::io::Write as _;
use std::process::{Command, Stdio};

use sandbox::gateway::live::may_hear;
use serde_json::{Value, json};
use shared::live::channel;

use super::strangers::tries;

const TEMPLATE: &str = include_str!("../../../../template.yaml");
const CLAIM: &str = "custom:tenant_id";
/// As AWS has it, so far as the handler uses it.
const AROUND: &str = r"
const util = {
  base64Encode: (text) => Buffer.from(text, 'utf8').toString('base64'),
  unauthorized: () => { throw new Error('unauthorized') },
}
const allowed = (identity, path) => {
  try { onSubscribe({ identity, info: { channel: { path } } }); return true } catch { return false }
}
let text = ''
process.stdin.on('data', (part) => { text += part })
process.stdin.on('end', () => {
  const asked = JSON.parse(text).map(({ identity, path }) => allowed(identity, path))
  process.stdout.write(JSON.stringify(asked))
})
";

/// The handler, which the template has as a block of text.
fn handler() -> String {
    let (_, rest) = TEMPLATE.split_once("CodeHandlers: !Sub |\n").expect("a handler");
    let lines = rest.lines().take_while(|line| line.is_empty() || line.starts_with("        "));
    let code: Vec<_> = lines.map(|line| line.get(8..).unwrap_or_default()).collect();
    let code = code.join("\n").replace("${TenantClaim}", CLAIM);
    assert!(!code.contains("${"), "the test knows no other parameter");
    let (import, code) = code.split_once('\n').expect("an import");
    assert_eq!(import, "import { util } from '@aws-appsync/utils'");
    code.replace("export function", "function")
}

/// What the handler decides, or nothing where there is no `node`.
fn decided(cases: &Value) -> Option<Vec<bool>> {
    let script = format!("{AROUND}\n{}", handler());
    let mut node = Command::new("node");
    node.args(["--eval", &script]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = match node.spawn() {
        Ok(node) => node,
        Err(error) => {
            println!("skipped: there is no node: {error}");
            return None;
        }
    };
    node.stdin.take().unwrap().write_all(cases.to_string().as_bytes()).unwrap();
    let answer = node.wait_with_output().unwrap();
    Some(serde_json::from_slice(&answer.stdout).unwrap())
}

#[test]
fn the_template_lets_hear_what_the_sandbox_lets_hear() {
    let long = "x".repeat(128);
    let tenants = [
        json!("demo"),
        json!("other"),
        json!("auth0|5f7c"),
        json!("a@b.c:d+e=f-g_h"),
        json!(long),
        json!("y".repeat(37)),
        json!("z".repeat(38)),
        json!("w".repeat(75)),
        json!("x".repeat(129)),
        json!("x".repeat(500)),
        json!(""),
        json!("a?b"),
        json!("~~~"),
        json!(">>>"),
        json!("ä"),
        json!(12),
        json!(null),
        json!(["demo"]),
        json!({ "sub": "demo" }),
        json!(true),
    ];
    let own = tenants.iter().filter_map(|tenant| channel(tenant.as_str()?));
    let paths: Vec<_> = own.chain(tries()).collect();
    let (mut cases, mut expected) = (Vec::new(), Vec::new());
    for tenant in &tenants {
        let claims = json!({ CLAIM: tenant, "sub": "demo" });
        for path in &paths {
            cases.push(json!({ "identity": { "claims": claims }, "path": path }));
            expected.push(may_hear(claims.as_object().unwrap(), CLAIM, path));
        }
    }
    for identity in [json!(null), json!({}), json!({ "claims": {} })] {
        cases.push(json!({ "identity": identity, "path": paths[0] }));
        expected.push(false);
    }
    assert!(expected.iter().filter(|allowed| **allowed).count() >= 10);
    let Some(decided) = decided(&json!(cases)) else { return };
    for ((case, decided), expected) in cases.iter().zip(&decided).zip(&expected) {
        assert_eq!(decided, expected, "{case}");
    }
    assert_eq!(decided.len(), cases.len());
}
