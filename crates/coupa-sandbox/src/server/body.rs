//! Bodies: whole ones, and the broken kinds that faults ask for.

use std::future::Future;
use std::io::{self, Write as _};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep};

const MIB: u64 = 1 << 20;
/// A dripping body sends this often.
const DRIP_INTERVAL: Duration = Duration::from_millis(100);

/// The body of an answer.
pub(crate) struct ReplyBody {
    kind: Kind,
}

enum Kind {
    Whole(Bytes),
    Cut { rest: Bytes, length: u64 },
    Drip { rest: Bytes, step: usize, pause: Duration, timer: Pin<Box<Sleep>> },
    Giant { spaces: u64, rest: Bytes },
}

impl ReplyBody {
    pub(crate) fn whole(bytes: Bytes) -> Self {
        Self { kind: Kind::Whole(bytes) }
    }

    /// Promises everything, sends half, and ends the connection.
    pub(super) fn cut(bytes: Bytes) -> Self {
        let length = bytes.len().max(2) as u64;
        let rest = bytes.slice(..bytes.len() / 2);
        Self { kind: Kind::Cut { rest, length } }
    }

    /// Sends a few bytes at a time.
    pub(super) fn drip(bytes: Bytes, bytes_per_second: u64) -> Self {
        let step = usize::try_from(bytes_per_second / 10).unwrap_or(usize::MAX).max(1);
        // Slower than ten bytes a second means one byte at longer intervals.
        let pause = if bytes_per_second < 10 { drip_pause(bytes_per_second) } else { DRIP_INTERVAL };
        Self { kind: Kind::Drip { rest: bytes, step, pause, timer: Box::pin(tokio::time::sleep(pause)) } }
    }

    /// White space that JSON allows, then the true body.
    pub(super) fn giant(bytes: Bytes, megabytes: u64) -> Self {
        Self { kind: Kind::Giant { spaces: megabytes.saturating_mul(MIB), rest: bytes } }
    }
}

fn drip_pause(bytes_per_second: u64) -> Duration {
    Duration::from_secs(1) / u32::try_from(bytes_per_second.max(1)).unwrap_or(u32::MAX)
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match &mut self.kind {
            Kind::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Kind::Cut { rest, .. } if rest.is_empty() => {
                // HTTP has promised more, so the server can only close the connection now.
                Poll::Ready(Some(Err(io::ErrorKind::ConnectionReset.into())))
            }
            Kind::Cut { rest, .. } => Poll::Ready(Some(Ok(Frame::data(std::mem::take(rest))))),
            Kind::Drip { rest, .. } if rest.is_empty() => Poll::Ready(None),
            Kind::Drip { rest, step, pause, timer } => {
                if timer.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                let piece = rest.split_to((*step).min(rest.len()));
                timer.as_mut().reset(Instant::now() + *pause);
                Poll::Ready(Some(Ok(Frame::data(piece))))
            }
            Kind::Giant { spaces: 0, rest } if rest.is_empty() => Poll::Ready(None),
            Kind::Giant { spaces: 0, rest } => Poll::Ready(Some(Ok(Frame::data(std::mem::take(rest))))),
            Kind::Giant { spaces, .. } => {
                static SPACES: [u8; 1 << 16] = [b' '; 1 << 16];
                let count = (*spaces).min(SPACES.len() as u64);
                *spaces -= count;
                let piece = &SPACES[..usize::try_from(count).unwrap_or(SPACES.len())];
                Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(piece)))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.kind {
            Kind::Whole(bytes) => bytes.is_empty(),
            Kind::Cut { .. } => false,
            Kind::Drip { rest, .. } => rest.is_empty(),
            Kind::Giant { spaces, rest } => *spaces == 0 && rest.is_empty(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(match &self.kind {
            Kind::Whole(bytes) => bytes.len() as u64,
            Kind::Cut { length, .. } => *length,
            Kind::Drip { rest, .. } => rest.len() as u64,
            Kind::Giant { spaces, rest } => spaces + rest.len() as u64,
        })
    }
}

/// The body with a lone continuation byte in its middle.
pub(super) fn with_broken_utf8(bytes: &Bytes) -> Bytes {
    let mut broken = bytes.to_vec();
    // Inside a string if there is one: anywhere else it would be a syntax error of another kind.
    let middle = broken.len() / 2;
    let place =
        broken[middle..].iter().position(u8::is_ascii_alphabetic).map_or(middle, |offset| middle + offset);
    broken.insert(place, 0xbf);
    broken.into()
}

/// The body behind white space, compressed: small on the wire, large in memory.
pub(super) fn gzip_bomb(bytes: &Bytes, megabytes: u64) -> Bytes {
    let spaces = vec![b' '; MIB as usize];
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let written = (0..megabytes).try_for_each(|_| encoder.write_all(&spaces));
    match written.and_then(|()| encoder.write_all(bytes)).and_then(|()| encoder.finish()) {
        Ok(bomb) => bomb.into(),
        // Writing to memory does not fail; if it ever did, the plain body would show it.
        Err(_) => bytes.clone(),
    }
}
