//! What the business can set, and how the connection to Dojo stands.
