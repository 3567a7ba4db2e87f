//! Fathers' names by their form, as the Slavic languages and those they lent it to make them. Names are
//! written with the father's behind the family (`Peskov Dmitri Nikolaevich`), between both, or not at all.

use crate::parse::{Element, Weight};

/// Endings of a man's and a woman's, Russian, Ukrainian and Belarusian, in both scripts.
const ENDINGS: &[&str] = &[
    "ovich",
    "evich",
    "ovych",
    "evych",
    "avich",
    "iovych",
    "ovitch",
    "evitch",
    "ovna",
    "evna",
    "ivna",
    "avna",
    "auna",
    "euna",
    "ович",
    "евич",
    "йович",
    "овна",
    "евна",
    "івна",
    "ївна",
    "авич",
    "евіч",
    "авіч",
    "аўна",
    "еўна",
];

/// Names that a name has at least of which one is the father's: families end like that as well
/// (`Lukashevich`).
const NAMES_MIN: usize = 3;

/// Marks the father's name: the second of its form (`Viktor Fedorovich Yanukovich`), else the last that is
/// not the first.
pub(crate) fn mark(elements: &mut [Element]) {
    let is_name = |element: &Element| element.weight == Weight::Name;
    if elements.iter().filter(|element| is_name(element)).count() < NAMES_MIN {
        return;
    }
    let has_form = |element: &Element| ENDINGS.iter().any(|end| element.text.ends_with(end));
    let is_fathers = |element: &Element| is_name(element) && has_form(element);
    let place = match elements.get(1).is_some_and(is_fathers) {
        true => Some(1),
        false => elements.iter().rposition(is_fathers).filter(|place| *place > 0),
    };
    if let Some(element) = place.and_then(|place| elements.get_mut(place)) {
        element.patronymic = true;
    }
}

#[cfg(test)]
mod tests {
    use crate::parse::parse;

    fn marked(name: &str) -> Option<String> {
        parse(name).elements.into_iter().find(|e| e.patronymic).map(|e| e.text)
    }

    #[test]
    fn a_fathers_name_is_told_by_its_form() {
        assert_eq!(marked("Песков Дмитрий Николаевич").as_deref(), Some("николаевич"));
        assert_eq!(marked("Dmitri Nikolaevich Peskov").as_deref(), Some("nikolaevich"));
        assert_eq!(marked("Lukashevich Irina Petrovna").as_deref(), Some("petrovna"));
        assert_eq!(marked("Viktor Fedorovich Yanukovich").as_deref(), Some("fedorovich"));
        assert_eq!(marked("Ivan Lukashevich"), None, "a family");
        assert_eq!(marked("Muhammad bin Salman al-Saud"), None);
    }
}
