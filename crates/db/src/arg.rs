//! Values bound to a statement.

use solits_kernel::{Id, InstitutionId, Timestamp};
use uuid::Uuid;

/// A value of one of the few types both engines share; a missing value keeps its type.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Arg {
    Int(Option<i64>),
    Float(Option<f64>),
    Text(Option<String>),
    Uuid(Option<Uuid>),
    Bool(Option<bool>),
    Bytes(Option<Vec<u8>>),
}

/// What can be bound.
pub trait IntoArg {
    /// The value as an [`Arg`].
    fn into_arg(self) -> Arg;
    /// The typed absence of such a value.
    fn none() -> Arg;
}

macro_rules! into_arg {
    ($($type:ty => $variant:ident, $value:ident => $as:expr;)*) => {$(
        impl IntoArg for $type {
            fn into_arg(self) -> Arg { let $value = self; Arg::$variant(Some($as)) }
            fn none() -> Arg { Arg::$variant(None) }
        }
    )*};
}

into_arg! {
    i64 => Int, v => v;
    i32 => Int, v => v.into();
    u32 => Int, v => v.into();
    u8 => Int, v => v.into();
    f64 => Float, v => v;
    String => Text, v => v;
    &str => Text, v => v.to_owned();
    &String => Text, v => v.clone();
    Uuid => Uuid, v => v;
    bool => Bool, v => v;
    Vec<u8> => Bytes, v => v;
    &[u8] => Bytes, v => v.to_vec();
    Timestamp => Int, v => v.millis();
    InstitutionId => Int, v => v.0;
}

impl<T> IntoArg for Id<T> {
    fn into_arg(self) -> Arg {
        Arg::Uuid(Some(self.uuid()))
    }
    fn none() -> Arg {
        Arg::Uuid(None)
    }
}

impl<T: IntoArg> IntoArg for Option<T> {
    fn into_arg(self) -> Arg {
        self.map_or_else(T::none, T::into_arg)
    }
    fn none() -> Arg {
        T::none()
    }
}
