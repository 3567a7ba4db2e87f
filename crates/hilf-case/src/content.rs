//! The hash that binds an approval to exactly what proposer and approver saw.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 over a [`Content`], written as 64 lower-case hexadecimal digits.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ContentHash(String);

impl ContentHash {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({})", self.0)
    }
}

/// The evidence of an alert as it is laid before both people.
#[derive(Clone, Debug)]
pub struct Content<'a> {
    /// The subject as screened, as JSON.
    pub subject: &'a Value,
    /// Id of the listed entity.
    pub entity: &'a str,
    /// Hash of the snapshot record the entity was read from.
    pub entity_version: &'a str,
    /// The score with all of its rows, as JSON.
    pub explanation: &'a Value,
}

impl Content<'_> {
    /// The hash. It does not depend on the order of keys in JSON objects; it changes with
    /// everything else. Parts are written with their lengths, so no text can move from one part to
    /// the next unnoticed.
    pub fn hash(&self) -> ContentHash {
        let mut digest = Sha256::new();
        digest.update(b"hilf-case content v1\0");
        let mut subject = String::new();
        sorted(self.subject, &mut subject);
        let mut explanation = String::new();
        sorted(self.explanation, &mut explanation);
        for part in [&*subject, self.entity, self.entity_version, &*explanation] {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        ContentHash(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

fn sorted(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (key, value) in entries {
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                sorted(value, out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(values) => {
            out.push('[');
            for value in values {
                sorted(value, out);
                out.push(',');
            }
            out.push(']');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn hash(subject: &Value, entity: &str, version: &str, explanation: &Value) -> ContentHash {
        Content { subject, entity, entity_version: version, explanation }.hash()
    }

    #[test]
    fn the_order_of_keys_is_not_content_and_all_else_is() {
        let (one, same) = (json!({"a": 1, "b": [1, 2]}), json!({"b": [1, 2], "a": 1}));
        let first = hash(&one, "un-1", "v", &json!(0.9));
        assert_eq!(first, hash(&same, "un-1", "v", &json!(0.9)));
        assert_ne!(first, hash(&json!({"a": 1, "b": [2, 1]}), "un-1", "v", &json!(0.9)));
        assert_ne!(first, hash(&one, "un-1v", "", &json!(0.9)));
        assert_ne!(first, hash(&one, "un-1", "w", &json!(0.9)));
        assert_ne!(first, hash(&one, "un-1", "v", &json!(0.91)));
    }
}
