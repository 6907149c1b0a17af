//! The mirror of Dojo's payment intents, and what staff do with payments.

mod actions;
mod detail;
mod fulfilment;
mod list;
mod offer;
mod views;

pub use actions::{
    CaptureRequest, Decision, FoundOutcome, NewAmount, NoteRequest, ReceiptRequest, RefundRequest,
    Seen, SeenRequest,
};
pub use detail::{
    CardFacts, Declines, Figures, FlagLine, Happening, HappeningKind, NoteLine, PaymentDetail,
    RefundKind, RefundLine, RefundStatus,
};
pub use fulfilment::{Fulfilment, OrderedItem};
pub use list::{
    Method, PaymentLine, PaymentQuery, PaymentStatus, Period, Sort, Source, StaffName, StatusFilter,
};
pub use offer::{Offer, OfferKind};
pub use views::{NewView, SavedView};
