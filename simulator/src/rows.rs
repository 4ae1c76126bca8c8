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
