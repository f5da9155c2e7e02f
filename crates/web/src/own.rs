//! What a room keeps in the memory of this node for as long as it runs.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// One value of each type.
#[derive(Default)]
pub(crate) struct Own(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Own {
    /// The value of a type, made when it is first asked for.
    pub(crate) fn of<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = kept.entry(TypeId::of::<T>()).or_insert_with(|| Arc::<T>::default()).clone();
        own.downcast().unwrap_or_default()
    }
}

impl fmt::Debug for Own {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Own").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

    use super::Own;

    #[test]
    fn each_type_has_one_value_for_all_who_ask() {
        let own = Own::default();
        own.of::<AtomicU32>().store(7, SeqCst);
        assert_eq!(own.of::<AtomicU32>().load(SeqCst), 7);
        assert_eq!(own.of::<String>().as_str(), "");
    }
}
