//! Looking up fingerprints: numbers spread evenly, so that the first bits of one say where it stands.

/// Sorted numbers with the places where those begin that have the same first bits.
pub(crate) struct Sorted {
    numbers: Vec<u32>,
    starts: Vec<u32>,
}

/// First bits by which numbers are found.
const BITS: u32 = 16;

impl Sorted {
    /// Numbers that are sorted already.
    pub(crate) fn of(numbers: Vec<u32>) -> Sorted {
        let mut starts = Vec::with_capacity((1 << BITS) + 1);
        let mut at = 0;
        for first in 0..=1_u64 << BITS {
            let least = first << (u32::BITS - BITS);
            at += numbers[at..].iter().take_while(|number| u64::from(**number) < least).count();
            starts.push(at as u32);
        }
        Sorted { numbers, starts }
    }

    /// Where a number stands first; `None` if it is not among them.
    #[inline]
    pub(crate) fn find(&self, number: u32) -> Option<usize> {
        let first = (number >> (u32::BITS - BITS)) as usize;
        let (start, end) = (self.starts[first] as usize, self.starts[first + 1] as usize);
        let found = self.numbers[start..end].iter().position(|other| *other >= number)?;
        (self.numbers[start + found] == number).then_some(start + found)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Sorted;

    proptest! {
        #[test]
        fn what_is_there_is_found_and_nothing_else(
            mut numbers in prop::collection::vec(prop_oneof![any::<u32>(), 0..300_u32], 0..200),
            other in prop_oneof![any::<u32>(), 0..300_u32],
        ) {
            numbers.sort_unstable();
            let sorted = Sorted::of(numbers.clone());
            for number in numbers.iter().chain([&other, &0, &u32::MAX]) {
                let first = numbers.iter().position(|n| n == number);
                prop_assert_eq!(sorted.find(*number), first);
            }
        }
    }
}
