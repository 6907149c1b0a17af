//! Setup intents: `/setup-intents`.

use reqwest::Method;

use super::{Client, Error};
use crate::{CreateSetupIntentRequest, SetupIntentPublicResponse, SetupIntentResponse};

const PATH: &str = "setup-intents";

impl Client {
    /// Makes a setup intent. Not idempotent at Dojo.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn create_setup_intent(
        &self,
        request: &CreateSetupIntentRequest,
    ) -> Result<SetupIntentResponse, Error> {
        self.call(Method::POST, &[PATH])?
            .body(request)
            .answer()
            .await
    }

    /// Reads a setup intent.
    ///
    /// # Errors
    /// As [`Error`] says, except that "not found" is `None`.
    pub async fn get_setup_intent(&self, id: &str) -> Result<Option<SetupIntentResponse>, Error> {
        match self.call(Method::GET, &[PATH, id]) {
            Err(Error::NotFound(_)) => Ok(None),
            call => call?.found().await,
        }
    }

    /// Reads what anyone may see of a setup intent; the key is not sent.
    ///
    /// # Errors
    /// As [`Error`] says, except that "not found" is `None`.
    pub async fn get_public_setup_intent(
        &self,
        id: &str,
    ) -> Result<Option<SetupIntentPublicResponse>, Error> {
        match self.public_call(Method::GET, &[PATH, "public", id]) {
            Err(Error::NotFound(_)) => Ok(None),
            call => call?.found().await,
        }
    }

    /// Withdraws a setup intent, and with `include_authorized` even one that holds a card.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn delete_setup_intent(
        &self,
        id: &str,
        include_authorized: bool,
    ) -> Result<SetupIntentResponse, Error> {
        let mut call = self.call(Method::DELETE, &[PATH, id])?;
        if include_authorized {
            call = call.flag("includeAuthorized");
        }
        call.answer().await
    }

    /// Replaces the client session secret.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn refresh_setup_intent_secret(
        &self,
        id: &str,
    ) -> Result<SetupIntentResponse, Error> {
        self.call(Method::POST, &[PATH, id, "refresh-client-session-secret"])?
            .answer()
            .await
    }

    /// Replaces the client session secret as the components do; the key is not sent.
    ///
    /// # Errors
    /// As [`Error`] says.
    pub async fn refresh_public_setup_intent_secret(
        &self,
        id: &str,
    ) -> Result<SetupIntentPublicResponse, Error> {
        self.public_call(
            Method::POST,
            &[PATH, "public", id, "refresh-client-session-secret"],
        )?
        .answer()
        .await
    }
}
