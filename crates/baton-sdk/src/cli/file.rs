//! The configuration file: a YAML mapping of flag names to values.
//!
//! Go connectors ignore a file that is missing or that they cannot parse, and then run with other
//! settings than their operator believes. Here such a file is an error that tells the place.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::cli::environment::{Environment, variables};
use crate::cli::error::{CliError, Origin};
use crate::cli::flag::{Flag, Kind};

/// The file that is read when no variable names one, if it is there.
pub const DEFAULT_PATH: &str = "./.baton.yaml";

/// What the file says about one flag, not yet parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Raw {
    /// A single value, as written.
    Scalar(String),
    /// A list of values.
    List(Vec<String>),
}

/// The content of a configuration file.
#[derive(Debug, Default)]
pub(crate) struct ConfigFile {
    /// Where it stands.
    pub(crate) path: PathBuf,
    /// Flags and what the file says about them, in the order of the file.
    pub(crate) values: Vec<(&'static str, Raw)>,
    /// Keys that are no flag.
    pub(crate) unknown: Vec<String>,
}

/// Finds and reads the configuration file, if there is one.
pub(crate) fn load(environment: &dyn Environment, flags: &[Flag]) -> Result<Option<ConfigFile>, CliError> {
    let named = environment.variable(variables::CONFIG_PATH).filter(|value| !value.is_empty());
    let is_named = named.is_some();
    let path = named.map_or_else(|| PathBuf::from(DEFAULT_PATH), PathBuf::from);
    let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    if !is_yaml {
        return Err(CliError::ConfigExtension { path });
    }
    match environment.read_file(&path) {
        Ok(bytes) => parse(&path, bytes, flags).map(Some),
        Err(source) if !is_named && source.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(CliError::ConfigRead { path, named: is_named, source }),
    }
}

fn parse(path: &Path, bytes: Vec<u8>, flags: &[Flag]) -> Result<ConfigFile, CliError> {
    let syntax = |line, column, reason: String| CliError::ConfigSyntax {
        path: path.to_path_buf(),
        line,
        column,
        reason,
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        syntax(line as u64, 1, "it is not valid UTF-8".to_owned())
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let has_content = text.lines().map(str::trim).any(|line| !line.is_empty() && !line.starts_with('#'));
    if !has_content {
        return Ok(ConfigFile { path: path.to_path_buf(), ..ConfigFile::default() });
    }
    let read = serde_saphyr::with_deserializer_from_str(text, |deserializer| {
        deserializer.deserialize_map(Mapping { flags })
    });
    match read {
        Ok((values, unknown)) => Ok(ConfigFile { path: path.to_path_buf(), values, unknown }),
        Err(error) => {
            let (line, column) = error.location().map_or((0, 0), |at| (at.line(), at.column()));
            Err(syntax(line, column, reason(&error, text, line, flags)))
        }
    }
}

/// The parser's explanation, unless the place may hold a secret that the explanation repeats.
fn reason(error: &serde_saphyr::Error, text: &str, line: u64, flags: &[Flag]) -> String {
    let index = usize::try_from(line).unwrap_or(usize::MAX).saturating_sub(1);
    // A value may continue on the lines below its key.
    let key = text.lines().take(index.saturating_add(1)).filter(|line| line.contains(':')).last();
    let near_secret = flags
        .iter()
        .filter(|flag| flag.secret)
        .any(|flag| key.is_some_and(|key| key.to_ascii_lowercase().contains(flag.name)));
    if near_secret || line == 0 {
        return "it is not valid (details are left out near a secret)".to_owned();
    }
    let words = error.without_snippet().to_string();
    // The place is told by the message around this one.
    let words = words.lines().next().unwrap_or_default();
    let words = words.find(" at line ").map_or(words, |end| &words[..end]);
    words.trim_end_matches([':', ',', ' ']).to_owned()
}

type Entries = (Vec<(&'static str, Raw)>, Vec<String>);

/// Reads the outermost mapping; knows which flag takes a list.
struct Mapping<'a> {
    flags: &'a [Flag],
}

impl<'de> Visitor<'de> for Mapping<'_> {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping of flag names to values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut values = Vec::new();
        let mut unknown = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            // The Go tools do not tell capitals apart here.
            let name = key.to_ascii_lowercase();
            let Some(flag) = self.flags.iter().find(|flag| flag.name == name) else {
                map.next_value::<de::IgnoredAny>()?;
                unknown.push(key);
                continue;
            };
            let raw = if flag.kind == Kind::Strings {
                map.next_value_seed(Items)?
            } else {
                map.next_value::<Option<String>>()?.map(Raw::Scalar)
            };
            if let Some(raw) = raw {
                values.push((flag.name, raw));
            }
        }
        Ok((values, unknown))
    }
}

/// Reads a list, or a text with commas.
struct Items;

impl<'de> DeserializeSeed<'de> for Items {
    type Value = Option<Raw>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<Raw>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items {
    type Value = Option<Raw>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list, or texts separated by commas")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Option<Raw>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = sequence.next_element::<String>()? {
            items.push(item);
        }
        Ok(Some(Raw::List(items)))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Option<Raw>, E> {
        Ok(Some(Raw::Scalar(text.to_owned())))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Option<Raw>, E> {
        Ok(Some(Raw::Scalar(number.to_string())))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Option<Raw>, E> {
        Ok(Some(Raw::Scalar(number.to_string())))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Option<Raw>, E> {
        Ok(None)
    }
}

/// Where a value of the file stands.
pub(crate) fn origin(path: &Path, key: &'static str) -> Origin {
    Origin::File { key, path: path.to_path_buf() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::environment::Scripted;

    const FLAGS: &[Flag] = &[
        Flag::text("domain"),
        Flag::text("client-secret").secret(),
        Flag::boolean("provisioning"),
        Flag::int("workers", 0, 9),
        Flag::strings("types"),
    ];

    fn read(content: &str) -> Result<ConfigFile, CliError> {
        let environment =
            Scripted::new().with_variable("BATON_CONFIG_PATH", "baton.yaml").with_file("baton.yaml", content);
        load(&environment, FLAGS).map(Option::unwrap_or_default)
    }

    #[test]
    fn values_are_taken_as_written() {
        let file = read(
            "# ours\nDomain: 1.10\nclient-secret: '007'\nprovisioning: yes\nworkers: 0x2\n\
             types: [user, '1']\ntype: x\n",
        )
        .unwrap();
        let scalar = |text: &str| Raw::Scalar(text.to_owned());
        assert_eq!(
            file.values,
            [
                ("domain", scalar("1.10")),
                ("client-secret", scalar("007")),
                ("provisioning", scalar("yes")),
                ("workers", scalar("0x2")),
                ("types", Raw::List(vec!["user".into(), "1".into()])),
            ]
        );
        assert_eq!(file.unknown, ["type"]);
    }

    #[test]
    fn lists_may_be_texts_and_nothing_means_not_set() {
        assert_eq!(read("types: a,b\n").unwrap().values, [("types", Raw::Scalar("a,b".into()))]);
        assert_eq!(read("types:\ndomain:\n").unwrap().values, []);
        assert_eq!(
            read("types:\n- a\n- b\n").unwrap().values,
            [("types", Raw::List(vec!["a".into(), "b".into()]))]
        );
        assert_eq!(read("").unwrap().values, []);
        assert_eq!(read("# nothing\n\n").unwrap().values, []);
    }

    #[test]
    fn a_broken_file_tells_the_place() {
        for (content, line) in [
            ("domain: acme\n  workers: 3\n", 2),
            ("domain: acme\nworkers: [1, 2\n", 3),
            ("domain: acme\ndomain: other\n", 2),
            ("domain: [a]\n", 1),
            ("- domain\n", 1),
            ("just words\n", 1),
        ] {
            match read(content) {
                Err(CliError::ConfigSyntax { line: found, column, reason, .. }) => {
                    assert!(
                        found.abs_diff(line) <= 1 && column > 0,
                        "{content:?}: {found}:{column} {reason}"
                    );
                    assert!(!reason.is_empty(), "{content:?}");
                }
                other => panic!("{content:?} gave {other:?}"),
            }
        }
    }

    #[test]
    fn a_broken_secret_is_not_repeated() {
        for content in [
            "client-secret: *hunter2\n",
            "client-secret: [hunter2]\n",
            "client-secret: \"hunter2\n",
            "client-secret: {hunter2: hunter2}\n",
            "client-secret: a: hunter2\n",
            "client-secret: |\n    x\n  hunter2\n",
            "client-secret: !!int hunter2\n",
            "client-secret: %hunter2\n",
        ] {
            if let Err(error) = read(content) {
                let shown = format!("{error} {error:?}");
                assert!(!shown.contains("hunter2"), "{content:?} gave {shown}");
            }
        }
        // The parser's words stand only where no secret can be.
        let told = |content: &str| read(content).unwrap_err().to_string();
        insta::assert_snapshot!(told("domain: x\nclient-secret: [hunter2]\n"), @"config file `baton.yaml` is not usable: it is not valid (details are left out near a secret) at line 2, column 16");
        insta::assert_snapshot!(told("client-secret: x\ndomain: [a]\n"), @"config file `baton.yaml` is not usable: expected string scalar at line 2, column 9");
    }

    #[test]
    fn bytes_that_are_not_text_are_an_error() {
        let environment = Scripted::new().with_file(DEFAULT_PATH, b"domain: a\n\xff\xfe\n".to_vec());
        let error = load(&environment, FLAGS).unwrap_err();
        insta::assert_snapshot!(error,
            @"config file `./.baton.yaml` is not usable: it is not valid UTF-8 at line 2, column 1");
    }

    #[test]
    fn the_file_must_be_yaml_by_name_and_exist_if_named() {
        let named = |path: &str| Scripted::new().with_variable("BATON_CONFIG_PATH", path);
        for path in ["baton.json", "baton", "yaml"] {
            let error = load(&named(path), FLAGS).unwrap_err();
            insta::allow_duplicates! {
                insta::assert_snapshot!(error, @"expected config file to have .yaml or .yml extension");
            }
        }
        let error = load(&named("gone.yml"), FLAGS).unwrap_err();
        insta::assert_snapshot!(error, @"could not read config file `gone.yml`");
        assert!(load(&Scripted::new(), FLAGS).unwrap().is_none());
        assert!(load(&named(""), FLAGS).unwrap().is_none());
    }

    proptest::proptest! {
        #[test]
        fn no_file_is_too_odd_and_none_gives_its_secret_away(
            before in "[a-z: \\[\\]{}&*!|>'\"%@#,\\n-]{0,20}",
            around in "[: \\[\\]{}&*!|>'\"%@#,\\n-]{0,4}",
            after in "\\PC{0,10}",
        ) {
            let content = format!("{before}\nclient-secret: {around}hunter2{around}\n{after}");
            if let Err(error) = read(&content) {
                let shown = format!("{error} {error:?}");
                proptest::prop_assert!(!shown.contains("hunter2"), "{content:?} gave {shown}");
            }
        }

        #[test]
        fn what_is_written_as_a_mapping_is_read_as_one(domain in "[a-z0-9.]{1,12}", types in proptest::collection::vec("[a-z_]{1,8}", 0..4)) {
            let list: Vec<String> = types.iter().map(|item| format!("'{item}'")).collect();
            let file = read(&format!("domain: '{domain}'\ntypes: [{}]\n", list.join(", "))).unwrap();
            proptest::prop_assert_eq!(
                file.values,
                [("domain", Raw::Scalar(domain)), ("types", Raw::List(types))]
            );
        }
    }
}
