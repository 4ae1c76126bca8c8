//! What the program says when it is ready.

use std::path::Path;

use twilio_simulator::Twilio;

use super::account::{Main, Source};

/// A phone outside, for the examples.
const PHONE: &str = "+14155550199";

pub(super) fn print(twilio: &Twilio, main: &Main, data: Option<&Path>) {
    let url = twilio.url();
    println!("twilio-simulator is ready: {url}");
    println!();
    credentials(main);
    println!("  Numbers     {}", numbers(&main.numbers));
    match data {
        Some(data) => println!("  State       in {}", data.display()),
        None => println!("  State       in memory; --data DIR keeps it"),
    }
    println!();
    println!("  Point a library of Twilio's at it:");
    println!("    Python    client.api.base_url = \"{url}\"");
    println!("    Node      client.api.baseUrl = \"{url}\"");
    println!();
    outside(url, main.numbers.first().map_or("+1…", String::as_str));
}

fn credentials(main: &Main) {
    let origin = |source, option, variable| match source {
        Source::Default => format!("   always the same; {option} or {variable} sets another"),
        Source::Option(name) | Source::Variable(name) => format!("   from {name}"),
    };
    let sid_from = origin(main.sid_from, "--account-sid", "TWILIO_ACCOUNT_SID");
    let token_from = origin(main.token_from, "--auth-token", "TWILIO_AUTH_TOKEN");
    let token = main.token.as_ref().map_or("(not shown)", |token| token.reveal());
    println!("  AccountSid  {}{sid_from}", main.account.sid);
    println!("  AuthToken   {token}{token_from}");
}

fn numbers(owned: &[String]) -> String {
    match owned {
        [] => "none; buy one that AvailablePhoneNumbers offers".to_owned(),
        owned => format!("{}; more can be bought", owned.join(" ")),
    }
}

/// The routes, each with what it is for.
fn outside(url: &str, number: &str) {
    println!("  Be the world outside, with POST and JSON; the README has an example of each:");
    for (route, what) in [
        ("messages", "somebody texts a number (GET: what phones got and sent)"),
        (
            "calls",
            "somebody calls a number, presses keys, speaks (GET /sim/calls/CA…: how it went)",
        ),
        ("phones", "how a phone takes messages: delivered, undelivered, failed, silent"),
        ("parties", "how somebody takes calls: answers, is busy, does not answer"),
        ("statuses", "a carrier reports on a message"),
        ("callbacks", "in which order and how often callbacks are sent"),
        ("faults", "requests to the REST API fail (DELETE: no more)"),
        ("inventory", "how many numbers are on offer"),
        ("limits", "how many subaccounts there may be"),
    ] {
        println!("    /sim/{route:<10} {what}");
    }
    println!("    GET /sim/accounts and /sim/numbers list what there is");
    println!();
    let text = format!("{{\"from\":\"{PHONE}\",\"to\":\"{number}\",\"body\":\"Hello\"}}");
    println!("  For example: curl {url}/sim/messages -d '{text}'");
}
