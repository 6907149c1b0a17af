//! Making a link, and changing one.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use shared::ErrorCode;
use shared::console::links::{LinkChange, LinkDetail};

use super::fields::Fields;
use super::form::Form;
use super::preview::Preview;
use crate::address::{onward, value};
use crate::api;
use crate::ui::{
    Button, ErrorView, Notice, PageHeader, Reading, Refusal, Skeleton, Submission, Tone, focus,
    toast, unsaved,
};

/// A new link; `?from=ln_…` fills the form with what another one asks for.
#[component]
pub fn NewLink() -> impl IntoView {
    let form = Form::new();
    let from = use_query_map().with_untracked(|query| value(query, "from"));
    if !from.is_empty() {
        let former = Reading::<LinkDetail>::new(move || format!("/links/{from}"));
        Effect::new(move |done: Option<bool>| {
            if done == Some(true) {
                return true;
            }
            let Some(former) = former.ok() else {
                return false;
            };
            form.fill(&former.terms, former.customer_name, true);
            true
        });
    }
    let sending = Submission::new();
    let onward = onward();
    let send = move |()| {
        let Some(terms) = form.terms() else { return };
        sending.run(async move {
            let made: LinkDetail = api::post("/links", &terms).await?;
            let path = format!("/console/links/{}?share=1", made.summary.id);
            if onward.try_run(path).is_none() {
                toast::success(format!("The link {} was made", made.summary.reference));
            }
            Ok(())
        });
    };
    view! {
        <PageHeader title="New link" />
        <div class="split">
            <Fields form=form label="Create link" sending=sending send=Callback::new(send) paid=false />
            <Preview form=form />
        </div>
    }
}

/// A link that there is, in the form.
#[component]
pub fn EditLink() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| value(params, "id"));
    let path = format!("/links/{id}");
    let former = Reading::<LinkDetail>::new(move || path.clone());
    // What is typed stays while others change the link; sending it then says so.
    let first = RwSignal::new(None::<LinkDetail>);
    Effect::new(move |_| {
        if let Some(link) = former.ok()
            && first.with_untracked(Option::is_none)
        {
            first.set(Some(link));
        }
    });
    let error = Memo::new(move |_| former.get().and_then(Result::err));
    view! {
        <PageHeader title="Change link" />
        {move || match (first.get(), error.get()) {
            (Some(link), _) => view! { <Edit link=link newest=first /> }.into_any(),
            (None, Some(error)) => {
                let retry = Callback::new(move |()| former.refetch());
                view! { <ErrorView error=error retry=retry /> }.into_any()
            }
            (None, None) => view! { <Skeleton /> }.into_any(),
        }}
    }
}

#[component]
fn Edit(link: LinkDetail, newest: RwSignal<Option<LinkDetail>>) -> impl IntoView {
    let form = Form::new();
    form.fill(&link.terms, link.customer_name, false);
    let paid = link.summary.used > 0;
    let path = format!("/links/{}", link.summary.id);
    let from = path.clone();
    let (seen_updated_at, day, end) = (
        link.summary.updated_at,
        form.until.get_untracked(),
        link.summary.expire_at,
    );
    let sending = Submission::new();
    let onward = onward();
    let send = move |()| {
        let Some(mut terms) = form.terms() else {
            return;
        };
        if form.until.get_untracked() == day {
            // The day was not touched, so neither is the hour.
            terms.expire_at = Some(end);
        }
        let change = LinkChange {
            terms,
            seen_updated_at,
        };
        let path = path.clone();
        sending.run(async move {
            let _: LinkDetail = api::put(&path, &change).await?;
            toast::success("Link changed");
            let _ = onward.try_run(format!("/console{path}"));
            Ok(())
        });
    };
    view! {
        <p class="quiet" hidden=!paid>
            "Somebody has paid or authorized it, so only its description, expiry, uses, e-mail address and note can change."
        </p>
        <Overtaken sending=sending path=from newest=newest />
        <div class="split">
            <Fields form=form label="Save link" sending=sending send=Callback::new(send) paid=paid />
            <Preview form=form />
        </div>
    }
}

/// The way on once somebody else has changed the link: no change of what was first shown is taken any more.
#[component]
fn Overtaken(
    sending: Submission,
    path: String,
    newest: RwSignal<Option<LinkDetail>>,
) -> impl IntoView {
    let loading = Submission::new();
    let load = Callback::new(move |()| {
        let path = path.clone();
        loading.run(async move {
            let link: LinkDetail = api::get(&path).await?;
            unsaved::forget();
            toast::success("This is the link as it is now");
            newest.set(Some(link));
            Ok(())
        });
    });
    let stale = Memo::new(move |_| {
        let error = sending.error();
        error.with(|error| {
            error
                .as_ref()
                .is_some_and(|error| error.code() == ErrorCode::Stale)
        })
    });
    Effect::new(move |_| {
        if stale.get() {
            focus::go_to(&["#link-newest button"]);
        }
    });
    move || {
        stale.get().then(|| {
            view! {
                <Notice tone=Tone::Warning title="Somebody else changed this link while you did">
                    <p>"Load it as it is now and change that. What you typed here is lost then, so note down what you need."</p>
                    <Refusal error=loading.error_elsewhere(&[]) />
                    <div id="link-newest">
                        <Button label="Load the newest" pending=loading.pending() on_press=load />
                    </div>
                </Notice>
            }
        })
    }
}
