//! Reads the documents with all tables, and finds where documents and tables no longer fit.

use super::{
    docs, fixups, gaps, log,
    merge::Api,
    specs::{Result, Specs},
};

/// What the documents say, and what is to be done about it.
pub struct Reviewed {
    pub api: Api,
    /// What the client is written for and no document has any more: the build fails until it is deleted.
    pub stale: Vec<String>,
    /// News that nobody has written a name or a sentence for: the build goes on, a test is red.
    pub gaps: Vec<String>,
}

pub fn review(mut specs: Specs) -> Result<Reviewed> {
    let mut stale = fixups::apply(&mut specs);
    let api = Api::new(&specs)?;
    stale.extend_from_slice(&api.types.stale);
    let gaps = gaps::gaps(&api);
    stale.extend(docs::stale(&gaps::properties(&api)));
    stale.extend(log::stale(api.log.as_ref()));
    Ok(Reviewed { api, stale, gaps })
}
