//! Records as rows of their tables: each field is the column of its name.

use rusqlite::types::Type;
use rusqlite::{Connection, Error, OptionalExtension, Params, Row, ToSql};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_rusqlite::{from_row, to_params_named};

/// The first row that a query finds.
pub(super) fn one<T: DeserializeOwned>(
    connection: &Connection,
    query: &str,
    values: impl Params,
) -> rusqlite::Result<Option<T>> {
    connection.query_row(query, values, read).optional()
}

/// All rows that a query finds.
pub(super) fn all<T: DeserializeOwned>(
    connection: &Connection,
    query: &str,
    values: impl Params,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare(query)?.query_map(values, read)?.collect()
}

/// The account's row with a SID, in a table of those that accounts have.
pub(super) fn of_account<T: DeserializeOwned>(
    connection: &Connection,
    table: &str,
    (account_sid, sid): (&str, &str),
) -> rusqlite::Result<Option<T>> {
    let query = format!("SELECT * FROM {table} WHERE account_sid = ? AND sid = ?");
    one(connection, &query, [account_sid, sid])
}

/// The account's rows of such a table, the latest first.
pub(super) fn all_of_account<T: DeserializeOwned>(
    connection: &Connection,
    table: &str,
    account_sid: &str,
) -> rusqlite::Result<Vec<T>> {
    let query =
        format!("SELECT * FROM {table} WHERE account_sid = ? ORDER BY created DESC, rowid DESC");
    all(connection, &query, [account_sid])
}

/// Reads a row. Columns that the record lacks are passed over.
fn read<T: DeserializeOwned>(row: &Row<'_>) -> rusqlite::Result<T> {
    from_row(row).map_err(|e| Error::FromSqlConversionFailure(0, Type::Null, e.into()))
}

/// Writes a record; `on_conflict` is the clause that says what to do where its key is there already,
/// such as `ON CONFLICT (sid) DO NOTHING`.
pub(super) fn insert<T: Serialize>(
    connection: &Connection,
    (table, on_conflict): (&str, &str),
    record: &T,
) -> rusqlite::Result<()> {
    let values = to_params_named(record).map_err(|e| Error::ToSqlConversionFailure(Box::new(e)))?;
    let values: Vec<(&str, &dyn ToSql)> = values.to_slice();
    let places: Vec<&str> = values.iter().map(|(place, _)| *place).collect();
    let places = places.join(", ");
    let columns = places.replace(':', "");
    let statement = format!("INSERT INTO {table} ({columns}) VALUES ({places}) {on_conflict}");
    connection.execute(&statement, values.as_slice()).map(drop)
}
