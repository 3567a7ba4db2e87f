//! The profile that a command is told to use.

use hilf_match::Profile;

use crate::fault::Fault;

/// A built-in profile or one in a file, with another threshold if one is given.
pub(crate) fn read(name: &str, threshold: Option<f32>) -> Result<Profile, Fault> {
    let mut profile = match Profile::named(name) {
        Some(profile) => profile,
        None => {
            let what = format!("`{name}` is no built-in profile and cannot be read");
            Profile::read(&std::fs::read_to_string(name).map_err(Fault::io(what))?)?
        }
    };
    if let Some(threshold) = threshold {
        if !(0.5..=1.0).contains(&threshold) {
            let text = format!("--threshold is {threshold}; it must lie between 0.5 and 1");
            return Err(Fault::new(text));
        }
        profile.threshold = threshold;
        profile.version += &format!("+threshold={threshold}");
    }
    Ok(profile)
}
