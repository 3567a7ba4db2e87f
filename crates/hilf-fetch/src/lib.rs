//! Fetching lists over HTTP and HTTPS.
//!
//! A fetch asks only for what is new (`ETag`, `Last-Modified`), ends at limits of size and time,
//! follows a few redirects, and follows none to an address that is not on the public network: the
//! address the operator gave may be anywhere, but what a foreign server answers must not reach
//! into the house (server-side request forgery). The check is made on the very addresses that are
//! connected to, so that a name cannot change its meaning in between.

mod address;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;
use ureq::http::{Response, Uri};
use ureq::{Agent, Body};

use address::PublicOnly;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The address, `http` or `https`.
    pub url: String,
    /// `ETag` of the version at hand.
    pub etag: Option<String>,
    /// `Last-Modified` of the version at hand.
    pub last_modified: Option<String>,
}

/// Where a fetch ends.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of the answer as sent.
    pub bytes: u64,
    /// Time for everything, redirects included.
    pub time: Duration,
    /// Redirects followed.
    pub redirects: u8,
}

impl Default for Limits {
    /// 2 GiB, 15 minutes and 5 redirects: the largest published list has about 1 GiB.
    fn default() -> Limits {
        Limits { bytes: 2 << 30, time: Duration::from_secs(15 * 60), redirects: 5 }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The server has nothing newer than the version at hand.
    Unchanged,
    /// A new version, in a file.
    New {
        /// The file.
        path: PathBuf,
        /// The server's `ETag`.
        etag: Option<String>,
        /// The server's `Last-Modified`.
        last_modified: Option<String>,
    },
}

/// Why nothing was fetched. There is no half file then.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FetchError {
    /// The address is none, or none that lists are fetched from.
    #[error("`{0}` is no http or https address")]
    Address(String),
    /// The server answered with a failure.
    #[error("{url} answered {status}")]
    Status {
        /// Where.
        url: String,
        /// HTTP status.
        status: u16,
    },
    /// A redirect leads to an address that is not public.
    #[error("{from} redirects to {to}, which is not on the public network; that is not followed")]
    Private {
        /// Where the redirect came from.
        from: String,
        /// Where it leads.
        to: String,
    },
    /// A redirect leads from HTTPS to HTTP.
    #[error("{from} redirects from https to http ({to}); that is not followed")]
    Downgrade {
        /// Where the redirect came from.
        from: String,
        /// Where it leads.
        to: String,
    },
    /// Too many redirects, or one without a target.
    #[error("{url} does not lead anywhere: {reason}")]
    Redirect {
        /// The address asked for.
        url: String,
        /// What is wrong.
        reason: String,
    },
    /// The answer is too large.
    #[error("the answer of {url} is larger than {limit} bytes")]
    TooLarge {
        /// Where.
        url: String,
        /// The limit.
        limit: u64,
    },
    /// Connection, encryption or time failed.
    #[error("cannot fetch {url}: {reason}")]
    Transport {
        /// Where.
        url: String,
        /// What failed.
        reason: String,
    },
    /// The answer cannot be kept.
    #[error("cannot write {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
}

/// Fetches an address into a folder, under the name that ends its path.
///
/// # Errors
/// When nothing new can be had for another reason than that there is nothing new.
pub fn fetch(request: &Request, limits: &Limits, folder: &Path) -> Result<Fetched, FetchError> {
    let first = parsed(&request.url)?;
    let mut at = first.clone();
    for _ in 0..=limits.redirects {
        let is_given = at.authority() == first.authority();
        let response = ask(&at, request, limits, is_given)?;
        match response.status().as_u16() {
            304 => return Ok(Fetched::Unchanged),
            200 => return keep(response, &at, limits, folder),
            301 | 302 | 303 | 307 | 308 => {
                let next = target(&at, &response)?;
                if at.scheme_str() == Some("https") && next.scheme_str() == Some("http") {
                    let (from, to) = (at.to_string(), next.to_string());
                    return Err(FetchError::Downgrade { from, to });
                }
                check_literal(&at, &next, &first)?;
                at = next;
            }
            status => return Err(FetchError::Status { url: at.to_string(), status }),
        }
    }
    let reason = format!("more than {} redirects", limits.redirects);
    Err(FetchError::Redirect { url: request.url.clone(), reason })
}

fn parsed(url: &str) -> Result<Uri, FetchError> {
    let uri: Uri = url.parse().map_err(|_| FetchError::Address(url.to_owned()))?;
    let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
    if is_web && uri.host().is_some() { Ok(uri) } else { Err(FetchError::Address(url.to_owned())) }
}

fn agent(limits: &Limits, is_given: bool) -> Agent {
    let config = Agent::config_builder()
        .max_redirects(0)
        .http_status_as_error(false)
        .timeout_global(Some(limits.time))
        .timeout_connect(Some(Duration::from_secs(30).min(limits.time)))
        .user_agent(concat!("hilf/", env!("CARGO_PKG_VERSION")))
        .build();
    if is_given {
        return Agent::new_with_config(config);
    }
    Agent::with_parts(config, ureq::unversioned::transport::DefaultConnector::default(), PublicOnly)
}

fn ask(
    at: &Uri,
    request: &Request,
    limits: &Limits,
    is_given: bool,
) -> Result<Response<Body>, FetchError> {
    let mut call = agent(limits, is_given).get(at.clone());
    if let Some(etag) = &request.etag {
        call = call.header("If-None-Match", etag);
    }
    if let Some(date) = &request.last_modified {
        call = call.header("If-Modified-Since", date);
    }
    call.call().map_err(|error| match address::is_refusal(&error) {
        true => FetchError::Private { from: request.url.clone(), to: at.to_string() },
        false => FetchError::Transport { url: at.to_string(), reason: error.to_string() },
    })
}

fn target(at: &Uri, response: &Response<Body>) -> Result<Uri, FetchError> {
    let fail =
        |reason: &str| FetchError::Redirect { url: at.to_string(), reason: reason.to_owned() };
    let location = response.headers().get("location").and_then(|value| value.to_str().ok());
    let location = location.ok_or_else(|| fail("a redirect without a target"))?;
    let authority = at.authority().map_or("", |a| a.as_str());
    let scheme = at.scheme_str().unwrap_or("https");
    let absolute = if location.starts_with("//") {
        format!("{scheme}:{location}")
    } else if location.starts_with('/') {
        format!("{scheme}://{authority}{location}")
    } else if location.contains("://") {
        location.to_owned()
    } else {
        let folder = at.path().rsplit_once('/').map_or("", |(folder, _)| folder);
        format!("{scheme}://{authority}{folder}/{location}")
    };
    parsed(&absolute)
}

/// Addresses written as numbers need no resolver, so they are checked here.
fn check_literal(from: &Uri, to: &Uri, first: &Uri) -> Result<(), FetchError> {
    let host = to.host().unwrap_or("").trim_matches(['[', ']']);
    let is_given = to.authority() == first.authority();
    let is_private = host.parse().is_ok_and(|ip| !address::is_public(ip));
    if is_private && !is_given {
        return Err(FetchError::Private { from: from.to_string(), to: to.to_string() });
    }
    Ok(())
}

fn keep(
    response: Response<Body>,
    at: &Uri,
    limits: &Limits,
    folder: &Path,
) -> Result<Fetched, FetchError> {
    let header = |name: &str| {
        let value = response.headers().get(name).and_then(|value| value.to_str().ok());
        value.map(str::to_owned)
    };
    let (etag, last_modified) = (header("etag"), header("last-modified"));
    let path = folder.join(file_name(at));
    let partial = folder.join(format!(".{}.part", file_name(at)));
    let fail = |source| FetchError::Io { path: partial.clone(), source };
    std::fs::create_dir_all(folder).map_err(fail)?;
    let mut file = File::create(&partial).map_err(fail)?;
    let reader = response.into_body().into_with_config().limit(u64::MAX).reader();
    let copied = copy(reader, &mut file, at, limits, &partial);
    if let Err(error) = copied.and_then(|()| file.sync_all().map_err(fail)) {
        let _ = std::fs::remove_file(&partial);
        return Err(error);
    }
    std::fs::rename(&partial, &path).map_err(fail)?;
    Ok(Fetched::New { path, etag, last_modified })
}

fn copy(
    mut reader: impl Read,
    file: &mut File,
    at: &Uri,
    limits: &Limits,
    path: &Path,
) -> Result<(), FetchError> {
    let mut buffer = vec![0; 64 << 10];
    let mut total = 0;
    loop {
        let read = match reader.read(&mut buffer) {
            Ok(0) => return Ok(()),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                let reason = format!("the answer broke off ({error})");
                return Err(FetchError::Transport { url: at.to_string(), reason });
            }
        };
        total += read as u64;
        if total > limits.bytes {
            return Err(FetchError::TooLarge { url: at.to_string(), limit: limits.bytes });
        }
        let written = file.write_all(buffer.get(..read).unwrap_or(&[]));
        written.map_err(|source| FetchError::Io { path: path.to_path_buf(), source })?;
    }
}

/// The last part of the path, if it can be a file's name.
fn file_name(at: &Uri) -> String {
    let last = at.path().rsplit('/').next().unwrap_or("");
    let kept: String =
        last.chars().filter(|c| c.is_ascii_alphanumeric() || "._-".contains(*c)).take(80).collect();
    let kept = kept.trim_start_matches('.');
    if kept.is_empty() { "list".to_owned() } else { kept.to_owned() }
}
