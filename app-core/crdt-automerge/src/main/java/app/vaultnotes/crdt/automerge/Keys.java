package app.vaultnotes.crdt.automerge;

/** Which keys of maps automerge-java 0.0.7 can be asked for, and which text it can be given. */
final class Keys {

    private Keys() {}

    /**
     * Whether a key reaches the native core unharmed. It takes Java's own spelling of characters
     * outside the basic plane and of NUL for damaged UTF-8, and may end the process over it.
     */
    static boolean reachable(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) == 0 || Character.isSurrogate(key.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Refuses a key that cannot be written. */
    static void requireReachable(String key) {
        app.vaultnotes.crdt.Texts.requireKey(key);
        if (!reachable(key)) {
            throw new IllegalArgumentException(
                    "this engine writes no key with NUL or characters outside the basic plane");
        }
    }
}
