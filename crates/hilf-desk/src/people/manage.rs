//! What administrators do to accounts besides making and closing them, and what everybody does to
//! their own.

use hilf_store::Deed;
use jiff::Timestamp;
use serde_json::json;

use super::{check_password, secret};
use crate::{Desk, DeskError, Person, Right, Role};

impl Desk {
    /// Makes an account that is not there yet.
    ///
    /// # Errors
    /// [`DeskError`], also when there is one of this id: nobody is overwritten by a slip.
    pub async fn make_account(
        &self,
        person: &Person,
        id: &str,
        name: &str,
        roles: &[Role],
        password: String,
    ) -> Result<(), DeskError> {
        // Who may not make accounts must not learn which there are either.
        self.allow(person, Right::AccountManage, &format!("account:{id}")).await?;
        if self.store.account(id).await?.is_some() {
            return Err(DeskError::missing(
                "there is an account of this id already; change that one or choose another id",
                "يوجد حساب بهذا المعرف؛ عدله أو اختر معرفا آخر",
            ));
        }
        self.put_account(person, id, name, roles, Some(password)).await
    }

    /// Opens a closed account again; its sessions and tokens of before stay ended.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn open_account(&self, person: &Person, id: &str) -> Result<(), DeskError> {
        let object = format!("account:{id}");
        self.not_oneself(person, id)?;
        self.allow(person, Right::AccountManage, &object).await?;
        let mut account = self.known_account(id).await?;
        let details = json!({ "opened": true });
        let mut act = self.enter(person, Right::AccountManage, object, details).await?;
        for token in act.tokens(id).await?.iter().filter(|token| token.revoked_at.is_none()) {
            act.revoke_token(id, &token.id).await?;
        }
        account.disabled_at = None;
        account.failures = 0;
        account.locked_until = Timestamp::UNIX_EPOCH;
        act.put_account(&account).await?;
        act.commit().await?;
        Ok(())
    }

    /// Takes an account's one-time passwords away, because its owner lost the device; they enter
    /// with their password alone until they ask for codes anew.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn reset_codes(&self, person: &Person, id: &str) -> Result<(), DeskError> {
        let object = format!("account:{id}");
        self.not_oneself(person, id)?;
        self.allow(person, Right::AccountManage, &object).await?;
        let mut account = self.known_account(id).await?;
        let details = json!({ "codes": false });
        let mut act = self.enter(person, Right::AccountManage, object, details).await?;
        account.totp = None;
        account.totp_step = 0;
        act.put_account(&account).await?;
        act.end_sessions(id, "").await?;
        act.commit().await?;
        Ok(())
    }

    /// Changes the person's own password; their other sessions end. `session` is the secret of the
    /// one they are in.
    ///
    /// # Errors
    /// [`DeskError::NoEntry`] if the present password is another.
    pub async fn change_password(
        &self,
        person: &Person,
        present: String,
        new: String,
        session: &str,
    ) -> Result<(), DeskError> {
        check_password(&new)?;
        let mut account = self.known_account(&person.id).await?;
        if account.locked_until > Timestamp::now() {
            return Err(DeskError::NoEntry);
        }
        let known = account.password.clone();
        let piece = move || -> Result<Option<String>, DeskError> {
            match secret::fits(known.as_deref(), &present) {
                true => secret::hash_password(&new).map(Some),
                false => Ok(None),
            }
        };
        let Some(hash) = self.node.work().run(piece).await?? else {
            // A stolen session must not serve to guess the password.
            self.refuse_entry(&account, Timestamp::now()).await?;
            return Err(DeskError::NoEntry);
        };
        let object = format!("account:{}", person.id);
        let deed = Deed::new(&person.id, "account.password", object);
        let mut act = self.store.act(deed).await?;
        account.password = Some(hash);
        act.put_account(&account).await?;
        act.end_sessions(&person.id, &secret::digest(session)).await?;
        act.commit().await?;
        Ok(())
    }

    pub(super) fn not_oneself(&self, person: &Person, id: &str) -> Result<(), DeskError> {
        if person.id != id {
            return Ok(());
        }
        Err(DeskError::missing(
            "nobody changes their own account; ask another administrator",
            "لا يغير أحد حسابه بنفسه؛ اطلب ذلك من مدير آخر",
        ))
    }
}
