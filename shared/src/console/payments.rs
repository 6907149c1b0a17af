//! The mirror of Dojo's payment intents, and what staff do with payments.

mod actions;
mod detail;
mod fulfilment;
mod list;
mod offer;

pub use actions::{
    CaptureRequest, Decision, FoundOutcome, NewAmount, NoteRequest, ReceiptRequest, RefundRequest,
    Seen, SeenRequest,
};
pub use detail::{
    CardFacts, Figures, FlagLine, Happening, HappeningKind, NoteLine, PaymentDetail, RefundKind,
    RefundLine, RefundStatus,
};
pub use fulfilment::{Fulfilment, OrderedItem};
pub use list::{
    Method, NewView, PaymentLine, PaymentQuery, PaymentStatus, Period, SavedView, Sort, Source,
    StaffName,
};
pub use offer::{Offer, OfferKind};
