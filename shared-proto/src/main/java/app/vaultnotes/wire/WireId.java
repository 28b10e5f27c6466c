package app.vaultnotes.wire;

import java.util.UUID;

/**
 * How an id of 16 random bytes is written: 26 letters of lower-case base32 (RFC 4648 alphabet, no
 * padding). In memory it is a {@link UUID}, of which only the 128 bits count.
 */
public final class WireId {

    /** Bytes of an id. */
    public static final int LENGTH = 16;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int TEXT_LENGTH = 26;
    private static final int BITS_OF_A_LETTER = 5;
    private static final int BITS = LENGTH * Byte.SIZE;

    private WireId() {}

    /** An id as text. */
    public static String text(UUID id) {
        char[] text = new char[TEXT_LENGTH];
        for (int i = 0; i < TEXT_LENGTH; i++) {
            int digit = 0;
            for (int bit = 0; bit < BITS_OF_A_LETTER; bit++) {
                digit = digit << 1 | bit(id, i * BITS_OF_A_LETTER + bit);
            }
            text[i] = ALPHABET.charAt(digit);
        }
        return new String(text);
    }

    private static int bit(UUID id, int index) {
        if (index >= BITS) {
            return 0;
        }
        long half = index < Long.SIZE ? id.getMostSignificantBits() : id.getLeastSignificantBits();
        return (int) (half >>> (Long.SIZE - 1 - index % Long.SIZE)) & 1;
    }

    /**
     * The id written as this text.
     *
     * @param what it names, for the message
     * @throws WireException when it is no id
     */
    public static UUID parse(String what, String text) {
        if (text.length() != TEXT_LENGTH) {
            throw WireException.invalid(what + " has " + text.length() + " letters, an id 26");
        }
        long[] halves = new long[2];
        int spare = 0;
        for (int index = 0; index < TEXT_LENGTH * BITS_OF_A_LETTER; index++) {
            int letter = ALPHABET.indexOf(text.charAt(index / BITS_OF_A_LETTER));
            int bit = letter >>> (BITS_OF_A_LETTER - 1 - index % BITS_OF_A_LETTER) & 1;
            if (letter < 0) {
                throw WireException.invalid(what + " has a letter that no id has");
            }
            if (index < BITS) {
                halves[index / Long.SIZE] = halves[index / Long.SIZE] << 1 | bit;
            } else {
                spare |= bit;
            }
        }
        if (spare != 0) {
            throw WireException.invalid(what + " ends with a letter that no id ends with");
        }
        return new UUID(halves[0], halves[1]);
    }
}
