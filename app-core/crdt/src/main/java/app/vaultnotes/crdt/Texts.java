package app.vaultnotes.crdt;

/** Checks and measures strings before they are written. */
public final class Texts {

    /**
     * Longest text that own edits make, in UTF-16 units, what was removed counted with it; what
     * others wrote is bounded by the limits of the engine that reads it.
     */
    public static final int MAX_LENGTH = 1 << 26;

    private Texts() {}

    /**
     * Refuses half a surrogate pair: the format has no place for one.
     *
     * @throws IllegalArgumentException that says where it stands
     */
    public static void requireWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (Character.isSurrogate(next)) {
                boolean paired =
                        Character.isHighSurrogate(next)
                                && i + 1 < text.length()
                                && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    throw new IllegalArgumentException("half a surrogate pair at " + i);
                }
                i++;
            }
        }
    }

    /**
     * Refuses a key that is not to be written: an empty one, which other implementations refuse
     * too, though some write it and all read it.
     *
     * @throws IllegalArgumentException when it is empty or has half a surrogate pair
     */
    public static void requireKey(String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("an empty key is not written");
        }
        requireWellFormed(key);
    }

    /** How many bytes a well-formed string has in UTF-8. */
    public static int bytes(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            bytes += next < 0x80 ? 0 : next < 0x800 || Character.isSurrogate(next) ? 1 : 2;
        }
        return bytes;
    }
}
