//! A text as a QR code (ISO/IEC 18004), for a device to read off the screen: drawn as a path, so that
//! it is part of the page and nothing is fetched.

use fast_qr::{ECL, QRBuilder};

/// Light modules around it, as the standard asks.
const QUIET: usize = 4;

/// A QR code as it is drawn, a module being a unit.
pub(crate) struct QrCode {
    /// Length of a side, with the light modules around it.
    pub(crate) side: usize,
    /// The dark modules, as the data of a path.
    pub(crate) path: String,
}

impl QrCode {
    /// The code of a text; `None` of one that is too long for any.
    pub(crate) fn of(text: &str) -> Option<QrCode> {
        let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
        let mut path = String::new();
        for y in 0..code.size {
            let row = &code[y];
            let mut x = 0;
            while x < code.size {
                let dark = row[x..].iter().take_while(|module| module.value()).count();
                if dark > 0 {
                    path += &format!("M{} {}h{dark}v1h-{dark}z", x + QUIET, y + QUIET);
                }
                x += dark.max(1);
            }
        }
        Some(QrCode { side: code.size + 2 * QUIET, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules of a path, dark ones as 0.
    fn drawn(code: &QrCode, scale: usize) -> Vec<Vec<u8>> {
        let mut pixels = vec![vec![255; code.side * scale]; code.side * scale];
        for run in code.path.split('M').skip(1) {
            let (place, rest) = run.split_once('h').unwrap();
            let (x, y) = place.split_once(' ').unwrap();
            let length: usize = rest.split_once('v').unwrap().0.parse().unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            for row in &mut pixels[y * scale..(y + 1) * scale] {
                row[x * scale..(x + length) * scale].fill(0);
            }
        }
        pixels
    }

    #[test]
    fn another_program_reads_what_was_drawn() {
        let text = "otpauth://totp/Hilf:%D8%A3%D9%85%D9%84?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Hilf";
        let code = QrCode::of(text).unwrap();
        let pixels = drawn(&code, 4);
        let side = pixels.len();
        let mut image =
            rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y][x]);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        assert_eq!(grids[0].decode().unwrap().1, text);
        assert!(QrCode::of(&"x".repeat(4_000)).is_none());
    }
}
