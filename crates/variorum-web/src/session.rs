//! Giving the token in a browser.

use std::sync::Arc;
use std::time::Instant;

use askama::Template;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, Uri};
use axum::response::Response;
use serde::Deserialize;

use crate::address::query;
use crate::app::{App, Peer, barred, wrong_token};
use crate::form::Form;
use crate::page::{html, see_other};
use crate::problem::Problem;
use crate::token::{self, Standing};
use crate::{body, page::Bar};

#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    next: String,
}

/// `GET /login`.
pub async fn page(uri: Uri) -> Result<Response, Problem> {
    let Query(Asked { next }) = query(&uri)?;
    Ok(html(&Login { bar: Bar { sought: "" }, next: own(&next) }))
}

/// `POST /login`.
pub async fn open(
    State(app): State<Arc<App>>,
    Extension(Peer(peer)): Extension<Peer>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    body::must_be(&headers, "application/x-www-form-urlencoded")?;
    let form = Form::read(&body::read(body, &app.limits).await?)?;
    let next = own(form.get("next").unwrap_or_default()).to_owned();
    let Some(token) = &app.token else { return Ok(see_other(&next)) };
    match token.try_token(form.need("token")?.trim(), peer, Instant::now()) {
        Standing::Known => Ok(with_cookie(see_other(&next), &token.cookie())),
        Standing::Barred(wait) => Err(barred(wait)),
        Standing::Wrong | Standing::Unknown => Err(wrong_token().await),
    }
}

/// `POST /logout`.
pub async fn close() -> Response {
    with_cookie(see_other("/login"), &token::ended())
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// A path of this server; anything else could lead elsewhere.
fn own(next: &str) -> &str {
    let is_own = next.starts_with('/')
        && !next.starts_with("//")
        && next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if is_own { next } else { "/" }
}

#[derive(Template)]
#[template(path = "login.html")]
struct Login<'a> {
    bar: Bar<'a>,
    next: &'a str,
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_address_leads_elsewhere() {
        for (given, taken) in [
            ("/stories/5?x=1", "/stories/5?x=1"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("/a\r\nset-cookie: x", "/"),
            ("", "/"),
        ] {
            assert_eq!(super::own(given), taken);
        }
    }
}
