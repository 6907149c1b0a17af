//! Customers as staff know them.
