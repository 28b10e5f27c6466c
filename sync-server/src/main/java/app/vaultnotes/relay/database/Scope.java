package app.vaultnotes.relay.database;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction is for. The database holds it to that by row-level security: a query that
 * forgets its condition sees no more than the scope.
 */
public final class Scope {

    private static final Scope GATE = new Scope("vaultnotes_gate", null, null);
    private static final Scope APPENDER = new Scope("vaultnotes_appender", null, null);
    private static final Scope KEEPER = new Scope("vaultnotes_keeper", null, null);
    private static final Scope ADMIN = new Scope("vaultnotes_admin", null, null);
    private static final String APP = "vaultnotes_app";

    private final String role;
    private final @Nullable UUID account;
    private final @Nullable UUID vault;

    private Scope(String role, @Nullable UUID account, @Nullable UUID vault) {
        this.role = role;
        this.account = account;
        this.vault = vault;
    }

    /** An account and what is its own. */
    public static Scope account(UUID account) {
        return new Scope(APP, account, null);
    }

    /** A vault, as far as the account has a role in it. */
    public static Scope vault(UUID vault, UUID account) {
        return new Scope(APP, account, vault);
    }

    /** Signing in and up, when it is not known yet who calls. */
    public static Scope gate() {
        return GATE;
    }

    /** Putting records at the end of logs. */
    public static Scope appender() {
        return APPENDER;
    }

    /** Retention, and whoever runs the relay. */
    public static Scope keeper() {
        return KEEPER;
    }

    /** An admin who calls over the network: accounts and sums, and nothing of what is in vaults. */
    public static Scope admin() {
        return ADMIN;
    }

    String role() {
        return role;
    }

    String accountText() {
        return account == null ? "" : account.toString();
    }

    String vaultText() {
        return vault == null ? "" : vault.toString();
    }
}
