package app.vaultnotes.crdt.automerge;

import java.util.Arrays;

/**
 * Where a text has characters outside the basic plane, to turn UTF-16 offsets into code points and
 * back. A text without any costs nothing; otherwise an edit costs time in proportion to the pairs
 * behind it.
 */
final class SurrogatePairs {

    /** UTF-16 offsets of the high surrogates, ascending. */
    private int[] starts = new int[0];

    private int count;

    static SurrogatePairs of(String text) {
        SurrogatePairs pairs = new SurrogatePairs();
        pairs.add(0, text);
        return pairs;
    }

    int count() {
        return count;
    }

    /** The code point at this UTF-16 offset; refuses the middle of a pair. */
    int toCodePoint(int offset) {
        int before = lowerBound(offset);
        if (before > 0 && starts[before - 1] == offset - 1) {
            throw new IllegalArgumentException("offset " + offset + " splits a surrogate pair");
        }
        return offset - before;
    }

    /** The UTF-16 offset of this code point. */
    int toOffset(int codePoint) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] - middle < codePoint) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return codePoint + low;
    }

    /** Follows a replacement in the text. */
    void splice(int start, int deleted, String inserted) {
        int from = lowerBound(start);
        int to = lowerBound(start + deleted);
        int shift = inserted.length() - deleted;
        System.arraycopy(starts, to, starts, from, count - to);
        count -= to - from;
        for (int i = from; i < count; i++) {
            starts[i] += shift;
        }
        add(start, inserted);
    }

    private void add(int start, String inserted) {
        int[] found = new int[4];
        int size = 0;
        for (int i = 0; i + 1 < inserted.length(); i++) {
            if (Character.isHighSurrogate(inserted.charAt(i))) {
                found = size == found.length ? Arrays.copyOf(found, 2 * size) : found;
                found[size++] = start + i;
            }
        }
        if (size > 0) {
            insert(lowerBound(start), found, size);
        }
    }

    private void insert(int at, int[] found, int size) {
        if (count + size > starts.length) {
            starts = Arrays.copyOf(starts, Math.max(2 * starts.length, count + size));
        }
        System.arraycopy(starts, at, starts, at + size, count - at);
        System.arraycopy(found, 0, starts, at, size);
        count += size;
    }

    private int lowerBound(int offset) {
        int found = Arrays.binarySearch(starts, 0, count, offset);
        return found >= 0 ? found : -found - 1;
    }
}
