//! What every page shows around its own content.

use askama::Template;
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use solits_i18n::Words;
use solits_kernel::{Lang, Random};

use crate::{SignedIn, WebError, cx::LangCx};

/// Which shell a page stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum PageKind {
    Staff,
    Public,
    Kiosk,
    Display,
}

impl PageKind {
    /// The class of the shell.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Public => "public",
            Self::Kiosk => "kiosk",
            Self::Display => "display",
        }
    }
}

/// The signed-in person as the bar shows them.
#[derive(Clone, Debug)]
pub struct PageUser {
    /// Name.
    pub name: String,
    /// Role in words.
    pub role_words: String,
    /// Branch, where known.
    pub branch: String,
    /// Counter, where they work at one.
    pub counter: String,
}

/// An entry of the staff navigation.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Address.
    pub href: &'static str,
    /// Words.
    pub label: String,
    /// Whether this page belongs to it.
    pub current: bool,
}

/// A message about what was just done.
#[derive(Clone, Debug)]
pub struct Notice {
    /// `good`, `soon` or `late`.
    pub kind: &'static str,
    /// Words.
    pub text: String,
    /// The way back, for some seconds.
    pub undo: Option<UndoForm>,
}

/// A form that takes the last action back.
#[derive(Clone, Debug)]
pub struct UndoForm {
    /// Where it is sent.
    pub action: String,
    /// Words of the button.
    pub label: String,
    /// For how long it is offered.
    pub seconds: i64,
    /// Hidden fields.
    pub fields: Vec<(String, String)>,
}

/// The frame of a page.
#[derive(Clone, Debug)]
pub struct Page {
    /// `lv` or `en`.
    pub lang: &'static str,
    /// Title.
    pub title: String,
    /// `light` or `dark` where chosen.
    pub theme: Option<&'static str>,
    /// Texts.
    pub words: Words,
    /// Shell.
    pub kind: PageKind,
    /// Who is signed in.
    pub user: Option<PageUser>,
    /// Staff navigation.
    pub nav: Vec<NavItem>,
    /// Token for forms.
    pub csrf: String,
    /// Institution's name.
    pub institution: String,
    /// Institution's code in public addresses; empty where there is none.
    pub institution_code: String,
    /// This page in the other language.
    pub other_lang_href: String,
    /// Address of the event stream, where the page is live.
    pub live: Option<String>,
    /// What was just done.
    pub notice: Option<Notice>,
    /// When it was made, in milliseconds since 1970, by the program's clock; the page's own clock goes on from here.
    pub made_at: i64,
    random: Random,
}

/// Navigation: address, message key, right.
const NAV: &[(&str, &str, &str)] = &[
    ("/workplace", "nav-workplace", "queue.serve"),
    ("/floor", "nav-floor", "queue.supervise"),
    ("/inbox", "nav-inbox", "cases.work"),
    ("/cases", "nav-cases", "cases.work"),
    ("/feedback", "nav-feedback", "cases.work"),
    ("/promises", "nav-promises", "measures.read"),
    ("/standard", "nav-standard", "standards.read"),
    ("/plan", "nav-plan", "standards.read"),
    ("/evidence", "nav-evidence", "evidence.read"),
    ("/setup", "nav-setup", "setup.manage"),
    (RECORD, "nav-record", "record.read"),
];
/// The record of who looked at clients' data. Whoever sets up finds it there; others have no other way to it.
const RECORD: &str = "/setup/access-record";

/// Characters of the key of a form, five bits each: enough that nobody guesses another's.
const ONCE_LENGTH: usize = 26;

impl Page {
    pub(crate) fn new(cx: &LangCx, kind: PageKind, title: String, csrf: String) -> Self {
        let other = match cx.words.0 {
            Lang::Lv => Lang::En,
            Lang::En => Lang::Lv,
        };
        Self {
            lang: cx.words.0.code(),
            title,
            theme: cx.theme,
            words: cx.words,
            kind,
            user: None,
            nav: Vec::new(),
            csrf,
            institution: String::new(),
            institution_code: String::new(),
            other_lang_href: format!("{}?lang={}", cx.path, other.code()),
            live: None,
            notice: None,
            made_at: cx.at.millis(),
            random: cx.app.random.clone(),
        }
    }

    /// A key for a form that creates something, by which a second sending of it is known ([`Once`](crate::Once)).
    pub fn once(&self) -> String {
        self.random.code(ONCE_LENGTH)
    }

    pub(crate) fn for_employee(mut self, me: &SignedIn, words: Words) -> Self {
        let path = self.other_lang_href.split('?').next().unwrap_or_default().to_owned();
        let role = crate::ROLES.iter().find(|role| me.roles.iter().any(|held| held == role.name));
        self.user = Some(PageUser {
            name: me.name.clone(),
            role_words: role
                .map(|role| if words.0 == Lang::En { role.title.1 } else { role.title.0 }.to_owned())
                .unwrap_or_default(),
            branch: String::new(),
            counter: String::new(),
        });
        self.nav = NAV
            .iter()
            .filter(|(href, _, right)| me.may(right) && (*href != RECORD || !me.may("setup.manage")))
            .map(|(href, key, _)| NavItem { href, label: words.t(key), current: path.starts_with(href) })
            .collect();
        self.csrf.clone_from(&me.csrf);
        me.institution_name(words.0).clone_into(&mut self.institution);
        self.institution_code.clone_from(&me.institution_code);
        self
    }
}

/// Renders a page.
pub fn html(view: &impl Template) -> Result<Response, WebError> {
    Ok(Html(view.render()?).into_response())
}

/// Sends the browser on after a change.
pub fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}
