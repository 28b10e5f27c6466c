package app.vaultnotes.vault.sync;

/** How a vault and its relay are, in the one word that matters most. */
public enum SyncState {
    /** Not begun. */
    OFF,
    /** A line is being opened. */
    CONNECTING,
    /** What others sent meanwhile is coming. */
    CATCHING_UP,
    /** All of the relay is here, and what is written here goes there at once. */
    LIVE,
    /** The relay cannot be reached, or ended the line; it is tried again by itself. */
    UNREACHABLE,
    /** This device cannot keep what comes: a full disk, a damaged database. It is tried again. */
    CANNOT_STORE,
    /** The relay does not know who this is any more; a person has to sign in. */
    SIGNED_OUT,
    /** The account is no member of the vault any more, or the vault is gone. */
    REMOVED,
    /** What the relay says contradicts itself; nothing of it was taken. It is tried again. */
    DISTRUSTED,
    /**
     * By this device's clock the relay's certificate is not valid yet, or not any more: one of the
     * two is wrong. It is tried again.
     */
    OUT_OF_TIME,
    /** The relay has another certificate than the one that was trusted; a person has to look. */
    UNTRUSTED;

    /** Whether nothing more happens before a person does something. */
    public boolean needsSomebody() {
        return this == SIGNED_OUT || this == REMOVED || this == UNTRUSTED;
    }
}
