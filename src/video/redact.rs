//! URLs without their secrets, for error texts and `Debug`.

use reqwest::Url;

/// A URL without its user name, password, query and fragment, any of which may grant access.
pub(super) fn redacted(text: &str) -> String {
    let Some(url) = Url::parse(text).ok().filter(Url::has_host) else { return "an invalid URL".into() };
    let (mut shown, is_signed) = (url.clone(), url.query().is_some() || url.fragment().is_some());
    shown.set_query(None);
    shown.set_fragment(None);
    // They fail only for URLs that have no host.
    let _ = shown.set_username("");
    let _ = shown.set_password(None);
    if is_signed { format!("{shown}?…") } else { shown.into() }
}
