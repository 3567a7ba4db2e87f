//! Prints how two names are read, which parts answer to each other and what is charged:
//! `cargo run --release -p hilf-name --example compare -- "Aam Shareif" "Adam Shareif"`

use hilf_name::{
    Element, Heard, Name, Scale, Slot, Spelling, common_bits, compare, fame, judge, kinship,
    likeness, parse, weigh,
};

/// Bits of a word that nobody else bears.
const RARE: f32 = 17.0;

fn info(spelling: &Spelling) -> f32 {
    common_bits(spelling).map_or(0.85, |bits| (bits / RARE).clamp(0.02, 1.0))
}

fn show(name: &Name) {
    for element in &name.elements {
        let Element { spelling, weight, class, tail, text, .. } = element;
        let others = element.alternatives.len();
        println!(
            "  {text}: {:?} {weight:?} {class:?} {tail:?}, {others} others, fame {}, info {:.2}",
            spelling.units,
            fame(spelling),
            info(spelling)
        );
    }
}

fn main() {
    let names: Vec<String> = std::env::args().skip(1).collect();
    for pair in names.chunks_exact(2) {
        let (query, listed) = (parse(&pair[0]), parse(&pair[1]));
        println!("{} | {}", pair[0], pair[1]);
        show(&query);
        show(&listed);
        for own in &query.elements {
            for other in &listed.elements {
                let (a, b) = (&own.spelling, &other.spelling);
                let (heard, other_heard) = (Heard::of(a), Heard::of(b));
                let alike = likeness(&heard, &other_heard);
                if alike > 0.0 {
                    let judged = judge(&heard, heard.is_known(), &other_heard, alike);
                    let kin = kinship(a, b);
                    println!(
                        "  {} ~ {}: {alike:.3}, judged {judged:.3}, {kin:?}",
                        own.text, other.text
                    );
                }
            }
        }
        let alignment = compare(&query, &listed, &info);
        let slots = |name: &Name| -> Vec<Slot> {
            name.elements.iter().map(|e| Slot::of(e, info(&e.spelling))).collect()
        };
        let score = weigh(
            &alignment,
            &slots(&query),
            &slots(&listed),
            &Scale::STANDARD,
            &mut |charge, amount| println!("  {charge:?} {amount:.3}"),
        );
        println!("  {score:.3}");
    }
}
