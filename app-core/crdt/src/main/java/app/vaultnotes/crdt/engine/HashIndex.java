package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ChangeHash;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of changes by their place in history and the other way. They are kept in pages, since
 * of a loaded document only those of its heads are known at first.
 */
final class HashIndex {
    /** Drawn anew by each process: of what is multiplied with them only the upper half is used. */
    private static final long[] FACTORS =
            new SecureRandom().longs(ChangeHash.LENGTH / Integer.BYTES).toArray();

    private static final int PAGE_BITS = 4;
    private static final int PAGE = 1 << PAGE_BITS;

    private byte[] @Nullable [] pages = new byte[4][];

    /** Places plus one, by the first bytes of the hash; 0 is free. */
    private int[] table = new int[8];

    private int used;

    /** From all bytes, in a way that nobody knows: some hashes are only claimed by a file. */
    private int start(byte[] bytes, int at) {
        long mixed = 0;
        for (int word = 0; word < FACTORS.length; word++) {
            int from = at + word * Integer.BYTES;
            int value =
                    (bytes[from] & 0xff)
                            | (bytes[from + 1] & 0xff) << 8
                            | (bytes[from + 2] & 0xff) << 16
                            | bytes[from + 3] << 24;
            mixed += FACTORS[word] * value;
        }
        return (int) (mixed >>> Integer.SIZE) & (table.length - 1);
    }

    void put(int place, byte[] hash) {
        System.arraycopy(hash, 0, pageFor(place), at(place), ChangeHash.LENGTH);
        if (2 * (used + 1) > table.length) {
            grow();
        }
        insert(place);
        used++;
    }

    private byte[] pageFor(int place) {
        int number = place >>> PAGE_BITS;
        if (number >= pages.length) {
            pages = Arrays.copyOf(pages, Math.max(number + 1, 2 * pages.length));
        }
        byte[] page = pages[number];
        if (page == null) {
            page = new byte[PAGE * ChangeHash.LENGTH];
            pages[number] = page;
        }
        return page;
    }

    private byte[] page(int place) {
        return Objects.requireNonNull(pages[place >>> PAGE_BITS], "no hash is known");
    }

    private static int at(int place) {
        return (place & (PAGE - 1)) * ChangeHash.LENGTH;
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
        int at = start(page(place), at(place));
        while (table[at] != 0) {
            at = (at + 1) & (table.length - 1);
        }
        table[at] = place + 1;
    }

    /** The place of a hash, or -1. */
    int find(ChangeHash sought) {
        byte[] hash = sought.toByteArray();
        for (int at = start(hash, 0); table[at] != 0; at = (at + 1) & (table.length - 1)) {
            int place = table[at] - 1;
            int from = at(place);
            int end = from + ChangeHash.LENGTH;
            if (Arrays.equals(page(place), from, end, hash, 0, ChangeHash.LENGTH)) {
                return place;
            }
        }
        return -1;
    }

    ChangeHash get(int place) {
        return ChangeHash.fromByteArray(page(place), at(place));
    }
}
