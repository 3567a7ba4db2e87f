//! How many requests one client may send.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A client's rate: so many at once, then so many a second (a token bucket).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Requests a second in the long run.
    pub per_second: f64,
    /// Requests at once after a pause.
    pub at_once: f64,
}

/// Clients that are remembered before those that have paused long enough are forgotten.
const CLIENTS_MAX: usize = 10_000;

/// What each client has left.
pub(crate) struct Limiter {
    rate: Rate,
    clients: Mutex<HashMap<IpAddr, Bucket>>,
}

struct Bucket {
    left: f64,
    at: Instant,
}

impl Limiter {
    pub(crate) fn new(rate: Rate) -> Limiter {
        Limiter { rate, clients: Mutex::default() }
    }

    /// Takes one request from what a client has left.
    ///
    /// # Errors
    /// With the time after which the next one is let through, when nothing is left.
    pub(crate) fn take(&self, client: IpAddr, now: Instant) -> Result<(), Duration> {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if clients.len() >= CLIENTS_MAX {
            clients.retain(|_, bucket| self.left(bucket, now) < self.rate.at_once);
        }
        let full = Bucket { left: self.rate.at_once, at: now };
        let bucket = clients.entry(network(client)).or_insert(full);
        let left = self.left(bucket, now);
        let lets = left >= 1.0;
        *bucket = Bucket { left: if lets { left - 1.0 } else { left }, at: now };
        let missing =
            Duration::from_secs_f64(((1.0 - left) / self.rate.per_second).clamp(0.0, 3600.0));
        if lets { Ok(()) } else { Err(missing) }
    }

    fn left(&self, bucket: &Bucket, now: Instant) -> f64 {
        let grown = now.saturating_duration_since(bucket.at).as_secs_f64() * self.rate.per_second;
        (bucket.left + grown).min(self.rate.at_once)
    }
}

/// One subscriber has a whole /64 of IPv6 addresses.
fn network(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_may_send_what_it_has_saved_and_others_are_not_held_up() {
        let limiter = Limiter::new(Rate { per_second: 2.0, at_once: 3.0 });
        let now = Instant::now();
        let client = |text: &str| text.parse::<IpAddr>().unwrap();
        let own = client("192.0.2.1");
        let sent = (0..5).filter(|_| limiter.take(own, now).is_ok()).count();
        assert_eq!(sent, 3);
        assert_eq!(limiter.take(own, now), Err(Duration::from_millis(500)));
        assert!(limiter.take(client("192.0.2.2"), now).is_ok());
        assert!(limiter.take(own, now + Duration::from_millis(500)).is_ok());
        assert!(limiter.take(own, now + Duration::from_millis(500)).is_err());
        let later = now + Duration::from_secs(60);
        assert_eq!((0..9).filter(|_| limiter.take(own, later).is_ok()).count(), 3);
    }

    #[test]
    fn addresses_of_one_subscriber_are_one_client() {
        let address = |text: &str| network(text.parse().unwrap());
        assert_eq!(address("2001:db8:1:2::1"), address("2001:db8:1:2:ffff::9"));
        assert_ne!(address("2001:db8:1:2::1"), address("2001:db8:1:3::1"));
        assert_eq!(address("::ffff:192.0.2.1"), address("192.0.2.1"));
    }
}
