//! What may change upstream, and what each change means to users of this crate.
//!
//! The ids are oasdiff's where it has one, and stable: scripts may rely on them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::schema::LIMITS;

/// The release that a change asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// None: nobody can tell.
    None,
    /// A patch: documentation or data of the crate change, code of users does not.
    Patch,
    /// A minor one: there is more to use.
    Minor,
    /// A major one: code of users may no longer compile.
    Major,
}

impl Release {
    /// What it is called.
    pub fn name(self) -> &'static str {
        ["none", "patch", "minor", "major"][self as usize]
    }
}

/// What a change does to code that uses this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It may no longer compile.
    Breaking,
    /// It can use more.
    Additive,
    /// Nothing.
    Invisible,
}

impl Severity {
    /// Every severity, the worst first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Invisible];

    /// What it is called.
    pub fn name(self) -> &'static str {
        ["breaking", "additive", "invisible"][self as usize]
    }
}

/// A kind of change.
#[derive(Debug)]
pub struct Rule {
    /// Its name, for people and scripts.
    pub id: String,
    /// The release it asks for by itself.
    pub release: Release,
    /// Why it asks for that.
    pub why: &'static str,
    /// What is to be done by hand, if anything is.
    pub act: Option<&'static str>,
}

impl Rule {
    /// What it does to code of users.
    pub fn severity(&self) -> Severity {
        match self.release {
            Release::Major => Severity::Breaking,
            Release::Minor => Severity::Additive,
            Release::Patch | Release::None => Severity::Invisible,
        }
    }
}

const UNREAD: &str = "replies are read leniently, and nothing of them is dropped";
const DATA: &str = "limits, defaults and formats are data and documentation, not types";
const FILE: &str = "where a document stands is nothing to users";
const BY_HAND: &str = "the client's own operations are written by hand";
const MERGE: Option<&str> =
    Some("check the operations in build/api/document.rs and build/api/request_log.rs against it");
const CLIENT: Option<&str> = Some("check the client in src/ against it");
const LIMIT: &str = "{limit}";

use Release::{Major, Minor, None as Nothing, Patch};

/// Id, release, why, what to do. `{limit}` stands for each of [`LIMITS`].
const TABLE: &[(&str, Release, &str, Option<&str>)] = &[
    // Models and documents.
    ("model-added", Minor, "a new request type", None),
    ("model-removed", Major, "its request type is gone", None),
    ("model-renamed", Major, "the type and the variants are named after the id", None),
    ("model-moved", Nothing, FILE, None),
    ("document-moved", Nothing, FILE, None),
    ("document-added", Nothing, "a document that nothing is vendored from", None),
    ("document-names-other-models", Nothing, "a request type is for one model", None),
    ("document-removed", Nothing, "the models that it described are told of by themselves", None),
    (
        "document-unreadable",
        Nothing,
        "what it said is vendored no longer",
        Some("tell upstream; vendor a revision that can be read"),
    ),
    (
        "document-contradicts-its-name",
        Nothing,
        "a document is taken for what it says, not for its name",
        Some("read the document: its name or its model id is wrong"),
    ),
    // Operations.
    ("endpoint-added", Nothing, BY_HAND, None),
    ("endpoint-removed", Nothing, BY_HAND, CLIENT),
    ("endpoint-path-changed", Patch, "the client calls another path; code of users stays", CLIENT),
    ("endpoint-method-changed", Patch, "the client sends another method; code of users stays", MERGE),
    ("endpoint-deprecated", Nothing, BY_HAND, CLIENT),
    ("endpoint-reactivated", Nothing, BY_HAND, None),
    ("log-added", Patch, "its operation is internal to the client", None),
    ("log-removed", Patch, "its operation is internal to the client", CLIENT),
    ("api-operation-id-changed", Nothing, "operations are named by this project", None),
    ("api-server-changed", Nothing, "the base URL is the client's own", CLIENT),
    ("api-security-changed", Nothing, "the key is sent whatever the document says", CLIENT),
    ("document-version-changed", Nothing, "a number of upstream's own", None),
    // Parameters of operations.
    ("new-required-request-parameter", Nothing, BY_HAND, MERGE),
    ("new-optional-request-parameter", Nothing, BY_HAND, None),
    ("request-parameter-removed", Nothing, BY_HAND, MERGE),
    ("request-parameter-became-required", Nothing, BY_HAND, MERGE),
    ("request-parameter-became-optional", Nothing, BY_HAND, None),
    ("request-parameter-type-changed", Nothing, BY_HAND, MERGE),
    ("request-parameter-constraint-changed", Nothing, BY_HAND, None),
    // Request bodies.
    ("request-body-added", Minor, "there is something to send", None),
    ("request-body-removed", Major, "there is nothing to send", None),
    ("request-body-became-required", Nothing, "the client always sends it", None),
    ("request-body-became-optional", Nothing, "the client always sends it", None),
    ("request-body-media-type-added", Nothing, "the client sends JSON", None),
    ("request-body-media-type-removed", Nothing, "the client sends JSON", MERGE),
    ("new-required-request-property", Major, "`new` takes an argument more", None),
    ("new-optional-request-property", Minor, "a new setter", None),
    ("request-property-removed", Major, "its setter or its argument of `new` is gone", None),
    ("request-property-became-required", Major, "its setter becomes an argument of `new`", None),
    ("request-property-became-optional", Major, "its argument of `new` becomes a setter", None),
    ("request-property-became-nullable", Patch, DATA, None),
    ("request-property-became-not-nullable", Patch, DATA, None),
    ("request-property-type-changed", Major, "its setter takes another type", None),
    ("request-property-format-changed", Patch, DATA, None),
    ("request-property-became-enum", Major, "its setter takes an enum instead", None),
    ("request-property-became-not-enum", Major, "its setter takes an enum no longer", None),
    ("request-property-enum-value-added", Minor, "a new variant of an enum that is not exhaustive", None),
    ("request-property-enum-value-removed", Major, "the variant is gone", None),
    ("request-property-enum-value-replaced", Major, "the variant is gone", None),
    ("request-property-enum-reordered", Nothing, "the order of variants means nothing", None),
    ("request-property-any-of-added", Minor, "a new variant of an enum that is not exhaustive", None),
    ("request-property-any-of-removed", Major, "the variant is gone", None),
    ("request-property-default-value-added", Patch, DATA, None),
    ("request-property-default-value-removed", Patch, DATA, None),
    ("request-property-default-value-changed", Patch, DATA, None),
    ("request-property-deprecated", Minor, "its setter is marked as deprecated", None),
    ("request-property-reactivated", Patch, "its setter is marked as deprecated no longer", None),
    ("request-property-constraint-changed", Patch, DATA, None),
    ("request-property-{limit}-set", Patch, DATA, None),
    ("request-property-{limit}-unset", Patch, DATA, None),
    ("request-property-{limit}-increased", Patch, DATA, None),
    ("request-property-{limit}-decreased", Patch, DATA, None),
    // Replies.
    ("response-success-status-added", Nothing, "any 2xx is success", None),
    ("response-success-status-removed", Nothing, "any 2xx is success", None),
    ("response-success-status-changed", Nothing, "any 2xx is success", None),
    ("response-non-success-status-added", Nothing, "any other status is an error", None),
    ("response-non-success-status-removed", Nothing, "any other status is an error", None),
    ("response-media-type-added", Nothing, UNREAD, None),
    ("response-media-type-removed", Nothing, UNREAD, None),
    ("response-header-added", Nothing, UNREAD, None),
    ("response-header-removed", Nothing, UNREAD, None),
    ("response-header-changed", Nothing, UNREAD, None),
    ("response-required-property-added", Nothing, UNREAD, None),
    ("response-optional-property-added", Nothing, UNREAD, None),
    ("response-required-property-removed", Nothing, UNREAD, None),
    ("response-optional-property-removed", Nothing, UNREAD, None),
    ("response-property-became-required", Nothing, UNREAD, None),
    ("response-property-became-optional", Nothing, UNREAD, None),
    ("response-property-became-nullable", Nothing, UNREAD, None),
    ("response-property-became-not-nullable", Nothing, UNREAD, None),
    ("response-property-type-changed", Nothing, UNREAD, None),
    ("response-property-format-changed", Nothing, UNREAD, None),
    ("response-property-became-enum", Nothing, UNREAD, None),
    ("response-property-became-not-enum", Nothing, UNREAD, None),
    ("response-property-enum-value-added", Nothing, UNREAD, None),
    ("response-property-enum-value-removed", Nothing, UNREAD, None),
    ("response-property-enum-value-replaced", Nothing, UNREAD, None),
    ("response-property-enum-reordered", Nothing, UNREAD, None),
    ("response-property-any-of-added", Nothing, UNREAD, None),
    ("response-property-any-of-removed", Nothing, UNREAD, None),
    ("response-property-default-value-added", Nothing, UNREAD, None),
    ("response-property-default-value-removed", Nothing, UNREAD, None),
    ("response-property-default-value-changed", Nothing, UNREAD, None),
    ("response-property-deprecated", Nothing, UNREAD, None),
    ("response-property-reactivated", Nothing, UNREAD, None),
    ("response-property-constraint-changed", Nothing, UNREAD, None),
    ("response-property-{limit}-set", Nothing, UNREAD, None),
    ("response-property-{limit}-unset", Nothing, UNREAD, None),
    ("response-property-{limit}-increased", Nothing, UNREAD, None),
    ("response-property-{limit}-decreased", Nothing, UNREAD, None),
    // What no rule above covers.
    (UNCLASSIFIED, Patch, "no rule knows it", Some("give it a rule in xtask/src/drift/rules.rs")),
];

/// The rule for what no other rule covers.
pub const UNCLASSIFIED: &str = "unclassified-change";

static RULES: LazyLock<BTreeMap<String, Rule>> = LazyLock::new(|| {
    let rules = TABLE.iter().flat_map(|&(id, release, why, act)| {
        ids(id).into_iter().map(move |id| (id.clone(), Rule { id, release, why, act }))
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
pub fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.values()
}

/// The rule of this id, or the one for what no rule covers.
pub fn rule(id: &str) -> &'static Rule {
    RULES.get(id).unwrap_or_else(|| &RULES[UNCLASSIFIED])
}
