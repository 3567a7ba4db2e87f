//! Strings.

use super::texts;

texts! {}
