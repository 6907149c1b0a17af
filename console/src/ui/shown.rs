//! One thing on a page of its own, which changes under the eyes of whoever looks at it.

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use super::{ErrorView, PageHeader, Reading, Skeleton};

/// What the page shows, as it is now. Set by whatever answer came last: a reading's, or that to a change.
pub type Shown<T> = RwSignal<Option<T>>;

/// The page of what is read. Until it was, a skeleton, or below `title` why it could not be; while it is read again, the page
/// stays.
pub fn shown<T>(
    reading: Reading<T>,
    title: &'static str,
    page: impl Fn(Shown<T>) -> AnyView + 'static,
) -> impl Fn() -> AnyView
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let shown = Shown::new(None);
    Effect::new(move |_| {
        if let Some(now) = reading.ok() {
            shown.set(Some(now));
        }
    });
    let is_there = Memo::new(move |_| shown.with(Option::is_some));
    let error = Memo::new(move |_| reading.get().and_then(Result::err));
    move || match (is_there.get(), error.get()) {
        (true, _) => page(shown),
        (false, Some(error)) => {
            let retry = Callback::new(move |()| reading.refetch());
            view! {
                <PageHeader title=title />
                <ErrorView error=error retry=retry />
            }
            .into_any()
        }
        (false, None) => view! { <Skeleton /> }.into_any(),
    }
}

/// Something of it, told again only when it differs.
pub fn part<T, P>(shown: Shown<T>, of: impl Fn(&T) -> P + Send + Sync + 'static) -> Memo<P>
where
    T: Send + Sync + 'static,
    P: Default + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| shown.with(|shown| shown.as_ref().map(&of).unwrap_or_default()))
}
