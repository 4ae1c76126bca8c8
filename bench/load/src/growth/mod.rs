//! Whether the same webhook and the same page cost more, the more a tenant or the whole system has.
//!
//! Systems of different sizes stand beside each other, and each request goes to all of them in turn, so that what the
//! machine does meanwhile is the same for all.

mod fill;
mod rounds;
mod table;

use std::path::Path;

use anyhow::ensure;

use crate::report::Percentiles;
use crate::system::System;
use fill::Fill;
use rounds::Request;
use table::Table;

/// Messages of one conversation.
const MESSAGES: [u64; 3] = [10, 1_000, 100_000];
/// Tenants with an account and a number of their own.
const TENANTS: [u64; 2] = [10, 10_000];
/// Most that the largest may cost above the smallest.
const SLOPE: f64 = 0.05;

/// Measures both, and prints a table of each.
///
/// # Errors
/// If something costs more in the largest system than in the smallest, beyond what is allowed.
pub(crate) async fn run(program: &Path) -> anyhow::Result<()> {
    let messages =
        measure(program, &MESSAGES.map(|messages| Fill { messages, tenants: 0 })).await?;
    let messages = Table::new("messages in the conversation", &MESSAGES, messages);
    println!("{messages}");
    let tenants = measure(program, &TENANTS.map(|tenants| Fill { messages: 10, tenants })).await?;
    let tenants = Table::new("tenants", &TENANTS, tenants);
    println!("{tenants}");
    for table in [messages, tenants] {
        let (worst, slope) = table.steepest();
        ensure!(slope <= SLOPE, "{worst} costs {:.1} % more", slope * 100.0);
    }
    Ok(())
}

async fn measure(
    program: &Path,
    fills: &[Fill],
) -> anyhow::Result<Vec<(Request, Vec<Percentiles>)>> {
    let mut systems = Vec::new();
    for fill in fills {
        let system = System::start(program, false).await?;
        fill.apply(&system).await?;
        systems.push(system);
    }
    for system in &systems {
        system.idle().await?;
    }
    rounds::of(&systems).await
}
