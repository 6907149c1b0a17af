//! Orders taken on the telephone.
