//! Calling the one address an administrator has entered (`security.md` §6): it is resolved first, what may not be reached
//! is left out, and exactly what is left is connected to; nothing leads elsewhere, and little of the answer is read.
//! HTTP itself is spoken by hyper, over the one connection made here: it resolves nothing, follows nothing and keeps nothing.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
    pin::pin,
    sync::Arc,
    time::Duration,
};

use axum::{
    body::Body,
    http::{Request, Uri, header},
};
use futures_util::{
    StreamExt as _,
    future::{Either, select},
};
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use solits_post::Reach;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
    time::timeout,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{
        ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject as _},
    },
};

/// How long a whole call may take.
const LIMIT: Duration = Duration::from_secs(10);
/// How long the words of an answer are waited for once its status is known.
const FOR_WORDS: Duration = Duration::from_secs(1);
/// Bytes of an answer's head, and of its body.
const HEAD_BYTES: usize = 16 * 1024;
const BODY_BYTES: usize = 2 * 1024;
/// Characters of an answer that are kept.
const WORDS: usize = 200;
/// Longest address.
const ADDRESS: usize = 500;

/// Where a call goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    is_secured: bool,
    host: String,
    port: u16,
    /// Path and query.
    path: String,
}

/// Why a text is no address to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WrongAddress {
    /// It cannot be read, names a user, or ends in a fragment.
    Unreadable,
    /// It is not secured by TLS.
    NotSecured,
    /// It names an address that may not be reached.
    OutOfReach,
}

impl Target {
    /// Reads `https://…`; `http://` is read for this machine alone.
    pub(crate) fn parse(text: &str) -> Result<Self, WrongAddress> {
        if text.len() > ADDRESS || text.contains(['#', '@', '\\']) || text.contains(char::is_whitespace) {
            return Err(WrongAddress::Unreadable);
        }
        let uri: Uri = text.parse().map_err(|_| WrongAddress::Unreadable)?;
        let is_secured = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(WrongAddress::NotSecured),
        };
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_ascii_lowercase();
        if host.is_empty() {
            return Err(WrongAddress::Unreadable);
        }
        let port = uri.port_u16().unwrap_or(if is_secured { 443 } else { 80 });
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let target = Self { is_secured, host, port, path };
        if is_secured || target.names_this_machine() { Ok(target) } else { Err(WrongAddress::NotSecured) }
    }

    fn names_this_machine(&self) -> bool {
        self.host == "localhost" || self.literal().is_some_and(|ip| ip.to_canonical().is_loopback())
    }

    /// The address where the host is one.
    fn literal(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }

    /// The host as the head of a request names it.
    fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        let usual = if self.is_secured { 443 } else { 80 };
        if self.port == usual { host } else { format!("{host}:{}", self.port) }
    }

    /// The request.
    fn request(&self, headers: &[(&str, &str)], body: &str) -> Result<Request<Body>, Trouble> {
        let mut request = Request::post(self.path.as_str())
            .header(header::HOST, self.authority())
            .header(header::USER_AGENT, "Solits")
            .header(header::ACCEPT, "*/*")
            .header(header::CONNECTION, "close")
            .header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::from(body.to_owned())).map_err(|_| Trouble::Address)
    }
}

/// What a receiver answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Its first words, in one line.
    pub(crate) words: String,
}

impl Answer {
    /// Whether the call was taken. Another address to go to is no answer: nothing is followed.
    pub(crate) const fn is_taken(&self) -> bool {
        self.status >= 200 && self.status < 300
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The address cannot be called at all.
    Address,
    /// The host has no address.
    Unknown,
    /// It has none that may be reached.
    OutOfReach,
    /// Nobody answers there.
    Unreachable,
    /// The connection could not be secured.
    Tls,
    /// The answer did not come in time, or broke off.
    Silence,
    /// What came is no answer.
    Garbled,
    /// The key of its secret is not here.
    NoKey,
}

impl Trouble {
    /// As stored, and the end of its message key.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Unknown => "unknown",
            Self::OutOfReach => "out-of-reach",
            Self::Unreachable => "unreachable",
            Self::Tls => "tls",
            Self::Silence => "silence",
            Self::Garbled => "garbled",
            Self::NoKey => "no-key",
        }
    }
}

/// How receivers are reached.
#[derive(Clone)]
pub struct Net {
    reach: Reach,
    tls: TlsConnector,
    limit: Duration,
}

impl fmt::Debug for Net {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Net").field("reach", &self.reach).finish_non_exhaustive()
    }
}

impl Net {
    /// Receivers within `reach` that prove who they are to whoever the operating system trusts, or by one of the
    /// certificates in `more`. Reads files: made once, at the start.
    pub fn new(reach: Reach, more: &str) -> Self {
        let mut roots = RootCertStore::empty();
        // What the system cannot read it does not trust; without any the first connection says so.
        let _ = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        let _ = roots.add_parsable_certificates(
            CertificateDer::pem_slice_iter(more.as_bytes()).filter_map(Result::ok),
        );
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("the provider knows both versions of TLS")
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self { reach, tls: TlsConnector::from(Arc::new(config)), limit: LIMIT }
    }

    /// The same with another limit of time for a whole call.
    #[must_use]
    pub const fn within(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Reads an address, and refuses one that names by number what may not be reached. A name is resolved only when it is
    /// called, and then each time anew.
    pub(crate) fn target(&self, text: &str) -> Result<Target, WrongAddress> {
        let target = Target::parse(text)?;
        let named =
            if target.host == "localhost" { Some(IpAddr::from([127, 0, 0, 1])) } else { target.literal() };
        if named.is_some_and(|ip| !self.reach.permits(ip)) {
            return Err(WrongAddress::OutOfReach);
        }
        Ok(target)
    }

    /// Calls the target.
    pub(crate) async fn post(
        &self,
        target: &Target,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Result<Answer, Trouble> {
        let request = target.request(headers, body)?;
        timeout(self.limit, self.post_at_leisure(target, request)).await.unwrap_or(Err(Trouble::Silence))
    }

    async fn post_at_leisure(&self, target: &Target, request: Request<Body>) -> Result<Answer, Trouble> {
        let plain = self.connect(target).await?;
        if !target.is_secured {
            return exchange(plain, request).await;
        }
        let name = ServerName::try_from(target.host.clone()).map_err(|_| Trouble::Address)?;
        let secured = self.tls.connect(name, plain).await.map_err(|_| Trouble::Tls)?;
        exchange(secured, request).await
    }

    async fn connect(&self, target: &Target) -> Result<TcpStream, Trouble> {
        let resolved: Vec<SocketAddr> =
            lookup_host((target.host.as_str(), target.port)).await.map_err(|_| Trouble::Unknown)?.collect();
        let mut last = if resolved.is_empty() { Trouble::Unknown } else { Trouble::OutOfReach };
        for address in permitted(&self.reach, target.is_secured, &resolved) {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(_) => last = Trouble::Unreachable,
            }
        }
        Err(last)
    }
}

/// Which of the addresses a host has may be connected to: what is not secured goes to this machine alone.
fn permitted(reach: &Reach, is_secured: bool, resolved: &[SocketAddr]) -> Vec<SocketAddr> {
    let may = |ip: IpAddr| reach.permits(ip) && (is_secured || ip.to_canonical().is_loopback());
    resolved.iter().copied().filter(|address| may(address.ip())).collect()
}

/// Sends the request and reads the beginning of the answer.
async fn exchange<S>(stream: S, request: Request<Body>) -> Result<Answer, Trouble>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut http = http1::Builder::new();
    // Names of fields mean the same in any case; some receivers know only the usual one.
    http.title_case_headers(true).max_buf_size(HEAD_BYTES);
    let (mut sender, mut connection) =
        http.handshake(TokioIo::new(stream)).await.map_err(|_| Trouble::Silence)?;
    let call = pin!(async {
        let answer = sender.send_request(request).await?;
        let status = answer.status().as_u16();
        Ok::<_, hyper::Error>(Answer { status, words: words_of(&beginning(answer.into_body()).await) })
    });
    let answered = match select(call, &mut connection).await {
        Either::Left((answered, _)) => answered,
        // The other side has closed; what it said before can still be read.
        Either::Right((_, call)) => call.await,
    };
    answered.map_err(|error| {
        let broke_off = error.is_incomplete_message() && !connection.into_parts().read_buf.is_empty();
        if error.is_parse() || broke_off { Trouble::Garbled } else { Trouble::Silence }
    })
}

/// The first bytes of a body. The status is what counts: words that do not come are done without.
async fn beginning(body: Incoming) -> Vec<u8> {
    let mut read = Vec::new();
    let mut pieces = Body::new(body).into_data_stream();
    let _ = timeout(FOR_WORDS, async {
        while read.len() < BODY_BYTES
            && let Some(Ok(piece)) = pieces.next().await
        {
            read.extend_from_slice(&piece);
        }
    })
    .await;
    read.truncate(BODY_BYTES);
    read
}

/// The first words of a body in one line, without anything that could move a cursor.
fn words_of(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let line: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    line.join(" ").chars().filter(|c| !is_invisible(*c)).take(WORDS).collect()
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    #[test]
    fn an_address_is_secured_or_this_machine() {
        for good in [
            "https://sanem.example/solits?a=1",
            "https://[2a02:503::1]:8443/x",
            "http://127.0.0.1:9000/",
            "http://localhost/",
        ] {
            assert!(Target::parse(good).is_ok(), "{good}");
        }
        for (bad, why) in [
            ("http://sanem.example/", WrongAddress::NotSecured),
            ("http://10.0.0.1/", WrongAddress::NotSecured),
            ("ftp://sanem.example/", WrongAddress::NotSecured),
            ("sanem.example", WrongAddress::NotSecured),
            ("https://x:y@sanem.example/", WrongAddress::Unreadable),
            ("https://sanem.example/#a", WrongAddress::Unreadable),
            ("https://sanem.example/a b", WrongAddress::Unreadable),
            ("https://sanem.example\\@10.0.0.1/", WrongAddress::Unreadable),
            ("https://", WrongAddress::Unreadable),
            ("", WrongAddress::Unreadable),
        ] {
            assert_eq!(Target::parse(bad), Err(why), "{bad}");
        }
    }

    #[test]
    fn an_address_that_names_the_inside_is_refused_unless_it_is_listed() {
        let public = Net::new(Reach::public(), "");
        let listed = Net::new(Reach::listed(["127.0.0.1", "10.1.0.0/16"]).unwrap(), "");
        for inner in [
            "https://127.0.0.1/",
            "https://localhost/",
            "https://10.1.2.3/",
            "https://169.254.169.254/latest",
            "https://[::1]/",
            "https://[::ffff:10.1.2.3]/",
            "https://[fd00::1]/",
            "http://127.0.0.1:8080/",
        ] {
            assert_eq!(public.target(inner), Err(WrongAddress::OutOfReach), "{inner}");
        }
        for inner in
            ["https://127.0.0.1/", "http://localhost/", "https://10.1.2.3/", "https://[::ffff:10.1.2.3]/"]
        {
            assert!(listed.target(inner).is_ok(), "{inner}");
        }
        assert_eq!(listed.target("https://169.254.169.254/"), Err(WrongAddress::OutOfReach));
        assert!(public.target("https://194.8.2.1/").is_ok());
    }

    #[test]
    fn of_the_addresses_a_name_has_only_those_within_reach_are_connected_to() {
        let resolved: Vec<SocketAddr> = [
            "10.0.0.1:443",
            "194.8.2.1:443",
            "[::ffff:127.0.0.1]:443",
            "[fe80::1]:443",
            "169.254.169.254:443",
        ]
        .map(|text| text.parse().unwrap())
        .to_vec();
        assert_eq!(permitted(&Reach::public(), true, &resolved), [resolved[1]]);
        let listed = Reach::listed(["127.0.0.1"]).unwrap();
        assert_eq!(permitted(&listed, true, &resolved), [resolved[1], resolved[2]]);
        assert_eq!(permitted(&listed, false, &resolved), [resolved[2]], "in the clear to this machine alone");
    }

    /// What is answered to a call, and the call as it came.
    async fn answered_to(
        target: &Target,
        headers: &[(&str, &str)],
        answer: &'static [u8],
    ) -> (Result<Answer, Trouble>, String) {
        let (ours, mut theirs) = tokio::io::duplex(64 * 1024);
        let say = async move {
            let mut came = vec![0; 4096];
            let length = theirs.read(&mut came).await.unwrap();
            let _ = theirs.write_all(answer).await;
            let _ = theirs.shutdown().await;
            (String::from_utf8_lossy(&came[..length]).into_owned(), theirs)
        };
        let request = target.request(headers, "{}").unwrap();
        let (answer, (came, _open)) = tokio::join!(exchange(ours, request), say);
        (answer, came)
    }

    #[tokio::test]
    async fn a_request_is_whole_and_names_its_host() {
        let target = Target::parse("https://sanem.example:8443/solits?a=1").unwrap();
        let (answer, request) =
            answered_to(&target, &[("solits-event", "x-1")], b"HTTP/1.1 204 No Content\r\n\r\n").await;
        assert_eq!(answer.unwrap().status, 204);
        assert_eq!(
            request,
            "POST /solits?a=1 HTTP/1.1\r\nHost: sanem.example:8443\r\nUser-Agent: Solits\r\nAccept: */*\r\n\
             Connection: close\r\nContent-Type: application/json\r\nSolits-Event: x-1\r\nContent-Length: 2\r\n\r\n{}"
        );
        assert_eq!(Target::parse("https://[2a02:503::1]/").unwrap().authority(), "[2a02:503::1]");
    }

    async fn answered(answer: &'static [u8]) -> Result<Answer, Trouble> {
        answered_to(&Target::parse("https://sanem.example/").unwrap(), &[], answer).await.0
    }

    #[tokio::test]
    async fn an_answer_is_its_status_and_its_first_words() {
        let plain =
            answered(b"HTTP/1.1 500 Oops\r\nContent-Type: text/plain\r\n\r\nno\r\n\x1b[31m room \0 left")
                .await;
        assert_eq!(plain, Ok(Answer { status: 500, words: "no [31m room left".to_owned() }));
        let chunked =
            answered(b"HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nthank\r\n0\r\n\r\n")
                .await;
        assert_eq!(chunked, Ok(Answer { status: 202, words: "thank".to_owned() }));
        let in_pieces = answered(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nthank \r\n3\r\nyou\r\n0\r\n\r\n",
        )
        .await;
        assert_eq!(in_pieces, Ok(Answer { status: 200, words: "thank you".to_owned() }));
        let patient = answered(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n").await;
        assert_eq!(patient, Ok(Answer { status: 204, words: String::new() }));
        let redirect = answered(b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\n\r\n").await.unwrap();
        assert!(!redirect.is_taken());
    }

    #[tokio::test]
    async fn what_is_no_answer_is_told_from_silence() {
        assert_eq!(answered(b"").await, Err(Trouble::Silence));
        assert_eq!(answered(b"SSH-2.0-OpenSSH_9.2\r\n").await, Err(Trouble::Garbled));
        assert_eq!(answered(b"HTTP/1.1 200 OK\r\nContent-Le").await, Err(Trouble::Garbled));
        let endless: &'static [u8] =
            Box::leak([b"HTTP/1.1 200 OK\r\nX: ".to_vec(), vec![b'a'; 20_000]].concat().into_boxed_slice());
        assert_eq!(answered(endless).await, Err(Trouble::Garbled));
    }
}
