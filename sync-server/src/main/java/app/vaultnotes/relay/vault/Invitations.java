package app.vaultnotes.relay.vault;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.call.Buckets;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.call.Secret;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.relay.mail.Letter;
import app.vaultnotes.relay.mail.Postman;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Links that work once: into a vault, to an account on this relay, or to a new passphrase. Of each
 * the relay keeps the hash of its secret alone. Safe for any number of threads.
 */
public final class Invitations {

    private static final int LETTERS = 20;
    private static final String OPEN =
            "SELECT i.invitation_id, i.vault_id, i.role, i.makes_admin, i.resets_account_id,"
                    + " i.email_key FROM invitation i LEFT JOIN vault v USING (vault_id)"
                    + " LEFT JOIN account maker ON maker.account_id = i.made_by"
                    + " WHERE i.secret_hash = ? AND i.expires_millis > ?"
                    + " AND v.deleted_from_millis IS NULL AND maker.suspended_millis IS NULL";
    private static final String INSERT =
            "INSERT INTO invitation (invitation_id, vault_id, role, makes_admin,"
                    + " resets_account_id, secret_hash, email_key, expires_millis, made_by)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String JOIN =
            "INSERT INTO member (vault_id, account_id, role, joined_millis) VALUES (?, ?, ?, ?)"
                    + " ON CONFLICT (vault_id, account_id) DO UPDATE"
                    + " SET role = greatest(member.role, excluded.role) RETURNING role";
    private static final String FULL =
            "SELECT NOT EXISTS (SELECT FROM member WHERE vault_id = ? AND account_id = ?)"
                    + " AND ((SELECT count(*) FROM member WHERE vault_id = ?) >= ?"
                    + " OR (SELECT count(*) FROM member WHERE account_id = ?) >= ?)";

    private final RelayClock clock;
    private final SecureRandom random;
    private final String base;
    private final VaultLimits limits;
    private final Postman postman;
    private final Buckets letters = new Buckets(LETTERS, LETTERS, Duration.ofDays(1));

    /** Links of a relay that sends no letters; as the other constructor. */
    public Invitations(RelayClock clock, SecureRandom random, String base, VaultLimits limits) {
        this(clock, random, base, limits, Postman.NONE);
    }

    /**
     * Links of a relay.
     *
     * @param base the address that they begin with, such as {@code https://notes.example.org}
     * @param postman takes those that are for an address
     */
    public Invitations(
            RelayClock clock,
            SecureRandom random,
            String base,
            VaultLimits limits,
            Postman postman) {
        this.clock = clock;
        this.random = random;
        this.base = base.replaceAll("/+$", "");
        this.limits = limits;
        this.postman = postman;
    }

    /**
     * What a link is for.
     *
     * @param vault that it leads into; null for an account alone
     * @param role in that vault; unspecified without one
     * @param makesAdmin whether the account it makes may administer the relay
     * @param resets the account that it gives a new passphrase; null for a new account
     * @param emailKey the only address that may use it, as it is compared; null for any
     */
    public record Purpose(
            @Nullable UUID vault,
            Role role,
            boolean makesAdmin,
            @Nullable UUID resets,
            @Nullable String emailKey) {

        /** To an account on this relay. */
        public static Purpose account(boolean makesAdmin, @Nullable EmailAddress email) {
            String key = email == null ? null : email.key();
            return new Purpose(null, Role.ROLE_UNSPECIFIED, makesAdmin, null, key);
        }

        /** To a new passphrase. */
        public static Purpose reset(UUID account) {
            return new Purpose(null, Role.ROLE_UNSPECIFIED, false, account, null);
        }

        /** Whether whoever has this address may use it. */
        public boolean isFor(EmailAddress email) {
            return emailKey == null || emailKey.equals(email.key());
        }
    }

    /** A link that works, as long as nobody takes it first. */
    public record Open(UUID id, Purpose purpose) {}

    /**
     * A link that was just made.
     *
     * @param expiresMillis when it ends, by the clock of the relay's machine
     * @param link all of it; tell it to whoever asked for it, and nobody else
     */
    public record Made(UUID id, Secret secret, long expiresMillis, String link) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "a link until " + expiresMillis;
        }
    }

    /**
     * Makes a link.
     *
     * @param maker the owner or admin who makes it, and whose links do not work while the account
     *     is suspended; null for whoever runs the relay
     */
    public Made make(Transaction rows, Purpose purpose, @Nullable UUID maker, long lifetimeMillis)
            throws SQLException {
        Secret secret = Secret.random(random);
        long expiresMillis = clock.steadyMillis() + lifetimeMillis;
        UUID id = UUID.randomUUID();
        rows.update(
                INSERT,
                id,
                purpose.vault(),
                purpose.role().getNumber(),
                purpose.makesAdmin(),
                purpose.resets(),
                secret.hash().toByteArray(),
                purpose.emailKey(),
                expiresMillis,
                maker);
        String path = purpose.resets() == null ? "/join#" : "/reset#";
        long shown = clock.shownMillis(expiresMillis);
        return new Made(id, secret, shown, base + path + secret.text());
    }

    /**
     * Sends a link that was made to whom it is for, after the transaction that made it.
     *
     * @param maker the account that made it, which may have 20 letters a day
     * @return false when no letter is sent: the maker passes the link on
     */
    public boolean mail(UUID maker, Letter letter) {
        return letters.isTaken(maker.toString()) && postman.post(letter);
    }

    /** The link of a secret; none when there is none, or it is used, withdrawn or expired. */
    public Optional<Open> find(Transaction rows, Secret secret) throws SQLException {
        return rows.first(
                OPEN, Invitations::read, secret.hash().toByteArray(), clock.steadyMillis());
    }

    private static Open read(ResultSet row) throws SQLException {
        Purpose purpose =
                new Purpose(
                        row.getObject(2, UUID.class),
                        Role.forNumber(row.getInt(3)),
                        row.getBoolean(4),
                        row.getObject(5, UUID.class),
                        row.getString(6));
        return new Open(row.getObject(1, UUID.class), purpose);
    }

    /** Uses a link up; false when someone else did before. */
    public boolean take(Transaction rows, Open open) throws SQLException {
        return rows.update("DELETE FROM invitation WHERE invitation_id = ?", open.id()) == 1;
    }

    /**
     * Makes an account a member, which keeps the higher of two roles. The account's row must be
     * locked, so that two links at once do not pass its limit.
     *
     * @return the role it has then
     * @throws RelayException QUOTA when the vault or the account is full
     */
    public Role join(Transaction rows, UUID account, UUID vault, Role role) throws SQLException {
        boolean isFull =
                rows.first(
                                FULL,
                                row -> row.getBoolean(1),
                                vault,
                                account,
                                vault,
                                limits.membersOfVault(),
                                account,
                                limits.vaultsOfAccount())
                        .orElseThrow();
        if (isFull) {
            throw new RelayException(
                    ErrorCode.QUOTA,
                    "The vault has as many members, or the account as many vaults, as it may.",
                    "Leave a vault first, or ask its owner to make room.");
        }
        return rows.first(
                        JOIN,
                        row -> Role.forNumber(row.getInt(1)),
                        vault,
                        account,
                        role.getNumber(),
                        clock.millis())
                .orElseThrow();
    }
}
