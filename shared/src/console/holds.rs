//! Holds: a card kept for a booking, charged or released.
