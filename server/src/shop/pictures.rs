//! The products' pictures: drawn here, so that they need no request and follow no other site.

use maud::{Markup, html};

fn picture(inside: &Markup) -> Markup {
    html! {
        svg viewBox="0 0 320 200" aria-hidden="true" focusable="false" {
            rect width="320" height="200" fill="#e9ecdf" {}
            (inside)
        }
    }
}

pub(super) fn slippers() -> Markup {
    let one = |shift: &str| {
        html! {
            g transform=(shift) {
                path d="M40 170c-22 0-30-24-28-56 2-36 6-76 30-76s30 38 32 74c2 34-10 58-34 58z" fill="#c9b572" stroke="#8c7a3d" stroke-width="3" {}
                path d="M18 92h52M16 108h56M15 124h57M17 140h52M22 155h40" stroke="#a8944f" stroke-width="2" {}
                path d="M14 88c2-24 10-44 28-44s27 18 30 42c-16 10-42 12-58 2z" fill="#2f4a3c" {}
            }
        }
    };
    picture(&html! { (one("translate(78 0)")) (one("translate(162 4)")) })
}

pub(super) fn teapot() -> Markup {
    picture(&html! {
        path d="M96 84c10-56 118-56 128 0" fill="none" stroke="#3a4149" stroke-width="8" {}
        path d="M222 104c30-6 34-22 48-24l6 10c-16 6-18 40-52 50z" fill="#2b3138" {}
        ellipse cx="160" cy="124" rx="74" ry="50" fill="#343b43" {}
        ellipse cx="160" cy="82" rx="40" ry="9" fill="#4a535d" {}
        circle cx="160" cy="68" r="8" fill="#2b3138" {}
        g fill="#4a535d" {
            circle cx="110" cy="118" r="3" {} circle cx="130" cy="128" r="3" {} circle cx="150" cy="118" r="3" {}
            circle cx="170" cy="128" r="3" {} circle cx="190" cy="118" r="3" {} circle cx="210" cy="128" r="3" {}
            circle cx="120" cy="140" r="3" {} circle cx="140" cy="148" r="3" {} circle cx="160" cy="142" r="3" {}
            circle cx="180" cy="148" r="3" {} circle cx="200" cy="140" r="3" {}
        }
    })
}

pub(super) fn mat() -> Markup {
    picture(&html! {
        path d="M60 150 110 60h160l-50 90z" fill="#d8c88c" stroke="#8c7a3d" stroke-width="2" {}
        path d="M75 150l50-90M91 150l50-90M107 150l50-90M123 150l50-90M139 150l50-90M155 150l50-90M171 150l50-90M187 150l50-90M203 150l50-90"
            stroke="#c2b073" stroke-width="1.5" {}
        path d="M60 150 65 141h160l-5 9zM105 69l5-9h160l-5 9z" fill="#2f4a3c" {}
        path d="M60 150v8h160v-8zM220 150v8l50-90v-8z" fill="#a8944f" {}
    })
}
