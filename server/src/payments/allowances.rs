//! What a payment was made to allow: another amount, a tip.

use super::document;
use super::standing::Standing;
use crate::DomainError;
use crate::app::App;

/// What the intent's configuration says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Allowances {
    custom_amount: bool,
    tips: bool,
}

impl Allowances {
    /// From Dojo's last answer.
    ///
    /// # Errors
    /// As [`document::read`].
    pub(crate) async fn read(app: &App, id: &str) -> Result<Self, DomainError> {
        Ok(document::read(app, id)
            .await?
            .and_then(|intent| intent.config)
            .and_then(|config| config.payment)
            .map_or_else(Self::default, |payment| Self {
                custom_amount: payment.custom_amount_allowed,
                tips: payment.tips_allowed,
            }))
    }

    /// Unpaid, or authorized and to be captured by hand: then it is raised or lowered.
    pub(crate) fn may_change_amount(self, standing: &Standing) -> bool {
        let open = standing.is("Created")
            || (standing.is("Authorized") && standing.is_manual() && standing.reserved() == 0);
        self.custom_amount && open
    }

    /// Unpaid.
    pub(crate) fn may_change_tip(self, standing: &Standing) -> bool {
        self.tips && standing.is("Created")
    }
}
