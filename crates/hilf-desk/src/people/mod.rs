//! People: who they are, how they enter, and what their programs may do for them.

mod manage;
mod secret;
mod setup;

use hilf_store::{Account, Deed, Session, Token};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value as Json, json};

use crate::{Desk, DeskError, Person, Right, Role};

pub use secret::totp_address;
pub(crate) use setup::Setup;

/// Hours a session lasts.
const SESSION: SignedDuration = SignedDuration::from_hours(10);
/// Wrong passwords before an account is closed for a while.
const FAILURES: i64 = 5;
/// Least length of a password, in characters (NIST SP 800-63B asks for 8 with a second factor and
/// 15 without).
const PASSWORD_MIN: usize = 12;
/// Who makes the first account.
pub const SETUP_ACCOUNT: &str = "setup";

/// How somebody enters.
#[derive(Clone, Debug)]
pub struct Login {
    /// The account.
    pub account: String,
    /// The password.
    pub password: String,
    /// The one-time password, where the account asks for one.
    pub code: Option<String>,
}

/// Somebody who has just entered.
#[derive(Clone, Debug)]
pub struct Entered {
    /// What the browser keeps as its cookie; the store keeps its hash only.
    pub secret: String,
    /// The session.
    pub session: Session,
    /// The person.
    pub person: Person,
}

/// A token that was just made; its secret is shown once.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: String,
}

fn person(account: &Account) -> Person {
    let roles: Vec<Role> = account.roles.iter().filter_map(|name| Role::named(name)).collect();
    Person::new(&account.id, &roles)
}

fn is_name(id: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-@".contains(c);
    !id.is_empty() && id.len() <= 64 && id.chars().all(fits)
}

fn check_password(password: &str) -> Result<(), DeskError> {
    if password.chars().count() >= PASSWORD_MIN {
        return Ok(());
    }
    Err(DeskError::missing(
        "the password needs at least 12 characters",
        "يجب ألا تقل كلمة المرور عن 12 حرفا",
    ))
}

impl Desk {
    /// Makes an account or changes its name, roles and, if one is given, its password; a new
    /// password ends its sessions.
    ///
    /// # Errors
    /// [`DeskError`]; nobody changes their own roles.
    pub async fn put_account(
        &self,
        person: &Person,
        id: &str,
        name: &str,
        roles: &[Role],
        password: Option<String>,
    ) -> Result<(), DeskError> {
        if !is_name(id) || id == crate::settle::NODE {
            return Err(DeskError::missing(
                "an account's id has up to 64 small Latin letters, digits, and . _ - @",
                "معرف الحساب حتى 64 حرفا لاتينيا صغيرا أو رقما أو . _ - @",
            ));
        }
        self.not_oneself(person, id)?;
        self.allow(person, Right::AccountManage, &format!("account:{id}")).await?;
        let hash = match password {
            Some(password) => {
                check_password(&password)?;
                Some(self.node.work().run(move || secret::hash_password(&password)).await??)
            }
            None => None,
        };
        let known = self.store.account(id).await?;
        let names: Vec<String> = roles.iter().map(|role| role.name().to_owned()).collect();
        let details = json!({ "roles": names, "password": hash.is_some() });
        let object = format!("account:{id}");
        let mut act = self.enter(person, Right::AccountManage, object, details).await?;
        let known = known.unwrap_or_else(|| Account {
            id: id.to_owned(),
            name: String::new(),
            roles: Vec::new(),
            password: None,
            totp: None,
            totp_step: 0,
            failures: 0,
            locked_until: Timestamp::UNIX_EPOCH,
            created_at: act.at(),
            disabled_at: None,
        });
        let account = Account {
            name: name.to_owned(),
            roles: names,
            password: hash.clone().or(known.password.clone()),
            ..known
        };
        act.put_account(&account).await?;
        if hash.is_some() {
            act.end_sessions(id, "").await?;
        }
        act.commit().await?;
        Ok(())
    }

    /// Closes an account; its sessions and tokens end at once.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn close_account(&self, person: &Person, id: &str) -> Result<(), DeskError> {
        if person.id == id {
            return Err(DeskError::missing(
                "nobody closes their own account; ask another administrator",
                "لا يغلق أحد حسابه بنفسه؛ اطلب ذلك من مدير آخر",
            ));
        }
        let (object, details) = (format!("account:{id}"), json!({ "closed": true }));
        // Who may not close accounts must not learn which there are either.
        self.allow(person, Right::AccountManage, &object).await?;
        let mut account = self.known_account(id).await?;
        let mut act = self.enter(person, Right::AccountManage, object, details).await?;
        account.disabled_at = Some(act.at());
        act.put_account(&account).await?;
        act.commit().await?;
        Ok(())
    }

    /// Every account.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn accounts(&self, person: &Person) -> Result<Vec<Account>, DeskError> {
        let mut act = self.enter(person, Right::AccountManage, "accounts", Json::Null).await?;
        let accounts = act.accounts().await?;
        act.commit().await?;
        Ok(accounts)
    }

    async fn known_account(&self, id: &str) -> Result<Account, DeskError> {
        let unknown = hilf_store::StoreError::Unknown { what: "account", id: id.to_owned() };
        self.store.account(id).await?.ok_or(unknown.into())
    }

    /// Asks an account for one-time passwords from now on; gives the secret for its owner's
    /// device, once.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn ask_for_codes(&self, person: &Person) -> Result<Vec<u8>, DeskError> {
        let mut account = self.known_account(&person.id).await?;
        let key = secret::totp_key()?;
        account.totp = Some(key.clone());
        account.totp_step = 0;
        let object = format!("account:{}", person.id);
        let mut act = self.enter(person, Right::TokenOwn, object, json!({ "codes": true })).await?;
        act.put_account(&account).await?;
        act.commit().await?;
        Ok(key)
    }

    /// Lets somebody enter.
    ///
    /// # Errors
    /// [`DeskError::NoEntry`], whatever of it was wrong.
    pub async fn log_in(&self, login: Login) -> Result<Entered, DeskError> {
        let account = self.store.account(&login.account).await?;
        let known = account.as_ref().and_then(|account| account.password.clone());
        let password = login.password.clone();
        // Where there is no account a password is compared all the same: the time tells nothing.
        let fits = move || secret::fits(known.as_deref(), &password);
        let fits = self.node.work().run(fits).await?;
        let now = Timestamp::now();
        let Some(mut account) = account else { return Err(DeskError::NoEntry) };
        let is_open = account.disabled_at.is_none() && account.locked_until <= now;
        let step = match &account.totp {
            None => Some(account.totp_step),
            Some(key) => {
                secret::totp_step(key, login.code.as_deref().unwrap_or(""), now, account.totp_step)
            }
        };
        let Some(step) = step.filter(|_| fits && is_open) else {
            return self.refuse_entry(&account, now).await;
        };
        account.totp_step = step;
        account.failures = 0;
        let secret = secret::new()?;
        let session = Session {
            account: account.id.clone(),
            form_key: secret::new()?,
            expires_at: now + SESSION,
        };
        let deed = Deed::new(&account.id, "session.begin", format!("account:{}", account.id));
        let mut act = self.store.act(deed).await?;
        act.put_account(&account).await?;
        act.begin_session(&secret::digest(&secret), &session).await?;
        act.commit().await?;
        Ok(Entered { secret, session, person: person(&account) })
    }

    async fn refuse_entry(&self, account: &Account, now: Timestamp) -> Result<Entered, DeskError> {
        // From the fifth wrong password on the account is closed, twice as long each time.
        let beyond = (account.failures + 1 - FAILURES).clamp(0, 6);
        let minutes = if account.failures + 1 >= FAILURES { 1_i64 << beyond } else { 0 };
        let until = (now + SignedDuration::from_mins(minutes)).max(account.locked_until);
        self.store.note_failure(&account.id, until).await?;
        let deed = Deed::new(&account.id, "session.refused", format!("account:{}", account.id));
        self.store.act(deed).await?.commit().await?;
        Err(DeskError::NoEntry)
    }

    /// Who has entered with this secret.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn entered(&self, secret: &str) -> Result<Option<(Person, Session)>, DeskError> {
        let found = self.store.session(&secret::digest(secret)).await?;
        Ok(found.map(|(account, session)| (person(&account), session)))
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn log_out(&self, person: &Person, secret: &str) -> Result<(), DeskError> {
        let deed = Deed::new(&person.id, "session.end", format!("account:{}", person.id));
        let mut act = self.store.act(deed).await?;
        act.end_session(&secret::digest(secret)).await?;
        act.commit().await?;
        Ok(())
    }

    /// Makes a token for a program that acts for the person, with a part of their rights.
    ///
    /// # Errors
    /// [`DeskError`]; a token cannot have a right its owner lacks.
    pub async fn make_token(
        &self,
        person: &Person,
        name: &str,
        scopes: &[Right],
        lasts: Option<SignedDuration>,
    ) -> Result<NewToken, DeskError> {
        if let Some(right) = scopes.iter().find(|right| !person.may(**right)) {
            return Err(DeskError::NotAllowed { who: person.id.clone(), right: *right });
        }
        let scopes: Vec<String> = scopes.iter().map(|right| right.name().to_owned()).collect();
        let details = json!({ "name": name, "scopes": scopes });
        let mut act = self.enter(person, Right::TokenOwn, "tokens", details).await?;
        let secret = format!("hilf_{}", secret::new()?);
        let digest = secret::digest(&secret);
        let token = Token {
            id: digest.chars().take(12).collect(),
            account: person.id.clone(),
            name: name.to_owned(),
            scopes,
            created_at: act.at(),
            expires_at: lasts.map(|lasts| act.at() + lasts),
            revoked_at: None,
        };
        act.put_token(&digest, &token).await?;
        act.commit().await?;
        Ok(NewToken { id: token.id, secret })
    }

    /// The person's own tokens.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn tokens(&self, person: &Person) -> Result<Vec<Token>, DeskError> {
        let mut act = self.enter(person, Right::TokenOwn, "tokens", Json::Null).await?;
        let tokens = act.tokens(&person.id).await?;
        act.commit().await?;
        Ok(tokens)
    }

    /// Revokes one of the person's own tokens.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn revoke_token(&self, person: &Person, id: &str) -> Result<(), DeskError> {
        let object = format!("token:{id}");
        let mut act = self.enter(person, Right::TokenOwn, object, Json::Null).await?;
        act.revoke_token(&person.id, id).await?;
        act.commit().await?;
        Ok(())
    }

    /// For whom a token acts.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn bearer(&self, secret: &str) -> Result<Option<Person>, DeskError> {
        let found = self.store.token(&secret::digest(secret)).await?;
        Ok(found.map(|(account, token)| Person {
            scopes: Some(token.scopes.iter().filter_map(|name| Right::named(name)).collect()),
            ..person(&account)
        }))
    }
}
