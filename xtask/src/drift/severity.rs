//! How a change affects users of the crate, and which release it requires.

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

/// How a change affects code that uses the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The code may no longer compile.
    Breaking,
    /// There is more that the code can use.
    Additive,
    /// The code is unaffected.
    Invisible,
}

impl Severity {
    /// Every severity, the worst one first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Invisible];

    /// Its name in reports.
    pub fn name(self) -> &'static str {
        ["breaking", "additive", "invisible"][self as usize]
    }
}
