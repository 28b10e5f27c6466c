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

    /** For each hash what it is mixed to, and in the lower half its place plus one; 0 is free. */
    private long[] table = new long[8];

    private int used;

    /** The one that is searched for. */
    private final byte[] sought = new byte[ChangeHash.LENGTH];

    /** From all bytes, in a way that nobody knows: some hashes are only claimed by a file. */
    private static int mixed(byte[] bytes) {
        long mixed = 0;
        for (int word = 0; word < FACTORS.length; word++) {
            int from = word * Integer.BYTES;
            int value =
                    (bytes[from] & 0xff)
                            | (bytes[from + 1] & 0xff) << 8
                            | (bytes[from + 2] & 0xff) << 16
                            | bytes[from + 3] << 24;
            mixed += FACTORS[word] * value;
        }
        return (int) (mixed >>> Integer.SIZE);
    }

    /** Notes the hash at a place; answers the first place that has it, which may be another one. */
    int put(int place, ChangeHash hash) {
        hash.copyTo(sought, 0);
        System.arraycopy(sought, 0, pageFor(place), at(place), ChangeHash.LENGTH);
        int mixed = mixed(sought);
        int slot = slot(mixed);
        if (table[slot] != 0) {
            return place(table[slot]);
        }
        table[slot] = (long) mixed << Integer.SIZE | (place + 1L);
        used++;
        if (2 * used > table.length) {
            grow();
        }
        return place;
    }

    /** Where the hash that is searched for stands in the table, or would. */
    private int slot(int mixed) {
        int mask = table.length - 1;
        int slot = mixed & mask;
        while (table[slot] != 0 && !(mixed(table[slot]) == mixed && isAt(place(table[slot])))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int mixed(long entry) {
        return (int) (entry >>> Integer.SIZE);
    }

    private static int place(long entry) {
        return (int) entry - 1;
    }

    private boolean isAt(int place) {
        int from = at(place);
        int end = from + ChangeHash.LENGTH;
        return Arrays.equals(page(place), from, end, sought, 0, ChangeHash.LENGTH);
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
        long[] before = table;
        table = new long[2 * before.length];
        int mask = table.length - 1;
        for (long entry : before) {
            if (entry != 0) {
                int slot = mixed(entry) & mask;
                while (table[slot] != 0) {
                    slot = (slot + 1) & mask;
                }
                table[slot] = entry;
            }
        }
    }

    /** The place of a hash, or -1. */
    int find(ChangeHash hash) {
        hash.copyTo(sought, 0);
        return place(table[slot(mixed(sought))]);
    }

    ChangeHash get(int place) {
        return ChangeHash.fromByteArray(page(place), at(place));
    }
}
