//! The example of `docs/connect-your-website.md`, in node in place of a browser.

use std::process::{Command, Stdio};

use crate::world::World;

const GUIDE: &str = include_str!("../../../../docs/connect-your-website.md");
/// Node has no WebSocket of its own before version 22.
const FLAG: &str = "--experimental-websocket";

fn example() -> &'static str {
    let (_, rest) = GUIDE.split_once("## Hear of events at once").expect("the section");
    let (_, rest) = rest.split_once("```js\n").expect("a block");
    rest.split_once("```").expect("its end").0
}

#[tokio::test]
async fn the_guides_example_hears_a_text_and_ends_when_it_has() {
    let world = World::in_real_time().await;
    let known = Command::new("node").args([FLAG, "--eval", "new WebSocket"]).output();
    let known = known.is_ok_and(|it| String::from_utf8_lossy(&it.stderr).contains("TypeError"));
    if !known {
        println!("skipped: there is no node that knows {FLAG}");
        return;
    }
    let (api, token) = (world.url(""), world.own_token());
    let script = format!(
        "{}\nlisten('{api}', async () => '{token}', (event) => {{\n\
           if (event.data.body === 'now') {{ console.log('heard'); process.exit(0) }}\n\
         }})",
        example()
    );
    let mut node = Command::new("node");
    node.args([FLAG, "--no-warnings", "--eval", &script]).stdout(Stdio::piped());
    let node = node.spawn().unwrap();
    let heard = tokio::task::spawn_blocking(move || node.wait_with_output().unwrap());
    // What it misses while it connects it finds when it catches up.
    let telling = async {
        loop {
            world.receive(world.text("now")).await;
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
    };
    let output = tokio::select! {
        output = heard => output.unwrap(),
        () = telling => unreachable!("it tells for ever"),
        () = tokio::time::sleep(super::PATIENCE) => panic!("nothing is heard"),
    };
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("heard"), "{said}");
}
