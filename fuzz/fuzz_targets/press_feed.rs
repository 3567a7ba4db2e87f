//! A feed: each item can be read, and its places lie in the feed.
#![no_main]

use hilf_press::web::read_feed;
use hilf_press::{Known, picture};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|xml: &str| {
    for item in read_feed(xml).items {
        for at in 0..=item.text.text.len() {
            assert!(item.text.start(at) <= xml.len() && item.text.end(at) <= xml.len());
        }
        let known = Known { page: Some(item.layout), ..Known::default() };
        picture(&[(known, &item.text.text)]);
    }
});
