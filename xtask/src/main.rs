//! Maintenance tasks of the workspace. `cargo run -p xtask -- help` lists them.

mod fit_scale;
mod ftm_model;
mod invented;
mod known_names;
mod learn_costs;
mod legal_forms;
mod name_groups;
mod name_sources;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let outcome = match task.as_str() {
        "ftm-model" => ftm_model::write(&workspace_root()),
        "known-names" => match std::env::args().nth(2) {
            Some(folder) => known_names::write(&workspace_root(), Path::new(&folder)),
            None => Err("name the folder that holds the name data".to_owned()),
        },
        "legal-forms" => match std::env::args().nth(2) {
            Some(file) => legal_forms::write(&workspace_root(), Path::new(&file)),
            None => Err("name the file of legal forms (ISO 20275, CSV)".to_owned()),
        },
        "name-groups" => match std::env::args().nth(2) {
            Some(folder) => name_groups::write(&workspace_root(), Path::new(&folder)),
            None => Err("name the folder that holds the name data".to_owned()),
        },
        "learn-costs" => match std::env::args().nth(2) {
            Some(folder) => learn_costs::write(&workspace_root(), Path::new(&folder)),
            None => Err("name the folder that holds the name data".to_owned()),
        },
        "fit-scale" => match std::env::args().nth(2) {
            Some(folder) => fit_scale::run(Path::new(&folder)),
            None => Err("name the data folder that holds eval/ and lists/".to_owned()),
        },
        _ => {
            eprintln!(
                "tasks:\n  ftm-model            regenerate the FollowTheMoney table of hilf-entity\n  \
                 known-names FOLDER   rebuild the set of known names of hilf-name\n  \
                 legal-forms FILE     rebuild the legal forms of several words of hilf-name\n  \
                 name-groups FOLDER   rebuild the table of spellings that are of one name\n  \
                 learn-costs FOLDER   learn what it costs to take one sound for another\n  \
                 fit-scale FOLDER     fit the scale that names are weighed with"
            );
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask {task}: {message}");
            ExitCode::FAILURE
        }
    }
}

fn workspace_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}
