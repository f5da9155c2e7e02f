//! The institution's mark: a picture from somebody's computer, decoded and written anew before it is kept (security §6).

use std::io::Cursor;

use png::{BitDepth, ColorType, Decoder, Encoder, Limits, Transformations};
use thiserror::Error;

/// The largest file, in bytes.
const MOST_BYTES: usize = 1024 * 1024;
/// The most points of a side.
const MOST_SIDE: u32 = 3000;

/// The institution's mark as it is kept: a PNG the program has written itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

/// Why a picture is no mark.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum LogoError {
    /// Not a picture in PNG, or a broken one.
    #[error("not a PNG picture")]
    NotPng,
    /// More than 1 MiB, or a side of more than 3,000 points.
    #[error("the picture is too large")]
    TooLarge,
}

impl Logo {
    /// Takes a picture as it came: decodes it and writes it anew, so that nothing else of the file is kept.
    pub fn take(sent: &[u8]) -> Result<Self, LogoError> {
        if sent.len() > MOST_BYTES {
            return Err(LogoError::TooLarge);
        }
        let limits = Limits { bytes: 64 * 1024 * 1024 };
        let mut decoder = Decoder::new_with_limits(Cursor::new(sent), limits);
        decoder.set_transformations(Transformations::normalize_to_color8() | Transformations::ALPHA);
        let mut reader = decoder.read_info().map_err(|_| LogoError::NotPng)?;
        let (width, height) = (reader.info().width, reader.info().height);
        if width > MOST_SIDE || height > MOST_SIDE {
            return Err(LogoError::TooLarge);
        }
        let room = reader.output_buffer_size().ok_or(LogoError::TooLarge)?;
        let mut points = vec![0; room];
        let frame = reader.next_frame(&mut points).map_err(|_| LogoError::NotPng)?;
        points.truncate(frame.buffer_size());
        let kind = match frame.color_type {
            ColorType::GrayscaleAlpha => ColorType::GrayscaleAlpha,
            ColorType::Rgba => ColorType::Rgba,
            _ => return Err(LogoError::NotPng),
        };
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_color(kind);
        encoder.set_depth(BitDepth::Eight);
        let mut writer = encoder.write_header().map_err(|_| LogoError::NotPng)?;
        writer.write_image_data(&points).map_err(|_| LogoError::NotPng)?;
        writer.finish().map_err(|_| LogoError::NotPng)?;
        Ok(Self { bytes, width, height })
    }

    /// A mark as [`Self::bytes`] gave it.
    pub fn kept(bytes: Vec<u8>) -> Result<Self, LogoError> {
        let reader = Decoder::new(Cursor::new(&bytes)).read_info().map_err(|_| LogoError::NotPng)?;
        let (width, height) = (reader.info().width, reader.info().height);
        Ok(Self { bytes, width, height })
    }

    /// The picture, a PNG.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Width and height of the picture fitted into a room, in its measure.
    #[expect(clippy::cast_precision_loss, reason = "a side has at most 3,000 points")]
    pub(crate) fn fitted(&self, (width, height): (f32, f32)) -> (f32, f32) {
        let (own_width, own_height) = (self.width.max(1) as f32, self.height.max(1) as f32);
        let scale = (width / own_width).min(height / own_height);
        (own_width * scale, own_height * scale)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of one colour.
    pub(crate) fn picture(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, width, height);
        encoder.set_color(ColorType::Rgb);
        encoder.set_depth(BitDepth::Eight);
        encoder.add_text_chunk("Author".to_owned(), "somebody's name".to_owned()).unwrap();
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(&vec![90; (width * height * 3) as usize]).unwrap();
        writer.finish().unwrap();
        bytes
    }

    /// Security §6: pictures are written anew without what else stands in them.
    #[test]
    fn a_mark_is_kept_without_what_its_file_says_of_its_maker() {
        let sent = picture(40, 10);
        assert!(sent.windows(15).any(|part| part == b"somebody's name"));
        let logo = Logo::take(&sent).unwrap();
        assert!(!logo.bytes().windows(15).any(|part| part == b"somebody's name"));
        assert_eq!(Logo::kept(logo.bytes().to_vec()).unwrap(), logo);
        assert_eq!(logo.fitted((20.0, 20.0)), (20.0, 5.0));
    }

    #[test]
    fn what_is_no_picture_or_too_large_a_one_is_refused() {
        assert_eq!(Logo::take(b"%PDF-1.7"), Err(LogoError::NotPng));
        assert_eq!(Logo::take(&picture(40, 10)[..60]), Err(LogoError::NotPng));
        assert_eq!(Logo::take(&picture(3001, 1)), Err(LogoError::TooLarge));
        assert_eq!(Logo::take(&vec![0; MOST_BYTES + 1]), Err(LogoError::TooLarge));
    }
}
