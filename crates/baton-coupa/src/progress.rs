//! The progress line of a sync on a terminal: phase, counts, requests, rate, time left.
//!
//! It is drawn on standard error and only when that is a terminal; elsewhere the log says the same.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use baton_sdk::syncer::Progress;
use coupa_client::Client;
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

/// How often the line is drawn while nothing else happens.
const TICK: Duration = Duration::from_millis(120);

/// Length of the bar in steps.
const BAR_STEPS: u64 = 1000;

/// The guess of the time left looks at this many pages.
const RECENT_PAGES: usize = 5;

/// A guess above this says nothing.
const LONGEST_GUESS: Duration = Duration::from_secs(24 * 3600);

/// The progress line.
pub(crate) struct ProgressLine {
    bar: ProgressBar,
    client: Client,
    started: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    running: Vec<String>,
    n_resources: usize,
    n_grants: usize,
    /// When the last pages came and what share was done then.
    recent: VecDeque<(Instant, f64)>,
}

impl ProgressLine {
    /// A line within `all`, which the log knows too, so that the two do not tear each other.
    #[must_use]
    pub(crate) fn new(all: &MultiProgress, client: Client) -> Arc<Self> {
        let bar = all.add(ProgressBar::new(BAR_STEPS));
        // The template is fixed; were it wrong, the plain line would do.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(TICK);
        Arc::new(Self { bar, client, started: Instant::now(), state: Mutex::default() })
    }

    /// Takes the line away.
    pub(crate) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    fn update(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut state);
        let requests = self.client.counters().requests;
        self.bar.set_message(message(&state, requests, self.started.elapsed()));
    }
}

impl Progress for ProgressLine {
    fn phase(&self, what: &str) {
        self.update(|state| {
            state.running = vec![what.to_owned()];
            state.recent.clear();
        });
    }

    fn listing_started(&self, listing: &str) {
        self.update(|state| {
            if state.running.iter().any(|phase| phase.contains("connection")) {
                state.running.clear();
            }
            state.running.push(listing.to_owned());
            state.recent.clear();
        });
    }

    fn page(&self, _listing: &str, n_resources: usize, n_grants: usize, fraction_done: Option<f64>) {
        self.update(|state| {
            state.n_resources += n_resources;
            state.n_grants += n_grants;
            if let Some(fraction) = fraction_done {
                if state.recent.len() == RECENT_PAGES {
                    state.recent.pop_front();
                }
                state.recent.push_back((Instant::now(), fraction));
            }
        });
    }

    fn listing_finished(&self, listing: &str, _complete: bool) {
        self.update(|state| state.running.retain(|running| running != listing));
    }
}

fn message(state: &State, requests: u64, elapsed: Duration) -> String {
    let mut parts =
        vec![if state.running.is_empty() { "working".to_owned() } else { state.running.join(", ") }];
    if state.n_resources > 0 {
        parts.push(format!("{} resources", grouped(state.n_resources as u64)));
        parts.push(format!("{} grants", grouped(state.n_grants as u64)));
    }
    if requests > 0 {
        #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = requests as f64 / elapsed.as_secs_f64().max(0.001);
        let noun = if requests == 1 { "request" } else { "requests" };
        parts.push(format!("{} {noun}, {rate:.1}/s", grouped(requests)));
    }
    if let Some(left) = time_left(state) {
        parts.push(format!("about {} left", human(left)));
    }
    parts.join(" · ")
}

/// Guesses from the last pages only: ids are denser in some stretches than in others, so that what went
/// before says little about what comes.
fn time_left(state: &State) -> Option<Duration> {
    let (began, first) = *state.recent.front()?;
    let (now, last) = *state.recent.back()?;
    if state.recent.len() < RECENT_PAGES || last <= first || last >= 1.0 {
        return None;
    }
    let seconds = now.duration_since(began).as_secs_f64() / (last - first) * (1.0 - last);
    Duration::try_from_secs_f64(seconds).ok().filter(|left| *left < LONGEST_GUESS)
}

/// A whole number with separators: `48,200`.
#[must_use]
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A duration for people: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
#[must_use]
pub(crate) fn human(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..=9 => format!("{:.1} s", duration.as_secs_f64()),
        10..=59 => format!("{seconds} s"),
        60..=3599 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

/// A size for people: `812 B`, `48.2 KB`, `3.1 MB`.
#[must_use]
pub(crate) fn human_bytes(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KB", "MB", "GB", "TB"];
    if bytes < 1000 {
        return format!("{bytes} B");
    }
    #[expect(clippy::cast_precision_loss, reason = "a size for people")]
    let mut value = bytes as f64 / 1000.0;
    let mut unit = UNITS[0];
    for larger in &UNITS[1..] {
        if value < 1000.0 {
            break;
        }
        value /= 1000.0;
        unit = larger;
    }
    format!("{value:.1} {unit}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!(
            ["0", "999", "1,000", "48,200", "1,234,567"],
            [0, 999, 1000, 48_200, 1_234_567].map(grouped)[..]
        );
        assert_eq!(human(Duration::from_millis(420)), "0.4 s");
        assert_eq!(human(Duration::from_secs(59)), "59 s");
        assert_eq!(human(Duration::from_secs(200)), "3 min 20 s");
        assert_eq!(human(Duration::from_secs(7500)), "2 h 5 min");
        assert_eq!(human_bytes(812), "812 B");
        assert_eq!(human_bytes(48_200), "48.2 KB");
        assert_eq!(human_bytes(3_100_000), "3.1 MB");
    }

    #[test]
    fn the_time_left_is_guessed_from_the_last_pages() {
        let began = Instant::now();
        let at = |seconds: u64, fraction: f64| (began + Duration::from_secs(seconds), fraction);
        let left = |pages: &[(Instant, f64)]| {
            let state = State { recent: pages.iter().copied().collect(), ..State::default() };
            time_left(&state).map(|left| left.as_secs_f64().round())
        };
        assert_eq!(left(&[]), None);
        assert_eq!(left(&[at(0, 0.0), at(1, 0.1)]), None, "too few pages");
        let steady = [at(0, 0.1), at(1, 0.2), at(2, 0.3), at(3, 0.4), at(4, 0.5)];
        assert_eq!(left(&steady), Some(5.0));
        let stuck = [at(0, 0.5), at(1, 0.5), at(2, 0.5), at(3, 0.5), at(4, 0.5)];
        assert_eq!(left(&stuck), None);
        let done = [at(0, 0.6), at(1, 0.7), at(2, 0.8), at(3, 0.9), at(4, 1.0)];
        assert_eq!(left(&done), None);
    }
}
