//! Asking Dojo now.

use crate::DomainError;
use crate::app::App;
use crate::store::payments;

/// Reads the payment from Dojo and shows what it says.
///
/// # Errors
/// [`DomainError::NotFound`], Dojo's.
pub(crate) async fn refresh(app: &App, id: &str) -> Result<(), DomainError> {
    payments::find(&app.store, id)
        .await?
        .ok_or(DomainError::NotFound)?;
    crate::payments::refresh(app, id).await.map(drop)
}
