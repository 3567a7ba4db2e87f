//! The first account: made by whoever knows the secret that the program printed.

use std::sync::{Arc, Mutex, PoisonError};

use subtle::ConstantTimeEq;

use super::{SETUP_ACCOUNT, secret};
use crate::{Desk, DeskError, Person, Role};

/// The hash of the secret with which the first account can be made, until it was used.
#[derive(Clone, Default)]
pub(crate) struct Setup(Arc<Mutex<Option<String>>>);

impl Setup {
    fn set(&self, hash: Option<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = hash;
    }

    fn is_open(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }

    /// Whether a secret is the one. Both are hashed, and the hashes compared in a time that tells
    /// nothing of where they differ.
    fn fits(&self, given: &str) -> bool {
        let given = secret::digest(given);
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().is_some_and(|known| known.as_bytes().ct_eq(given.as_bytes()).into())
    }
}

impl Desk {
    /// Makes the secret with which the first account can be made, and gives it to be told to whoever
    /// starts the node; `None` once there is an account. It is not kept: it lives as long as the
    /// desk, and a new one takes the place of the last.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn setup_secret(&self) -> Result<Option<String>, DeskError> {
        let secret = match self.store().accounts_open().await? {
            0 => Some(secret::new()?),
            _ => None,
        };
        self.setup.set(secret.as_deref().map(secret::digest));
        Ok(secret)
    }

    /// Whether the first account is still to be made, and can be.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn can_set_up(&self) -> Result<bool, DeskError> {
        Ok(self.setup.is_open() && self.store().accounts_open().await? == 0)
    }

    /// Makes the first account, an administrator, for whoever knows the set-up secret.
    ///
    /// # Errors
    /// [`DeskError`], also when there is an account already.
    pub async fn set_up(
        &self,
        secret: &str,
        id: &str,
        name: &str,
        password: String,
    ) -> Result<(), DeskError> {
        if !self.setup.fits(secret) {
            return Err(DeskError::WrongSecret);
        }
        if self.store().accounts_open().await? > 0 {
            return Err(DeskError::missing(
                "this node has been set up already",
                "جرى إعداد هذه العقدة من قبل",
            ));
        }
        let root = Person::new(SETUP_ACCOUNT, &[Role::Administrator]);
        self.put_account(&root, id, name, &[Role::Administrator], Some(password)).await?;
        self.setup.set(None);
        Ok(())
    }
}
