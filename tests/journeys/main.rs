//! Journeys through the real server and sandbox in a real browser, one module a subject.

mod harness;
