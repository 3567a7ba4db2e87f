//! Which names answer to which parts of a query, a bit for each name and part.

use hilf_name::ELEMENTS_MAX;

/// Names that are marked for one part.
#[derive(Default)]
struct Marked {
    bits: Vec<u64>,
    /// Places of `bits` that are not 0.
    touched: Vec<u32>,
}

impl Marked {
    #[inline]
    fn set(&mut self, name: u32) {
        let at = name / u64::BITS;
        if let Some(bits) = self.bits.get_mut(at as usize) {
            if *bits == 0 {
                self.touched.push(at);
            }
            *bits |= 1 << (name % u64::BITS);
        }
    }

    #[inline]
    fn has(&self, name: u32) -> bool {
        let bits = self.bits.get((name / u64::BITS) as usize);
        bits.is_some_and(|bits| bits >> (name % u64::BITS) & 1 == 1)
    }

    fn clear(&mut self) {
        for at in self.touched.drain(..) {
            self.bits[at as usize] = 0;
        }
    }
}

/// Marks of the parts of one query; reused between searches.
pub(super) struct Marks {
    /// By part; those that no query needed so far hold nothing.
    parts: Vec<[Marked; 2]>,
    names: usize,
    /// Parts that are marked, as bits. Of the others it is not known which names answer to them.
    asked: u32,
}

/// The parts that a name may answer to, as bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answered {
    /// All of them.
    pub(super) any: u32,
    /// Those that it may answer to by a strong word.
    pub(super) strongly: u32,
}

impl Marks {
    /// Room for so many names.
    pub(super) fn new(names: usize) -> Marks {
        Marks { parts: Vec::new(), names, asked: 0 }
    }

    /// Begins to mark a part.
    pub(super) fn ask(&mut self, part: usize) {
        if part >= ELEMENTS_MAX {
            return;
        }
        if self.parts.len() <= part {
            self.parts.resize_with(part + 1, Default::default);
        }
        for marked in &mut self.parts[part] {
            marked.bits.resize(self.names.div_ceil(u64::BITS as usize), 0);
        }
        self.asked |= 1 << part;
    }

    /// Marks a name for a part, if the part is asked for.
    #[inline]
    pub(super) fn set(&mut self, part: usize, name: u32, is_strong: bool) {
        if self.asked >> (part % 32) & 1 == 1
            && let Some(marked) = self.parts.get_mut(part)
        {
            marked[usize::from(is_strong)].set(name);
        }
    }

    /// The parts that a name may answer to: all that are not asked for are among them.
    #[inline]
    pub(super) fn of(&self, name: u32) -> Answered {
        let (mut any, mut strongly) = (!self.asked, !self.asked);
        let mut asked = self.asked;
        while asked != 0 {
            let part = asked.trailing_zeros();
            let [weak, strong] = &self.parts[part as usize];
            let (weak, strong) = (u32::from(weak.has(name)), u32::from(strong.has(name)));
            any |= (weak | strong) << part;
            strongly |= strong << part;
            asked &= asked - 1;
        }
        Answered { any, strongly }
    }

    /// Forgets all marks.
    pub(super) fn clear(&mut self) {
        self.asked = 0;
        self.parts.iter_mut().flatten().for_each(Marked::clear);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_marks_it_was_given_and_those_that_nobody_asked_for() {
        let mut marks = Marks::new(100);
        marks.ask(0);
        marks.ask(2);
        marks.set(0, 7, false);
        marks.set(1, 7, true);
        marks.set(2, 99, false);
        marks.set(2, 99, true);
        marks.set(2, 100, true);
        assert_eq!(marks.of(7), Answered { any: !0b100, strongly: !0b101 });
        assert_eq!(marks.of(99), Answered { any: !0b001, strongly: !0b001 });
        assert_eq!(marks.of(8), Answered { any: !0b101, strongly: !0b101 });
        marks.clear();
        assert_eq!(marks.of(8), Answered { any: !0, strongly: !0 });
        marks.ask(0);
        assert_eq!(marks.of(7), Answered { any: !1, strongly: !1 });
    }
}
