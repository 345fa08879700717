//! The kinds of changes that upstream may make, and what each of them means to users of the crate.
//!
//! The ids are those of oasdiff where it has an equivalent. They are stable, so that scripts may rely on them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::schema::LIMITS;
use super::severity::{Release, Severity};

/// A kind of change.
#[derive(Debug)]
pub struct DriftRule {
    /// Its name in reports.
    pub id: String,
    /// The release that it requires by itself.
    pub release: Release,
    /// Why it requires that release.
    pub why: &'static str,
    /// What a maintainer has to do about it, if anything.
    pub action: Option<&'static str>,
    /// Whether it affects what the client does, or could do, with the service.
    pub is_behavioral: bool,
}

impl DriftRule {
    /// How it affects code that uses the crate.
    pub fn severity(&self) -> Severity {
        match self.release {
            _ if self.is_behavioral => Severity::Behavioral,
            Release::Major => Severity::Breaking,
            Release::Minor => Severity::Additive,
            Release::Patch | Release::None => Severity::Invisible,
        }
    }
}

/// The rule for changes of responses that are not changes of the status.
pub const RESPONSE: &str = "response-changed";

/// The rule for changes that no other rule covers.
pub const UNCLASSIFIED: &str = "unclassified-change";

const DATA: &str = "limits, defaults and formats are data and documentation, not types";
const FILE: &str = "users do not depend on the location of a document";
const BY_HAND: &str = "the client's methods are written by hand";
const GENERATOR: Option<&str> = Some(
    "compare the operations in build/emit/progenitor/document.rs and build/api/service_operations.rs with it",
);
const CLIENT: Option<&str> = Some("compare the client in src/ with it");
const DECODED: &str = "the client decodes it";
const JOB: Option<&str> = Some("compare src/job/ and src/client/log_entry.rs with it");
const LIMIT: &str = "{limit}";

use Release::{Major, Minor, None as Nothing, Patch};

/// Id, release, reason, action. `{limit}` stands for each of [`LIMITS`].
const TABLE: &[(&str, Release, &str, Option<&str>)] = &[
    // Models and documents.
    ("model-added", Minor, "a new request type", None),
    ("model-readable", Minor, "its document could not be parsed before, so it may not be new", None),
    ("model-removed", Major, "its request type is removed", None),
    ("model-renamed", Major, "the type and the variants are named after the id", None),
    ("model-moved", Nothing, FILE, None),
    ("document-moved", Nothing, FILE, None),
    (
        "another-document-selected",
        Nothing,
        "the former document no longer describes it, or not as well",
        None,
    ),
    ("document-added", Nothing, "nothing is vendored from the document", None),
    (
        "document-changed",
        Nothing,
        "nothing is vendored from the document",
        Some(
            "compare it with the document that was selected instead: upstream may have corrected the other one",
        ),
    ),
    (
        "document-moved-away",
        Nothing,
        "documents are looked for in some folders only",
        Some("add the folder to xtask/src/upstream/candidate.rs, or report the move upstream"),
    ),
    ("document-names-other-models", Nothing, "a request type is for one model", None),
    ("document-removed", Nothing, "changes of the models that it described are reported separately", None),
    (
        "document-unreadable",
        Nothing,
        "its facts can no longer be vendored",
        Some("report it upstream; vendor a revision whose documents can be parsed"),
    ),
    (
        "document-contradicts-its-name",
        Nothing,
        "the contents of a document count, not its name",
        Some("compare the document with its name: either the name or the model id is wrong"),
    ),
    // Endpoints.
    ("endpoint-added", Nothing, BY_HAND, None),
    ("endpoint-reactivated", Nothing, BY_HAND, None),
    ("service-endpoint-added", Patch, "its operation is internal to the client", None),
    ("api-operation-id-changed", Nothing, "this project chooses the names of operations", None),
    ("api-security-changed", Nothing, "the client sends the key as a bearer token, which is accepted", None),
    ("document-version-changed", Nothing, "users do not depend on upstream's version numbers", None),
    // Parameters of operations.
    ("new-optional-request-parameter", Nothing, BY_HAND, None),
    ("request-parameter-became-optional", Nothing, BY_HAND, None),
    ("request-parameter-reactivated", Nothing, BY_HAND, None),
    ("request-parameter-constraint-changed", Nothing, BY_HAND, None),
    // Request bodies.
    ("request-body-added", Minor, "there is something to send", None),
    ("request-body-removed", Major, "there is nothing to send", None),
    ("request-body-became-required", Nothing, "the client always sends it", None),
    ("request-body-became-optional", Nothing, "the client always sends it", None),
    ("request-body-media-type-added", Nothing, "the client sends JSON", None),
    ("request-body-media-type-changed", Nothing, "the client sends JSON", None),
    ("request-body-media-type-removed", Nothing, "the client sends JSON", GENERATOR),
    ("new-required-request-property", Major, "`new` takes one more argument", None),
    ("new-optional-request-property", Minor, "a new setter", None),
    ("request-property-removed", Major, "its setter or its argument of `new` is removed", None),
    ("request-property-became-required", Major, "its setter becomes an argument of `new`", None),
    ("request-property-became-optional", Major, "its argument of `new` becomes a setter", None),
    ("request-property-became-nullable", Patch, DATA, None),
    ("request-property-became-not-nullable", Patch, DATA, None),
    ("request-property-type-changed", Major, "its setter takes another type", None),
    (
        "type-renamed",
        Major,
        "a nested type is named after the first model that has it, which is another one now",
        Some("add a row with the old name to build/api/names/type_table.rs"),
    ),
    ("request-property-format-changed", Patch, DATA, None),
    ("request-property-became-enum", Major, "its setter takes an enum instead", None),
    ("request-property-became-not-enum", Major, "its setter no longer takes an enum", None),
    ("request-property-enum-value-added", Minor, "a new variant of a non-exhaustive enum", None),
    ("request-property-enum-value-removed", Major, "the variant is removed", None),
    ("request-property-enum-value-replaced", Major, "the variant is removed", None),
    ("request-property-any-of-added", Minor, "a new variant of a non-exhaustive enum", None),
    ("request-property-any-of-removed", Major, "the variant is removed", None),
    ("request-property-default-value-added", Patch, DATA, None),
    ("request-property-default-value-removed", Patch, DATA, None),
    ("request-property-default-value-changed", Patch, DATA, None),
    (
        "request-property-alternatives-changed",
        Patch,
        "which properties a request needs is validated, not compiled",
        None,
    ),
    (
        "request-property-required-without-description",
        Patch,
        "a request cannot contain it except as an unlisted parameter",
        Some("report it upstream: no property describes what the specification requires"),
    ),
    ("request-property-deprecated", Minor, "its setter becomes deprecated", None),
    ("request-property-reactivated", Patch, "its setter is no longer deprecated", None),
    ("request-property-constraint-changed", Patch, DATA, None),
    ("request-property-{limit}-set", Patch, DATA, None),
    ("request-property-{limit}-unset", Patch, DATA, None),
    ("request-property-{limit}-increased", Patch, DATA, None),
    ("request-property-{limit}-decreased", Patch, DATA, None),
    // Responses.
    ("operation-removed", Nothing, "the client does not call it", None),
    ("response-success-status-changed", Nothing, "every 2xx status is a success", None),
    ("response-non-success-status-changed", Nothing, "every other status is an error", None),
    (RESPONSE, Nothing, "responses are decoded leniently, and every field is kept", None),
    // Everything else.
    (UNCLASSIFIED, Patch, "no drift rule covers it", Some("add a rule to xtask/src/drift/drift_rules.rs")),
];

/// Like [`TABLE`], for changes that affect what the client does with the service, or what it could offer. The public
/// API does not change by itself.
const BEHAVIOR: &[(&str, Release, &str, Option<&str>)] = &[
    ("endpoint-removed", Patch, "the client may call what no longer exists", CLIENT),
    ("endpoint-path-changed", Patch, "the client calls another path; the API does not change", CLIENT),
    ("endpoint-method-changed", Patch, "the client uses another method; the API does not change", GENERATOR),
    ("endpoint-deprecated", Nothing, "the client calls it, and it may be removed", CLIENT),
    ("operation-added", Nothing, "the client does not offer it", Some("decide whether the client offers it")),
    ("service-endpoint-removed", Patch, "its operation is internal to the client", CLIENT),
    ("api-server-changed", Nothing, "the client has its own base URL", CLIENT),
    ("api-security-scheme-changed", Patch, "the client sends the key as a bearer token", CLIENT),
    (
        "callbacks-changed",
        Nothing,
        "the client does not offer them",
        Some("decide whether the client offers them"),
    ),
    ("request-parameter-deprecated", Nothing, "the client may send it, and it may be removed", GENERATOR),
    ("new-required-request-parameter", Patch, "the client does not send it", GENERATOR),
    ("request-parameter-removed", Patch, "the client may send it", GENERATOR),
    ("request-parameter-became-required", Patch, "the client may not send it", GENERATOR),
    ("request-parameter-type-changed", Patch, "the client may send it as another type", GENERATOR),
    ("response-property-removed", Patch, DECODED, JOB),
    ("response-property-type-changed", Patch, DECODED, JOB),
    ("response-property-became-optional", Patch, "the client needs it", JOB),
    ("response-property-deprecated", Nothing, "the client decodes it, and it may be removed", JOB),
    (
        "response-status-changed",
        Patch,
        "the client knows from the status when a job is finished",
        Some("compare src/job/status.rs with it"),
    ),
    ("response-json-removed", Patch, "the client decodes JSON", JOB),
    ("response-success-removed", Patch, "the client needs a 2xx status", CLIENT),
];

static RULES: LazyLock<BTreeMap<String, DriftRule>> = LazyLock::new(|| {
    let rows = TABLE.iter().map(|row| (row, false)).chain(BEHAVIOR.iter().map(|row| (row, true)));
    let rules = rows.flat_map(|(&(id, release, why, action), is_behavioral)| {
        let rule = move |id: String| DriftRule { id, release, why, action, is_behavioral };
        ids(id).into_iter().map(move |id| (id.clone(), rule(id)))
    });
    rules.collect()
});

/// The ids that a row stands for.
fn ids(id: &str) -> Vec<String> {
    if !id.contains(LIMIT) {
        return vec![id.to_owned()];
    }
    LIMITS.iter().map(|(_, limit)| id.replace(LIMIT, limit)).collect()
}

/// Every rule, ordered by id.
pub fn all() -> impl Iterator<Item = &'static DriftRule> {
    RULES.values()
}

/// The rule with this id, or the one for changes that no other rule covers.
pub fn rule(id: &str) -> &'static DriftRule {
    RULES.get(id).unwrap_or_else(|| &RULES[UNCLASSIFIED])
}
