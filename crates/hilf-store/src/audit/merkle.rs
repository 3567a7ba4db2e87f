//! RFC 6962 §2.1: the Merkle tree hash.

use sha2::{Digest, Sha256};

/// A node of the tree.
pub type Hash = [u8; 32];

/// Hash of a leaf.
pub fn leaf_hash(entry: &[u8]) -> Hash {
    let mut digest = Sha256::new();
    digest.update([0]);
    digest.update(entry);
    digest.finalize().into()
}

/// Hash of an inner node.
pub(super) fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut digest = Sha256::new();
    digest.update([1]);
    digest.update(left);
    digest.update(right);
    digest.finalize().into()
}

/// The roots of perfect subtrees, the largest first: what the tree hash depends on.
#[derive(Clone, Default)]
pub(super) struct Frontier(Vec<(u64, Hash)>);

impl Frontier {
    /// Adds the root of a perfect subtree of `size` leaves, no larger than any before it.
    pub(super) fn push(&mut self, size: u64, hash: Hash) {
        let (mut size, mut hash) = (size, hash);
        while let Some((last, left)) = self.0.last()
            && *last == size
        {
            hash = node_hash(left, &hash);
            size *= 2;
            self.0.pop();
        }
        self.0.push((size, hash));
    }

    /// The tree hash; of no leaves it is the hash of nothing.
    pub(super) fn root(&self) -> Hash {
        let mut parts = self.0.iter().rev().map(|(_, hash)| *hash);
        let Some(smallest) = parts.next() else { return Sha256::digest([]).into() };
        parts.fold(smallest, |right, left| node_hash(&left, &right))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::hex;
    use super::*;

    fn root_of(leaves: &[Hash]) -> Hash {
        let mut frontier = Frontier::default();
        leaves.iter().for_each(|leaf| frontier.push(1, *leaf));
        frontier.root()
    }

    /// RFC 6962 §2.1 word for word, in quadratic time.
    fn by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [one] => *one,
            more => {
                let mut k = 1;
                while k * 2 < more.len() {
                    k *= 2;
                }
                node_hash(&by_definition(&more[..k]), &by_definition(&more[k..]))
            }
        }
    }

    #[test]
    fn the_test_tree_of_certificate_transparency_has_its_known_root() {
        let entries: [&[u8]; 8] = [
            b"",
            b"\x00",
            b"\x10",
            b"\x20\x21",
            b"\x30\x31",
            b"\x40\x41\x42\x43",
            b"\x50\x51\x52\x53\x54\x55\x56\x57",
            b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
        ];
        let leaves: Vec<Hash> = entries.iter().map(|entry| leaf_hash(entry)).collect();
        let known = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328";
        assert_eq!(hex(&root_of(&leaves)), known);
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(hex(&root_of(&[])), empty);
    }

    proptest! {
        #[test]
        fn the_root_is_that_of_the_definition(seeds in prop::collection::vec(any::<u8>(), 0..70)) {
            let leaves: Vec<Hash> = seeds.iter().map(|seed| leaf_hash(&[*seed])).collect();
            prop_assert_eq!(root_of(&leaves), by_definition(&leaves));
        }
    }
}
