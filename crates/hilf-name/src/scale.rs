//! The numbers that a comparison of two names is weighed with.

/// What stands against a match, and by how much. Amounts are in units of the information of the
/// rarest word; factors are what is left of a score.
///
/// The values are fitted to labelled queries by `cargo run -p xtask -- fit-scale`, within bounds
/// that keep their order: what is unlike costs more than what is missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// What a part that is only nearly alike takes away, in shares of what it would have given.
    pub doubt: f32,
    /// How much more that is where the whole of what is matched is common.
    pub doubt_common: f32,
    /// What a known name that is not quite the listed one takes away beyond doubt where nothing else
    /// is sure: `Muhammad al-Houri` is not `Muhammad Suri`.
    pub doubt_alone: f32,
    /// Sure information from which on that is nothing.
    pub sure_enough: f32,
    /// Similarity below which a part is hardly alike, as two known names with another consonant are.
    pub edge: f32,
    /// What such a part takes away beyond doubt, at the least similarity that counts.
    pub edge_charge: f32,
    /// Share of the information of a part of the query, first or last, that nothing answers to.
    pub query_end: f32,
    /// The same for a part between others: a grandfather the list leaves out.
    pub query_middle: f32,
    /// The same for a part between two that answer to all there is of a listed name.
    pub query_between: f32,
    /// How much more that is where the whole of what is matched is common.
    pub between_common: f32,
    /// Share of the information of a listed part that the query leaves out.
    pub listed_left: f32,
    /// The same, added, for the first listed name: what people call the person.
    pub listed_first: f32,
    /// The same, added, for the last listed name.
    pub listed_last: f32,
    /// What parts that stand against each other take away beyond being left over.
    pub conflict: f32,
    /// The same where both are the person's own name.
    pub conflict_first: f32,
    /// Least information that a conflict is counted with.
    pub conflict_least: f32,
    /// What an initial and a name that begins otherwise take away.
    pub conflict_initial: f32,
    /// What two kinds of legal form take away.
    pub conflict_form: f32,
    /// Matched information from which on an incomplete match is worth its face value.
    pub enough: f32,
    /// What is left of an incomplete match of which nothing is rare.
    pub common_least: f32,
    /// What is left of the score of an incomplete match in another order.
    pub other_order: f32,
    /// Matched information from which on a complete match in another order is worth its face
    /// value: `Samir Ali` is not `Ali Samir`, two common names.
    pub order_enough: f32,
    /// What is left of a complete match in another order of which nothing is rare.
    pub order_least: f32,
    /// What is left where a number is missing on one side: `Victory`, `Victory 3`.
    pub number_missing: f32,
    /// What is left where numbers differ.
    pub number_differs: f32,
    /// Most that a name can score of which only one part is matched.
    pub one_part_max: f32,
    /// Most that a father's name can score against his son's.
    pub swapped_max: f32,
    /// Most that a listed name of one word and initials can score against a name that is longer.
    pub initials_max: f32,
}

impl Scale {
    /// The scale that all scores are weighed with.
    pub const STANDARD: Scale = Scale {
        doubt: 1.326,
        doubt_common: 0.005,
        doubt_alone: 1.65,
        sure_enough: 0.5,
        edge: 0.670,
        edge_charge: 2.738,
        query_end: 1.286,
        query_middle: 0.548,
        query_between: 0.300,
        between_common: 0.500,
        listed_left: 0.021,
        listed_first: 0.717,
        listed_last: 0.098,
        conflict: 4.000,
        conflict_first: 2.599,
        conflict_least: 0.304,
        conflict_initial: 0.926,
        conflict_form: 0.900,
        enough: 1.082,
        common_least: 0.584,
        other_order: 0.861,
        order_enough: 1.294,
        order_least: 0.843,
        number_missing: 0.68,
        number_differs: 0.6,
        one_part_max: 0.454,
        swapped_max: 0.433,
        initials_max: 0.500,
    };

    /// Every number with its name and the bounds it is fitted within.
    pub fn fields(&mut self) -> [(&'static str, &mut f32, (f32, f32)); 28] {
        [
            ("doubt", &mut self.doubt, (1.0, 4.0)),
            ("doubt_common", &mut self.doubt_common, (0.0001, 4.0)),
            ("doubt_alone", &mut self.doubt_alone, (0.0, 4.0)),
            ("sure_enough", &mut self.sure_enough, (0.2, 1.0)),
            ("edge", &mut self.edge, (0.67, 0.9)),
            ("edge_charge", &mut self.edge_charge, (0.05, 4.0)),
            ("query_end", &mut self.query_end, (0.5, 1.6)),
            ("query_middle", &mut self.query_middle, (0.3, 1.2)),
            ("query_between", &mut self.query_between, (0.1, 0.6)),
            ("between_common", &mut self.between_common, (0.0, 2.0)),
            ("listed_left", &mut self.listed_left, (0.02, 0.6)),
            ("listed_first", &mut self.listed_first, (0.05, 1.2)),
            ("listed_last", &mut self.listed_last, (0.05, 1.2)),
            ("conflict", &mut self.conflict, (0.5, 4.0)),
            ("conflict_first", &mut self.conflict_first, (0.5, 5.0)),
            ("conflict_least", &mut self.conflict_least, (0.1, 0.6)),
            ("conflict_initial", &mut self.conflict_initial, (0.2, 2.0)),
            ("conflict_form", &mut self.conflict_form, (0.05, 0.9)),
            ("enough", &mut self.enough, (0.6, 2.5)),
            ("common_least", &mut self.common_least, (0.2, 0.9)),
            ("other_order", &mut self.other_order, (0.5, 0.97)),
            ("order_enough", &mut self.order_enough, (0.3, 1.6)),
            ("order_least", &mut self.order_least, (0.2, 0.95)),
            ("number_missing", &mut self.number_missing, (0.4, 0.95)),
            ("number_differs", &mut self.number_differs, (0.3, 0.69)),
            ("one_part_max", &mut self.one_part_max, (0.3, 0.5)),
            ("swapped_max", &mut self.swapped_max, (0.3, 0.5)),
            ("initials_max", &mut self.initials_max, (0.3, 0.5)),
        ]
    }
}
