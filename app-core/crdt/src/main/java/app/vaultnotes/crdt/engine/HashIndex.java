package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ChangeHash;
import java.util.Arrays;

/** The hashes of changes by their place in history and the other way, in two plain arrays. */
final class HashIndex {
    private byte[] hashes = new byte[0];

    /** Places plus one, by the first bytes of the hash; 0 is free. */
    private int[] table = new int[8];

    private int used;

    private int start(byte[] bytes, int at) {
        int mixed =
                (bytes[at] & 0xff)
                        | (bytes[at + 1] & 0xff) << 8
                        | (bytes[at + 2] & 0xff) << 16
                        | bytes[at + 3] << 24;
        return mixed & (table.length - 1);
    }

    void put(int place, byte[] hash) {
        int end = (place + 1) * ChangeHash.LENGTH;
        if (end > hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.max(end, hashes.length + hashes.length / 2));
        }
        System.arraycopy(hash, 0, hashes, place * ChangeHash.LENGTH, ChangeHash.LENGTH);
        if (2 * (used + 1) > table.length) {
            grow();
        }
        insert(place);
        used++;
    }

    private void grow() {
        int[] before = table;
        table = new int[2 * before.length];
        for (int entry : before) {
            if (entry != 0) {
                insert(entry - 1);
            }
        }
    }

    private void insert(int place) {
        int at = start(hashes, place * ChangeHash.LENGTH);
        while (table[at] != 0) {
            at = (at + 1) & (table.length - 1);
        }
        table[at] = place + 1;
    }

    /** The place of a hash, or -1. */
    int find(ChangeHash sought) {
        byte[] hash = sought.toByteArray();
        for (int at = start(hash, 0); table[at] != 0; at = (at + 1) & (table.length - 1)) {
            int from = (table[at] - 1) * ChangeHash.LENGTH;
            if (Arrays.equals(hashes, from, from + ChangeHash.LENGTH, hash, 0, ChangeHash.LENGTH)) {
                return table[at] - 1;
            }
        }
        return -1;
    }

    ChangeHash get(int place) {
        return ChangeHash.fromByteArray(hashes, place * ChangeHash.LENGTH);
    }
}
