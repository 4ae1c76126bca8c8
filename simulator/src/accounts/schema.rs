//! What became of the accounts table since its first version.

use rusqlite::Connection;

use super::super::columns;

/// Adds what older databases lack.
pub(crate) fn complete(connection: &Connection) -> rusqlite::Result<()> {
    let columns = [
        ("updated", "INTEGER NOT NULL DEFAULT 0"),
        ("secondary_token", "TEXT"),
        ("secondary_created", "INTEGER"),
        ("registered", "INTEGER NOT NULL DEFAULT 1"),
    ];
    columns::add(connection, "accounts", &columns)?;
    connection.execute("UPDATE accounts SET updated = created WHERE updated = 0", [])?;
    Ok(())
}
