//! Dojo's list of intents, page after page.

use dojo::{Cursor, PaymentIntent, SearchPaymentIntentRequest};
use jiff::Timestamp;

use crate::DomainError;
use crate::app::App;

/// How many intents a page holds. One intent may be tens of kilobytes, so that a page stays far below what is read of one.
const PAGE: i64 = 20;

/// More pages than this mean that something is wrong; then nothing is concluded.
const MOST_PAGES: usize = 5000;

/// Reads every intent made since a moment, or between two.
pub(crate) struct Listing {
    start_date: Timestamp,
    end_date: Option<Timestamp>,
    after: Option<String>,
    pages: usize,
    ended: bool,
}

impl Listing {
    pub(crate) fn since(start_date: Timestamp) -> Self {
        Self {
            start_date,
            end_date: None,
            after: None,
            pages: 0,
            ended: false,
        }
    }

    pub(crate) fn between(start_date: Timestamp, end_date: Timestamp) -> Self {
        Self {
            end_date: Some(end_date),
            ..Self::since(start_date)
        }
    }

    /// The next page; `None` only if all of them were seen.
    ///
    /// # Errors
    /// [`DomainError::DojoUnreachable`]; [`DomainError::DojoRefused`], also of a list that goes in circles or has no end.
    pub(crate) async fn next(
        &mut self,
        app: &App,
    ) -> Result<Option<Vec<PaymentIntent>>, DomainError> {
        if self.ended {
            return Ok(None);
        }
        self.pages += 1;
        if self.pages > MOST_PAGES {
            return Err(DomainError::DojoRefused(
                "the list of intents has no end".into(),
            ));
        }
        let request = SearchPaymentIntentRequest {
            start_date: Some(self.start_date),
            end_date: self.end_date,
            cursor: Some(Cursor {
                limit: Some(PAGE),
                after: self.after.clone(),
                ..Cursor::default()
            }),
            ..SearchPaymentIntentRequest::default()
        };
        let page = app
            .dojo
            .search_payment_intents(&request)
            .await
            .map_err(DomainError::asking)?;
        let turns_back = page.after.is_some() && page.after == self.after;
        self.ended = page.after.is_none() || (turns_back && page.data.is_empty());
        if turns_back && !self.ended {
            return Err(DomainError::DojoRefused(
                "the list of intents goes in circles".into(),
            ));
        }
        self.after = page.after;
        Ok(Some(page.data))
    }
}
