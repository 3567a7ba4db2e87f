//! What a running node is told: flags come before the environment, the environment before the
//! configuration file, the file before the defaults.

use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use hilf_api::{Rate, Tls};
use hilf_desk::Retention;
use hilf_node::Schedule;
use serde::Deserialize;

use crate::data::DataArgs;
use crate::desk::KeptArgs;
use crate::fault::Fault;

#[derive(Args)]
#[command(after_help = "\
Precedence: a flag, else the environment, else the configuration file, else the default.

Examples:
  hilf serve
  hilf serve --listen 127.0.0.1:8080 --update-every 6h
  hilf serve --config /etc/hilf/hilf.toml
  curl -s localhost:8000/match/default -d '{\"queries\":{\"q\":{\"schema\":\"Person\",
       \"properties\":{\"name\":[\"Ayman al-Zawahiri\"]}}}}'")]
pub(crate) struct ServeArgs {
    /// Configuration file, TOML; docs/api.md lists its keys.
    #[arg(long, env = "HILF_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address to answer on [default: 127.0.0.1:8000]. On one that other machines can reach,
    /// look-ups need a token.
    #[arg(long, env = "HILF_LISTEN", value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Pieces of computing work at once [default: number of processors].
    #[arg(long, env = "HILF_WORKERS", value_name = "N")]
    workers: Option<NonZeroUsize>,
    /// Address under which clients reach the node, where a proxy stands before it.
    #[arg(long, env = "HILF_PUBLIC_URL", value_name = "URL")]
    public_url: Option<String>,
    /// Secret with which POST /updatez orders an update [default: none, it is refused].
    #[arg(long, env = "HILF_UPDATE_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    update_token: Option<String>,
    /// How often lists are looked for anew: 30m, 6h, 1d, never [default: never].
    #[arg(long, env = "HILF_UPDATE_EVERY", value_name = "TIME")]
    update_every: Option<String>,
    /// Requests a second that one client may send in the long run [default: any number].
    #[arg(long, env = "HILF_RATE", value_name = "N")]
    rate: Option<f64>,
    /// Certificates for TLS, PEM; needs --tls-key.
    #[arg(long, env = "HILF_TLS_CERTIFICATES", value_name = "FILE")]
    tls_certificates: Option<PathBuf>,
    /// Key for TLS, PEM.
    #[arg(long, env = "HILF_TLS_KEY", value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// What is logged: error, warn, info, debug, or by part [default: info].
    #[arg(long, env = "HILF_LOG", value_name = "LEVEL")]
    log: Option<String>,
    /// Answer look-ups without a token although others than this machine can reach the address.
    #[arg(long, env = "HILF_OPEN")]
    open: bool,
    #[command(flatten)]
    pub(super) kept: KeptArgs,
    #[command(flatten)]
    data: DataArgs,
}

/// The configuration file.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data_dir: Option<PathBuf>,
    listen: Option<SocketAddr>,
    workers: Option<NonZeroUsize>,
    public_url: Option<String>,
    update_token: Option<String>,
    log: Option<String>,
    /// Whether look-ups need no token wherever they come from.
    #[serde(default)]
    open: bool,
    /// Seconds that a request may take.
    request_seconds: Option<u64>,
    #[serde(default)]
    updates: Updates,
    #[serde(default)]
    clients: Clients,
    tls: Option<TlsFiles>,
    /// How long each class is kept.
    #[serde(default)]
    retention: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Updates {
    every: Option<String>,
    /// Times of single lists.
    #[serde(default)]
    lists: BTreeMap<String, String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clients {
    /// Requests a second.
    rate: Option<f64>,
    /// Requests at once after a pause; twice the rate where it is not given.
    burst: Option<f64>,
    /// Proxies whose X-Forwarded-For is believed.
    #[serde(default)]
    proxies: Vec<IpAddr>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TlsFiles {
    certificates: PathBuf,
    key: PathBuf,
}

/// Everything a running node is told.
pub(super) struct Config {
    pub(super) folder: PathBuf,
    pub(super) listen: SocketAddr,
    pub(super) workers: usize,
    pub(super) public_url: Option<String>,
    pub(super) update_token: Option<String>,
    pub(super) schedule: Schedule,
    pub(super) rate: Option<Rate>,
    pub(super) proxies: Vec<IpAddr>,
    pub(super) tls: Option<Tls>,
    pub(super) log: String,
    pub(super) is_open: bool,
    /// How long a request may take.
    pub(super) patience: Duration,
    /// How long what is kept.
    pub(super) retention: Retention,
}

/// How long what is kept, by a configuration file or as usual.
pub(crate) fn retention(path: Option<&Path>) -> Result<Retention, Fault> {
    let file = path.map(read_file).transpose()?.unwrap_or_default();
    Ok(Retention::read(&file.retention)?)
}

impl Config {
    pub(super) fn read(args: &ServeArgs) -> Result<Config, Fault> {
        let file = args.config.as_deref().map(read_file).transpose()?.unwrap_or_default();
        Config::join(args, file)
    }

    fn join(args: &ServeArgs, file: File) -> Result<Config, Fault> {
        let or = |own: &Option<String>, other| own.clone().or(other);
        let usual = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let workers = args.workers.or(file.workers).map_or_else(usual, NonZeroUsize::get);
        let every = or(&args.update_every, file.updates.every);
        let lists = file.updates.lists.into_iter().map(|(list, text)| {
            let interval = interval(&text)?;
            Ok((list, interval))
        });
        let schedule = Schedule {
            every: every.map_or(Ok(None), |text| interval(&text))?,
            lists: lists.collect::<Result<_, Fault>>()?,
        };
        let own = (args.tls_certificates.clone(), args.tls_key.clone());
        let tls = match (own, file.tls) {
            ((Some(certificates), Some(key)), _) => Some(Tls { certificates, key }),
            ((None, None), files) => {
                files.map(|TlsFiles { certificates, key }| Tls { certificates, key })
            }
            _ => return Err(Fault::new("--tls-certificates and --tls-key go together")),
        };
        let proxies = file.clients.proxies.iter().map(IpAddr::to_canonical).collect();
        Ok(Config {
            folder: args.data.folder_or(file.data_dir)?,
            listen: args.listen.or(file.listen).unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8000))),
            workers,
            public_url: or(&args.public_url, file.public_url),
            update_token: or(&args.update_token, file.update_token),
            schedule,
            rate: rate(args.rate.or(file.clients.rate), file.clients.burst)?,
            proxies,
            tls,
            log: or(&args.log, file.log).unwrap_or_else(|| "info".to_owned()),
            is_open: args.open || file.open,
            patience: Duration::from_secs(file.request_seconds.unwrap_or(30).max(1)),
            retention: Retention::read(&file.retention)?,
        })
    }
}

fn read_file(path: &Path) -> Result<File, Fault> {
    let what = || format!("cannot read the configuration {}", path.display());
    let text = std::fs::read_to_string(path).map_err(Fault::io(what()))?;
    toml::from_str(&text)
        .map_err(|error| Fault::new(format!("{}: {}", what(), error.to_string().trim_end())))
}

fn rate(per_second: Option<f64>, burst: Option<f64>) -> Result<Option<Rate>, Fault> {
    let Some(per_second) = per_second else { return Ok(None) };
    let at_once = burst.unwrap_or(per_second * 2.0).max(1.0);
    if per_second.is_finite() && per_second > 0.0 && at_once.is_finite() {
        return Ok(Some(Rate { per_second, at_once }));
    }
    Err(Fault::new("the rate of a client must be a number above 0; leave it out for no limit"))
}

/// `90s`, `30m`, `6h`, `1d`; `never`.
fn interval(text: &str) -> Result<Option<Duration>, Fault> {
    let text = text.trim();
    if text == "never" {
        return Ok(None);
    }
    let unit = match text.chars().last() {
        Some('s') => 1,
        Some('m') => 60,
        Some('h') => 60 * 60,
        Some('d') => 24 * 60 * 60,
        _ => 0,
    };
    let number = text.get(..text.len().saturating_sub(1)).and_then(|n| n.parse::<u64>().ok());
    let seconds = number.and_then(|number| number.checked_mul(unit)).filter(|s| *s >= 60);
    let seconds = seconds.ok_or_else(|| {
        let known = "say 30m, 6h, 1d or never, at least 1m";
        Fault::new(format!("`{text}` is no time between updates: {known}"))
    });
    Ok(Some(Duration::from_secs(seconds?)))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: ServeArgs,
    }

    fn join(flags: &[&str], file: &str) -> Result<Config, Fault> {
        let flags = ["hilf", "--data-dir", "/tmp/d"].iter().chain(flags);
        let line = Line::try_parse_from(flags).map_err(|error| Fault::new(error.to_string()))?;
        let file = toml::from_str(file).map_err(|error| Fault::new(error.to_string()))?;
        Config::join(&line.args, file)
    }

    #[test]
    fn a_flag_comes_before_the_file_and_the_file_before_the_default() {
        let file = "workers = 3\nlisten = \"127.0.0.1:9000\"\n[clients]\nrate = 5";
        let config = join(&["--listen", "127.0.0.1:9001"], file).unwrap();
        assert_eq!((config.listen.port(), config.workers), (9001, 3));
        assert_eq!(config.rate, Some(Rate { per_second: 5.0, at_once: 10.0 }));
        assert_eq!(join(&[], file).unwrap().listen.port(), 9000);
        let usual = join(&[], "").unwrap();
        assert_eq!((usual.listen.port(), usual.rate, usual.schedule.every), (8000, None, None));
    }

    #[test]
    fn lists_have_times_of_their_own() {
        let file = "[updates]\nevery = \"1d\"\n[updates.lists]\nun = \"6h\"\nown = \"never\"";
        let schedule = join(&[], file).unwrap().schedule;
        let hours = |list: &str| schedule.interval(list).map(|every| every.as_secs() / 3600);
        assert_eq!((hours("un"), hours("eu"), hours("own")), (Some(6), Some(24), None));
    }

    #[test]
    fn what_is_not_understood_is_refused_and_named() {
        let told = |flags: &[&str], file: &str| join(flags, file).err().unwrap().to_string();
        assert!(told(&[], "listne = \"x\"").contains("listne"));
        assert!(told(&[], "[updates]\nevery = \"daily\"").contains("`daily`"));
        assert!(told(&["--update-every", "1s"], "").contains("at least 1m"));
        assert!(told(&["--rate", "0"], "").contains("above 0"));
        assert!(told(&[], "[retention]\naudit = \"soon\"").contains("`soon`"));
        assert!(told(&[], "[retention]\ncats = \"5y\"").contains("`cats`"));
        assert!(told(&["--tls-key", "k.pem"], "").contains("go together"));
    }

    proptest::proptest! {
        #[test]
        fn no_file_breaks_the_reader(
            key in "(workers|listen|open|rate|every|lists|tls|log|audit|[a-z.\\[\\]\"]{1,9})",
            value in "\\PC{0,30}",
            table in "(updates|clients|tls|retention|updates.lists)",
        ) {
            let _ = join(&[], &format!("[{table}]\n{key} = {value}"));
            let _ = join(&[], &format!("[{table}]\n{key} = {value:?}"));
            let _ = (join(&[], &value), interval(&value));
        }
    }
}
