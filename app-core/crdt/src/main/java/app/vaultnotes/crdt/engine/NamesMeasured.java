package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Texts;
import org.jspecify.annotations.Nullable;

/** How many bytes names have, of which many that follow each other are one and the same. */
final class NamesMeasured {
    private @Nullable String last;
    private long lastBytes;

    /** The bytes of a name; none of no name. */
    @SuppressWarnings("ReferenceEquality") // what looks at each letter is what is to be spared
    long bytes(@Nullable String name) {
        if (name == null) {
            return 0;
        }
        if (name != last) {
            last = name;
            lastBytes = Texts.bytes(name);
        }
        return lastBytes;
    }
}
