//! What variables without a flag say about the `.c1z` file and temporary files.

use std::path::PathBuf;

use crate::cli::environment::{Environment, variables};
use crate::cli::error::{CliError, Origin};
use crate::cli::value;

const BYTES_PER_MIB: u64 = 1024 * 1024;

/// Choices for whoever operates the process, beside the flags.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tuning {
    /// Directory for temporary files: `--c1z-temp-dir`, otherwise `BATON_TMPDIR`, otherwise nothing,
    /// which means the system's. Whether it exists is not checked here.
    pub temp_dir: Option<PathBuf>,
    /// How many finished syncs stay in a file (`BATON_KEEP_SYNC_COUNT`), at least 1; nothing means
    /// the writer's own choice.
    pub keep_sync_count: Option<u32>,
    /// Keep every sync in a file (`BATON_SKIP_CLEANUP`).
    pub skip_cleanup: bool,
    /// Largest size to which a file may unpack, in bytes (`BATON_DECODER_MAX_DECODED_SIZE_MB`, in
    /// MiB); nothing means the reader's own limit.
    pub max_decoded_size_bytes: Option<u64>,
}

impl Tuning {
    /// Reads the variables. Go connectors ignore a word that they cannot read; here it is an error,
    /// for the operator believes that it holds.
    pub(crate) fn read(environment: &dyn Environment) -> Result<Self, CliError> {
        let number = |name: &'static str| -> Result<Option<u64>, CliError> {
            let Some(text) = text(environment, name)? else { return Ok(None) };
            match text.parse::<u64>() {
                Ok(number) if number > 0 => Ok(Some(number)),
                _ => Err(invalid(name, text, "expected a whole number above 0")),
            }
        };
        let too_great = |name, number: u64| invalid(name, number.to_string(), "the number is too great");

        let keep = number(variables::KEEP_SYNC_COUNT)?
            .map(|count| u32::try_from(count).map_err(|_| too_great(variables::KEEP_SYNC_COUNT, count)))
            .transpose()?;
        let size = number(variables::DECODER_MAX_DECODED_SIZE_MB)?
            .map(|mib| {
                let bytes = mib.checked_mul(BYTES_PER_MIB);
                bytes.ok_or_else(|| too_great(variables::DECODER_MAX_DECODED_SIZE_MB, mib))
            })
            .transpose()?;
        let skip = match text(environment, variables::SKIP_CLEANUP)? {
            None => false,
            Some(word) => value::parse_bool(&word)
                .ok_or_else(|| invalid(variables::SKIP_CLEANUP, word, value::EXPECTED_BOOL))?,
        };
        let temp_dir = environment.variable(variables::TEMP_DIR).filter(|value| !value.is_empty());
        Ok(Self {
            temp_dir: temp_dir.map(PathBuf::from),
            keep_sync_count: keep,
            skip_cleanup: skip,
            max_decoded_size_bytes: size,
        })
    }
}

fn text(environment: &dyn Environment, name: &'static str) -> Result<Option<String>, CliError> {
    let Some(value) = environment.variable(name).filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let not_unicode = |_| CliError::NotUnicode { origin: Origin::Variable(name.to_owned()) };
    value.into_string().map(Some).map_err(not_unicode)
}

fn invalid(name: &'static str, word: String, expected: &str) -> CliError {
    CliError::InvalidValue {
        origin: Origin::Variable(name.to_owned()),
        word: Some(word),
        expected: expected.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::environment::Scripted;

    #[test]
    fn variables_are_read_with_their_units() {
        let environment = Scripted::new()
            .with_variable("BATON_TMPDIR", "/scratch")
            .with_variable("BATON_KEEP_SYNC_COUNT", "5")
            .with_variable("BATON_SKIP_CLEANUP", "true")
            .with_variable("BATON_DECODER_MAX_DECODED_SIZE_MB", "3");
        let expected = Tuning {
            temp_dir: Some("/scratch".into()),
            keep_sync_count: Some(5),
            skip_cleanup: true,
            max_decoded_size_bytes: Some(3_145_728),
        };
        assert_eq!(Tuning::read(&environment).unwrap(), expected);
        assert_eq!(Tuning::read(&Scripted::new()).unwrap(), Tuning::default());
    }

    #[test]
    fn words_that_make_no_sense_are_errors() {
        let check = |name: &str, word: &str, expected: &str| {
            let error = Tuning::read(&Scripted::new().with_variable(name, word)).unwrap_err();
            assert_eq!(error.to_string(), format!("invalid value {word:?} for {name}: {expected}"));
        };
        check("BATON_KEEP_SYNC_COUNT", "0", "expected a whole number above 0");
        check("BATON_KEEP_SYNC_COUNT", "two", "expected a whole number above 0");
        check("BATON_KEEP_SYNC_COUNT", "4294967296", "the number is too great");
        check("BATON_SKIP_CLEANUP", "yes", "expected true or false");
        check("BATON_DECODER_MAX_DECODED_SIZE_MB", "18446744073709551615", "the number is too great");
    }
}
