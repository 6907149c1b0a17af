//! Back to the shop.

use shared::CheckoutId;
use url::Url;

/// The address that the shop gave, with the checkout's id, so that the shop can look up how it stands.
#[must_use]
pub fn way_back(url: &Url, id: &CheckoutId) -> String {
    let mut url = url.clone();
    url.query_pairs_mut().append_pair("checkout", id.as_str());
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_keeps_what_the_shop_put_into_it() {
        let id = CheckoutId::try_from("co_AAAAAAAAAAAAAAAAAAAAAA".to_owned()).unwrap();
        let url = Url::parse("https://shop.example/thanks?order=1#top").unwrap();
        assert_eq!(
            way_back(&url, &id),
            "https://shop.example/thanks?order=1&checkout=co_AAAAAAAAAAAAAAAAAAAAAA#top"
        );
    }
}
