//! A file of contacts: CSV in UTF-8, with the names of its columns in the first line.

use serde_json::{Map, Value};

use crate::api::{ApiError, Fields};
use crate::ids::TenantId;
use crate::records::{BadLine, NewContact, Timestamp};

/// Most lines of one file, without the names of its columns.
pub const MOST_ROWS: usize = 10_000;
/// Longest part of a column's name that is shown.
const SHOWN: usize = 40;
/// Columns that there may be.
const COLUMNS: [&str; 5] = ["phone_number", "address", "channel", "name", "lead_id"];

/// A file whose columns are known.
pub struct ContactFile<'f> {
    text: &'f str,
    columns: Vec<&'static str>,
}

impl std::fmt::Debug for ContactFile<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ContactFile({:?})", self.columns)
    }
}

impl<'f> ContactFile<'f> {
    /// Reads the names of the columns, or says what is wrong with the file as a whole.
    pub fn read(file: &'f [u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(file).map_err(|error| {
            let line = line_at(file, error.valid_up_to());
            format!("line {line} is not UTF-8: save the file as `CSV UTF-8`")
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let header = reader.headers().map_err(|_| "no file in CSV".to_owned())?;
        let columns = columns(header)?;
        Ok(Self { text, columns })
    }

    /// How many lines it has, of which there may not be too many.
    pub fn count(&self) -> Result<usize, String> {
        if let Some(line) = self.open_quote() {
            return Err(format!(
                "line {line} begins a field with a quotation mark that is not closed"
            ));
        }
        match self.records().take(MOST_ROWS + 1).count() {
            0 => Err("a line below the names of the columns".to_owned()),
            count if count > MOST_ROWS => Err("at most 10,000 lines".to_owned()),
            count => Ok(count),
        }
    }

    /// The line of a field in quotation marks that has no end, and so has swallowed the rest of the file.
    fn open_quote(&self) -> Option<u64> {
        let is_odd = self.text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
        let (line, last) = self.records().last().filter(|_| is_odd)?;
        last.iter().any(|field| field.contains('\n')).then_some(line)
    }

    /// Its lines from the n-th one on: the number of each in the file, and what it says or why it is
    /// not taken.
    pub fn lines(
        &self,
        (tenant, at): (&TenantId, Timestamp),
        from: usize,
    ) -> impl Iterator<Item = Result<(u64, NewContact), BadLine>> {
        self.records().skip(from).map(move |(line, record)| {
            match self.line(&record, (tenant, at)) {
                Ok(contact) => Ok((line, contact)),
                Err((field, reason)) => Err(BadLine { line, field, reason }),
            }
        })
    }

    /// Each with the number of the line that it begins in.
    fn records(&self) -> impl Iterator<Item = (u64, csv::StringRecord)> + use<'f> {
        let text = self.text.as_bytes();
        let reader = csv::ReaderBuilder::new().flexible(true).from_reader(text);
        // It is UTF-8, and lines may be of any length: there is nothing else that can go wrong.
        let records = reader.into_records().map_while(Result::ok);
        // The reader says where the line before has ended, which may be some empty lines earlier.
        records.scan((0, 1), move |(counted, line), record| {
            let end = usize::try_from(record.position()?.byte()).ok()?;
            let is_break = |byte: &&u8| [b'\r', b'\n'].contains(byte);
            let begin = end + text.get(end..)?.iter().take_while(is_break).count();
            *line += text
                .get(*counted..begin)?
                .iter()
                .map(|byte| u64::from(*byte == b'\n'))
                .sum::<u64>();
            *counted = begin;
            Some((*line, record))
        })
    }

    fn line(
        &self,
        record: &csv::StringRecord,
        (tenant, at): (&TenantId, Timestamp),
    ) -> Result<NewContact, (String, String)> {
        if record.len() != self.columns.len() {
            let (has, columns) = (record.len(), self.columns.len());
            let reason = format!("as many fields as there are columns: {columns}, not {has}");
            return Err(("line".to_owned(), reason));
        }
        let named = self.columns.iter().zip(record).map(|(column, text)| (*column, text.trim()));
        let named = named.filter(|(_, text)| !text.is_empty());
        let is_number = self.columns.contains(&"phone_number");
        let fields: Map<String, Value> = named
            .map(|(column, text)| match column {
                "phone_number" => ("address".to_owned(), text.into()),
                other => (other.to_owned(), text.into()),
            })
            .collect();
        contact(fields, (tenant, at)).map_err(|error| match error {
            ApiError::Invalid { field: "address", message } if is_number => {
                ("phone_number".to_owned(), message.to_owned())
            }
            ApiError::Invalid { field, message } => (field.to_owned(), message.to_owned()),
            other => ("line".to_owned(), other.to_string()),
        })
    }
}

fn contact(
    fields: Map<String, Value>,
    (tenant, at): (&TenantId, Timestamp),
) -> Result<NewContact, ApiError> {
    let mut fields = Fields::of(Value::Object(fields))?;
    Ok(NewContact {
        tenant_id: tenant.clone(),
        addresses: vec![fields.address()?],
        name: fields.contact_name()?,
        lead_id: fields.lead_id()?,
        at,
    })
}

fn columns(header: &csv::StringRecord) -> Result<Vec<&'static str>, String> {
    if let (1, Some(all)) = (header.len(), header.get(0))
        && let Some(separator) = [';', '\t', '|'].into_iter().find(|one| all.contains(*one))
    {
        let separator =
            if separator == '\t' { "tabs".to_owned() } else { format!("`{separator}`") };
        return Err(format!("commas between the columns, not {separator}"));
    }
    let mut columns = Vec::new();
    for name in header {
        let name = name.trim();
        let known = COLUMNS.into_iter().find(|column| column.eq_ignore_ascii_case(name));
        let shown: String = name.chars().take(SHOWN).collect();
        match known {
            None => {
                let all = COLUMNS.join(", ");
                return Err(format!("there is no column {shown:?}; there are {all}"));
            }
            Some(column) if columns.contains(&column) => {
                return Err(format!("the column {shown:?} once"));
            }
            Some(column) => columns.push(column),
        }
    }
    let has = |column| columns.contains(&column);
    match (has("phone_number"), has("address"), has("channel")) {
        (false, false, _) => Err("a column phone_number, or address with channel".to_owned()),
        (true, true, _) => Err("one of the columns phone_number and address".to_owned()),
        (true, _, true) => Err("the column address beside channel, not phone_number".to_owned()),
        _ => Ok(columns),
    }
}

/// The number of the line that holds a byte.
fn line_at(file: &[u8], at: usize) -> usize {
    1 + file[..at].split(|byte| *byte == b'\n').skip(1).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<(u64, NewContact), BadLine>> {
        let file = ContactFile::read(text.as_bytes()).unwrap();
        let tenant = "demo".parse().unwrap();
        file.lines((&tenant, Timestamp::from_millis(0)), 0).collect()
    }

    fn refused(file: &[u8]) -> String {
        match ContactFile::read(file).and_then(|file| file.count()) {
            Err(refused) => refused,
            Ok(count) => panic!("{count} lines"),
        }
    }

    #[test]
    fn fields_are_read_as_spreadsheets_write_them() {
        let text = "\u{feff}Name,phone_number,lead_id\r\n\
                    \"Lovelace, \"\"Ada\"\"\",+15550190001,crm-1\r\n\
                    \r\n\
                    \"two\nlines\", +15550190002 ,\r\n\
                    =1+1,+15550190003,\r\n";
        let lines: Vec<_> = read(text).into_iter().map(Result::unwrap).collect();
        let numbers: Vec<_> = lines.iter().map(|(line, _)| *line).collect();
        assert_eq!(numbers, [2, 4, 6]);
        let names: Vec<_> =
            lines.iter().map(|(_, contact)| contact.name.as_deref().unwrap()).collect();
        assert_eq!(names, ["Lovelace, \"Ada\"", "two\nlines", "=1+1"]);
        assert_eq!(lines[0].1.lead_id.as_deref(), Some("crm-1"));
        assert_eq!(lines[1].1.addresses[0].to_string(), "+15550190002");
        assert_eq!(lines[1].1.lead_id, None);
    }

    #[test]
    fn addresses_of_other_channels_are_known() {
        let lines = read("channel,address\nwhatsapp,US.1349\n,+15550190001\nmessenger,12345\n");
        let addresses: Vec<_> =
            lines.iter().map(|line| line.as_ref().unwrap().1.addresses[0].to_string()).collect();
        assert_eq!(addresses, ["whatsapp:US.1349", "+15550190001", "messenger:12345"]);
    }

    #[test]
    fn a_line_that_is_not_taken_says_why() {
        let long = "x".repeat(129);
        let text = format!(
            "phone_number,name,lead_id\n5550190001,,\n,Ada,\n+15550190001,{long},\n\
             +15550190001,A\0,\n+15550190001,,a b\n+15550190001\n+15550190001,\"open"
        );
        let bad: Vec<_> = read(&text).into_iter().map(|line| line.unwrap_err()).collect();
        let bad: Vec<_> = bad.iter().map(|bad| (bad.line, bad.field.as_str())).collect();
        let expected = [
            (2, "phone_number"),
            (3, "phone_number"),
            (4, "name"),
            (5, "name"),
            (6, "lead_id"),
            (7, "line"),
            (8, "line"),
        ];
        assert_eq!(bad, expected);
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said() {
        let many = format!("phone_number\n{}", "+15550190001\n".repeat(MOST_ROWS + 1));
        for (file, words) in [
            (b"".as_slice(), "phone_number"),
            (b"phone_number\n", "a line"),
            (b"phone_number;name\n+15550190001;Ada\n", "not `;`"),
            (b"phone_number\tname\n", "not tabs"),
            (b"phone_number,email\n", "\"email\""),
            (b"name\n", "phone_number"),
            (b"phone_number,phone_number\n", "once"),
            (b"phone_number,address\n", "one of"),
            (b"phone_number,channel\n", "address beside channel"),
            (b"phone_number,name\n+15550190001,Ada\n+15550190002,Zo\xeb\n", "line 3 is not UTF-8"),
            (b"\x89PNG\r\n\x1a\n\x00", "line 1 is not UTF-8"),
            (b"PK\x03\x04", "no column"),
            (b"phone_number,name\n+15550190001,A\n+15550190002,\"B\n+15550190003,C\n", "line 3"),
            (many.as_bytes(), "10,000"),
        ] {
            let refused = refused(file);
            assert!(refused.contains(words), "{refused}");
        }
        let most = format!("phone_number\n{}", "+15550190001\n".repeat(MOST_ROWS));
        assert_eq!(ContactFile::read(most.as_bytes()).unwrap().count(), Ok(MOST_ROWS));
    }
}
