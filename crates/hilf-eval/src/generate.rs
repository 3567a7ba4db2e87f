//! Lists of invented people of any size, with words as common and as rare as on real lists.

use std::collections::BTreeMap;
use std::io::{self, Write};

use hilf_list::Record;
use hilf_match::names_of;
use hilf_text::{Script, script_of};
use serde_json::json;

use crate::dice::Dice;

/// Share of words that no list has, in hundredths: real lists grow new words as they grow.
const INVENTED: usize = 12;
/// Share of people with a name in Arabic script beside their Latin one, in hundredths.
const WITH_ARABIC: usize = 30;
/// Share of people who are named in Cyrillic letters.
const CYRILLIC: usize = 5;

/// Words of real names by script, each as often as it occurs.
#[derive(Debug, Default)]
pub struct Generator {
    pools: BTreeMap<&'static str, Pool>,
}

/// Words of one script by their place, and how many words names have.
#[derive(Debug, Default)]
struct Pool {
    firsts: Vec<String>,
    middles: Vec<String>,
    lasts: Vec<String>,
    lengths: Vec<usize>,
}

impl Generator {
    /// Learns the words of the people among records.
    pub fn learn(&mut self, record: &Record) {
        if record.entity.schema().name() != "Person" {
            return;
        }
        for (name, _) in names_of(&record.entity) {
            let Some(pool) = pool_of(&name) else { continue };
            let words: Vec<String> = name.split_whitespace().map(str::to_owned).collect();
            if let [first, middles @ .., last] = words.as_slice() {
                let pool = self.pools.entry(pool).or_default();
                pool.lengths.push(words.len().min(6));
                pool.firsts.push(first.clone());
                pool.middles.extend_from_slice(middles);
                pool.lasts.push(last.clone());
            }
        }
    }

    /// Writes people with `names` names in all as FollowTheMoney, one a line: the same for the same
    /// lists and seed.
    ///
    /// # Errors
    /// When the output cannot be written, or no list with people was learnt from.
    pub fn write(&self, names: usize, seed: u64, out: &mut impl Write) -> io::Result<()> {
        let Some(latin) = self.pools.get("latin") else {
            return Err(io::Error::other("no list with names of people in Latin letters was read"));
        };
        let mut dice = Dice::new(seed);
        let (mut written, mut number) = (0, 0_u64);
        while written < names {
            number += 1;
            let cyrillic = self.pools.get("cyrillic").filter(|_| dice.below(100) < CYRILLIC);
            let mut properties = json!({ "name": [cyrillic.unwrap_or(latin).name(&mut dice)] });
            written += 1;
            let arabic = self.pools.get("arabic").filter(|_| dice.below(100) < WITH_ARABIC);
            if let Some(arabic) = arabic.filter(|_| written < names) {
                properties["alias"] = json!([arabic.name(&mut dice)]);
                written += 1;
            }
            let id = format!("invented-{number}");
            let person = json!({ "id": id, "schema": "Person", "properties": properties });
            writeln!(out, "{person}")?;
        }
        Ok(())
    }
}

impl Pool {
    fn name(&self, dice: &mut Dice) -> String {
        let length = dice.of(&self.lengths).copied().unwrap_or(2);
        let mut words = vec![word(&self.firsts, dice)];
        if !self.middles.is_empty() {
            words.extend((2..length).map(|_| word(&self.middles, dice)));
        }
        words.push(word(&self.lasts, dice));
        words.join(" ")
    }
}

/// A word of a pool, or one that begins like one and ends like another.
fn word(pool: &[String], dice: &mut Dice) -> String {
    let Some(word) = dice.of(pool) else { return String::new() };
    let is_plain = word.chars().all(char::is_alphabetic);
    if dice.below(100) >= INVENTED || !is_plain {
        return word.clone();
    }
    let end = dice.of(pool).filter(|end| end.chars().all(char::is_alphabetic)).unwrap_or(word);
    let half = |text: &str| text.chars().count().div_ceil(2);
    word.chars().take(half(word)).chain(end.chars().skip(half(end))).collect()
}

fn pool_of(name: &str) -> Option<&'static str> {
    let mut scripts = name.chars().filter_map(script_of);
    let first = scripts.next()?;
    let pool = match first {
        Script::Latin => "latin",
        Script::Arabic => "arabic",
        Script::Cyrillic => "cyrillic",
        _ => return None,
    };
    scripts.all(|script| script == first).then_some(pool)
}

#[cfg(test)]
mod tests {
    use hilf_entity::{Entity, Schema};

    use super::*;

    fn written(seed: u64) -> String {
        let mut generator = Generator::default();
        for name in ["Talib Munir Wardani", "Harun Kattani", "طالب منير الورداني"] {
            let mut entity = Entity::new("x", Schema::named("Person").unwrap());
            entity.add("name", name);
            let position = Default::default();
            generator.learn(&Record { position, entity, related: Vec::new() });
        }
        let mut out = Vec::new();
        generator.write(100, seed, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_list_has_as_many_names_as_were_asked_for_and_hangs_on_the_seed_alone() {
        let text = written(1);
        let count = |line: &str| -> usize {
            let json: serde_json::Value = serde_json::from_str(line).unwrap();
            json["properties"].as_object().unwrap().len()
        };
        assert_eq!(text.lines().map(count).sum::<usize>(), 100);
        assert!(text.contains("alias") && text.contains("طالب"));
        assert_eq!(text, written(1));
        assert_ne!(text, written(2));
    }

    #[test]
    fn nothing_is_invented_from_nothing() {
        assert!(Generator::default().write(1, 1, &mut Vec::new()).is_err());
    }
}
