//! The kinds of value a switch can have, and the readings each of them stands for.

use std::collections::BTreeSet;

/// A type a switch can have.
pub(super) trait SwitchValue: Sized {
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
        /// Content groups are replaced, other lists are added to.
        Mixed = "mixed",
    }
    /// What a reference to a record that does not exist does in a write.
    UnknownRefs {
        /// 400, and nothing of the write is applied.
        Refuse = "refuse",
        /// It is dropped without a word; what else stands in a list counts.
        Ignore = "ignore",
        /// The attribute it stands in is left as it is, without a word.
        Unchanged = "unchanged",
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
    /// Which empty value of a list in a write clears the list; the other one leaves it as it is.
    ListClear {
        /// `null` and the empty list do.
        Both = "both",
        /// Only `null` does, as connectors send it.
        Null = "null",
        /// Only the empty list does, as the provisioning guide words it.
        Empty = "empty",
    }
    /// What the answer to a write of a user or a membership shows.
    WriteAnswer {
        /// What the request selects, the whole record if it selects nothing.
        Selected = "selected",
        /// The id.
        IdOnly = "id_only",
        /// The status alone, with an empty body.
        Empty = "empty",
    }
    /// Whether somebody whom active users report to can be deactivated.
    ManagerDeactivation {
        /// Yes.
        Allowed = "allowed",
        /// 400.
        Refused = "refused",
    }
    /// How a question mark is taken that is percent-encoded inside a path.
    PathQuery {
        /// As a character of the path, which then leads nowhere.
        Strict = "strict",
        /// As the beginning of the query.
        Lenient = "lenient",
    }
    /// Whether answers carry a number of their own.
    RequestId {
        /// Each has an `X-Request-Id` header.
        Present = "present",
        /// No.
        Absent = "absent",
    }
}
