//! The client: one request after another, within a policy.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;
use std::thread;
use std::time::{Duration, Instant};

use ureq::Agent;
use ureq::config::Config;
use ureq::http::{Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;
use variorum::note::Note;

use super::address::refused;
use super::robots::Robots;
use crate::source::http;

/// The name by which sites know the program.
const ROBOT: &str = "variorum";

/// What may be fetched, and how politely.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// How whoever runs a site reaches the one who runs this: an address of mail or of a page.
    pub contact: Option<String>,
    /// A larger body is refused, before and after unpacking.
    pub max_bytes: usize,
    /// More redirects are refused.
    pub max_redirects: usize,
    /// All of a fetch, redirects and a slow body included, must be done in this time.
    pub deadline: Duration,
    /// Time between two fetches from one host.
    pub interval: Duration,
    /// Permits this machine's own addresses, for a program on it that makes feeds.
    pub permit_loopback: bool,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            contact: None,
            max_bytes: 16 << 20,
            max_redirects: 5,
            deadline: Duration::from_secs(60),
            interval: Duration::from_secs(2),
            permit_loopback: false,
        }
    }
}

/// What a site gave the last time, by which it can tell that nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validators {
    /// The `ETag`.
    pub etag: Option<String>,
    /// The `Last-Modified`.
    pub modified: Option<String>,
}

/// What came of a fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// Nothing changed since the last time.
    Unchanged,
    /// A body.
    Body {
        /// The address that it came from in the end.
        url: String,
        /// The bytes, unpacked.
        bytes: Vec<u8>,
        /// What it says it is: `text/html`.
        content_type: String,
        /// What to send the next time.
        validators: Validators,
    },
}

/// Fetches pages, and keeps to the policy and to what each site asks.
pub struct Fetcher {
    agent: Agent,
    policy: Policy,
    robots: BTreeMap<String, Robots>,
    last: BTreeMap<String, Instant>,
}

impl Fetcher {
    /// A client that keeps to `policy`.
    pub fn new(policy: Policy) -> Fetcher {
        let contact = policy.contact.as_ref().map_or(String::new(), |contact| format!(" (+{contact})"));
        let config = Config::builder()
            .user_agent(format!("{ROBOT}/{}{contact}", env!("CARGO_PKG_VERSION")))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // A proxy would resolve names itself, and so get around the check of addresses.
            .proxy(None)
            .accept_encoding("gzip")
            .build();
        let resolver = PublicOnly { permit_loopback: policy.permit_loopback };
        let agent = Agent::with_parts(config, DefaultConnector::default(), resolver);
        Fetcher { agent, policy, robots: BTreeMap::new(), last: BTreeMap::new() }
    }

    /// Fetches what stands at an address.
    ///
    /// # Errors
    /// A note that says why it was not fetched: refused by the policy or by the site, too large, too slow, or failed.
    pub fn fetch(&mut self, address: &str, validators: &Validators) -> Result<Fetched, Note> {
        let wrong = |what: String| Note::warning(format!("{address}: {what}"));
        let mut url = Url::parse(address).map_err(|error| wrong(format!("no address ({error})")))?;
        let end = Instant::now() + self.policy.deadline;
        for _ in 0..=self.policy.max_redirects {
            self.check_scheme(&url).map_err(wrong)?;
            if !self.robots(&url, end).map_err(wrong)?.allows(&path(&url)) {
                return Err(wrong(format!("{} asks robots not to fetch it", host(&url))));
            }
            self.wait(&url, end).map_err(wrong)?;
            let response = self.request(&url, validators, end).map_err(wrong)?;
            match response.status().as_u16() {
                304 => return Ok(Fetched::Unchanged),
                200 => return self.body(&url, response).map_err(wrong),
                301 | 302 | 303 | 307 | 308 => url = target(&url, &response).map_err(wrong)?,
                status => return Err(wrong(format!("the site answers {status}"))),
            }
        }
        Err(wrong(format!("more than {} redirects", self.policy.max_redirects)))
    }

    fn check_scheme(&self, url: &Url) -> Result<(), String> {
        match url.scheme() {
            "http" | "https" if url.host_str().is_some() => Ok(()),
            scheme => Err(format!("only http and https are fetched, not {scheme}")),
        }
    }

    /// What the site asks, asked once a site.
    fn robots(&mut self, url: &Url, end: Instant) -> Result<Robots, String> {
        let site = host(url);
        if let Some(robots) = self.robots.get(&site) {
            return Ok(robots.clone());
        }
        let robots = self.ask_robots(url, end)?;
        self.robots.insert(site, robots.clone());
        Ok(robots)
    }

    /// A site that has no such file allows everything; one that fails to answer allows nothing (RFC 9309, 2.3.1).
    fn ask_robots(&self, url: &Url, end: Instant) -> Result<Robots, String> {
        let mut at = url.join("/robots.txt").map_err(|error| error.to_string())?;
        for _ in 0..=self.policy.max_redirects {
            self.check_scheme(&at)?;
            let response = self.request(&at, &Validators::default(), end)?;
            match response.status().as_u16() {
                200 => {
                    return Ok(match self.body(&at, response) {
                        Ok(Fetched::Body { bytes, .. }) => Robots::read(&bytes, ROBOT),
                        _ => Robots::nothing(),
                    });
                }
                300..=399 => match target(&at, &response) {
                    Ok(next) => at = next,
                    Err(_) => return Ok(Robots::default()),
                },
                400..=499 => return Ok(Robots::default()),
                _ => return Ok(Robots::nothing()),
            }
        }
        Ok(Robots::default())
    }

    /// Waits until the host may be asked again.
    fn wait(&mut self, url: &Url, end: Instant) -> Result<(), String> {
        let site = host(url);
        let asked = self.robots.get(&site).and_then(|robots| robots.delay).map(Duration::from_secs);
        let interval = self.policy.interval.max(asked.unwrap_or_default());
        let now = Instant::now();
        if let Some(next) = self.last.get(&site).map(|last| *last + interval)
            && next > now
        {
            if next > end {
                return Err(format!("{site} asks for {} seconds between fetches", interval.as_secs()));
            }
            thread::sleep(next - now);
        }
        self.last.insert(site, Instant::now());
        Ok(())
    }

    fn request(
        &self,
        url: &Url,
        validators: &Validators,
        end: Instant,
    ) -> Result<Response<ureq::Body>, String> {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(self.too_slow());
        }
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &validators.etag {
            request = request.header("If-None-Match", etag);
        }
        if let Some(modified) = &validators.modified {
            request = request.header("If-Modified-Since", modified);
        }
        let request = request.config().timeout_global(Some(left)).build();
        request.call().map_err(|error| self.told(&error))
    }

    fn body(&self, url: &Url, response: Response<ureq::Body>) -> Result<Fetched, String> {
        let header = |name: &str| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let validators = Validators { etag: header("etag"), modified: header("last-modified") };
        let content_type = header("content-type").unwrap_or_default();
        let content_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let coding = header("content-encoding").unwrap_or_default().to_ascii_lowercase();
        let limit = self.policy.max_bytes;
        let mut packed = Vec::new();
        let mut reader = response.into_body().into_reader().take(limit as u64 + 1);
        reader.read_to_end(&mut packed).map_err(|error| self.told_of_body(&error))?;
        if packed.len() > limit {
            return Err(format!("larger than {limit} bytes"));
        }
        let bytes = http::unpack(&packed, &coding, limit)
            .ok_or_else(|| format!("can’t be unpacked, or is larger than {limit} bytes when unpacked"))?;
        Ok(Fetched::Body { url: url.to_string(), bytes, content_type, validators })
    }

    fn told(&self, error: &ureq::Error) -> String {
        match error {
            ureq::Error::Timeout(_) => self.too_slow(),
            ureq::Error::Io(inner) if inner.kind() == std::io::ErrorKind::TimedOut => self.too_slow(),
            other => format!("could not be fetched ({other})"),
        }
    }

    fn told_of_body(&self, error: &std::io::Error) -> String {
        if error.kind() == std::io::ErrorKind::TimedOut || error.to_string().contains("timeout") {
            return self.too_slow();
        }
        format!("broke off ({error})")
    }

    fn too_slow(&self) -> String {
        format!("took longer than {} seconds", self.policy.deadline.as_secs_f32())
    }
}

/// Where a redirect leads.
fn target(url: &Url, response: &Response<ureq::Body>) -> Result<Url, String> {
    let location = response.headers().get("location").and_then(|value| value.to_str().ok());
    let location = location.ok_or("redirects to nowhere")?;
    url.join(location).map_err(|error| format!("redirects to what is no address ({error})"))
}

fn host(url: &Url) -> String {
    let port = url.port().map_or(String::new(), |port| format!(":{port}"));
    format!("{}{port}", url.host_str().unwrap_or_default())
}

fn path(url: &Url) -> String {
    url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()))
}

/// Resolves names to addresses of the public network only. What it gives is what is connected to: no name is resolved
/// twice, so an answer that changes in between changes nothing.
#[derive(Debug)]
struct PublicOnly {
    permit_loopback: bool,
}

/// Why an address was refused, carried through the client.
#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let addresses = DefaultResolver::default().resolve(uri, config, timeout)?;
        match refused(&addresses, self.permit_loopback) {
            None => Ok(addresses),
            Some(address) => {
                let host = uri.host().unwrap_or_default();
                let why = Refused(format!("{host} stands for {address}, which is not on the public network"));
                Err(ureq::Error::Io(std::io::Error::other(why)))
            }
        }
    }
}
