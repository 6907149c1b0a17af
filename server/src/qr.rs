//! QR codes (ISO/IEC 18004) of links, for screens and for print.

use qrcode::render::svg;
use qrcode::{Color, EcLevel, QrCode};

use crate::DomainError;

/// The light edge around a code, in modules.
const EDGE: usize = 4;

/// The side of one module in the picture, in pixels: about a thousand for the whole.
const MODULE: usize = 24;

fn code(text: &str) -> Result<QrCode, DomainError> {
    QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|cause| DomainError::Internal(format!("QR code: {cause}")))
}

/// The code as SVG, which is sharp at every size.
///
/// # Errors
/// [`DomainError::Internal`] if the text is too long for any code.
pub(crate) fn svg(text: &str) -> Result<String, DomainError> {
    Ok(code(text)?
        .render::<svg::Color<'_>>()
        .min_dimensions(240, 240)
        .build())
}

/// The code as PNG, for programs that take no SVG.
///
/// # Errors
/// [`DomainError::Internal`] if the text is too long for any code.
pub(crate) fn png(text: &str) -> Result<Vec<u8>, DomainError> {
    let code = code(text)?;
    let modules = code.width();
    let side = (modules + 2 * EDGE) * MODULE;
    let mut pixels = vec![u8::MAX; side * side];
    for (at, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (row, column) = (at / modules + EDGE, at % modules + EDGE);
            for y in row * MODULE..(row + 1) * MODULE {
                let from = y * side + column * MODULE;
                pixels[from..from + MODULE].fill(0);
            }
        }
    }
    encode(side, &pixels).map_err(|cause| DomainError::Internal(format!("PNG: {cause}")))
}

fn encode(side: usize, pixels: &[u8]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let side = u32::try_from(side)?;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_pictures_show_the_same_code() {
        let link = "https://pay.example.com/l/AAAAAAAAAAAA";
        assert!(svg(link).unwrap().contains("<svg"));
        let file = png(link).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(&file))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut pixels).unwrap();
        let modules = code(link).unwrap().width();
        let side = usize::try_from(frame.width).unwrap();
        assert_eq!(side, (modules + 2 * EDGE) * MODULE);
        let seen = (0..modules * modules).map(|at| {
            let (row, column) = (at / modules + EDGE, at % modules + EDGE);
            pixels[row * MODULE * side + column * MODULE] == 0
        });
        let colors = code(link).unwrap().to_colors().into_iter();
        let dark: Vec<bool> = colors.map(|color| color == Color::Dark).collect();
        assert_eq!(seen.collect::<Vec<_>>(), dark);
        assert_eq!(pixels[0], 255);
    }
}
