package app.vaultnotes.vault.store;

/**
 * The hashes of all rows of a document's history, folded bit by bit. The order does not matter, and
 * what is folded in twice is out again, so that one row is changed without reading the others.
 */
final class HistoryDigest {

    private static final int BYTES = 32;

    private final byte[] bits = new byte[BYTES];

    /**
     * Folds a hash in, or out; one of another length, which only damage leaves, as far as it is.
     */
    void flip(byte[] sha) {
        for (int i = 0; i < Math.min(BYTES, sha.length); i++) {
            bits[i] ^= sha[i];
        }
    }

    /** Whether there is nothing in it. */
    boolean isNothing() {
        int any = 0;
        for (byte each : bits) {
            any |= each;
        }
        return any == 0;
    }

    byte[] toByteArray() {
        return bits.clone();
    }
}
