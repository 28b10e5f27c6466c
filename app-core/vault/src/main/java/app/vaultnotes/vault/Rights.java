package app.vaultnotes.vault;

import org.jspecify.annotations.Nullable;

/** What others let this device's user do with a vault, as a relay last said. Any thread. */
final class Rights {

    /** The local fact that says that they may only read. */
    private static final String READS_ONLY = "reads-only";

    private final LocalFacts facts;

    /** None before it was asked. */
    private volatile @Nullable Boolean reader;

    Rights(LocalFacts facts) {
        this.facts = facts;
    }

    /** Whether they may only read. */
    boolean isReader() {
        Boolean known = reader;
        if (known == null) {
            known = facts.get(READS_ONLY).isPresent();
            reader = known;
        }
        return known;
    }

    /** Remembers whether they may only read. */
    void setReader(boolean now) {
        if (now != isReader()) {
            facts.put(READS_ONLY, now ? "yes" : "");
            reader = now;
        }
    }

    /**
     * Before a person edits something.
     *
     * @throws VaultException with {@code VIEW_ONLY} when they may only read
     */
    void requireWriter() {
        if (isReader()) {
            throw new VaultException(
                    VaultException.Code.VIEW_ONLY,
                    "You may read this vault, and not write in it.",
                    "Ask one of its owners, or make a vault of your own of it: “vaultnotes save-as"
                            + " DIR”.");
        }
    }
}
