package app.vaultnotes.vault.store;

import java.nio.ByteBuffer;

/** Whole numbers as SQLite writes them: seven bits a byte, the ninth byte with all eight. */
final class Varint {

    private static final int MAX_BYTES = 9;

    private Varint() {}

    /**
     * A number and where it ends.
     *
     * @param end the offset of the byte behind it
     */
    record Read(long value, int end) {}

    /** Reads one; {@link IndexOutOfBoundsException} when the bytes end within it. */
    static Read read(ByteBuffer bytes, int from) {
        long value = 0;
        for (int i = 0; i < MAX_BYTES - 1; i++) {
            byte next = bytes.get(from + i);
            value = (value << 7) | (next & 0x7f);
            if (next >= 0) {
                return new Read(value, from + i + 1);
            }
        }
        int last = from + MAX_BYTES - 1;
        return new Read((value << Byte.SIZE) | (bytes.get(last) & 0xff), last + 1);
    }
}
