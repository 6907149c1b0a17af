//! What a shop may ask for.

use jiff::SignedDuration;
use shared::checkout::{AmountLimits, TipOptions};
use shared::{AttemptMethod, Currency, Money};

use super::world::{on_each_database, open_order, order, order_of_ada, pounds};
use crate::DomainError;
use crate::checkout::{self, NewCheckout, NewItemLine};
use crate::clock::Clock;

#[tokio::test]
async fn what_was_asked_for_is_kept() {
    on_each_database(async |world| {
        let new = NewCheckout {
            description: Some("Socks, the warm ones".into()),
            item_lines: vec![NewItemLine {
                name: "<script>\u{202e}🧦".into(),
                quantity: 2,
                amount_total: pounds(1250),
            }],
            redirect_url: Some("https://shop.example.com/thanks".parse().unwrap()),
            ..order_of_ada()
        };
        let opened = checkout::open(&world.app, new).await.unwrap();
        let found = checkout::find(&world.app, &opened.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(found, opened);
        assert_eq!(found.methods.len(), 4);
        let opened = checkout::open(&world.app, open_order()).await.unwrap();
        let found = checkout::find(&world.app, &opened.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(found, opened);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_work_is_refused_by_name() {
    on_each_database(async |world| {
        let euro = Money::new(100, Currency::Eur);
        let limits = |minimum, maximum| {
            Some(AmountLimits {
                minimum: pounds(minimum),
                maximum: pounds(maximum),
            })
        };
        let line = |amount_total, quantity| {
            vec![NewItemLine {
                name: "Socks".into(),
                quantity,
                amount_total,
            }]
        };
        let tip = |percentages, maximum| {
            Some(TipOptions {
                percentages,
                maximum,
            })
        };
        let now = world.clock.now();
        let redirect = |url: &str| Some(url.parse().unwrap());
        for (field, new) in [
            (
                "amount.value",
                NewCheckout {
                    amount: Some(pounds(0)),
                    ..order()
                },
            ),
            (
                "amount.value",
                NewCheckout {
                    amount: Some(pounds(-1)),
                    ..order()
                },
            ),
            (
                "amount.value",
                NewCheckout {
                    amount: Some(pounds(10_000_000_000)),
                    ..order()
                },
            ),
            (
                "amount",
                NewCheckout {
                    amount: None,
                    ..order()
                },
            ),
            (
                "amount",
                NewCheckout {
                    open_amount: limits(1, 2),
                    ..order()
                },
            ),
            (
                "openAmount.maximum.value",
                NewCheckout {
                    open_amount: limits(2, 1),
                    ..open_order()
                },
            ),
            (
                "openAmount.minimum.value",
                NewCheckout {
                    open_amount: limits(0, 1),
                    ..open_order()
                },
            ),
            (
                "tip.maximum.currencyCode",
                NewCheckout {
                    tip: tip(vec![], euro),
                    ..order()
                },
            ),
            (
                "tip.percentages",
                NewCheckout {
                    tip: tip(vec![1, 2, 3, 4], pounds(1)),
                    ..order()
                },
            ),
            (
                "tip.percentages",
                NewCheckout {
                    tip: tip(vec![101], pounds(1)),
                    ..order()
                },
            ),
            (
                "itemLines[0].quantity",
                NewCheckout {
                    item_lines: line(pounds(1), 0),
                    ..order()
                },
            ),
            (
                "itemLines[0].amountTotal.currencyCode",
                NewCheckout {
                    item_lines: line(euro, 1),
                    ..order()
                },
            ),
            (
                "description",
                NewCheckout {
                    description: Some("x".repeat(201)),
                    ..order()
                },
            ),
            (
                "description",
                NewCheckout {
                    description: Some("5200 0000 0000 1005".into()),
                    ..order()
                },
            ),
            (
                "paymentMethods",
                NewCheckout {
                    methods: Some(vec![AttemptMethod::SavedCard]),
                    ..order()
                },
            ),
            (
                "expireAt",
                NewCheckout {
                    expire_at: Some(now),
                    ..order()
                },
            ),
            (
                "expireAt",
                NewCheckout {
                    expire_at: now.checked_add(SignedDuration::from_hours(721)).ok(),
                    ..order()
                },
            ),
            (
                "redirectUrl",
                NewCheckout {
                    redirect_url: redirect("javascript:alert(1)"),
                    ..order()
                },
            ),
            (
                "redirectUrl",
                NewCheckout {
                    redirect_url: redirect("https://evil.example.com/"),
                    ..order()
                },
            ),
            (
                "redirectUrl",
                NewCheckout {
                    redirect_url: redirect("https://shop.example.com@evil.example/"),
                    ..order()
                },
            ),
            (
                "redirectUrl",
                NewCheckout {
                    redirect_url: redirect("http://shop.example.com/"),
                    ..order()
                },
            ),
        ] {
            match checkout::open(&world.app, new.clone()).await {
                Err(DomainError::InvalidField { field: named, .. }) => {
                    assert_eq!(named, field, "{new:?}");
                }
                other => panic!("{field}: {other:?}"),
            }
        }
    })
    .await;
}
