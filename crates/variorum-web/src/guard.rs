//! What a browser could be led to send against its reader's will: refused by host and by origin. And the headers that keep
//! text of reports from ever running.

use std::net::IpAddr;

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use crate::problem::Problem;
use crate::wanted::Wanted;

/// The policy of all pages: style, script and requests of this server alone, nothing inline, nothing embedded.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; \
                          img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Refuses a request for a host that is not this server's, and a write from another site's page.
///
/// A page of another site can make its own name lead to this address (DNS rebinding); the browser then sends that name as
/// the host. So the host must be `localhost`, an address in digits, which no name can stand for, or one of `names`.
///
/// # Errors
/// If the request is refused.
pub fn admit(method: &Method, headers: &HeaderMap, names: &[String]) -> Result<(), Problem> {
    let host = host(headers).ok_or_else(|| Problem::wrong("give one Host"))?;
    if !is_ours(host, names) {
        return Err(Problem::new(
            StatusCode::MISDIRECTED_REQUEST,
            "this server does not go by that name; start it with --host NAME to let it",
        ));
    }
    let site = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        let mode = headers.get("sec-fetch-mode").and_then(|mode| mode.to_str().ok());
        let is_link = mode.is_none_or(|mode| mode == "navigate");
        return if matches!(site, Some("cross-site" | "same-site")) && !is_link {
            Err(foreign())
        } else {
            Ok(())
        };
    }
    let origin = headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or("null"));
    let is_own = match (origin, site) {
        (_, Some(site)) if !matches!(site, "same-origin" | "none") => false,
        (Some(origin), _) => is_origin_of(origin, host),
        // Browsers name the origin of every form; a program that sends JSON has none.
        (None, _) => !Wanted::is_form(headers),
    };
    if is_own { Ok(()) } else { Err(foreign()) }
}

/// Puts the headers on that every answer has.
pub fn seal(headers: &mut HeaderMap) {
    let own = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        // Not `no-referrer`: a browser would then not name the origin of a form either.
        (REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (CACHE_CONTROL, "private, no-cache"),
        (VARY, "accept"),
    ];
    for (name, value) in own {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

fn foreign() -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "this came from a page of another site; open the desk’s own pages")
}

fn host(headers: &HeaderMap) -> Option<&str> {
    let mut hosts = headers.get_all(HOST).iter();
    let host = hosts.next()?.to_str().ok()?;
    hosts.next().is_none().then_some(host)
}

fn is_ours(host: &str, names: &[String]) -> bool {
    let Some(name) = without_port(host) else { return false };
    let name = name.trim_end_matches('.');
    let digits = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    digits.parse::<IpAddr>().is_ok()
        || name.eq_ignore_ascii_case("localhost")
        || names.iter().any(|own| own.eq_ignore_ascii_case(name))
}

/// The name of a host; `None` where what stands behind it is no port.
fn without_port(host: &str) -> Option<&str> {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => {
            (port.bytes().all(|digit| digit.is_ascii_digit()) && port.len() <= 5).then_some(name)
        }
        _ => Some(host),
    }
}

fn is_origin_of(origin: &str, host: &str) -> bool {
    let named = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    named.is_some_and(|named| named.eq_ignore_ascii_case(host))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(method: Method, fields: &[(&'static str, &str)]) -> u16 {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(*name, value.parse().expect("a value"));
        }
        match admit(&method, &headers, &["desk.example".to_owned()]) {
            Ok(()) => 200,
            Err(problem) => problem.status.as_u16(),
        }
    }

    #[test]
    fn names_that_others_could_point_here_are_refused() {
        for (host, status) in [
            ("127.0.0.1:7878", 200),
            ("[::1]:7878", 200),
            ("[::1]", 200),
            ("LOCALHOST:1", 200),
            ("desk.example", 200),
            ("192.0.2.7:80", 200),
            ("evil.example:7878", 421),
            ("127.0.0.1.evil.example", 421),
            ("localhost.evil.example", 421),
            ("desk.example:x", 421),
            ("localhost@evil.example", 421),
            ("", 421),
        ] {
            assert_eq!(answer(Method::GET, &[("host", host)]), status, "{host}");
        }
        assert_eq!(answer(Method::GET, &[]), 400);
        assert_eq!(answer(Method::GET, &[("host", "localhost"), ("host", "evil.example")]), 400);
    }

    #[test]
    fn writes_come_from_our_own_pages_or_from_no_page() {
        const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
        let host = ("host", "localhost:7878");
        for (fields, status) in [
            (vec![FORM, ("origin", "http://localhost:7878")], 200),
            (vec![FORM], 403),
            (vec![FORM, ("origin", "null")], 403),
            (vec![FORM, ("origin", "http://localhost:7879")], 403),
            (vec![FORM, ("origin", "http://localhost:7878.evil.example")], 403),
            (vec![FORM, ("origin", "http://localhost:7878"), ("sec-fetch-site", "cross-site")], 403),
            (vec![("content-type", "application/json")], 200),
            (vec![("content-type", "application/json"), ("origin", "https://evil.example")], 403),
            (vec![("content-type", "text/plain"), ("sec-fetch-site", "same-site")], 403),
        ] {
            let fields = [vec![host], fields].concat();
            assert_eq!(answer(Method::POST, &fields), status, "{fields:?}");
        }
    }

    #[test]
    fn another_site_may_link_to_a_page_and_not_read_it() {
        let host = ("host", "localhost");
        let cross = ("sec-fetch-site", "cross-site");
        assert_eq!(answer(Method::GET, &[host, cross, ("sec-fetch-mode", "navigate")]), 200);
        assert_eq!(answer(Method::GET, &[host, cross, ("sec-fetch-mode", "no-cors")]), 403);
    }
}
