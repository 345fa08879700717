//! Syntax of URIs (RFC 3986) and the schemes that the service can fetch.

/// Whether a text is a URI: a scheme, and only characters that RFC 3986 allows.
pub(crate) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (hierarchy, query) = rest.split_once('?').unwrap_or((rest, ""));
    let is_hierarchy = match hierarchy.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            is_authority(authority) && has_only(path, ":@/")
        }
        None => has_only(hierarchy, ":@/"),
    };
    is_scheme && is_hierarchy && has_only(query, ":@/?") && has_only(fragment, ":@/?")
}

fn is_authority(authority: &str) -> bool {
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let (is_host, port) = match host.strip_prefix('[') {
        Some(literal) => match literal.split_once(']') {
            Some((address, "")) => (is_ip_literal(address), ""),
            Some((address, rest)) => match rest.strip_prefix(':') {
                Some(port) => (is_ip_literal(address), port),
                None => (false, ""),
            },
            None => (false, ""),
        },
        None => {
            let (host, port) = host.rsplit_once(':').unwrap_or((host, ""));
            (has_only(host, ""), port)
        }
    };
    is_host && has_only(user, ":") && port.chars().all(|c| c.is_ascii_digit())
}

/// Whether a text is an IPv6 address or an `IPvFuture` literal such as `v1.a`.
fn is_ip_literal(address: &str) -> bool {
    let future = address.strip_prefix(['v', 'V']).and_then(|rest| rest.split_once('.'));
    let is_future = future.is_some_and(|(version, address)| {
        let is_version = !version.is_empty() && version.chars().all(is_hex);
        is_version && !address.is_empty() && !address.contains('%') && has_only(address, ":")
    });
    is_future || address.parse::<std::net::Ipv6Addr>().is_ok()
}

/// The bytes that are unreserved characters or sub-delimiters. A table, because the data URI of an image of 50 MB has
/// 70 million of them.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=";
    let mut at = 0;
    while at < letters.len() {
        plain[letters[at] as usize] = true;
        at += 1;
    }
    plain
};

/// Whether a text has only unreserved characters, sub-delimiters, percent-encoded bytes, and characters of
/// `more`.
fn has_only(text: &str, more: &str) -> bool {
    // Bytes, because every allowed character is one.
    let mut bytes = text.bytes();
    let is_next_hex =
        |bytes: &mut std::str::Bytes<'_>| bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
    while let Some(byte) = bytes.next() {
        let is_fine = PLAIN[usize::from(byte)]
            || match byte {
                b'%' => is_next_hex(&mut bytes) && is_next_hex(&mut bytes),
                byte => more.as_bytes().contains(&byte),
            };
        if !is_fine {
            return false;
        }
    }
    true
}

fn is_hex(letter: char) -> bool {
    letter.is_ascii_hexdigit()
}

/// Whether the service can fetch the URI of an image, audio file or video, or decode it.
pub(crate) fn is_fetchable(text: &str) -> bool {
    ["http://", "https://", "data:"].into_iter().any(|scheme| starts_with_ignore_case(text, scheme))
}

pub(crate) fn starts_with_ignore_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start))
}

/// Whether a text begins with a drive of Windows: `C:\` or `C:/`.
fn has_drive(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic())
}

/// What to do about a URI that is the path of a local file, for the parameter at a path of the body.
pub(crate) fn file_hint(path: &str, text: &str) -> &'static str {
    match path {
        _ if text.contains(':') && !starts_with_ignore_case(text, "file:") && !has_drive(text) => "",
        path if path.contains("audio") => "; for a file, use `AudioInput::from_path`",
        path if path.contains("video") => "; for a file, use `VideoInput::from_path`",
        _ => "; for a file, use `ImageInput::from_path`",
    }
}
