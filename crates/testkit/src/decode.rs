//! Decodes a `.c1z` file with code that is not ours: zstd, plain SQL and a generic protobuf reader.
//!
//! Nothing here knows `baton-proto` or the `c1z` crate. Messages are read as field numbers and values,
//! and the numbers are written down once more, by hand, from the protocol.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read as _,
    path::Path,
};

use anyhow::{Context as _, Result, bail, ensure};
use protobuf::{Message as _, UnknownValueRef, well_known_types::empty::Empty};

/// A generic protobuf message: what each field number held, in order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields(BTreeMap<u32, Vec<Value>>);

/// A value as the wire tells it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// An integer, enum or boolean.
    Varint(u64),
    /// Eight bytes, such as a double.
    Fixed64(u64),
    /// Four bytes.
    Fixed32(u32),
    /// A text, some bytes or a message.
    Bytes(Vec<u8>),
}

impl Fields {
    /// Reads a message.
    ///
    /// # Errors
    ///
    /// If the bytes are no protobuf message.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let message = Empty::parse_from_bytes(bytes).context("not a protobuf message")?;
        let mut fields: BTreeMap<u32, Vec<Value>> = BTreeMap::new();
        for (number, value) in message.special_fields.unknown_fields().iter() {
            let value = match value {
                UnknownValueRef::Varint(value) => Value::Varint(value),
                UnknownValueRef::Fixed64(value) => Value::Fixed64(value),
                UnknownValueRef::Fixed32(value) => Value::Fixed32(value),
                UnknownValueRef::LengthDelimited(bytes) => Value::Bytes(bytes.to_vec()),
            };
            fields.entry(number).or_default().push(value);
        }
        Ok(Self(fields))
    }

    /// Every message under a field number.
    ///
    /// # Errors
    ///
    /// If something there is no message.
    pub fn messages(&self, number: u32) -> Result<Vec<Self>> {
        self.bytes(number).map(Self::parse).collect()
    }

    /// The message under a field number; an absent one is empty.
    ///
    /// # Errors
    ///
    /// If there are several, or it is no message.
    pub fn message(&self, number: u32) -> Result<Self> {
        let mut messages = self.messages(number)?;
        ensure!(messages.len() < 2, "field {number} occurs {} times", messages.len());
        Ok(messages.pop().unwrap_or_default())
    }

    /// Every text under a field number.
    ///
    /// # Errors
    ///
    /// If something there is not UTF-8.
    pub fn texts(&self, number: u32) -> Result<Vec<String>> {
        self.bytes(number).map(|bytes| Ok(String::from_utf8(bytes.to_vec())?)).collect()
    }

    /// The text under a field number; an absent one is empty.
    ///
    /// # Errors
    ///
    /// If there are several, or it is not UTF-8.
    pub fn text(&self, number: u32) -> Result<String> {
        let mut texts = self.texts(number)?;
        ensure!(texts.len() < 2, "field {number} occurs {} times", texts.len());
        Ok(texts.pop().unwrap_or_default())
    }

    /// The integer, enum or boolean under a field number; an absent one is 0.
    #[must_use]
    pub fn varint(&self, number: u32) -> u64 {
        self.0.get(&number).and_then(|values| values.last()).map_or(0, |value| match value {
            Value::Varint(value) => *value,
            _ => 0,
        })
    }

    /// The integers under a field number, packed or not.
    ///
    /// # Errors
    ///
    /// If packed bytes end in the middle of a number.
    pub fn varints(&self, number: u32) -> Result<Vec<u64>> {
        let mut all = Vec::new();
        for value in self.0.get(&number).into_iter().flatten() {
            match value {
                Value::Varint(value) => all.push(*value),
                Value::Bytes(packed) => {
                    let mut stream = protobuf::CodedInputStream::from_bytes(packed);
                    while !stream.eof()? {
                        all.push(stream.read_raw_varint64()?);
                    }
                }
                Value::Fixed32(_) | Value::Fixed64(_) => bail!("field {number} holds no integers"),
            }
        }
        Ok(all)
    }

    /// The double under a field number, if it is there.
    #[must_use]
    pub fn double_opt(&self, number: u32) -> Option<f64> {
        self.0.get(&number).and_then(|values| values.last()).and_then(|value| match value {
            Value::Fixed64(bits) => Some(f64::from_bits(*bits)),
            _ => None,
        })
    }

    /// Whether a field number occurs.
    #[must_use]
    pub fn has(&self, number: u32) -> bool {
        self.0.contains_key(&number)
    }

    fn bytes(&self, number: u32) -> impl Iterator<Item = &[u8]> {
        self.0.get(&number).into_iter().flatten().filter_map(|value| match value {
            Value::Bytes(bytes) => Some(bytes.as_slice()),
            _ => None,
        })
    }
}

/// One finished or unfinished sync of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncRow {
    /// Its KSUID.
    pub sync_id: String,
    /// `full`, `partial`, …
    pub sync_type: String,
    /// Beginning, as stored.
    pub started_at: String,
    /// End, as stored; `None` while unfinished.
    pub ended_at: Option<String>,
    /// The stored JSON.
    pub stats: Option<String>,
}

/// Everything that one sync of a file holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decoded {
    /// By id.
    pub resource_types: BTreeMap<String, ResourceType>,
    /// By `type:id`.
    pub resources: BTreeMap<String, Resource>,
    /// By id.
    pub entitlements: BTreeMap<String, Entitlement>,
    /// By id.
    pub grants: BTreeMap<String, Grant>,
}

/// A decoded resource type.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceType {
    /// The name people see.
    pub display_name: String,
    /// Trait numbers.
    pub traits: Vec<u64>,
    /// Annotations by message name.
    pub annotations: BTreeMap<String, Fields>,
}

/// A decoded resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Resource {
    /// The type.
    pub resource_type: String,
    /// The id within the type.
    pub id: String,
    /// The name people see.
    pub display_name: String,
    /// What it is.
    pub description: String,
    /// Annotations, traits among them, by message name.
    pub annotations: BTreeMap<String, Fields>,
    /// The whole message, for fields that this struct does not name.
    pub fields: Fields,
}

/// A decoded entitlement.
#[derive(Debug, Clone, PartialEq)]
pub struct Entitlement {
    /// `type:id` of its resource.
    pub resource: String,
    /// Its short name.
    pub slug: String,
    /// The name people see.
    pub display_name: String,
    /// What it is.
    pub description: String,
    /// Ids of the types that may hold it.
    pub grantable_to: Vec<String>,
    /// Purpose number.
    pub purpose: u64,
    /// Annotations by message name.
    pub annotations: BTreeMap<String, Fields>,
}

/// A decoded grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The entitlement's id.
    pub entitlement: String,
    /// `type:id` of the entitlement's resource.
    pub resource: String,
    /// `type:id` of the principal.
    pub principal: String,
}

impl Resource {
    /// A trait or another annotation by its short name, such as `UserTrait`.
    #[must_use]
    pub fn annotation(&self, name: &str) -> Option<&Fields> {
        self.annotations.get(&format!("c1.connector.v2.{name}"))
    }

    /// The profile of a trait: field 3 of a `UserTrait`, 2 of a `GroupTrait`, 1 of a `RoleTrait`.
    ///
    /// # Errors
    ///
    /// If the bytes are malformed.
    pub fn profile(&self) -> Result<BTreeMap<String, String>> {
        for (name, number) in [("UserTrait", 3), ("GroupTrait", 2), ("RoleTrait", 1)] {
            if let Some(fields) = self.annotation(name) {
                return profile(&fields.message(number)?);
            }
        }
        Ok(BTreeMap::new())
    }
}

/// A `google.protobuf.Struct` as texts; numbers and booleans in their shortest form.
///
/// # Errors
///
/// If the bytes are malformed.
pub fn profile(fields: &Fields) -> Result<BTreeMap<String, String>> {
    let mut profile = BTreeMap::new();
    for entry in fields.messages(1)? {
        let value = entry.message(2)?;
        let text = if let Some(number) = value.double_opt(2) {
            number.to_string()
        } else if value.has(3) {
            value.text(3)?
        } else if value.has(4) {
            (value.varint(4) == 1).to_string()
        } else {
            format!("{value:?}")
        };
        profile.insert(entry.text(1)?, text);
    }
    Ok(profile)
}

/// A `.c1z` file unpacked into a temporary directory.
pub struct C1zFile {
    database: rusqlite::Connection,
    _directory: tempfile::TempDir,
}

impl C1zFile {
    /// Unpacks a v1 file.
    ///
    /// # Errors
    ///
    /// If it is no such file or damaged.
    pub fn open(path: &Path) -> Result<Self> {
        let mut file = std::fs::File::open(path).with_context(|| format!("open {}", path.display()))?;
        let mut magic = [0; 5];
        file.read_exact(&mut magic)?;
        ensure!(&magic == b"C1ZF\0", "the magic is {magic:?}");
        let directory = tempfile::tempdir()?;
        let unpacked = directory.path().join("db");
        zstd::stream::copy_decode(file, std::fs::File::create(&unpacked)?).context("zstd")?;
        let database = rusqlite::Connection::open(&unpacked)?;
        let check: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        ensure!(check == "ok", "the database is damaged: {check}");
        Ok(Self { database, _directory: directory })
    }

    /// The database itself.
    #[must_use]
    pub fn database(&self) -> &rusqlite::Connection {
        &self.database
    }

    /// The syncs of the file, oldest first.
    ///
    /// # Errors
    ///
    /// If the table is not as it should be.
    pub fn syncs(&self) -> Result<Vec<SyncRow>> {
        let mut statement = self.database.prepare(
            "SELECT sync_id, sync_type, started_at, ended_at, stats FROM v1_sync_runs ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(SyncRow {
                sync_id: row.get(0)?,
                sync_type: row.get(1)?,
                started_at: row.get(2)?,
                ended_at: row.get(3)?,
                stats: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What the newest finished sync holds. Its columns are compared with its messages on the way.
    ///
    /// # Errors
    ///
    /// If there is none, if a message is malformed, if a column contradicts its message, or if a row
    /// occurs twice.
    pub fn latest(&self) -> Result<Decoded> {
        let syncs = self.syncs()?;
        let newest =
            syncs.iter().filter(|sync| sync.ended_at.is_some()).max_by_key(|sync| sync.ended_at.clone());
        self.sync(&newest.context("there is no finished sync")?.sync_id)
    }

    /// What one sync holds.
    ///
    /// # Errors
    ///
    /// As [`C1zFile::latest`].
    pub fn sync(&self, sync_id: &str) -> Result<Decoded> {
        let mut decoded = Decoded::default();
        for (columns, data) in self.rows("v1_resource_types", &["external_id"], sync_id)? {
            let fields = Fields::parse(&data)?;
            let id = fields.text(1)?;
            ensure!(columns == [id.clone()], "columns {columns:?} contradict resource type {id}");
            let row = ResourceType {
                display_name: fields.text(2)?,
                traits: fields.varints(3)?,
                annotations: annotations(&fields, 4)?,
            };
            ensure!(
                decoded.resource_types.insert(id.clone(), row).is_none(),
                "resource type {id} occurs twice"
            );
        }
        for (columns, data) in self.rows("v1_resources", &["external_id", "resource_type_id"], sync_id)? {
            let fields = Fields::parse(&data)?;
            let (resource_type, id) = resource_id(&fields)?;
            let key = format!("{resource_type}:{id}");
            ensure!(
                columns == [key.clone(), resource_type.clone()],
                "columns {columns:?} contradict resource {key}"
            );
            let row = Resource {
                resource_type,
                id,
                display_name: fields.text(3)?,
                description: fields.text(5)?,
                annotations: annotations(&fields, 4)?,
                fields,
            };
            ensure!(decoded.resources.insert(key.clone(), row).is_none(), "resource {key} occurs twice");
        }
        let names = ["external_id", "resource_type_id", "resource_id"];
        for (columns, data) in self.rows("v1_entitlements", &names, sync_id)? {
            let fields = Fields::parse(&data)?;
            let id = fields.text(2)?;
            let (resource_type, resource) = resource_id(&fields.message(1)?)?;
            ensure!(
                columns == [id.clone(), resource_type.clone(), resource.clone()],
                "columns {columns:?} contradict entitlement {id}"
            );
            let grantable_to = fields.messages(5)?.iter().map(|kind| kind.text(1)).collect::<Result<_>>()?;
            let row = Entitlement {
                resource: format!("{resource_type}:{resource}"),
                slug: fields.text(8)?,
                display_name: fields.text(3)?,
                description: fields.text(4)?,
                grantable_to,
                purpose: fields.varint(7),
                annotations: annotations(&fields, 6)?,
            };
            ensure!(decoded.entitlements.insert(id.clone(), row).is_none(), "entitlement {id} occurs twice");
        }
        let names = [
            "external_id",
            "resource_type_id",
            "resource_id",
            "entitlement_id",
            "principal_resource_type_id",
            "principal_resource_id",
        ];
        for (columns, data) in self.rows("v1_grants", &names, sync_id)? {
            let fields = Fields::parse(&data)?;
            let id = fields.text(3)?;
            let entitlement = fields.message(1)?;
            let (resource_type, resource) = resource_id(&entitlement.message(1)?)?;
            let (principal_type, principal) = resource_id(&fields.message(2)?)?;
            let entitlement = entitlement.text(2)?;
            let expected = [&id, &resource_type, &resource, &entitlement, &principal_type, &principal];
            ensure!(columns.iter().eq(expected), "columns {columns:?} contradict grant {id}");
            let row = Grant {
                entitlement,
                resource: format!("{resource_type}:{resource}"),
                principal: format!("{principal_type}:{principal}"),
            };
            ensure!(decoded.grants.insert(id.clone(), row).is_none(), "grant {id} occurs twice");
        }
        Ok(decoded)
    }

    fn rows(&self, table: &str, columns: &[&str], sync_id: &str) -> Result<Vec<(Vec<String>, Vec<u8>)>> {
        let sql = format!("SELECT data, {} FROM {table} WHERE sync_id = ?1", columns.join(", "));
        let mut statement = self.database.prepare(&sql)?;
        let rows = statement.query_map([sync_id], |row| {
            let columns = (1..=columns.len()).map(|index| row.get(index)).collect::<rusqlite::Result<_>>()?;
            Ok((columns, row.get(0)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Decoded {
    /// Grants whose principal or entitlement is not in the sync.
    #[must_use]
    pub fn dangling_grants(&self) -> BTreeSet<String> {
        let dangles = |grant: &Grant| {
            !self.entitlements.contains_key(&grant.entitlement)
                || !self.resources.contains_key(&grant.principal)
                || !self.resources.contains_key(&grant.resource)
        };
        self.grants.iter().filter(|(_, grant)| dangles(grant)).map(|(id, _)| id.clone()).collect()
    }

    /// The resources of one type, by their id within it.
    pub fn of_type<'a>(&'a self, resource_type: &'a str) -> impl Iterator<Item = (&'a str, &'a Resource)> {
        self.resources
            .values()
            .filter(move |resource| resource.resource_type == resource_type)
            .map(|resource| (resource.id.as_str(), resource))
    }
}

/// Type and id of a message whose field 1 is a `ResourceId`.
fn resource_id(fields: &Fields) -> Result<(String, String)> {
    let id = fields.message(1)?;
    Ok((id.text(1)?, id.text(2)?))
}

/// The `google.protobuf.Any`s under a field number, by message name.
fn annotations(fields: &Fields, number: u32) -> Result<BTreeMap<String, Fields>> {
    let mut annotations = BTreeMap::new();
    for any in fields.messages(number)? {
        let url = any.text(1)?;
        let name = url.strip_prefix("type.googleapis.com/").with_context(|| format!("type url {url}"))?;
        annotations.insert(name.to_owned(), any.message(2)?);
    }
    Ok(annotations)
}
