//! HTTP responses as archives keep them: status, headers, body (RFC 9112).

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// More bytes of headers are refused.
const MAX_HEAD: usize = 64 << 10;

/// A response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// What it says it is, in lower case and without parameters: `text/html`.
    pub content_type: Option<String>,
    /// The body, with its transfer and content codings taken off.
    pub body: Vec<u8>,
}

/// Reads a response; `None` if it is none, is coded in a way that is not known, or is longer than `limit` when unpacked.
pub fn response(bytes: &[u8], limit: usize) -> Option<Response> {
    let (head, body) = split_head(bytes)?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let mut status = lines.next()?.split_whitespace();
    if !status.next()?.starts_with("HTTP/") {
        return None;
    }
    let status = status.next()?.parse().ok()?;
    let header = |name: &str| {
        let fits = |line: &&str| {
            line.split_once(':').is_some_and(|(held, _)| held.trim().eq_ignore_ascii_case(name))
        };
        head.lines().skip(1).find(fits)?.split_once(':').map(|(_, value)| value.trim().to_ascii_lowercase())
    };
    let is_chunked = header("transfer-encoding").is_some_and(|coding| coding.contains("chunked"));
    // Some archives take the chunks apart and leave the header as it was.
    let joined = if is_chunked { unchunk(body, limit) } else { None };
    let body = joined.as_deref().unwrap_or(body);
    let body = unpack(body, header("content-encoding").as_deref().unwrap_or("identity"), limit)?;
    let content_type =
        header("content-type").map(|value| value.split(';').next().unwrap_or_default().trim().to_owned());
    Some(Response { status, content_type, body })
}

/// Takes off a content coding. `None` for one that is not known, for damaged data, and for more than `limit` bytes: a
/// small file can unpack to any size.
pub fn unpack(body: &[u8], coding: &str, limit: usize) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    let most = limit as u64 + 1;
    match coding.trim() {
        "" | "identity" => unpacked = body.to_vec(),
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            MultiGzDecoder::new(body).take(most).read_to_end(&mut unpacked).ok()?;
        }
        // Some archives unpack and leave the header as it was.
        "gzip" | "x-gzip" => unpacked = body.to_vec(),
        "deflate" => {
            ZlibDecoder::new(body).take(most).read_to_end(&mut unpacked).ok()?;
        }
        _ => return None,
    }
    (unpacked.len() <= limit).then_some(unpacked)
}

fn split_head(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let within = &bytes[..bytes.len().min(MAX_HEAD)];
    let long = within.windows(4).position(|window| window == b"\r\n\r\n").map(|place| (place, place + 4));
    let short = || within.windows(2).position(|window| window == b"\n\n").map(|place| (place, place + 2));
    let (end, body) = long.or_else(short)?;
    Some((&bytes[..end], &bytes[body..]))
}

fn unchunk(mut body: &[u8], limit: usize) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = body.iter().take(64).position(|byte| *byte == b'\n')?;
        let size = std::str::from_utf8(&body[..end]).ok()?.trim();
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        if size > body.len() || whole.len() + size > limit {
            return None;
        }
        whole.extend_from_slice(&body[..size]);
        body = &body[size..];
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n"))?;
    }
}
