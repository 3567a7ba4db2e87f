//! Many customers registered part by part: the next part is screened while the last is written.

use std::sync::Arc;

use tokio::task::JoinHandle;

use crate::{Described, Desk, DeskError, Person, Registration};

/// Takes customers in, part by part and in their order. Every part is registered and screened as a
/// whole or not at all, as by [`Desk::register`].
pub struct Intake {
    desk: Desk,
    person: Person,
    total: Registration,
    writing: Option<JoinHandle<Result<Registration, DeskError>>>,
}

impl Desk {
    /// Begins to take customers in.
    pub fn intake(&self, person: &Person) -> Intake {
        let (desk, person) = (self.clone(), person.clone());
        Intake { desk, person, total: Registration::default(), writing: None }
    }
}

impl Intake {
    /// Screens a part and has it written; comes back while it is being written. A fault of a part
    /// may be told by the next call or by [`Intake::finish`].
    ///
    /// # Errors
    /// [`DeskError`]; parts of which nothing was told are written, later ones are not.
    pub async fn put(&mut self, part: Vec<Described>) -> Result<(), DeskError> {
        Desk::need_ids(&part)?;
        let part = Arc::new(part);
        let desk = self.desk.current().await?;
        let live = desk.live()?;
        let found = desk.screened(&live, &part).await?;
        self.written().await?;
        let person = self.person.clone();
        self.writing = Some(tokio::spawn(async move {
            match desk.keep(&person, &part, found, &live).await? {
                Some(outcome) => Ok(outcome),
                None => desk.register_all(&person, &part).await,
            }
        }));
        Ok(())
    }

    /// Waits until everything is written; gives what it came to.
    ///
    /// # Errors
    /// [`DeskError`]; the last part is not registered then.
    pub async fn finish(mut self) -> Result<Registration, DeskError> {
        self.written().await?;
        Ok(self.total)
    }

    async fn written(&mut self) -> Result<(), DeskError> {
        if let Some(writing) = self.writing.take() {
            let outcome = writing.await.unwrap_or(Err(DeskError::Busy(hilf_node::Overloaded)))?;
            self.total.add(&outcome);
        }
        Ok(())
    }
}
