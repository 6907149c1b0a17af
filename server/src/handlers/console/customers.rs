//! Customers: `/api/console/customers`.

use axum::Json as Answer;
use axum::extract::State;
use http::StatusCode;
use serde::Deserialize;
use shared::console::Page;
use shared::console::customers::{
    CustomerCards, CustomerDetail, CustomerEdit, CustomerForm, CustomerItem, FieldError,
};

use crate::DomainError;
use crate::app::App;
use crate::customers::{self, cards};
use crate::error::StaffError;
use crate::extract::{Json, Path, Query, Staff};

/// Which page of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    search: String,
    cursor: Option<String>,
    limit: Option<i64>,
}

/// How many rows a page has unless told otherwise.
const ROWS: i64 = 50;

/// `GET /customers`
///
/// # Errors
/// 400, 503.
pub async fn list(
    State(app): State<App>,
    Query(query): Query<ListQuery>,
) -> Result<Answer<Page<CustomerItem>>, StaffError> {
    let limit = query.limit.unwrap_or(ROWS);
    let page = customers::list(&app, &query.search, query.cursor.as_deref(), limit).await?;
    Ok(Answer(page))
}

/// `POST /customers`
///
/// # Errors
/// 400, 503.
pub async fn create(
    State(app): State<App>,
    Staff(actor): Staff,
    Json(form): Json<CustomerForm>,
) -> Result<(StatusCode, Answer<CustomerDetail>), StaffError> {
    let fields = form.check().map_err(at_fault)?;
    let id = customers::create(&app, &actor, &fields).await?;
    let detail = customers::detail(&app, &id).await?;
    Ok((StatusCode::CREATED, Answer(detail)))
}

/// `GET /customers/{id}`
///
/// # Errors
/// 404, 503.
pub async fn show(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Answer<CustomerDetail>, StaffError> {
    Ok(Answer(customers::detail(&app, &id).await?))
}

/// `PUT /customers/{id}`
///
/// # Errors
/// 400, 404, 409 if somebody else was faster, 503.
pub async fn update(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
    Json(edit): Json<CustomerEdit>,
) -> Result<Answer<CustomerDetail>, StaffError> {
    let fields = edit
        .customer
        .check()
        .map_err(|(field, message)| DomainError::invalid(format!("customer.{field}"), message))?;
    customers::edit(&app, &actor, &id, edit.seen_updated_at, &fields).await?;
    Ok(Answer(customers::detail(&app, &id).await?))
}

/// `DELETE /customers/{id}`
///
/// # Errors
/// 404, 409 while a hold is open, 502, 503.
pub async fn delete(
    State(app): State<App>,
    Staff(actor): Staff,
    Path(id): Path<String>,
) -> Result<StatusCode, StaffError> {
    customers::delete(&app, &actor, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `GET /customers/{id}/cards`
///
/// # Errors
/// 404, 502, 503.
pub async fn cards(
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Answer<CustomerCards>, StaffError> {
    Ok(Answer(cards::list(&app, &id).await?))
}

/// `DELETE /customers/{id}/cards/{payment_method_id}`
///
/// # Errors
/// 404, 502, 503.
pub async fn remove_card(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, payment_method_id)): Path<(String, String)>,
) -> Result<Answer<CustomerCards>, StaffError> {
    let cards = cards::remove(&app, &actor, &id, &payment_method_id).await?;
    Ok(Answer(cards))
}

/// `PUT /customers/{id}/cards/{payment_method_id}/preferred`
///
/// # Errors
/// 404, 502, 503.
pub async fn prefer_card(
    State(app): State<App>,
    Staff(actor): Staff,
    Path((id, payment_method_id)): Path<(String, String)>,
) -> Result<Answer<CustomerCards>, StaffError> {
    let cards = cards::prefer(&app, &actor, &id, &payment_method_id).await?;
    Ok(Answer(cards))
}

fn at_fault((field, message): FieldError) -> StaffError {
    DomainError::invalid(field, message).into()
}
