//! The token that opens a desk on addresses that others can reach, and the sessions of browsers that gave it.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The fewest characters of a token.
pub const SHORTEST: usize = 16;
/// The name of the cookie.
const COOKIE_NAME: &str = "variorum";
/// So many wrong tokens from one address cost nothing but a moment.
const FREE: u32 = 5;
/// The longest wait after a wrong token.
const LONGEST: Duration = Duration::from_secs(60);
/// Addresses that are remembered.
const REMEMBERED: usize = 4096;

/// A token, kept as its hash, and who guessed wrong lately.
pub struct Token {
    hash: [u8; 32],
    /// What a browser holds instead of the token: random, and new with every start.
    session: [u8; 32],
    wrong: Mutex<BTreeMap<IpAddr, Wrong>>,
}

struct Wrong {
    times: u32,
    until: Instant,
}

/// What the headers of a request are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// They hold the token or a session.
    Known,
    /// They hold neither.
    Unknown,
    /// They hold a wrong token.
    Wrong,
    /// From this address came too many wrong ones; the token was not looked at.
    Barred(Duration),
}

impl Token {
    /// A server's token.
    ///
    /// # Errors
    /// If the system gives no random bytes.
    pub fn new(token: &str) -> Result<Token, getrandom::Error> {
        let mut session = [0; 32];
        getrandom::fill(&mut session)?;
        Ok(Token { hash: hash(token), session, wrong: Mutex::default() })
    }

    /// Judges a request by its headers. A session is judged apart from wrong tokens of the same address, so that who
    /// guesses from behind a proxy does not lock out who reads through it.
    pub fn judge(&self, headers: &HeaderMap, peer: IpAddr, now: Instant) -> Standing {
        if self.holds_session(headers) {
            return Standing::Known;
        }
        let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        match bearer.and_then(|value| value.split_once(' ')) {
            Some((scheme, given)) if scheme.eq_ignore_ascii_case("bearer") => {
                self.try_token(given.trim(), peer, now)
            }
            _ => Standing::Unknown,
        }
    }

    /// Judges a token, in a time that does not depend on where it is wrong. Wrong ones are slowed by address: after a
    /// few each wait is twice the last.
    pub fn try_token(&self, given: &str, peer: IpAddr, now: Instant) -> Standing {
        let mut wrong = self.wrong.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = wrong.get(&peer).filter(|held| held.times > FREE && now < held.until) {
            return Standing::Barred(held.until - now);
        }
        if bool::from(hash(given).ct_eq(&self.hash)) {
            wrong.remove(&peer);
            return Standing::Known;
        }
        if wrong.len() >= REMEMBERED {
            wrong.retain(|_, held| now < held.until);
        }
        let held = wrong.entry(peer).or_insert(Wrong { times: 0, until: now });
        held.times = held.times.saturating_add(1);
        let beyond = held.times.saturating_sub(FREE).min(16);
        held.until = now + Duration::from_secs(1 << beyond).min(LONGEST);
        Standing::Wrong
    }

    /// The cookie that opens a session.
    pub fn cookie(&self) -> String {
        let session: String = self.session.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{COOKIE_NAME}={session}; Path=/; HttpOnly; SameSite=Lax")
    }

    fn holds_session(&self, headers: &HeaderMap) -> bool {
        let own = self.cookie();
        let own = own.split(';').next().unwrap_or_default();
        let held = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        held.flat_map(|value| value.split(';'))
            .any(|cookie| bool::from(hash(cookie.trim()).ct_eq(&hash(own))))
    }
}

/// The cookie that ends a session.
pub fn ended() -> String {
    format!("{COOKIE_NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));

    #[test]
    fn who_guesses_is_slowed_and_a_session_is_not() {
        let token = Token::new("correct horse battery").expect("random bytes");
        let start = Instant::now();
        for _ in 0..=FREE {
            assert_eq!(token.try_token("wrong", PEER, start), Standing::Wrong);
        }
        let barred = token.try_token("correct horse battery", PEER, start);
        assert!(matches!(barred, Standing::Barred(_)), "{barred:?}");
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, format!("a=b; {}", token.cookie()).parse().expect("a cookie"));
        assert_eq!(token.judge(&headers, PEER, start), Standing::Known);
        let later = start + Duration::from_secs(3);
        assert_eq!(token.try_token("wrong", PEER, later), Standing::Wrong);
        assert!(matches!(
            token.try_token("wrong", PEER, later + Duration::from_secs(3)),
            Standing::Barred(_)
        ));
        assert_eq!(token.try_token("correct horse battery", PEER, later + LONGEST), Standing::Known);
    }

    #[test]
    fn only_the_token_and_the_cookie_open() {
        let token = Token::new("correct horse battery").expect("random bytes");
        for (name, value, standing) in [
            (AUTHORIZATION, "Bearer correct horse battery", Standing::Known),
            (AUTHORIZATION, "bearer correct horse battery", Standing::Known),
            (AUTHORIZATION, "Bearer correct horse", Standing::Wrong),
            (AUTHORIZATION, "Basic correct horse battery", Standing::Unknown),
            (COOKIE, "variorum=correct horse battery", Standing::Unknown),
            (COOKIE, "variorum=", Standing::Unknown),
        ] {
            let headers = HeaderMap::from_iter([(name, value.parse().expect("a value"))]);
            assert_eq!(token.judge(&headers, PEER, Instant::now()), standing, "{value}");
        }
    }
}
