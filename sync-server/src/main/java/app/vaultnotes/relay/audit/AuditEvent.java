package app.vaultnotes.relay.audit;

import java.util.Locale;

/** What is worth a row. */
public enum AuditEvent {
    /** An account was made. */
    ACCOUNT_MADE,
    /** A session was opened by passphrase. */
    SIGNED_IN,
    /** A session was opened by a device's key. */
    DEVICE_SIGNED_IN,
    /** A passphrase or a device's signature was wrong. */
    SIGN_IN_FAILED,
    /** Sessions were ended by their account. */
    SESSIONS_REVOKED,
    /** A refresh token came a second time, and its session was ended. */
    TOKEN_REUSED,
    /** A device was bound. */
    DEVICE_BOUND,
    /** A device was revoked. */
    DEVICE_REVOKED,
    /** An account set a new passphrase. */
    PASSPHRASE_CHANGED,
    /** Whoever runs the relay made a link to set a new passphrase. */
    RESET_MADE,
    /** Such a link was used. */
    PASSPHRASE_RESET,
    /** An invitation to an account was made. */
    ACCOUNT_INVITED,
    /** An account was suspended. */
    SUSPENDED,
    /** An account was let in again. */
    RESUMED,
    /** The most that an account or vault may store was set. */
    QUOTA_SET,
    /** An account took its data with it. */
    EXPORTED,
    /** An account was erased. */
    ERASED,
    /** The relay was restored from a backup. */
    RELAY_RESTORED,
    /** A vault was made. */
    VAULT_MADE,
    /** A vault got another name. */
    VAULT_RENAMED,
    /** A vault was closed, to be removed later. */
    VAULT_DELETED,
    /** A deletion was taken back. */
    VAULT_RESTORED,
    /** Every byte of a vault was removed. */
    VAULT_PURGED,
    /** A link into a vault was made. */
    INVITED,
    /** A link into a vault was withdrawn. */
    INVITATION_WITHDRAWN,
    /** An account became a member. */
    JOINED,
    /** A member got another role. */
    ROLE_SET,
    /** A member was removed. */
    REMOVED,
    /** A member left. */
    LEFT;

    /** As it is written in the log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
