//! One kind of an account's documents: in the order of their creation, with a note of what still has to be stored.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Serialize, de::DeserializeOwned};

/// Documents by id and by number, the number being the order of creation.
#[derive(Debug)]
pub struct Documents<T> {
    kind: &'static str,
    by_number: BTreeMap<u64, (String, T)>,
    numbers: HashMap<String, u64>,
    next: u64,
    unstored: BTreeSet<u64>,
    removed: BTreeMap<String, u64>,
}

/// What has to be written so that the store agrees with the memory.
#[derive(Debug)]
pub struct Change {
    /// The kind of document, for example `intent`.
    pub kind: &'static str,
    /// The document's id.
    pub id: String,
    /// Its place in the order of creation.
    pub number: u64,
    /// The document, or nothing if it was removed.
    pub json: Option<String>,
}

impl<T: Serialize + DeserializeOwned> Documents<T> {
    pub(crate) fn new(kind: &'static str) -> Self {
        Self {
            kind,
            by_number: BTreeMap::new(),
            numbers: HashMap::new(),
            next: 1,
            unstored: BTreeSet::new(),
            removed: BTreeMap::new(),
        }
    }

    /// The name of the kind, for example `intent`.
    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }

    /// Takes all documents of another in, as new ones.
    pub(crate) fn take_over(&mut self, other: Self) {
        for (id, document) in other.by_number.into_values() {
            self.insert(&id, document);
        }
    }

    /// The document of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&T> {
        let number = self.numbers.get(id)?;
        self.by_number.get(number).map(|(_, document)| document)
    }

    /// The place of a document in the order of creation.
    #[must_use]
    pub fn number(&self, id: &str) -> Option<u64> {
        self.numbers.get(id).copied()
    }

    /// The document of that id, to be changed; it is stored with the next commit.
    pub fn edit(&mut self, id: &str) -> Option<&mut T> {
        let number = *self.numbers.get(id)?;
        self.unstored.insert(number);
        self.by_number
            .get_mut(&number)
            .map(|(_, document)| document)
    }

    /// Adds a document, or replaces the one of that id.
    pub fn insert(&mut self, id: &str, document: T) {
        let number = self.numbers.get(id).copied().unwrap_or(self.next);
        self.insert_numbered(number, id, document);
        self.unstored.insert(number);
    }

    pub(crate) fn insert_numbered(&mut self, number: u64, id: &str, document: T) {
        self.next = self.next.max(number.saturating_add(1));
        self.numbers.insert(id.to_owned(), number);
        self.removed.remove(id);
        self.by_number.insert(number, (id.to_owned(), document));
    }

    /// Takes a document out.
    pub fn remove(&mut self, id: &str) -> Option<T> {
        let number = self.numbers.remove(id)?;
        self.unstored.remove(&number);
        self.removed.insert(id.to_owned(), number);
        self.by_number.remove(&number).map(|(_, document)| document)
    }

    /// Takes all documents out.
    pub fn clear(&mut self) {
        self.removed.extend(self.numbers.drain());
        self.unstored.clear();
        self.by_number.clear();
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_number.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_number.is_empty()
    }

    /// All documents, oldest first; `.rev()` for newest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.by_number.values().map(|(_, document)| document)
    }

    /// All documents with their numbers, oldest first.
    pub fn numbered(&self) -> impl DoubleEndedIterator<Item = (u64, &T)> {
        self.by_number
            .iter()
            .map(|(number, (_, document))| (*number, document))
    }

    /// What has to be written.
    ///
    /// # Errors
    /// If a document cannot be written as JSON.
    pub(crate) fn changes(&self, into: &mut Vec<Change>) -> Result<(), serde_json::Error> {
        into.extend(self.removed.iter().map(|(id, number)| Change {
            kind: self.kind,
            id: id.clone(),
            number: *number,
            json: None,
        }));
        for number in &self.unstored {
            if let Some((id, document)) = self.by_number.get(number) {
                into.push(Change {
                    kind: self.kind,
                    id: id.clone(),
                    number: *number,
                    json: Some(serde_json::to_string(document)?),
                });
            }
        }
        Ok(())
    }

    /// Notes that everything was written.
    pub(crate) fn stored(&mut self) {
        self.unstored.clear();
        self.removed.clear();
    }

    /// All documents as JSON, oldest first.
    pub(crate) fn to_json(&self) -> Result<Vec<serde_json::Value>, serde_json::Error> {
        self.by_number
            .values()
            .map(|(id, document)| {
                Ok(serde_json::json!({"id": id, "document": serde_json::to_value(document)?}))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_written() {
        let mut documents = Documents::new("text");
        documents.insert("a", "one".to_owned());
        documents.insert("b", "two".to_owned());
        documents.stored();
        documents.edit("b").expect("it is there").push('!');
        documents.remove("a");

        let mut changes = Vec::new();
        documents.changes(&mut changes).expect("texts are JSON");

        let written: Vec<_> = changes
            .iter()
            .map(|change| (change.id.as_str(), change.json.as_deref()))
            .collect();
        assert_eq!(written, [("a", None), ("b", Some("\"two!\""))]);
    }

    #[test]
    fn a_replaced_document_keeps_its_place() {
        let mut documents = Documents::new("text");
        documents.insert("a", 1);
        documents.insert("b", 2);
        documents.insert("a", 3);
        assert_eq!(documents.iter().copied().collect::<Vec<_>>(), [3, 2]);
    }
}
