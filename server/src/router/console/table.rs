//! The table: every address of the console's API, and the least role that each takes.

use shared::Role;
use shared::console::links::LARGEST_FILE;

use super::{Access, ConsoleRoute, delete, get, post, put};
use crate::handlers::console::settings::{callback, dojo, sections, tokens};
// Every area of the console stands in the table.
use crate::handlers::console::*;

const VIEWER: Access = Access::AtLeast(Role::Viewer);
const CLERK: Access = Access::AtLeast(Role::Clerk);
const MANAGER: Access = Access::AtLeast(Role::Manager);
const OWNER: Access = Access::AtLeast(Role::Owner);

/// The largest file of links, with what base64 and JSON add to it.
const LARGEST_UPLOAD: usize = LARGEST_FILE * 4 / 3 + 64 * 1024;

/// A logo in base64, and the JSON around it.
const LOGO_BYTES: usize = 300 * 1024;

const CUSTOMERS_CARD: &str = "/customers/{id}/cards/{payment_method_id}";
const PREFERRED_CARD: &str = "/customers/{id}/cards/{payment_method_id}/preferred";

/// The table. Everything below `/api/console` is here.
#[must_use]
pub fn table() -> Vec<ConsoleRoute> {
    use Access::{Anyone, SignedIn};

    vec![
        // Session
        get("/session", Anyone, session::show),
        post("/session", Anyone, session::sign_in),
        delete("/session", Anyone, session::sign_out),
        post("/session/lock", SignedIn, session::lock),
        post("/session/unlock", SignedIn, session::unlock).with_password(),
        get("/entrance/{token}", Anyone, entrance::show),
        post("/entrance/{token}", Anyone, entrance::enter),
        // One's own account
        put("/account/password", VIEWER, account::change_password).with_password(),
        get("/account/sessions", VIEWER, account::sessions),
        delete("/account/sessions", VIEWER, account::end_other_sessions),
        delete("/account/sessions/{id}", VIEWER, account::end_session),
        // Team and audit
        get("/team", OWNER, team::show),
        post("/team/invitations", OWNER, team::invite).shown_once(),
        delete("/team/invitations/{id}", OWNER, team::withdraw),
        put("/team/members/{id}/role", OWNER, team::change_role),
        post("/team/members/{id}/disable", OWNER, team::disable),
        post("/team/members/{id}/enable", OWNER, team::enable),
        post(
            "/team/members/{id}/password-link",
            OWNER,
            team::password_link,
        )
        .shown_once(),
        get("/team/sessions", OWNER, team::sessions),
        delete("/team/sessions", OWNER, team::end_other_sessions),
        delete("/team/sessions/{id}", OWNER, team::end_session),
        get("/audit", MANAGER, audit::list),
        get("/audit/choices", MANAGER, audit::choices),
        get("/audit/export", MANAGER, audit::export),
        get("/audit/verify", MANAGER, audit::verify),
        // Payments
        get("/payments", VIEWER, payments::list),
        get("/payments.csv", MANAGER, payments::csv),
        get("/payments/staff", VIEWER, payments::staff_names),
        get("/payments/views", VIEWER, payments::views),
        post("/payments/views", VIEWER, payments::keep_view),
        delete("/payments/views/{id}", VIEWER, payments::forget_view),
        get("/payments/{id}", VIEWER, payments::show),
        get("/payments/{id}/document", VIEWER, payments::document),
        post("/payments/{id}/capture", MANAGER, payments::capture),
        post("/payments/{id}/cancel", MANAGER, payments::cancel),
        post("/payments/{id}/reversal", MANAGER, payments::reverse),
        post("/payments/{id}/refunds", MANAGER, payments::refund),
        post("/payments/{id}/amount", MANAGER, payments::change_amount),
        post("/payments/{id}/tip", MANAGER, payments::change_tip),
        post("/payments/{id}/receipt", CLERK, payments::send_receipt),
        post("/payments/{id}/refresh", CLERK, payments::refresh),
        post("/payments/{id}/notes", CLERK, payments::add_note),
        delete(
            "/payments/{id}/flags/{kind}",
            MANAGER,
            payments::resolve_flag,
        ),
        get("/refunds", VIEWER, payments::open_refunds),
        post("/refunds/{id}/decision", MANAGER, payments::decide_refund),
        post("/refunds/{id}/outcome", MANAGER, payments::settle_refund),
        // Links
        get("/links", VIEWER, links::list),
        post("/links", CLERK, links::make),
        get("/links/export.csv", MANAGER, link_files::export),
        post("/links/import/check", MANAGER, links::check_import).up_to(LARGEST_UPLOAD),
        post("/links/import", MANAGER, links::import).up_to(LARGEST_UPLOAD),
        get("/links/{id}", VIEWER, links::show),
        put("/links/{id}", CLERK, links::change),
        post("/links/{id}/deactivate", MANAGER, links::deactivate),
        post("/links/{id}/reactivate", MANAGER, links::reactivate),
        post("/links/{id}/emails", CLERK, links::send),
        get("/links/{id}/qr.svg", VIEWER, link_files::svg),
        get("/links/{id}/qr.png", VIEWER, link_files::png),
        get("/links/{id}/poster", VIEWER, link_files::poster),
        post("/emails/{id}/retry", CLERK, emails::retry),
        // Phone orders
        get("/phone-orders", CLERK, phone_orders::recent),
        post("/phone-orders", CLERK, phone_orders::create),
        get("/phone-orders/{id}", CLERK, phone_orders::show),
        post("/phone-orders/{id}/keyed-attempt", CLERK, phone_orders::key).shown_once(),
        post("/phone-orders/{id}/confirm", CLERK, phone_orders::confirm),
        get("/phone-orders/{id}/link", CLERK, phone_orders::link),
        post("/phone-orders/{id}/link", CLERK, phone_orders::share),
        post("/phone-orders/{id}/cancel", CLERK, phone_orders::cancel),
        post("/phone-orders/{id}/receipt", CLERK, phone_orders::receipt),
        // Holds
        get("/holds", VIEWER, holds::list),
        post("/holds", CLERK, holds::create),
        get("/holds/defaults", CLERK, holds::defaults),
        get("/holds/{id}", VIEWER, holds::show),
        get("/holds/{id}/qr.svg", VIEWER, holds::svg),
        get("/holds/{id}/qr.png", VIEWER, holds::png),
        post("/holds/{id}/send", CLERK, holds::send),
        post("/holds/{id}/refresh", CLERK, holds::refresh),
        post("/holds/{id}/charge", MANAGER, holds::charge),
        post("/holds/{id}/cancel", MANAGER, holds::cancel),
        post("/holds/{id}/release", MANAGER, holds::release),
        // Customers
        get("/customers", VIEWER, customers::list),
        post("/customers", CLERK, customers::create),
        get("/customers/{id}", VIEWER, customers::show),
        put("/customers/{id}", CLERK, customers::update),
        delete("/customers/{id}", MANAGER, customers::delete),
        get("/customers/{id}/cards", VIEWER, customers::cards),
        delete(CUSTOMERS_CARD, CLERK, customers::remove_card),
        put(PREFERRED_CARD, CLERK, customers::prefer_card),
        // Overview, settings, live stream
        get("/live", VIEWER, live::listen),
        get("/overview", VIEWER, overview::show),
        get("/overview/attention", VIEWER, overview::attention),
        get("/settings", OWNER, sections::show),
        put("/settings/profile", OWNER, sections::profile),
        put("/settings/rules", OWNER, sections::rules),
        put("/settings/messages", OWNER, sections::messages),
        put("/settings/logo", OWNER, sections::logo).up_to(LOGO_BYTES),
        put("/settings/callback", OWNER, callback::save).shown_once(),
        get("/settings/callback/deliveries", OWNER, callback::deliveries),
        post(
            "/settings/callback/deliveries/retry",
            OWNER,
            callback::retry_all,
        ),
        post(
            "/settings/callback/deliveries/{id}/retry",
            OWNER,
            callback::retry,
        ),
        get("/settings/tokens", OWNER, tokens::list),
        post("/settings/tokens", OWNER, tokens::create).shown_once(),
        delete("/settings/tokens/{id}", OWNER, tokens::revoke),
        get("/settings/dojo", OWNER, dojo::show),
        post("/settings/dojo/test", OWNER, dojo::test),
        post("/settings/dojo/webhooks/retry", OWNER, dojo::retry_all),
        post("/settings/dojo/webhooks/{id}/retry", OWNER, dojo::retry),
    ]
}
