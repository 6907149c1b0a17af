//! Elements of the page, made and kept up to date.
//!
//! `reactive_graph`, the reactive core of Leptos, says when something changes. Leptos' `view!` compiled into 33 kB of brotli
//! for this panel, of the 80 that the whole page may weigh; the same elements made with these few functions come to 9.

use reactive_graph::effect::Effect;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{Element, Event};

use crate::browser::document;

/// Something that is read again whenever what it depends on changes.
pub type Reading<T> = Box<dyn Fn() -> T>;

/// What is done when something happens.
pub type Reaction = Box<dyn Fn(Event)>;

/// An element with what belongs to it.
#[derive(Clone, Debug)]
pub struct Node(Element);

/// A new element with these classes.
#[must_use]
pub fn node(tag: &str, class: &str) -> Node {
    // Only a malformed name is refused, and all names stand in this program.
    let element = document().create_element(tag).unwrap_throw();
    element.set_class_name(class);
    Node(element)
}

impl Node {
    /// Sets an attribute.
    #[must_use]
    pub fn set(self, name: &str, value: &str) -> Self {
        write(&self.0, name, value);
        self
    }

    /// Adds text, which is never taken for HTML.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.append(&document().create_text_node(text));
        self
    }

    /// Adds an element.
    #[must_use]
    pub fn with(self, child: Self) -> Self {
        self.with_all([child])
    }

    /// Adds elements.
    #[must_use]
    pub fn with_all(self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            self.append(&child.0);
        }
        self
    }

    /// Keeps the element's whole text as it reads.
    #[must_use]
    pub fn shows(self, reading: Reading<String>) -> Self {
        let element = self.0.clone();
        follow(Box::new(move || {
            let text = reading();
            if element.text_content().as_deref() != Some(&text) {
                element.set_text_content(Some(&text));
            }
        }));
        self
    }

    /// Keeps an attribute as it reads.
    #[must_use]
    pub fn follows(self, name: &'static str, reading: Reading<String>) -> Self {
        let element = self.0.clone();
        follow(Box::new(move || write(&element, name, &reading())));
        self
    }

    /// Keeps a property that is true or false as it reads: `hidden`, `disabled`, `inert`, `checked`.
    #[must_use]
    pub fn is(self, name: &'static str, reading: Reading<bool>) -> Self {
        let element = self.0.clone();
        follow(Box::new(move || {
            // A property of an element that the browser made can always be set.
            let _ = js_sys::Reflect::set(&element, &name.into(), &reading().into());
        }));
        self
    }

    /// Reacts to an event.
    #[must_use]
    pub fn on(self, event: &str, reaction: Reaction) -> Self {
        let reaction = Closure::<dyn Fn(Event)>::wrap(reaction).into_js_value();
        self.0
            .add_event_listener_with_callback(event, reaction.unchecked_ref())
            .unwrap_throw();
        self
    }

    /// Puts it into an element of the page.
    pub fn mount(&self, parent: &Element) {
        parent.append_child(&self.0).unwrap_throw();
    }

    fn append(&self, child: &web_sys::Node) {
        self.0.append_child(child).unwrap_throw();
    }
}

/// What was entered into the field that an event came from.
#[must_use]
pub fn value_of(event: &Event) -> String {
    let value = property(event, "value");
    value
        .and_then(|value| value.as_string())
        .unwrap_or_default()
}

/// Whether the box that an event came from is ticked.
#[must_use]
pub fn is_ticked(event: &Event) -> bool {
    property(event, "checked").is_some_and(|checked| checked.is_truthy())
}

fn property(event: &Event, name: &str) -> Option<wasm_bindgen::JsValue> {
    js_sys::Reflect::get(&event.target()?.into(), &name.into()).ok()
}

fn write(element: &Element, name: &str, value: &str) {
    element.set_attribute(name, value).unwrap_throw();
}

/// Boxed, so that one effect is compiled for all.
fn follow(update: Box<dyn Fn()>) {
    Effect::new(move |_| update());
}
