//! The business as its owner has set it: name, colour, time zone, limits, terms, words, callback.
//!
//! What nobody has set in the console is as configured ([`crate::config`]).

pub(crate) mod callback;
pub(crate) mod change;
mod defaults;
pub mod logo;
mod shown;
mod stored;
pub(crate) mod tokens;

use std::sync::{Arc, PoisonError, RwLock};

use jiff::tz::TimeZone;
use shared::checkout::Merchant;
use shared::console::settings::Messages;
use shared::{Currency, Money};

use crate::DomainError;
use crate::app::App;
use crate::config::{Callback, Config};
use crate::store::{Store, Tx, settings as rows};

pub(crate) use shown::ending;
use stored::Stored;

/// The settings as they are now.
#[derive(Clone, Debug)]
pub struct BusinessSettings {
    /// Whom shoppers pay.
    pub merchant: Merchant,
    /// `#rrggbb`
    pub accent: Option<String>,
    /// For people; everything else is UTC.
    pub time_zone: TimeZone,
    /// In which forms begin.
    pub currency: Currency,
    /// Above this sum, in the business's currency, a second person confirms a refund; absent: nobody has to. For a payment:
    /// [`Self::refund_limit_in`].
    pub refund_limit: Option<Money>,
    /// Whether a shopper who has paid is offered a receipt by e-mail.
    pub offer_receipts: bool,
    /// What customers agree to when a card is held in case they do not come.
    pub no_show_terms: String,
    /// What they agree to when it is held for charges without a schedule.
    pub unscheduled_terms: String,
    /// The words of e-mails and text messages. [`fill`] puts in what differs.
    pub messages: Messages,
    /// Where and with which key the shop is told.
    pub callback: Option<Callback>,
    /// Which logo there is: its address is `/logo/{…}`.
    pub logo: Option<String>,
    /// Counts the changes.
    pub version: i64,
}

impl BusinessSettings {
    /// Above which sum of this currency a second person confirms a refund; absent: nobody has to. A limit is a sum of one currency
    /// and says nothing about others, so that of those a second person confirms every refund.
    #[must_use]
    pub fn refund_limit_in(&self, currency: Currency) -> Option<Money> {
        let limit = self.refund_limit?;
        Some(if limit.currency_code == currency {
            limit
        } else {
            Money::new(0, currency)
        })
    }

    /// The time zone's name, such as `Europe/London`.
    #[must_use]
    pub fn time_zone_name(&self) -> &str {
        self.time_zone.iana_name().unwrap_or("UTC")
    }
}

/// How long another machine's change may go unnoticed (milliseconds).
const FRESH: i64 = 2_000;

/// The row that holds what was set.
pub(crate) const SETTING: &str = "business";

/// What is known of the settings without asking the database.
pub(crate) struct Business {
    known: RwLock<Known>,
}

#[derive(Clone)]
struct Known {
    settings: Arc<BusinessSettings>,
    read_at: i64,
}

impl Business {
    /// Reads the settings for the first time.
    pub(crate) async fn load(
        store: &Store,
        config: &Config,
        now: i64,
    ) -> Result<Self, DomainError> {
        let settings = Arc::new(read(store, config).await?);
        Ok(Self {
            known: RwLock::new(Known {
                settings,
                read_at: now,
            }),
        })
    }

    fn known(&self) -> Known {
        self.known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn keep(&self, settings: Arc<BusinessSettings>, now: i64) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.settings = settings;
        known.read_at = now;
    }
}

/// The settings, at most two seconds old. While the database is away, those that were read last.
pub async fn settings(app: &App) -> Arc<BusinessSettings> {
    let known = app.business.known();
    let now = app.clock.now_ms();
    if (known.read_at..known.read_at + FRESH).contains(&now) {
        return known.settings;
    }
    match reread(app).await {
        Ok(settings) => settings,
        Err(error) => {
            tracing::info!(reason = error.chain(), "the settings cannot be read again");
            known.settings
        }
    }
}

/// The settings that were read last, for where nothing can be waited for and nothing hangs on the last two seconds.
#[must_use]
pub fn known(app: &App) -> Arc<BusinessSettings> {
    app.business.known().settings
}

/// Whether a shop is to be told, as it is now and not as it was read last: what is not written down for the shop in the
/// transaction that makes it true is never told.
pub(crate) async fn tells_shop(app: &App, tx: &mut Tx) -> Result<bool, DomainError> {
    let text = rows::get(&mut **tx, SETTING).await?;
    let settings = Stored::parse(text.as_deref())?.complete(&app.config)?;
    Ok(settings.callback.is_some())
}

/// Reads the settings now, after a change.
pub(crate) async fn reread(app: &App) -> Result<Arc<BusinessSettings>, DomainError> {
    let settings = Arc::new(read(&app.store, &app.config).await?);
    app.business.keep(settings.clone(), app.clock.now_ms());
    Ok(settings)
}

async fn read(store: &Store, config: &Config) -> Result<BusinessSettings, DomainError> {
    let text = rows::get(store.read(), SETTING).await?;
    Stored::parse(text.as_deref())?.complete(config)
}

/// Puts values in the place of `{business}`, `{amount}` and the like. What is not named stays as it is.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    // In one pass, so that a value that looks like a name is left alone.
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(of, _)| *of == name)?;
            Some((value, after))
        });
        match known {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_take_the_place_of_their_names_once() {
        let values = [("business", "{amount} & Co"), ("amount", "£12.50")];
        assert_eq!(
            fill("{business} asks for {amount} {soon} {", &values),
            "{amount} & Co asks for £12.50 {soon} {"
        );
    }
}
