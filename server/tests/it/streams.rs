//! Security §10 over the wire: how many live streams a session and a device hold open, and that a place is given back.

use std::time::{Duration, Instant};

use solits_kernel::Clock;
use solits_testkit::{Fixture, sqlite};

use crate::{
    a_session,
    http::{Answer, Stream, ask},
    program::Program,
    programs::a_device,
};

/// A page with a stream, asked for with a cookie.
struct Asked<'a> {
    program: &'a Program,
    path: &'static str,
    cookie: String,
}

impl Asked<'_> {
    fn open(&self) -> Stream {
        Stream::open(&self.program.address, self.path, &[("cookie", &self.cookie)])
    }
    fn once(&self) -> Answer {
        ask(&self.program.address, "GET", self.path, &[("cookie", &self.cookie)], "").unwrap()
    }
    /// Holds as many as there may be; the next is refused, until one of them has ended.
    fn holds_at_most(&self, most: usize) -> Vec<Stream> {
        let mut held: Vec<Stream> = (0..most).map(|_| self.open()).collect();
        let refused = self.once();
        assert_eq!((refused.status, refused.header("retry-after")), (429, Some("30")), "{}", self.path);
        assert!(refused.body.contains("<h1"), "{}", refused.body);
        // The page is left; its place is given back as soon as the program sees the end of the connection.
        held.pop();
        let until = Instant::now() + Duration::from_secs(20);
        while self.once().status != 200 {
            assert!(Instant::now() < until, "{}: the place is not given back", self.path);
            std::thread::yield_now();
        }
        held
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_holds_six_streams_and_a_device_two_whatever_others_hold() {
    let test = sqlite().await;
    let fixture = Fixture::new(&test.db, 2).await;
    let now = Clock::System.now();
    let mut tx = test.db.write(fixture.scope()).await.unwrap();
    let mut sessions = Vec::new();
    for employee in &fixture.employees[..2] {
        sessions.push(a_session(&mut tx, *employee, None, now.millis()).await);
    }
    tx.commit().await.unwrap();
    let mut screens = Vec::new();
    for number in [1, 2] {
        screens.push(a_device(&test.db, &fixture, number, "display").await);
    }
    let folder = tempfile::tempdir().unwrap();
    let program = Program::serve(folder.path(), Some(&test.address));
    let pages = sessions.iter().map(|secret| ("/live", format!("s={secret}"), 6));
    let displays = screens.into_iter().map(|cookie| ("/display/live", cookie, 2));
    let mut held = Vec::new();
    for (path, cookie, most) in pages.chain(displays) {
        held.extend(Asked { program: &program, path, cookie }.holds_at_most(most));
    }
    assert_eq!(held.len(), 5 + 5 + 1 + 1, "everybody held theirs beside the others");
}
