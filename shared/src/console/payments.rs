//! The mirror of Dojo's payment intents, and what staff do with payments.
