//! The scripted Dojo's setup intents, and charging what they hold.

use axum::extract::{Path, Query, State as Extract};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use dojo::{
    CaptureStatus, Card, ChargeResponse, CreateSetupIntentRequest, PaymentDetails,
    PaymentEventType, PaymentIntentStatus, PaymentStatusResponse, SetupIntentPublicResponse,
    SetupIntentResponse, SetupIntentStatus,
};
use http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use super::dojo::{Operation, ScriptedDojo, capture};
use super::dojo_routes::play;

pub(super) fn router() -> Router<ScriptedDojo> {
    Router::new()
        .route("/setup-intents", post(create))
        .route("/setup-intents/{id}", get(read).delete(delete))
        .route("/payment-intents/{id}/charge", post(charge))
}

impl ScriptedDojo {
    /// The setup intent that was made last.
    pub(in crate::tests) fn newest_setup(&self) -> String {
        self.state().newest_setup.clone()
    }

    /// How many setup intents there ever were.
    pub(in crate::tests) fn setups_made(&self) -> usize {
        self.state().setups.len()
    }

    pub(in crate::tests) fn setup(&self, id: &str) -> SetupIntentResponse {
        self.state().setups[id].clone()
    }

    /// Changes a setup intent behind the server's back.
    pub(in crate::tests) fn set_setup(&self, id: &str, status: SetupIntentStatus) {
        let mut state = self.state();
        state.setups.get_mut(id).unwrap().public.status = status;
    }

    /// The shopper gives a card of this expiry, and it is approved.
    pub(in crate::tests) fn give_card(&self, id: &str, expiry: &str) {
        let mut state = self.state();
        let setup = state.setups.get_mut(id).unwrap();
        assert_eq!(setup.public.status, SetupIntentStatus::Created, "{id}");
        setup.public.status = SetupIntentStatus::Authorized;
        setup.public.payment_details = Some(PaymentDetails {
            card: Some(Card {
                card_number: Some("52000000****1005".into()),
                card_type: Some("MASTERCARD".into()),
                expiry_date: Some(expiry.to_owned()),
                ..Card::default()
            }),
            ..PaymentDetails::default()
        });
    }

    /// The shopper's card is declined.
    pub(in crate::tests) fn decline_setup(&self, id: &str) {
        let mut state = self.state();
        let setup = state.setups.get_mut(id).unwrap();
        setup.setup_events.push(PaymentStatusResponse {
            event_type: PaymentEventType::Declined,
            ..PaymentStatusResponse::default()
        });
    }

    /// Has every charge declined, or no more.
    pub(in crate::tests) fn decline_charges(&self, decline: bool) {
        self.state().decline_charges = decline;
    }
}

fn to_json(setup: &SetupIntentResponse) -> Value {
    serde_json::to_value(setup).unwrap()
}

async fn create(
    Extract(dojo): Extract<ScriptedDojo>,
    Json(request): Json<CreateSetupIntentRequest>,
) -> Response {
    play(&dojo, Operation::CreateSetup, None, |dojo, state| {
        state.serial += 1;
        let id = format!("si_{:03}", state.serial);
        let setup = SetupIntentResponse {
            public: SetupIntentPublicResponse {
                id: id.clone(),
                reference: Some(request.reference),
                intended_amount: request.intended_amount,
                merchant_initiated_transaction_type: Some(
                    request.merchant_initiated_transaction_type,
                ),
                terms: Some(request.terms),
                created_at: Some(dojo.now()),
                expire_at: request.expire_at,
                ..SetupIntentPublicResponse::default()
            },
            setup_events: Vec::new(),
        };
        let json = to_json(&setup);
        state.setups.insert(id.clone(), setup);
        state.newest_setup = id;
        Ok(json)
    })
    .await
}

async fn read(Extract(dojo): Extract<ScriptedDojo>, Path(id): Path<String>) -> Response {
    play(&dojo, Operation::GetSetup, None, |_, state| {
        let setup = state.setups.get(&id).ok_or(StatusCode::NOT_FOUND)?;
        Ok(to_json(setup))
    })
    .await
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeleteQuery {
    #[serde(default)]
    include_authorized: bool,
}

async fn delete(
    Extract(dojo): Extract<ScriptedDojo>,
    Path(id): Path<String>,
    Query(query): Query<DeleteQuery>,
) -> Response {
    play(&dojo, Operation::DeleteSetup, None, |_, state| {
        let setup = state.setups.get_mut(&id).ok_or(StatusCode::NOT_FOUND)?;
        setup.public.status = match setup.public.status {
            SetupIntentStatus::Created => SetupIntentStatus::Canceled,
            SetupIntentStatus::Authorized if query.include_authorized => SetupIntentStatus::Closed,
            _ => return Err(StatusCode::BAD_REQUEST),
        };
        Ok(to_json(setup))
    })
    .await
}

async fn charge(Extract(dojo): Extract<ScriptedDojo>, Path(id): Path<String>) -> Response {
    play(&dojo, Operation::Charge, None, |dojo, state| {
        let declines = state.decline_charges;
        let intent = state.intents.get_mut(&id).ok_or(StatusCode::NOT_FOUND)?;
        let setup = intent.setup_intent_id.clone().unwrap_or_default();
        let setup = state
            .setups
            .get_mut(&setup)
            .ok_or(StatusCode::BAD_REQUEST)?;
        let held = setup.public.status == SetupIntentStatus::Authorized;
        if !held || intent.status != PaymentIntentStatus::Created {
            return Err(StatusCode::BAD_REQUEST);
        }
        let mut answer = ChargeResponse {
            payment_intent_id: Some(id.clone()),
            status: CaptureStatus::Declined,
            message: Some("Do not honour".to_owned()),
            ..ChargeResponse::default()
        };
        if !declines {
            setup.public.status = SetupIntentStatus::Completed;
            capture(intent, &dojo.now().to_string());
            intent.updated_at = Some(dojo.now());
            answer.status = CaptureStatus::Successful;
            answer.message = None;
        }
        Ok(serde_json::to_value(answer).unwrap())
    })
    .await
}
