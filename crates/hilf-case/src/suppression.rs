//! A pair decided "not the same" stays silent until something material changes.

use hilf_entity::Entity;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{Change, changes};

/// A subject and an entity that two people found not to be the same, as both were then. Each is
/// given with the entities that hang on it, as [`changes`] takes them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Suppression {
    /// The subject as it was decided on.
    #[serde(deserialize_with = "entities")]
    pub subject: Vec<Entity>,
    /// The listed entity as it was decided on.
    #[serde(deserialize_with = "entities")]
    pub entity: Vec<Entity>,
    /// From this moment on the pair alerts again.
    pub expires: Option<Timestamp>,
}

/// Whether a pair stays silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing material changed: no new alert.
    Holds,
    /// Its time is over.
    Expired,
    /// Something material changed on either side: the alert is reopened, saying what.
    Changed {
        /// On the subject's side.
        subject: Vec<Change>,
        /// On the entity's side.
        entity: Vec<Change>,
    },
}

impl Suppression {
    /// Whether the pair stays silent, with both as they are `now`.
    pub fn standing(&self, subject: &[Entity], entity: &[Entity], now: Timestamp) -> Standing {
        let subject = changes(&self.subject, subject);
        let entity = changes(&self.entity, entity);
        if !subject.is_empty() || !entity.is_empty() {
            return Standing::Changed { subject, entity };
        }
        match self.expires {
            Some(expires) if expires <= now => Standing::Expired,
            _ => Standing::Holds,
        }
    }
}

fn entities<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Entity>, D::Error> {
    let values = Vec::<serde_json::Value>::deserialize(deserializer)?;
    let read = values.iter().map(Entity::from_json_value);
    read.collect::<Result<_, _>>().map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use hilf_entity::Schema;

    use super::*;

    fn person(name: &str) -> Vec<Entity> {
        let mut entity = Entity::new("p", Schema::named("Person").unwrap());
        entity.add("name", name);
        vec![entity]
    }

    #[test]
    fn it_holds_until_a_change_or_its_end() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let expires = Some(at("2026-06-01T00:00:00Z"));
        let kept =
            Suppression { subject: person("Salim Nasr"), entity: person("Salem Nasr"), expires };
        let kept: Suppression =
            serde_json::from_str(&serde_json::to_string(&kept).unwrap()).unwrap();
        let (subject, entity) = (person("Salim Nasr"), person("Salem Nasr"));
        let (before, after) = (at("2026-05-31T23:59:59Z"), at("2026-06-01T00:00:00Z"));
        assert_eq!(kept.standing(&subject, &entity, before), Standing::Holds);
        assert_eq!(kept.standing(&subject, &entity, after), Standing::Expired);
        let Standing::Changed { subject, entity } =
            kept.standing(&subject, &person("Salem Nassar"), after)
        else {
            panic!("a new name is material");
        };
        assert_eq!((subject.len(), entity.len()), (0, 1));
        assert_eq!(entity[0].english(), "name changed: Salem Nasr → Salem Nassar");
    }
}
