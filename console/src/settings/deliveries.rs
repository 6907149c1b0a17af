//! Messages that were given up: Dojo's webhooks, and callbacks to the shop. Either can be tried again.

use leptos::prelude::*;
use leptos_router::components::A;
use shared::console::live::LiveKind;
use shared::console::settings::connection::{Deliveries, DojoConnection, ParkedMessage, Retried};

use crate::ui::{Button, Reading, Refusal, Skeleton, Submission, Time, load, toast};
use crate::{api, live};

/// Which messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Queue {
    Webhooks,
    Callbacks,
}

impl Queue {
    fn list(self) -> &'static str {
        match self {
            Self::Webhooks => "/settings/dojo",
            Self::Callbacks => "/settings/callback/deliveries",
        }
    }

    fn retry(self) -> &'static str {
        match self {
            Self::Webhooks => "/settings/dojo/webhooks",
            Self::Callbacks => "/settings/callback/deliveries",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Webhooks => "Webhooks that were given up",
            Self::Callbacks => "Messages that the shop did not take",
        }
    }

    fn none(self) -> &'static str {
        match self {
            Self::Webhooks => {
                "None. A webhook that fails again and again for two days appears here."
            }
            Self::Callbacks => {
                "None. A message that the shop does not take for thirty days appears here."
            }
        }
    }
}

/// The list.
#[component]
pub(super) fn Parked(
    /// Which.
    queue: Queue,
) -> impl IntoView {
    let retrying = Submission::new();
    let changed = RwSignal::new(0);
    let path = move || {
        live::track(LiveKind::Attention);
        changed.track();
        queue.list().to_owned()
    };
    let retry = Callback::new(move |id: Option<String>| {
        retrying.run(async move {
            let base = queue.retry();
            let path = match id {
                Some(id) => format!("{base}/{id}/retry"),
                None => format!("{base}/retry"),
            };
            let retried: Retried = api::post(&path, &()).await?;
            toast::success(format!("{} tried again now", retried.count));
            changed.update(|changed| *changed += 1);
            Ok(())
        });
    });
    let pending = retrying.pending();
    let show = move |parked: Vec<ParkedMessage>, total: i64| {
        view! { <Messages queue=queue parked=parked total=total retry=retry pending=pending /> }
            .into_any()
    };
    let skeleton = || view! { <Skeleton rows=2 /> }.into_any();
    let list = match queue {
        Queue::Webhooks => {
            let show = load(
                Reading::<DojoConnection>::new(path),
                skeleton,
                move |state| show(state.parked, state.parked_total),
            );
            (move || show()).into_any()
        }
        Queue::Callbacks => {
            let show = load(Reading::<Deliveries>::new(path), skeleton, move |state| {
                show(state.parked, state.parked_total)
            });
            (move || show()).into_any()
        }
    };
    view! {
        <section class="card stack settings-form" aria-labelledby="settings-parked">
            <h2 id="settings-parked">{queue.title()}</h2>
            <Refusal error=retrying.error_elsewhere(&[]) />
            {list}
        </section>
    }
}

#[component]
fn Messages(
    queue: Queue,
    parked: Vec<ParkedMessage>,
    total: i64,
    retry: Callback<Option<String>>,
    pending: Signal<bool>,
) -> impl IntoView {
    if parked.is_empty() {
        return view! { <p class="quiet">{queue.none()}</p> }.into_any();
    }
    let more = usize::try_from(total).is_ok_and(|total| total > parked.len());
    let rows = parked.into_iter().map(|message| {
        let ParkedMessage {
            id,
            event,
            about,
            at,
            tries,
            reason,
        } = message;
        let about = match queue {
            Queue::Webhooks => {
                let href = format!("/console/payments/{about}");
                view! { <A href=href>{about}</A> }.into_any()
            }
            Queue::Callbacks => view! { <code>{about}</code> }.into_any(),
        };
        let again = Callback::new(move |()| retry.run(Some(id.clone())));
        view! {
            <tr>
                <th scope="row">{event} <br /> {about}</th>
                <td><Time at=at /> <br /> <span class="quiet">{tries} " tries"</span></td>
                <td>{reason}</td>
                <td><Button label="Try again" on_press=again pending=pending /></td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="group" aria-labelledby="settings-parked">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">"Message"</th>
                        <th scope="col">"Since"</th>
                        <th scope="col">"Why"</th>
                        <th scope="col"><span class="visually-hidden">"What you can do"</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more.then(|| view! { <p class="quiet">"The newest 50 of " {total} "."</p> })}
        <div><Button label="Try all again" on_press=Callback::new(move |()| retry.run(None)) pending=pending /></div>
    }
    .into_any()
}
