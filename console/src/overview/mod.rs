//! The overview: today's takings, what needs attention, the latest payments. Updates by itself.

mod attention;
mod bars;
mod figures;
mod latest;
mod methods;

use leptos::prelude::*;
use shared::console::live::LiveKind;
use shared::console::overview::Overview as Figures;

use crate::ui::{PageHeader, Reading, Skeleton, load};
use crate::{browser, live};

use attention::Attention;
use latest::Latest;

/// The first page of the console.
#[component]
pub fn Overview() -> impl IntoView {
    let reading = Reading::<Figures>::new(|| {
        live::track(LiveKind::Payment);
        live::track(LiveKind::Settings);
        "/overview".to_owned()
    });
    let midnight = StoredValue::new(0);
    view! {
        <PageHeader title="Overview" />
        <div class="overview">
            <div class="overview-figures">
                {load(
                    reading,
                    || view! { <Skeleton rows=7 /> }.into_any(),
                    move |figures| {
                        at_midnight(midnight, &figures, reading);
                        view! { <Takings figures=figures /> }.into_any()
                    },
                )}
            </div>
            <Attention />
            <Latest />
        </div>
    }
}

/// Asks again when the day is over, once a day: then today is another one.
fn at_midnight(known: StoredValue<i64>, figures: &Figures, reading: Reading<Figures>) {
    let Some(today) = figures.days.last() else {
        return;
    };
    if known.get_value() == today.until {
        return;
    }
    known.set_value(today.until);
    let left = today.until - browser::now_ms();
    if let Ok(left) = i32::try_from(left.max(0) + 1_000) {
        browser::after(left, move || reading.refetch());
    }
}

#[component]
fn Takings(figures: Figures) -> impl IntoView {
    let Figures { days, methods, .. } = figures;
    let mut newest = days.iter().rev();
    let today = newest.next().cloned();
    let yesterday = newest.next().cloned();
    view! {
        <div class="overview-days">
            {today.map(|day| view! { <figures::Day name="Today" day=day /> })}
            {yesterday.map(|day| view! { <figures::Day name="Yesterday" day=day /> })}
        </div>
        <p class="quiet">
            "A day shows what was captured on it, also of payments made earlier, and how much of that was given back, whenever that was. \
             The list of payments goes by the day on which they were made."
        </p>
        <bars::Fortnight days=days />
        <methods::Methods methods=methods />
    }
}
