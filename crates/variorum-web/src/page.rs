//! The frame of the desk's own pages, and the page that tells of trouble.

use askama::Template;
use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use url::form_urlencoded;

use crate::problem::Problem;

/// The bar above every page: the way home, and the field for searching with what was sought.
#[derive(Template)]
#[template(path = "bar.html")]
pub struct Bar<'a> {
    /// What stands in the field.
    pub sought: &'a str,
}

/// A page, drawn.
pub fn html(page: &impl Template) -> Response {
    // A template writes into a string, which can't fail.
    Html(page.render().unwrap_or_default()).into_response()
}

/// The way to another page, taken with GET.
pub fn see_other(place: &str) -> Response {
    let place = HeaderValue::from_str(place).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, place)]).into_response()
}

/// Where a response tells of trouble, the same as a page; who lacks the token is shown where to give it.
pub fn of_problem(mut response: Response, target: &str) -> Response {
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };
    let is_login = target.starts_with("/login");
    if problem.status == StatusCode::UNAUTHORIZED && !is_login {
        let next: String = form_urlencoded::byte_serialize(target.as_bytes()).collect();
        return see_other(&format!("/login?next={next}"));
    }
    let body = problem.body();
    let page = Trouble {
        bar: Bar { sought: "" },
        title: &body.title,
        detail: &problem.detail,
        again: (is_login && problem.status == StatusCode::UNAUTHORIZED).then_some("/login"),
    };
    let page = page.render().unwrap_or_default();
    *response.body_mut() = Body::from(page);
    let headers = response.headers_mut();
    headers.remove(CONTENT_LENGTH);
    headers.remove(WWW_AUTHENTICATE);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    response
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct Trouble<'a> {
    bar: Bar<'a>,
    title: &'a str,
    detail: &'a str,
    again: Option<&'a str>,
}
