//! A page of HTML: its places lie in the page, and what was taken out of it can be read.
#![no_main]

use hilf_press::web::read_page;
use hilf_press::{Known, picture};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|html: &str| {
    let page = read_page(html);
    for at in 0..=page.text.text.len() {
        assert!(page.text.start(at) <= html.len() && page.text.end(at) <= html.len());
    }
    let known = Known { page: Some(page.layout), ..Known::default() };
    picture(&[(known, &page.text.text)]);
});
