//! The mirror of Dojo's payment intents, made only from what a `GET` returned.
