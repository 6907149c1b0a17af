//! An account as JSON and back: for the data file, and for `GET` and `PUT /_sandbox/snapshot`.

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{AccountState, Change, Documents};
use crate::store::StoredDocument;

/// A snapshot that does not fit.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// It lacks its outer form.
    #[error("A snapshot is an object with \"version\": 1 and \"documents\".")]
    Form,
    /// One of its documents is not what its kind says.
    #[error("The {kind} {id} cannot be read: {reason}.")]
    Document {
        /// For example `intent`.
        kind: String,
        /// The document's id.
        id: String,
        /// In words.
        reason: String,
    },
}

/// Does the same with every kind of document.
macro_rules! each_kind {
    ($state:expr, |$documents:ident| $body:expr) => {{
        let state = $state;
        {
            let $documents = &mut state.intents;
            $body
        }
        {
            let $documents = &mut state.setup_intents;
            $body
        }
        {
            let $documents = &mut state.customers;
            $body
        }
        {
            let $documents = &mut state.challenges;
            $body
        }
        {
            let $documents = &mut state.subscriptions;
            $body
        }
        {
            let $documents = &mut state.deliveries;
            $body
        }
        {
            let $documents = &mut state.emails;
            $body
        }
        {
            let $documents = &mut state.settings;
            $body
        }
    }};
}

impl AccountState {
    /// What has to be written to the data file.
    pub(crate) fn changes(&mut self) -> Result<Vec<Change>, serde_json::Error> {
        let mut changes = Vec::new();
        each_kind!(&mut *self, |documents| documents.changes(&mut changes)?);
        Ok(changes)
    }

    /// Notes that everything was written.
    pub(crate) fn stored(&mut self) {
        each_kind!(&mut *self, |documents| documents.stored());
    }

    /// Takes a document from the data file in.
    pub(crate) fn load(&mut self, stored: &StoredDocument) -> Result<(), serde_json::Error> {
        each_kind!(&mut *self, |documents| if documents.kind() == stored.kind {
            let document = serde_json::from_str(&stored.json)?;
            documents.insert_numbered(stored.number, &stored.id, document);
        });
        Ok(())
    }

    /// The account as JSON.
    pub(crate) fn snapshot(&mut self) -> Result<Value, serde_json::Error> {
        let mut kinds = serde_json::Map::new();
        each_kind!(&mut *self, |documents| {
            let list = Value::Array(documents.to_json()?);
            kinds.insert(documents.kind().to_owned(), list);
        });
        Ok(json!({"version": 1, "accountId": self.account_id, "documents": kinds}))
    }

    /// Replaces everything by the snapshot; if that does not fit, nothing.
    pub(crate) fn restore(&mut self, snapshot: &Value) -> Result<(), SnapshotError> {
        let kinds = snapshot
            .get("documents")
            .filter(|_| snapshot.get("version") == Some(&json!(1)))
            .and_then(Value::as_object)
            .ok_or(SnapshotError::Form)?;
        let mut restored = Self::new(&self.account_id);
        each_kind!(&mut restored, |documents| fill(
            documents,
            kinds.get(documents.kind())
        )?);
        self.forget();
        self.take_over(restored);
        Ok(())
    }

    /// Forgets everything.
    pub(crate) fn forget(&mut self) {
        each_kind!(&mut *self, |documents| documents.clear());
        self.faults.clear();
        self.requests.clear();
        self.pending.clear();
        self.schedule.clear();
        self.new_doors.clear();
        self.doors_closed = true;
    }

    /// Finds again what is derived from the documents: what falls due, what is to be delivered, who is found by what.
    pub(crate) fn derive(&mut self) {
        let intents: Vec<String> = self
            .intents
            .iter()
            .map(|intent| intent.id.clone())
            .collect();
        for id in intents {
            self.open_door(&id);
            self.after_change(&id);
        }
        let setups: Vec<String> = self
            .setup_intents
            .iter()
            .map(|setup| setup.id.clone())
            .collect();
        for id in setups {
            self.open_door(&id);
            self.schedule_setup(&id);
        }
        let others = self.challenges.iter().map(|challenge| challenge.id.clone());
        let customers = self
            .customers
            .iter()
            .map(|record| record.customer.id.clone());
        for id in others.chain(customers).collect::<Vec<_>>() {
            self.open_door(&id);
        }
        self.pending = self
            .deliveries
            .iter()
            .filter(|delivery| delivery.next_attempt_at.is_some())
            .map(|delivery| delivery.id.clone())
            .collect();
    }

    fn take_over(&mut self, restored: Self) {
        macro_rules! take {
            ($($kind:ident),+) => { $(self.$kind.take_over(restored.$kind);)+ };
        }
        take!(
            intents,
            setup_intents,
            customers,
            challenges,
            subscriptions,
            deliveries,
            emails,
            settings
        );
        self.derive();
    }
}

fn fill<T>(documents: &mut Documents<T>, list: Option<&Value>) -> Result<(), SnapshotError>
where
    T: serde::Serialize + DeserializeOwned,
{
    for entry in list.and_then(Value::as_array).into_iter().flatten() {
        let (Some(id), Some(document)) = (
            entry.get("id").and_then(Value::as_str),
            entry.get("document"),
        ) else {
            return Err(SnapshotError::Form);
        };
        let document = T::deserialize(document).map_err(|error| SnapshotError::Document {
            kind: documents.kind().to_owned(),
            id: id.to_owned(),
            reason: error.to_string(),
        })?;
        documents.insert(id, document);
    }
    Ok(())
}
