//! The client against a real socket: what it sends, and what it makes of every kind of answer.

mod failures;
mod requests;
mod stub;
