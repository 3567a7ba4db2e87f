//! The lists that names of reports are held against.

use clap::Args;
use hilf_match::{Profile, Screener};
use hilf_press::{Picture, Recogniser};

use crate::fault::Fault;
use crate::listed::{Listed, ListedArgs};

#[derive(Args)]
pub(super) struct Lists {
    #[command(flatten)]
    pub(super) listed: ListedArgs,
    /// Hold no names against lists.
    #[arg(long, conflicts_with_all = ["list", "snapshot"])]
    no_lists: bool,
    /// Least score from which on a name is said to resemble a listed one.
    #[arg(long, default_value_t = 0.85, value_name = "SCORE")]
    resembles: f32,
}

/// Lists with what scoring needs.
pub(super) struct Open {
    listed: Listed,
    profile: Profile,
}

impl Lists {
    /// Opens the lists; none where nobody wants them.
    pub(super) fn open(&self) -> Result<Option<Open>, Fault> {
        if self.no_lists {
            return Ok(None);
        }
        let profile = crate::profile::read("kyc", Some(self.resembles))?;
        Ok(Some(Open { listed: Listed::load(&self.listed)?, profile }))
    }
}

impl Open {
    /// A recogniser; one for each thread.
    pub(super) fn recogniser(&self) -> Recogniser<'_> {
        let (index, records) = (self.listed.index(), self.listed.records());
        Recogniser::new(Screener::new(index, records, &self.profile))
    }

    /// Marks what resembles listed names.
    pub(super) fn mark(&self, picture: &mut Picture) -> Result<(), Fault> {
        Ok(picture.recognise(&mut self.recogniser())?)
    }
}
