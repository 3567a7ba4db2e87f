//! What a listed word must be like for a searched word that is a known name: the guarantees by which
//! an index passes words over. They stand beside [`judge`](crate::judge) because they must change
//! with it.
//!
//! A word that is a known name is answered by another word only if one of these holds:
//!
//! 1. the two are as like as [`KNOWN_MIN`];
//! 2. their [`consonants`] are nearer than [`CONSONANTS_APART`];
//! 3. both are spellings of one name ([`names_of`]);
//! 4. one slip of the pen lies between them ([`slip_keys`](crate::slip_keys));
//! 5. one of them has no more than [`TINY`] sounds.

use crate::align::SIMILARITY_MIN;
use crate::sound::OTHER_NAME;
use crate::units::{Spelling, Unit, Writing};

pub use crate::groups::names_of;
pub use crate::sound::{OTHER_CONSONANTS as CONSONANTS_APART, TINY};

/// Least likeness of two words that are taken for different names and still answer to each other.
pub const KNOWN_MIN: f32 = 1.0 - (1.0 - SIMILARITY_MIN) / OTHER_NAME;

/// The consonants of a word, which tell names apart where vowels do not.
pub fn consonants(spelling: &Spelling) -> Vec<Unit> {
    let is_consonant =
        |unit: &Unit| !unit.is_weak() || (spelling.writing == Writing::Voweled && *unit == Unit::W);
    spelling.units.iter().copied().filter(is_consonant).collect()
}

/// Whether a known name has sounds enough for the guarantees to narrow what answers to it: more than
/// [`TINY`], and a consonant that another word must have as well.
pub fn is_narrow(spelling: &Spelling) -> bool {
    let is_own = |unit: &Unit| !unit.is_weak();
    spelling.units.len() > TINY && spelling.units.iter().any(is_own)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Costs, Heard, Kinship, distance, is_one_slip, judge, kinship, likeness, spell};

    /// Words that sound like names, and the same with a few letters changed.
    fn pair() -> impl Strategy<Value = (String, String)> {
        let word = "(al|)([bdhjkmnrsz][aeiou]{0,2}){2,4}(i|a|ah|)|[ابتحدرسعقكمنهوية]{2,6}";
        let edits =
            prop::collection::vec((any::<prop::sample::Index>(), "[abehimowyحينةو]{0,2}"), 0..4);
        (word, edits).prop_map(|(word, edits)| {
            let mut letters: Vec<String> = word.chars().map(String::from).collect();
            for (at, text) in edits {
                let at = at.index(letters.len());
                letters[at] = text;
            }
            (word, letters.concat())
        })
    }

    fn check(query: &Spelling, listed: &Spelling) -> Result<(), TestCaseError> {
        let (own, theirs) = (Heard::of(query), Heard::of(listed));
        let alike = likeness(&own, &theirs);
        if judge(&own, true, &theirs, alike) < SIMILARITY_MIN {
            return Ok(());
        }
        let costs = Costs::between(query.writing, listed.writing);
        let apart = distance(&consonants(query), &consonants(listed), costs);
        let may_answer = alike >= KNOWN_MIN - 1e-4
            || apart < CONSONANTS_APART
            || kinship(query, listed) == Kinship::Same
            || is_one_slip(query, listed)
            || query.units.len().min(listed.units.len()) <= TINY;
        prop_assert!(may_answer, "{} {} {alike}", query.label(), listed.label());
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn nothing_else_answers_to_a_known_name((a, b) in pair(), other in pair()) {
            let (a, b, c) = (spell(&a), spell(&b), spell(&other.1));
            for (query, listed) in [(&a, &b), (&b, &a), (&a, &c), (&c, &b)] {
                check(query, listed)?;
            }
        }

        #[test]
        fn a_narrow_word_has_no_neighbour_without_consonants(a in "[aeiouwkm]{1,8}", b in "[aeiou]{1,8}") {
            let (a, b) = (spell(&a), spell(&b));
            if is_narrow(&a) {
                for (writing, other) in [(Writing::Voweled, &b), (Writing::Abjad, &spell("اويه"))] {
                    let costs = Costs::between(Writing::Voweled, writing);
                    prop_assert!(distance(&consonants(&a), &consonants(other), costs) >= CONSONANTS_APART);
                }
            }
        }
    }

    #[test]
    fn spellings_of_one_name_share_a_number() {
        let of = |word: &str| names_of(&spell(word)).to_vec();
        assert!(of("khaled").iter().any(|name| of("خالد").contains(name)));
        assert!(of("khalidx").is_empty());
    }
}
