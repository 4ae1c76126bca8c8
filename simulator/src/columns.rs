//! Columns that databases of earlier versions lack.

use rusqlite::Connection;

/// Adds the columns that the table does not have yet, each a name and its SQL type. Rows that are
/// there already get the type's `DEFAULT`, or NULL.
pub(super) fn add(
    connection: &Connection,
    table: &str,
    columns: &[(&str, &str)],
) -> rusqlite::Result<()> {
    for (column, kind) in columns {
        let query = format!("SELECT * FROM {table}");
        let exists = connection.prepare(&query)?.column_index(column).is_ok();
        if !exists {
            let change = format!("ALTER TABLE {table} ADD COLUMN {column} {kind}");
            connection.execute(&change, [])?;
        }
    }
    Ok(())
}
