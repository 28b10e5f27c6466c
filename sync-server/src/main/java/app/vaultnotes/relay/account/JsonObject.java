package app.vaultnotes.relay.account;

import org.jspecify.annotations.Nullable;

/** An object in JSON, put together member by member. */
final class JsonObject {

    private static final int FIRST_PRINTABLE = 0x20;

    private final StringBuilder text = new StringBuilder("{");

    /** Adds a text, or null. */
    JsonObject with(String name, @Nullable String value) {
        member(name);
        if (value == null) {
            text.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    /** Adds a number, or null. */
    JsonObject with(String name, @Nullable Long value) {
        member(name);
        text.append(value);
        return this;
    }

    /** Adds a truth. */
    JsonObject with(String name, boolean value) {
        member(name);
        text.append(value);
        return this;
    }

    private void member(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(name);
        text.append(':');
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (letter == '"' || letter == '\\') {
                text.append('\\').append(letter);
            } else if (letter < FIRST_PRINTABLE) {
                text.append("\\u%04x".formatted((int) letter));
            } else {
                text.append(letter);
            }
        }
        text.append('"');
    }

    /** The object. */
    @Override
    public String toString() {
        return text + "}";
    }
}
