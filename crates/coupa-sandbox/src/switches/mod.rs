//! The switches: one for every place where Coupa's documents are silent or contradict each other.
//!
//! The default of a switch is the reading this simulator takes; its other values are readings that a real
//! instance may turn out to follow. A client that is correct passes under all of them. Switches are plain
//! fields in Rust and `name=value` on a command line; [`Switches::list`] describes them.

mod choices;

use std::collections::BTreeSet;

use choices::SwitchValue;
pub use choices::*;

use crate::error::{Error, Result};

/// One switch as shown to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwitchInfo {
    /// The name, in snake case.
    pub name: &'static str,
    /// The values it takes, or the kind of value.
    pub choices: String,
    /// The value it has when nobody sets it.
    pub default: String,
    /// What it decides, in a sentence or two.
    pub about: String,
}

macro_rules! switches {
    ($( $(#[doc = $doc:literal])+ $name:ident: $type:ty = $default:expr, )+) => {
        /// One reading of Coupa's documents, complete.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Switches {
            $( $(#[doc = $doc])+ pub $name: $type, )+
        }

        impl Default for Switches {
            fn default() -> Self {
                Self { $( $name: $default, )+ }
            }
        }

        impl Switches {
            /// Describes every switch, in the order of the fields.
            #[must_use]
            pub fn list() -> Vec<SwitchInfo> {
                let defaults = Self::default();
                vec![$( SwitchInfo {
                    name: stringify!($name),
                    choices: <$type as SwitchValue>::choices(),
                    default: defaults.$name.render(),
                    about: [$( $doc.trim() ),+].join(" "),
                } ),+]
            }

            /// Sets one switch by name; dashes in the name count as underscores.
            ///
            /// # Errors
            ///
            /// [`Error::UnknownSwitch`] and [`Error::SwitchValue`].
            pub fn set(&mut self, name: &str, value: &str) -> Result<()> {
                match name.replace('-', "_").as_str() {
                    $( stringify!($name) => {
                        self.$name = <$type as SwitchValue>::parse(value).ok_or_else(|| Error::SwitchValue {
                            name: stringify!($name),
                            value: value.to_owned(),
                            expected: <$type as SwitchValue>::choices(),
                        })?;
                    } )+
                    _ => return Err(Error::UnknownSwitch { name: name.to_owned() }),
                }
                Ok(())
            }

            /// The present value of a switch as text; `None` if no switch has the name.
            #[must_use]
            pub fn get(&self, name: &str) -> Option<String> {
                match name.replace('-', "_").as_str() {
                    $( stringify!($name) => Some(self.$name.render()), )+
                    _ => None,
                }
            }
        }
    };
}

switches! {
    /// Where a token request may carry the client's id and secret.
    token_placement: TokenPlacement = TokenPlacement::Both,
    /// Status of a token request with a wrong id or secret.
    token_error_status: TokenErrorStatus = TokenErrorStatus::BadRequest,
    /// For how many milliseconds after minting the API still answers 401 to a token.
    token_settling_ms: u64 = 0,
    /// Pads tokens to at least this many bytes; 16384 is a token with very many scopes.
    token_size_bytes: u64 = 0,
    /// Content type of the token endpoint.
    token_content_type: TokenContentType = TokenContentType::Json,
    /// What a token request without `scope` yields.
    token_without_scope: TokenWithoutScope = TokenWithoutScope::All,
    /// Whether minting a token revokes the client's earlier ones.
    old_tokens: OldTokens = OldTokens::Valid,
    /// Whether a refresh token accompanies the access token when `offline_access` is granted.
    refresh_token: RefreshToken = RefreshToken::Absent,
    /// Whether the retired `X-COUPA-API-KEY` header opens the API.
    legacy_key: bool = false,
    /// What a request with both a bearer token and a legacy key gets.
    both_headers: BothHeaders = BothHeaders::Refuse,
    /// Status when the token lacks the scope of the endpoint.
    scope_status: ScopeStatus = ScopeStatus::Forbidden,
    /// Whether associations need the scope of their own class (account groups: `core.accounting.read`).
    nested_scope: NestedScope = NestedScope::Root,
    /// Whether 401 and 403 carry a `WWW-Authenticate` header.
    www_authenticate: bool = true,
    /// Shape of JSON error bodies.
    error_shape: ErrorShape = ErrorShape::Lists,
    /// Status of a refused write: blank or duplicate values, unknown references.
    validation_status: ValidationStatus = ValidationStatus::BadRequest,
    /// Answer to a JSON list request that matches nothing.
    empty_list: EmptyList = EmptyList::Array,
    /// Body of the 404 for an id that does not exist.
    missing_record: MissingRecord = MissingRecord::Envelope,
    /// What a `limit` above 50 does.
    over_limit: OverLimit = OverLimit::Clamp,
    /// How many records some pages fall short of the limit although more follow; 0 for full pages.
    short_pages: u64 = 0,
    /// Whether `/api/graphql` is served.
    graphql: Graphql = Graphql::On,
    /// Records on a GraphQL page.
    graphql_page_size: u64 = 50,
    /// Most entries a nested list carries.
    nested_cap: NestedCap = NestedCap::None,
    /// How GraphQL refuses a root field whose scope is missing.
    graphql_scope_failure: GraphqlScopeFailure = GraphqlScopeFailure::Forbidden,
    /// Wording of GraphQL validation errors.
    graphql_messages: GraphqlMessages = GraphqlMessages::Coupa,
    /// Whether `order_by` counts inside a GraphQL `query` string.
    graphql_order_by: GraphqlOrderBy = GraphqlOrderBy::Honoured,
    /// Most root fields (aliases included) in one GraphQL document.
    graphql_max_root_fields: Option<u64> = None,
    /// Most selected fields in one GraphQL document.
    graphql_max_complexity: Option<u64> = None,
    /// Deepest nesting in one GraphQL document.
    graphql_max_depth: Option<u64> = None,
    /// Longest GraphQL document in bytes.
    graphql_max_document_bytes: Option<u64> = None,
    /// Whether GraphQL introspection works.
    introspection: bool = true,
    /// Order of a list without `order_by`.
    unsorted_order: UnsortedOrder = UnsortedOrder::ById,
    /// Case in text comparison.
    text_match: TextMatch = TextMatch::Insensitive,
    /// What an attribute that does not exist does in a query.
    unknown_attribute: UnknownAttribute = UnknownAttribute::Refuse,
    /// What a name that does not exist does in `fields`.
    unknown_field: UnknownField = UnknownField::Ignore,
    /// What filtering users by account group does.
    account_group_filter: AccountGroupFilter = AccountGroupFilter::Refuse,
    /// Whether a list in a write is added to the old one or takes its place.
    list_write: ListWrite = ListWrite::Merge,
    /// Which empty value clears a list in a write.
    list_clear: ListClear = ListClear::Both,
    /// What a reference to nothing does in a write.
    unknown_refs: UnknownRefs = UnknownRefs::Refuse,
    /// What `false` does to the Contracts and Purchasing licences.
    permanent_licences: PermanentLicences = PermanentLicences::Keep,
    /// Whether licences run out.
    licence_seats: LicenceSeats = LicenceSeats::Counted,
    /// Licences whose seats are all taken while seats are counted.
    exhausted_licences: BTreeSet<String> = BTreeSet::new(),
    /// Accepted spellings of licence flags in a write.
    licence_spelling: LicenceSpelling = LicenceSpelling::Any,
    /// Whether `category_strategy_user` and `invoicing_user` can be written.
    output_only_licences: OutputOnlyLicences = OutputOnlyLicences::Writable,
    /// What `null` does to a single value in a write.
    scalar_null: ScalarNull = ScalarNull::Clear,
    /// Whether entitlement changes move a user's `updated-at`.
    entitlement_bump: EntitlementBump = EntitlementBump::User,
    /// Whether membership changes move a group's `updated-at`.
    membership_bump: MembershipBump = MembershipBump::Membership,
    /// Whether the last active Admin may be deactivated.
    last_admin: LastAdmin = LastAdmin::Allowed,
    /// Whether somebody whom active users report to may be deactivated.
    manager_deactivation: ManagerDeactivation = ManagerDeactivation::Allowed,
    /// What the answer to a write of a user or a membership shows.
    write_answer: WriteAnswer = WriteAnswer::Selected,
    /// Whether `/api/roles` is served.
    roles_rest: Served = Served::On,
    /// Whether `/api/user_group_memberships` is served.
    memberships_rest: Served = Served::On,
    /// Whether a membership can be deleted.
    membership_delete: Served = Served::On,
    /// Whether `add` and `remove` under `/api/users/:id/business_groups` are served.
    content_group_calls: Served = Served::On,
    /// How DELETE on users, groups and roles is refused.
    record_delete: RecordDelete = RecordDelete::NotFound,
    /// The `Retry-After` header of a 429.
    retry_after: RetryAfterHeader = RetryAfterHeader::Seconds,
    /// What an unknown `Accept` or `Content-Type` gets.
    negotiation: Negotiation = Negotiation::Strict,
    /// Format of an answer when `Accept` is missing.
    missing_accept: MissingAccept = MissingAccept::Xml,
    /// What a request gets whose `Accept` and `Content-Type` differ.
    differing_formats: DifferingFormats = DifferingFormats::Refuse,
    /// Whether a percent-encoded `?` in a path begins the query.
    path_query: PathQuery = PathQuery::Strict,
    /// Whether every answer carries a unique `X-Request-Id`.
    request_id: RequestId = RequestId::Present,
    /// How ids are printed in JSON.
    id_format: IdFormat = IdFormat::Number,
    /// What a user response without `fields` shows.
    default_filter: DefaultFilter = DefaultFilter::None,
    /// Whether `type[blank]=true` keeps API and support users.
    integration_type: IntegrationType = IntegrationType::Blank,
    /// What `custom-fields` looks like.
    custom_fields: CustomFieldsShape = CustomFieldsShape::Object,
    /// Licence flags that this instance does not know at all.
    absent_licences: BTreeSet<String> = BTreeSet::new(),
    /// User fields that this instance does not know at all.
    absent_fields: BTreeSet<String> = BTreeSet::new(),
    /// Whether everything answers 503, as during a release.
    maintenance: bool = false,
}

impl Switches {
    /// Sets one switch from `name=value`.
    ///
    /// # Errors
    ///
    /// [`Error::SwitchSyntax`], [`Error::UnknownSwitch`] and [`Error::SwitchValue`].
    pub fn set_text(&mut self, text: &str) -> Result<()> {
        let (name, value) =
            text.split_once('=').ok_or_else(|| Error::SwitchSyntax { text: text.to_owned() })?;
        self.set(name.trim(), value.trim())
    }

    /// True if this instance's schema has the user field, given in snake case.
    #[must_use]
    pub fn knows_user_field(&self, name: &str) -> bool {
        !self.absent_licences.contains(name) && !self.absent_fields.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_switch_prints_its_default_and_reads_it_back() {
        let mut switches = Switches::default();
        for info in Switches::list() {
            switches.set(info.name, &info.default).unwrap();
            assert_eq!(switches.get(info.name).as_deref(), Some(info.default.as_str()), "{}", info.name);
            assert!(info.about.ends_with('.'), "{} is described by a sentence", info.name);
        }
        assert_eq!(switches, Switches::default());
    }

    #[test]
    fn every_choice_can_be_set_and_differs_from_the_others() {
        for info in Switches::list() {
            let mut seen = Vec::new();
            for choice in info.choices.split('`').skip(1).step_by(2) {
                let mut switches = Switches::default();
                switches.set(info.name, choice).unwrap();
                assert!(!seen.contains(&switches), "{}={choice} repeats another value", info.name);
                seen.push(switches);
            }
        }
    }

    #[test]
    fn a_wrong_setting_says_what_would_be_right() {
        let mut switches = Switches::default();
        let text = |outcome: Result<()>| outcome.unwrap_err().to_string();
        assert_eq!(text(switches.set_text("nonsense")), "`nonsense` is not of the form `name=value`");
        assert_eq!(text(switches.set_text("colour=red")), "there is no switch `colour`");
        assert_eq!(
            text(switches.set_text("list_write=add")),
            "switch `list_write` cannot be `add`: expected `merge`, `replace`, `mixed`"
        );
        switches.set_text("list-write=replace").unwrap();
        assert_eq!(switches.list_write, ListWrite::Replace);
        switches.set_text("absent_licences=treasury-user,aic_user").unwrap();
        assert!(!switches.knows_user_field("treasury_user"));
        assert!(switches.knows_user_field("login"));
    }
}
