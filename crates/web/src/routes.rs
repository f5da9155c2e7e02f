//! The table of routes: a route states its guard where it states its path, and the same table is printed by
//! `solits routes` and walked by the tests.

use std::{pin::Pin, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::Request,
    handler::Handler,
    http::Method,
    middleware::from_fn_with_state,
    response::Response,
    routing::{MethodFilter, MethodRouter, on},
};

use crate::{Answers, ApiDoc, App, Guard, Pace, guard, pace};

/// A route as the table shows it.
#[derive(Clone, Debug)]
pub struct Route {
    /// Method.
    pub method: Method,
    /// Path with `{parameters}`.
    pub path: &'static str,
    /// Who may use it.
    pub guard: Guard,
    /// What it says in the API's description.
    pub doc: Option<ApiDoc>,
    /// What a second sending of the same form does.
    pub repeated: Repeated,
    /// Whether it is cut off when it takes too long.
    pub pace: Pace,
}

/// What a second sending of the same form does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// Whatever the page says of it.
    Anew,
    /// It creates nothing more and shows what the first one made ([`Once`](crate::Once)).
    Once,
}

type Build = Box<dyn FnOnce(&App, Pace) -> MethodRouter<App> + Send>;

type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A handler of whatever type, as one type: the layers around it are compiled once for the program and not again for each
/// of its many hundred handlers.
#[derive(Clone)]
struct AnyHandler(Arc<dyn Fn(Request, App) -> Answering + Send + Sync>);

impl AnyHandler {
    fn of<H, T>(handler: H) -> Self
    where
        H: Handler<T, App> + Sync,
        T: 'static,
    {
        Self(Arc::new(move |request, app| Box::pin(handler.clone().call(request, app))))
    }
}

impl Handler<(), App> for AnyHandler {
    type Future = Answering;

    fn call(self, request: Request, app: App) -> Answering {
        (self.0)(request, app)
    }
}

/// Routes of a room.
#[derive(Default)]
pub struct Routes {
    table: Vec<Route>,
    build: Vec<(&'static str, Build)>,
}

impl std::fmt::Debug for Routes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(&self.table).finish()
    }
}

macro_rules! verbs {
    ($($(#[$doc:meta])* $verb:ident $METHOD:ident;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $verb<H, T>(self, path: &'static str, guard: Guard, handler: H) -> Self
        where H: Handler<T, App> + Sync, T: 'static {
            self.add(Method::$METHOD, path, guard, None, AnyHandler::of(handler))
        }
    )*};
}

impl Routes {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    verbs! {
        /// A page that shows.
        get GET;
        /// A page that changes.
        post POST;
        /// Replaces.
        put PUT;
        /// Removes.
        delete DELETE;
    }

    /// A page whose form creates something, and creates it once however often it is sent.
    #[must_use]
    pub fn creates<H, T>(self, path: &'static str, guard: Guard, handler: H) -> Self
    where
        H: Handler<T, App> + Sync,
        T: 'static,
    {
        let mut routes = self.post(path, guard, handler);
        if let Some(route) = routes.table.last_mut() {
            route.repeated = Repeated::Once;
        }
        routes
    }

    /// The route added last takes files, or gives out what may take long to make: it is not cut off.
    #[must_use]
    pub fn takes_its_time(mut self) -> Self {
        if let Some(route) = self.table.last_mut() {
            route.pace = Pace::AsLongAsItTakes;
        }
        self
    }

    /// A route of the API with its description.
    #[must_use]
    pub fn api<H, T>(
        self,
        method: Method,
        path: &'static str,
        scope: crate::Right,
        doc: ApiDoc,
        handler: H,
    ) -> Self
    where
        H: Handler<T, App> + Sync,
        T: 'static,
    {
        self.add(method, path, Guard::Api(scope), Some(doc), AnyHandler::of(handler))
    }

    fn add(
        mut self,
        method: Method,
        path: &'static str,
        guard: Guard,
        doc: Option<ApiDoc>,
        handler: AnyHandler,
    ) -> Self {
        let filter = match method {
            Method::POST => MethodFilter::POST,
            Method::PUT => MethodFilter::PUT,
            Method::DELETE => MethodFilter::DELETE,
            _ => MethodFilter::GET,
        };
        // A file that is made and fetched is waited for.
        let pace = match doc.as_ref().map(|doc| doc.answers) {
            Some(Answers::File(_) | Answers::Table) => Pace::AsLongAsItTakes,
            Some(Answers::Json | Answers::Events) | None => Pace::Usual,
        };
        self.table.push(Route { method, path, guard, doc, repeated: Repeated::Anew, pace });
        self.build.push((
            path,
            Box::new(move |app, pace| {
                let most = Duration::from_secs(app.config.limits.request_seconds.into());
                let guarded: MethodRouter<App> =
                    on(filter, handler).layer(from_fn_with_state((app.clone(), guard), guard::check));
                guarded.layer(from_fn_with_state((pace, most), pace::keep))
            }),
        ));
        self
    }

    /// Adds the routes of another room.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.table.extend(other.table);
        self.build.extend(other.build);
        self
    }

    /// The table, in the order the routes were added.
    pub fn table(&self) -> &[Route] {
        &self.table
    }

    /// The router that serves them, with the layers every response passes.
    pub fn into_router(self, app: &App) -> Router {
        let mut router = Router::new();
        for (route, (path, build)) in self.table.iter().zip(self.build) {
            router = router.route(path, build(app, route.pace));
        }
        crate::headers::wrap(router, app)
    }
}
