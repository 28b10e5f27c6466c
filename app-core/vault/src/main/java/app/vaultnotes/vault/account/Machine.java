package app.vaultnotes.vault.account;

import app.vaultnotes.proto.v1.DeviceKind;

/**
 * What a relay is told of this machine.
 *
 * @param name what people call it, 1 to 100 characters
 * @param kind what it is
 */
public record Machine(String name, DeviceKind kind) {

    private static final int MOST_CHARACTERS = 100;

    /** Makes a name of whatever the system calls it. */
    public Machine {
        String plain = name.replaceAll("\\p{C}", "").strip();
        String words = plain.isEmpty() ? "this device" : plain;
        int end =
                words.offsetByCodePoints(
                        0, Math.min(words.codePointCount(0, words.length()), MOST_CHARACTERS));
        name = words.substring(0, end);
    }
}
