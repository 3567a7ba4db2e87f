//! Secrets: passwords (Argon2id), one-time passwords (RFC 6238), random values.

use argon2::Argon2;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use hilf_store::audit::hex;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;
use sha2::{Digest, Sha256};

use crate::DeskError;

/// Seconds of a time step (RFC 6238 §4.1, its default).
const STEP: i64 = 30;
/// Steps a device's clock may be off (RFC 6238 §5.2).
const WINDOW: i64 = 1;

fn random<const N: usize>() -> Result<[u8; N], DeskError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|_| {
        DeskError::missing("the machine gives no random numbers", "لا يوفر الجهاز أرقاما عشوائية")
    })?;
    Ok(bytes)
}

/// A secret of 256 random bits.
pub(super) fn new() -> Result<String, DeskError> {
    Ok(hex(&random::<32>()?))
}

/// What is kept of a secret that is random itself.
pub(super) fn digest(secret: &str) -> String {
    hex(&Sha256::digest(secret))
}

/// Hash of a password with a salt of its own, Argon2id with the parameters of OWASP's Password
/// Storage Cheat Sheet (19 MiB, 2 passes), which are the library's.
pub(super) fn hash_password(password: &str) -> Result<String, DeskError> {
    let broken = |_| DeskError::missing("the password cannot be hashed", "تعذر حفظ كلمة المرور");
    let salt = SaltString::encode_b64(&random::<16>()?).map_err(broken)?;
    let hash = Argon2::default().hash_password(password.as_bytes(), &salt).map_err(broken)?;
    Ok(hash.to_string())
}

/// Whether a password fits a hash; without a hash the same work is done for nothing.
pub(super) fn fits(hash: Option<&str>, password: &str) -> bool {
    let Some(hash) = hash else {
        let _ = hash_password(password);
        return false;
    };
    let parsed = PasswordHash::new(hash);
    parsed.is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// A key for one-time passwords: 160 bits, as RFC 4226 §4 recommends.
pub(super) fn totp_key() -> Result<Vec<u8>, DeskError> {
    Ok(random::<20>()?.to_vec())
}

/// The one-time password of a step: HOTP with SHA-1 and 6 digits, what every device knows.
fn code(key: &[u8], step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).ok()?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest.last()? & 15);
    let word: [u8; 4] = digest.get(offset..offset + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000))
}

/// The step whose one-time password was given, if it is a present one and later than `used`.
pub(super) fn totp_step(key: &[u8], given: &str, now: Timestamp, used: i64) -> Option<i64> {
    let given: String =
        given.chars().filter_map(|c| c.to_digit(10)).map(|d| d.to_string()).collect();
    let present = now.as_second().div_euclid(STEP);
    let steps = (present - WINDOW)..=(present + WINDOW);
    steps.into_iter().find(|step| *step > used && code(key, *step).as_deref() == Some(&given))
}

/// What a device reads a key from: the `otpauth` address, key in base 32 (RFC 4648 §6).
pub fn totp_address(account: &str, key: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    let (mut held, mut bits) = (0_u32, 0);
    for byte in key {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(LETTERS[(held >> bits) as usize & 31]));
        }
    }
    if bits > 0 {
        text.push(char::from(LETTERS[(held << (5 - bits)) as usize & 31]));
    }
    format!("otpauth://totp/Hilf:{account}?secret={text}&issuer=Hilf")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_values_of_the_standard_are_met() {
        // RFC 6238 appendix B, SHA-1, the last six of eight digits.
        let key = b"12345678901234567890";
        for (second, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(code(key, second / STEP).unwrap(), expected);
        }
    }

    #[test]
    fn a_one_time_password_is_good_once_and_for_a_while() {
        let key = b"12345678901234567890";
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        assert_eq!(totp_step(key, "287 082", at(59), 0), Some(1));
        assert_eq!(totp_step(key, "287082", at(59), 1), None, "used before");
        assert_eq!(totp_step(key, "287082", at(89), 0), Some(1), "a clock half a minute off");
        assert_eq!(totp_step(key, "287082", at(150), 0), None);
        assert_eq!(
            totp_step(key, "٢٨٧٠٨٢", at(59), 0),
            None,
            "codes are typed as devices show them"
        );
    }

    #[test]
    fn a_password_fits_its_hash_only_and_no_two_hashes_are_alike() {
        let hash = hash_password("correct horse battery").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(fits(Some(&hash), "correct horse battery"));
        assert!(!fits(Some(&hash), "correct horse batterY"));
        assert!(!fits(None, "correct horse battery"));
        assert_ne!(hash, hash_password("correct horse battery").unwrap());
    }

    #[test]
    fn the_address_holds_the_key_in_base_32() {
        let address = totp_address("ada", b"12345678901234567890");
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&"), "{address}");
    }
}
