//! Digests: what short name follows from what something is?

/// Sixteen hexadecimal digits derived from the parts.
pub(super) fn digest(parts: &[&str]) -> String {
    format!("{:016x}", hash(parts))
}

/// A number derived from the parts: 64-bit FNV-1a, its bits then mixed.
pub(super) fn hash(parts: &[&str]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for byte in part.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}
