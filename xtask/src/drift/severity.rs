//! How a change affects users of the crate, and which release it requires.

use semver::Version;

/// The release that a change requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// None: users cannot notice the change.
    None,
    /// A patch release: documentation or data of the crate change, the API does not.
    Patch,
    /// A minor release: the API grows.
    Minor,
    /// A major release: code that uses the crate may no longer compile.
    Major,
}

impl Release {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        ["none", "patch", "minor", "major"][self as usize]
    }
}

/// The version of a `release` after `version`. While a version starts with `0.`, a major release increments the second
/// number, and every other one the third.
pub fn next_version(version: &Version, release: Release) -> Version {
    let Version { major, minor, patch, .. } = *version;
    match (major, release) {
        (_, Release::None) => version.clone(),
        (0, Release::Major) => Version::new(0, minor + 1, 0),
        (0, _) | (_, Release::Patch) => Version::new(major, minor, patch + 1),
        (_, Release::Minor) => Version::new(major, minor + 1, 0),
        (_, Release::Major) => Version::new(major + 1, 0, 0),
    }
}

/// How a change affects code that uses the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The code may no longer compile.
    Breaking,
    /// The code compiles, but the service does something else than the client expects, or more than it offers.
    Behavioral,
    /// There is more that the code can use.
    Additive,
    /// The code is unaffected.
    Invisible,
}

impl Severity {
    /// Every severity, the worst one first.
    pub const ALL: [Self; 4] = [Self::Breaking, Self::Behavioral, Self::Additive, Self::Invisible];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        ["breaking", "behavioral", "additive", "invisible"][self as usize]
    }
}
