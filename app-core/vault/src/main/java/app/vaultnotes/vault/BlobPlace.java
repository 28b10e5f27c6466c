package app.vaultnotes.vault;

/** Where the bytes of an attachment are. */
public enum BlobPlace {
    /** On this device. */
    HERE,
    /** Not here; the relay of the vault has them, and they come when they are wanted. */
    ON_RELAY,
    /** Not here; the vault has a relay, to which whoever has them may not have sent them yet. */
    AWAITED,
    /** Not here, and the vault has no relay that they could come from. */
    MISSING;

    /** Whether they may come by themselves. */
    public boolean mayCome() {
        return this == ON_RELAY || this == AWAITED;
    }
}
