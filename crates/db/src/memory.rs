//! What rooms remember of a transaction for as long as it lasts.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
};

/// One value of each type.
#[derive(Default)]
pub(crate) struct Memory(HashMap<TypeId, Box<dyn Any + Send>>);

impl Memory {
    /// The value of a type, empty at first.
    pub(crate) fn of<T: Any + Default + Send>(&mut self) -> &mut T {
        let kept = self.0.entry(TypeId::of::<T>()).or_insert_with(|| Box::<T>::default());
        kept.downcast_mut().expect("under the id of a type lies a value of that type")
    }
}

#[cfg(test)]
mod tests {
    use super::Memory;

    #[test]
    fn each_type_has_a_value_of_its_own() {
        let mut memory = Memory::default();
        memory.of::<Vec<i64>>().push(7);
        memory.of::<String>().push('a');
        assert_eq!(memory.of::<Vec<i64>>().as_slice(), [7]);
        assert_eq!(memory.of::<String>().as_str(), "a");
    }
}
