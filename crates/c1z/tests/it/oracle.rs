//! Reads `.c1z` files with nothing of ours: the zstd library, plain SQL, and a protobuf reader without a schema.

use std::collections::BTreeMap;
use std::path::Path;

use protobuf::{Message, UnknownValueRef};
use rusqlite::Connection;
use rusqlite::types::Value;

/// The database of a file, opened from a copy.
pub(crate) struct Opened {
    pub(crate) sql: Connection,
    _dir: tempfile::TempDir,
}

/// Takes a file apart. Checks on the way that it is exactly one frame with size and checksum, as we write it.
pub(crate) fn open_ours(path: &Path) -> Opened {
    let bytes = std::fs::read(path).unwrap();
    let frame = bytes.strip_prefix(b"C1ZF\0").expect("the magic of v1");
    let (magic, header) = frame.split_first_chunk::<4>().unwrap();
    assert_eq!(magic, &[0x28, 0xb5, 0x2f, 0xfd], "one zstd frame follows");
    let descriptor = header[0];
    assert_ne!(descriptor & 0b0000_0100, 0, "the frame carries a checksum");
    assert_eq!(descriptor & 0b0000_0011, 0, "the frame uses no dictionary");
    let frame_bytes = zstd::zstd_safe::find_frame_compressed_size(frame).unwrap();
    assert_eq!(frame_bytes, frame.len(), "nothing follows the frame");
    let announced =
        zstd::zstd_safe::get_frame_content_size(frame).unwrap().expect("the frame states its size");

    let opened = open_any(path);
    let image = std::fs::read(opened._dir.path().join("db")).unwrap();
    assert_eq!(announced, image.len() as u64);
    assert_eq!(&image[16..18], &4096_u16.to_be_bytes(), "page size");
    assert_eq!(&image[18..20], &[1, 1], "no write-ahead log");
    assert_eq!(opened.text("pragma encoding"), "UTF-8");
    assert_eq!(opened.text("pragma integrity_check"), "ok");
    assert_eq!(opened.number("pragma user_version"), 0);
    assert_eq!(opened.number("pragma auto_vacuum"), 0);
    assert_eq!(opened.number("select count(*) from sqlite_master where type not in ('table', 'index')"), 0);
    opened
}

/// Takes any v1 file apart.
pub(crate) fn open_any(path: &Path) -> Opened {
    let bytes = std::fs::read(path).unwrap();
    let mut image = zstd::stream::decode_all(&bytes[5..]).unwrap();
    image[18..20].fill(1);
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("db"), image).unwrap();
    Opened { sql: Connection::open(dir.path().join("db")).unwrap(), _dir: dir }
}

/// Makes a v1 file of the database that `script` creates.
pub(crate) fn make(script: &str) -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("db");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(script).unwrap();
    drop(connection);
    pack(&std::fs::read(path).unwrap())
}

/// Makes a v1 file of a database image.
pub(crate) fn pack(image: &[u8]) -> Vec<u8> {
    let mut file = b"C1ZF\0".to_vec();
    file.extend(zstd::stream::encode_all(image, 1).unwrap());
    file
}

impl Opened {
    /// The file again, after whatever was done to the database.
    pub(crate) fn repack(self) -> Vec<u8> {
        let Self { sql, _dir } = self;
        drop(sql);
        pack(&std::fs::read(_dir.path().join("db")).unwrap())
    }

    pub(crate) fn text(&self, sql: &str) -> String {
        self.sql.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    pub(crate) fn number(&self, sql: &str) -> i64 {
        self.sql.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    pub(crate) fn blob(&self, sql: &str) -> Vec<u8> {
        self.sql.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    /// Every row of a query, sorted by all columns.
    pub(crate) fn rows(&self, sql: &str) -> Vec<Vec<String>> {
        let mut statement = self.sql.prepare(sql).unwrap();
        let n_columns = statement.column_count();
        let rows = statement.query_map([], |row| (0..n_columns).map(|index| row.get(index)).collect());
        let mut rows: Vec<Vec<String>> = rows
            .unwrap()
            .map(|row: rusqlite::Result<Vec<Value>>| {
                row.unwrap().iter().map(|value| format!("{value:?}")).collect()
            })
            .collect();
        rows.sort();
        rows
    }
}

/// A protobuf message as anyone sees it who does not know its type: field numbers and raw values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fields(BTreeMap<u32, Vec<Raw>>);

#[derive(Debug, Clone, PartialEq)]
enum Raw {
    Number(u64),
    Bytes(Vec<u8>),
}

impl Fields {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let message = protobuf::well_known_types::empty::Empty::parse_from_bytes(bytes).expect("protobuf");
        let mut fields: BTreeMap<u32, Vec<Raw>> = BTreeMap::new();
        for (number, value) in message.special_fields.unknown_fields().iter() {
            let value = match value {
                UnknownValueRef::Fixed32(number) => Raw::Number(number.into()),
                UnknownValueRef::Fixed64(number) | UnknownValueRef::Varint(number) => Raw::Number(number),
                UnknownValueRef::LengthDelimited(bytes) => Raw::Bytes(bytes.to_vec()),
            };
            fields.entry(number).or_default().push(value);
        }
        Self(fields)
    }

    /// The numbers of the fields that are there.
    pub(crate) fn numbers(&self) -> Vec<u32> {
        self.0.keys().copied().collect()
    }

    pub(crate) fn all(&self, field: u32) -> Vec<&[u8]> {
        let values = self.0.get(&field).map(Vec::as_slice).unwrap_or_default();
        values
            .iter()
            .map(|value| match value {
                Raw::Bytes(bytes) => bytes.as_slice(),
                Raw::Number(number) => panic!("field {field} is the number {number}"),
            })
            .collect()
    }

    fn one(&self, field: u32) -> &[u8] {
        match self.all(field).as_slice() {
            [bytes] => bytes,
            other => panic!("field {field} is there {} times in {self:?}", other.len()),
        }
    }

    pub(crate) fn message(&self, field: u32) -> Self {
        Self::parse(self.one(field))
    }

    pub(crate) fn string(&self, field: u32) -> String {
        String::from_utf8(self.one(field).to_vec()).unwrap()
    }

    pub(crate) fn varint(&self, field: u32) -> u64 {
        match self.0.get(&field).map(Vec::as_slice) {
            Some([Raw::Number(number)]) => *number,
            other => panic!("field {field} is {other:?}"),
        }
    }
}

mod can_fail {
    //! An oracle that never objects proves nothing: each is shown a file with one thing wrong.

    use super::{open_ours, pack};
    use crate::support::{OLD, Place, golden};

    #[test]
    #[should_panic = "the frame states its size"]
    fn on_a_frame_without_its_size() {
        open_ours(&golden(OLD));
    }

    #[test]
    #[should_panic = "nothing follows the frame"]
    fn on_something_behind_the_frame() {
        let place = Place::new();
        place.add_sync();
        let bytes = std::fs::read(&place.file).unwrap();
        std::fs::write(&place.file, [bytes.as_slice(), &bytes[5..]].concat()).unwrap();
        open_ours(&place.file);
    }

    #[test]
    #[should_panic = "the frame carries a checksum"]
    fn on_a_frame_without_checksum() {
        let place = Place::with(pack(b"SQLite format 3\0"));
        open_ours(&place.file);
    }

    #[test]
    #[should_panic = "ingest_invariant_mode"]
    fn on_the_tables_of_an_old_file() {
        crate::schema::assert_newest(&super::open_any(&golden(OLD)));
    }
}
