//! The switches: one for every place where Coupa's documents are silent or contradict each other.
//!
//! The default of a switch is the reading this simulator takes; its other values are readings that a real
//! instance may turn out to follow. A client that is correct passes under all of them. Switches are plain
//! fields in Rust and `name=value` on a command line; [`Switches::list`] describes them.

use std::collections::BTreeSet;

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

/// A type a switch can have.
trait SwitchValue: Sized {
    fn parse(text: &str) -> Option<Self>;
    fn render(&self) -> String;
    fn choices() -> String;
}

impl SwitchValue for bool {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "on" | "true" | "yes" => Some(true),
            "off" | "false" | "no" => Some(false),
            _ => None,
        }
    }

    fn render(&self) -> String {
        if *self { "on" } else { "off" }.to_owned()
    }

    fn choices() -> String {
        "`off`, `on`".to_owned()
    }
}

impl SwitchValue for u64 {
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    fn render(&self) -> String {
        self.to_string()
    }

    fn choices() -> String {
        "a number".to_owned()
    }
}

impl SwitchValue for Option<u64> {
    fn parse(text: &str) -> Option<Self> {
        if text == "none" { Some(None) } else { text.parse().ok().map(Some) }
    }

    fn render(&self) -> String {
        self.map_or_else(|| "none".to_owned(), |number| number.to_string())
    }

    fn choices() -> String {
        "`none` or a number".to_owned()
    }
}

impl SwitchValue for BTreeSet<String> {
    fn parse(text: &str) -> Option<Self> {
        Some(
            text.split(',')
                .map(|name| name.trim().replace('-', "_"))
                .filter(|name| !name.is_empty() && name != "none")
                .collect(),
        )
    }

    fn render(&self) -> String {
        if self.is_empty() {
            return "none".to_owned();
        }
        self.iter().map(String::as_str).collect::<Vec<_>>().join(",")
    }

    fn choices() -> String {
        "`none` or names joined by commas".to_owned()
    }
}

macro_rules! choices {
    ($( $(#[$meta:meta])* $name:ident { $( $(#[doc = $doc:literal])+ $variant:ident = $text:literal ),+ $(,)? } )+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $( $(#[doc = $doc])+ $variant ),+ }

        impl SwitchValue for $name {
            fn parse(text: &str) -> Option<Self> {
                match text { $( $text => Some(Self::$variant), )+ _ => None }
            }

            fn render(&self) -> String {
                match self { $( Self::$variant => $text ),+ }.to_owned()
            }

            fn choices() -> String {
                [$( concat!("`", $text, "`") ),+].join(", ")
            }
        }
    )+};
}

choices! {
    /// Where the client credentials of a token request may stand.
    TokenPlacement {
        /// In the form body or in an HTTP Basic header.
        Both = "both",
        /// Only in the form body.
        Body = "body",
        /// Only in an HTTP Basic header.
        Basic = "basic",
    }
    /// The status of a refused token request.
    TokenErrorStatus {
        /// 400 for everything, as observed.
        BadRequest = "400",
        /// 401 for `invalid_client`, as RFC 6749 has it; 400 for the rest.
        Unauthorized = "401",
    }
    /// The content type of the token endpoint's JSON.
    TokenContentType {
        /// `application/json`.
        Json = "json",
        /// `text/html`, though the body is JSON.
        Html = "html",
    }
    /// What a token request without `scope` yields.
    TokenWithoutScope {
        /// Every scope granted to the client.
        All = "all",
        /// A token without any scope.
        Nothing = "nothing",
        /// A refusal with `invalid_scope`.
        Refuse = "refuse",
    }
    /// Whether a new token ends the life of the client's older ones.
    OldTokens {
        /// Older tokens stay valid until they expire.
        Valid = "valid",
        /// Older tokens are revoked.
        Revoked = "revoked",
    }
    /// What happens when a request carries a token and a legacy key.
    BothHeaders {
        /// 400.
        Refuse = "refuse",
        /// The token decides.
        Bearer = "bearer",
    }
    /// The status of a request whose token lacks the scope.
    ScopeStatus {
        /// 403.
        Forbidden = "403",
        /// 401.
        Unauthorized = "401",
    }
    /// Whether nested objects need the scope of their own class too.
    NestedScope {
        /// Only the class that is listed or shown counts.
        Root = "root",
        /// Each class that is selected counts. REST leaves the association out, GraphQL refuses.
        Each = "each",
    }
    /// The body of errors in JSON.
    ErrorShape {
        /// `{"errors":{"user":["..."],"warnings":null}}`.
        Lists = "lists",
        /// `{"errors":{"user":"..."}}`.
        Strings = "strings",
        /// `{"errors":["..."]}`.
        Array = "array",
        /// `{"errors":"..."}`.
        Text = "text",
        /// No body at all.
        Empty = "empty",
        /// An HTML page.
        Html = "html",
    }
    /// The status of a refused write.
    ValidationStatus {
        /// 400.
        BadRequest = "400",
        /// 422.
        Unprocessable = "422",
    }
    /// The answer to a JSON list request that matches nothing.
    EmptyList {
        /// 200 and `[]`.
        Array = "array",
        /// 404 and the error envelope, as XML has it.
        NotFound = "not_found",
    }
    /// The body of the 404 for a record that does not exist.
    MissingRecord {
        /// The JSON or XML error envelope.
        Envelope = "envelope",
        /// No body.
        Empty = "empty",
        /// An HTML page.
        Html = "html",
    }
    /// What a `limit` above 50 does.
    OverLimit {
        /// It counts as 50.
        Clamp = "clamp",
        /// 400.
        Refuse = "refuse",
    }
    /// Whether GraphQL is served.
    Graphql {
        /// Yes.
        On = "on",
        /// 404, as if the path did not exist.
        NotFound = "not_found",
        /// 403 for every token.
        Forbidden = "forbidden",
    }
    /// How many entries a nested list carries at most.
    NestedCap {
        /// All of them.
        None = "none",
        /// 50, in GraphQL only.
        Graphql = "graphql",
        /// 50, in GraphQL and REST.
        Everywhere = "everywhere",
    }
    /// How GraphQL refuses a root field whose scope is missing.
    GraphqlScopeFailure {
        /// Status 403, as REST.
        Forbidden = "forbidden",
        /// Status 200, an entry in `errors`, and `null` data.
        Errors = "errors",
    }
    /// The wording of GraphQL validation errors.
    GraphqlMessages {
        /// `Field 'x' doesn't exist on type 'User'`.
        Coupa = "coupa",
        /// Whatever the GraphQL library writes.
        Library = "library",
    }
    /// Whether `order_by` and `dir` inside a GraphQL `query` string count.
    GraphqlOrderBy {
        /// They do.
        Honoured = "honoured",
        /// They are skipped; the list is ordered by id.
        Ignored = "ignored",
    }
    /// The order of a list without `order_by`.
    UnsortedOrder {
        /// Ascending by id.
        ById = "by_id",
        /// Scrambled, the same way each time.
        Arbitrary = "arbitrary",
    }
    /// How text is compared in queries.
    TextMatch {
        /// Without regard to case.
        Insensitive = "insensitive",
        /// Letter by letter.
        Sensitive = "sensitive",
    }
    /// What an attribute that does not exist does in a query.
    UnknownAttribute {
        /// 400 with its name.
        Refuse = "refuse",
        /// Nothing: the condition is dropped.
        Ignore = "ignore",
    }
    /// What a name that does not exist does in `fields`.
    UnknownField {
        /// Nothing.
        Ignore = "ignore",
        /// 400 with its name.
        Refuse = "refuse",
    }
    /// What `account_groups[id]` does in a query of users.
    AccountGroupFilter {
        /// 400, as an attribute that does not exist.
        Refuse = "refuse",
        /// Nothing: every user matches.
        Ignored = "ignored",
        /// It matches no user.
        Nothing = "nothing",
        /// It works like `roles[id]`.
        Works = "works",
    }
    /// How a non-empty list in a write combines with what the record has.
    ListWrite {
        /// Missing entries are added, nothing is taken away.
        Merge = "merge",
        /// The list takes the place of the old one.
        Replace = "replace",
    }
    /// What a reference to a record that does not exist does in a write.
    UnknownRefs {
        /// 400, and nothing of the write is applied.
        Refuse = "refuse",
        /// It is dropped without a word.
        Ignore = "ignore",
    }
    /// What `false` does to a licence that Coupa's API cannot take away.
    PermanentLicences {
        /// 200, and the value stays true.
        Keep = "keep",
        /// 400.
        Refuse = "refuse",
        /// The licence is taken away after all.
        Revoke = "revoke",
    }
    /// Whether licences are counted.
    LicenceSeats {
        /// 400 once all seats of a licence are taken.
        Counted = "counted",
        /// Any number of holders.
        Unlimited = "unlimited",
    }
    /// Under which names a write may set a licence flag.
    LicenceSpelling {
        /// With dashes or underscores.
        Any = "any",
        /// Only as documented: four flags have underscores; other spellings are skipped silently.
        Documented = "documented",
    }
    /// Whether the flags documented as output only can be written.
    OutputOnlyLicences {
        /// They can.
        Writable = "writable",
        /// They are skipped silently.
        Ignored = "ignored",
    }
    /// What `null` does to a single value in a write.
    ScalarNull {
        /// Clears it, unless it is required (400).
        Clear = "clear",
        /// Nothing.
        Ignore = "ignore",
        /// 400.
        Refuse = "refuse",
    }
    /// What a change of roles, groups or licences does to the user's `updated-at`.
    EntitlementBump {
        /// It moves.
        User = "user",
        /// It stays.
        None = "none",
    }
    /// What a membership change does to the group's `updated-at`.
    MembershipBump {
        /// Nothing: only the membership has a new time.
        Membership = "membership",
        /// It moves.
        Group = "group",
    }
    /// Whether the last active Admin can be deactivated.
    LastAdmin {
        /// Yes.
        Allowed = "allowed",
        /// 400.
        Refused = "refused",
    }
    /// Whether a REST path is served.
    Served {
        /// Yes.
        On = "on",
        /// 404, as if it did not exist.
        NotFound = "not_found",
    }
    /// How DELETE on users, groups and roles is refused.
    RecordDelete {
        /// 404, as a path that does not exist.
        NotFound = "not_found",
        /// 405.
        NotAllowed = "not_allowed",
    }
    /// The `Retry-After` header of a 429.
    RetryAfterHeader {
        /// `1`, in seconds.
        Seconds = "seconds",
        /// An HTTP date one second ahead.
        Date = "date",
        /// No header.
        Absent = "absent",
    }
    /// How strictly `Accept` and `Content-Type` are taken.
    Negotiation {
        /// 406 and 415 for unknown formats.
        Strict = "strict",
        /// Unknown formats count as JSON.
        Lenient = "lenient",
    }
    /// The format of an answer to a request without `Accept`.
    MissingAccept {
        /// XML.
        Xml = "xml",
        /// JSON.
        Json = "json",
    }
    /// What happens when `Accept` and `Content-Type` name different formats.
    DifferingFormats {
        /// 400.
        Refuse = "refuse",
        /// Each is honoured.
        Allow = "allow",
    }
    /// How ids are printed in JSON.
    IdFormat {
        /// As numbers.
        Number = "number",
        /// As strings.
        Text = "string",
    }
    /// What a plain user response (no `fields`) shows.
    DefaultFilter {
        /// Everything.
        None = "none",
        /// Only what a default response filter left: id, names, login and e-mail.
        Short = "short",
    }
    /// The class column of API and support users.
    IntegrationType {
        /// Blank, so `type[blank]=true` keeps them.
        Blank = "blank",
        /// `ApiUser` and `SupportUser`, so `type[blank]=true` leaves them out.
        Set = "set",
    }
    /// What `custom-fields` looks like.
    CustomFieldsShape {
        /// An object, empty when there are none.
        Object = "object",
        /// `null` when there are none.
        Null = "null",
        /// Older custom fields stand at the top level as well.
        TopLevel = "top_level",
    }
    /// Whether a client with `offline_access` receives a refresh token it cannot use.
    RefreshToken {
        /// No.
        Absent = "absent",
        /// Yes.
        Present = "present",
    }
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
    /// What a reference to nothing does in a write.
    unknown_refs: UnknownRefs = UnknownRefs::Refuse,
    /// What `false` does to the Contracts and Purchasing licences.
    permanent_licences: PermanentLicences = PermanentLicences::Keep,
    /// Whether licences run out.
    licence_seats: LicenceSeats = LicenceSeats::Counted,
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
    /// Whether `/api/roles` is served.
    roles_rest: Served = Served::On,
    /// Whether `/api/user_group_memberships` is served.
    memberships_rest: Served = Served::On,
    /// Whether a membership can be deleted.
    membership_delete: Served = Served::On,
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
            "switch `list_write` cannot be `add`: expected `merge`, `replace`"
        );
        switches.set_text("list-write=replace").unwrap();
        assert_eq!(switches.list_write, ListWrite::Replace);
        switches.set_text("absent_licences=treasury-user,aic_user").unwrap();
        assert!(!switches.knows_user_field("treasury_user"));
        assert!(switches.knows_user_field("login"));
    }
}
