//! Profiles: the free-form attributes of a resource.

use std::collections::BTreeMap;

/// Attributes by name, in the order of their names, so that the same profile has the same bytes.
pub type Profile = BTreeMap<String, ProfileValue>;

/// One attribute of a profile.
#[derive(Debug, Clone, PartialEq)]
pub enum ProfileValue {
    /// Known to be empty.
    Null,
    /// True or false.
    Bool(bool),
    /// A number. The stored form has doubles only, so whole numbers are exact up to 2^53.
    Number(f64),
    /// A text.
    Text(String),
    /// Several values in order.
    List(Vec<ProfileValue>),
    /// Values by name.
    Map(Profile),
}

impl From<bool> for ProfileValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<f64> for ProfileValue {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<u64> for ProfileValue {
    /// Whole numbers above 2^53 lose their last digits, as they do in the stored form.
    fn from(value: u64) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "the stored form has doubles only")]
        Self::Number(value as f64)
    }
}

impl From<&str> for ProfileValue {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for ProfileValue {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
