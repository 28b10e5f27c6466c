package app.vaultnotes.relay.vault;

import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.LeaveRequest;
import app.vaultnotes.proto.v1.LeaveResponse;
import app.vaultnotes.proto.v1.ListMembersRequest;
import app.vaultnotes.proto.v1.ListMembersResponse;
import app.vaultnotes.proto.v1.Member;
import app.vaultnotes.proto.v1.RemoveRequest;
import app.vaultnotes.proto.v1.RemoveResponse;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.SetRoleRequest;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.Fields;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.call.Secret;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.relay.mail.Letter;
import app.vaultnotes.wire.WireId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/**
 * Who is in a vault. Whatever takes a role away holds the vault's lock, so that of two owners who
 * go at once one stays.
 */
final class Members {

    private static final long USUAL_LIFETIME_MILLIS = Duration.ofDays(7).toMillis();
    private static final long LONGEST_LIFETIME_MILLIS = Duration.ofDays(30).toMillis();
    private static final int LONGEST_SECRET = 200;

    private final Database database;
    private final RelayClock clock;
    private final VaultLimits limits;
    private final Invitations invitations;
    private final Audit audit;
    private final AccessListener listener;

    Members(
            Database database,
            RelayClock clock,
            VaultLimits limits,
            Invitations invitations,
            Audit audit,
            AccessListener listener) {
        this.database = database;
        this.clock = clock;
        this.limits = limits;
        this.invitations = invitations;
        this.audit = audit;
        this.listener = listener;
    }

    private VaultRows.Standing lock(Transaction rows, UUID vault, Caller caller)
            throws SQLException {
        return VaultRows.lock(rows, vault, caller.account(), clock);
    }

    Invitation invite(Caller caller, InviteRequest request) {
        UUID vault = Fields.id("vault_id", request.getVaultId());
        Role role = Fields.role(request.getRole());
        long lifetimeMillis = lifetimeMillis(request.getLifetimeMillis());
        EmailAddress email =
                request.getEmail().isEmpty() ? null : EmailAddress.parse(request.getEmail());
        String emailKey = email == null ? null : email.key();
        Invitations.Purpose purpose = new Invitations.Purpose(vault, role, false, null, emailKey);
        Invitations.Made made =
                database.transact(
                        Scope.vault(vault, caller.account()),
                        rows -> invite(rows, caller, vault, purpose, lifetimeMillis));
        return Invitation.newBuilder()
                .setInvitationId(WireId.text(made.id()))
                .setVaultId(WireId.text(vault))
                .setRole(role)
                .setExpiresMillis(made.expiresMillis())
                .setEmail(emailKey == null ? "" : emailKey)
                .setSecret(made.secret().text())
                .setLink(made.link())
                .setMailed(email != null && isMailed(caller, made, email))
                .build();
    }

    private boolean isMailed(Caller caller, Invitations.Made made, EmailAddress email) {
        String by = EmailAddress.of(database, caller.account()).map(EmailAddress::text).orElse("");
        Letter letter =
                new Letter(email, Letter.Purpose.VAULT, by, made.link(), made.expiresMillis());
        return invitations.mail(caller.account(), letter);
    }

    private static long lifetimeMillis(long asked) {
        if (asked < 0 || asked > LONGEST_LIFETIME_MILLIS) {
            throw RelayException.invalid("lifetime_millis is not between 0 and 30 days");
        }
        return asked == 0 ? USUAL_LIFETIME_MILLIS : asked;
    }

    private Invitations.Made invite(
            Transaction rows,
            Caller caller,
            UUID vault,
            Invitations.Purpose purpose,
            long lifetimeMillis)
            throws SQLException {
        lock(rows, vault, caller).owner().open();
        if (VaultRows.invitations(rows, vault, clock).size() >= limits.openInvitations()) {
            throw new RelayException(
                    ErrorCode.QUOTA,
                    limits.openInvitations() + " invitations of the vault are open.",
                    "Withdraw one first.");
        }
        Invitations.Made made = invitations.make(rows, purpose, caller.account(), lifetimeMillis);
        audit.write(
                rows, AuditEvent.INVITED, caller.account(), vault, "role=" + word(purpose.role()));
        return made;
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private record Joined(UUID vault, Role role) {}

    Vault accept(Caller caller, AcceptRequest request) {
        if (request.getSecret().length() > LONGEST_SECRET) {
            throw RelayException.notFound("invitation");
        }
        Secret secret = Secret.shown(request.getSecret());
        Joined joined = database.transact(Scope.gate(), rows -> accept(rows, caller, secret));
        listener.granted(joined.vault(), caller.account(), joined.role());
        return database.transact(
                Scope.vault(joined.vault(), caller.account()),
                rows -> VaultRows.vault(rows, joined.vault(), caller.account(), clock));
    }

    private Joined accept(Transaction rows, Caller caller, Secret secret) throws SQLException {
        EmailAddress email =
                rows.first(
                                "SELECT email FROM account WHERE account_id = ? FOR NO KEY UPDATE",
                                row -> EmailAddress.parse(row.getString(1)),
                                caller.account())
                        .orElseThrow(() -> RelayException.notFound("account"));
        Invitations.Open open =
                invitations
                        .find(rows, secret)
                        .filter(found -> found.purpose().isFor(email))
                        .orElseThrow(() -> RelayException.notFound("invitation"));
        UUID vault = open.purpose().vault();
        if (vault == null || !invitations.take(rows, open)) {
            throw RelayException.notFound("invitation");
        }
        Role role = invitations.join(rows, caller.account(), vault, open.purpose().role());
        audit.write(rows, AuditEvent.JOINED, caller.account(), vault, "role=" + word(role));
        return new Joined(vault, role);
    }

    Member setRole(Caller caller, SetRoleRequest request) {
        UUID vault = Fields.id("vault_id", request.getVaultId());
        UUID account = Fields.id("account_id", request.getAccountId());
        Role role = Fields.role(request.getRole());
        Member member =
                database.transact(
                        Scope.vault(vault, caller.account()),
                        rows -> setRole(rows, caller, vault, account, role));
        listener.granted(vault, account, role);
        return member;
    }

    private Member setRole(Transaction rows, Caller caller, UUID vault, UUID account, Role role)
            throws SQLException {
        lock(rows, vault, caller).owner().open();
        Member before = VaultRows.member(rows, vault, account);
        if (role == before.getRole()) {
            return before;
        }
        if (before.getRole() == Role.OWNER) {
            VaultRows.requireAnotherOwner(rows, vault, account);
            withdrawLinksOf(rows, vault, account);
        }
        rows.update(
                "UPDATE member SET role = ? WHERE vault_id = ? AND account_id = ?",
                role.getNumber(),
                vault,
                account);
        audit.write(
                rows,
                AuditEvent.ROLE_SET,
                caller.account(),
                vault,
                "account=" + WireId.text(account) + " role=" + word(role));
        return before.toBuilder().setRole(role).build();
    }

    /**
     * Else whoever is no owner any more could come back, or bring others, by a link made before.
     */
    private static void withdrawLinksOf(Transaction rows, UUID vault, UUID account)
            throws SQLException {
        rows.update("DELETE FROM invitation WHERE vault_id = ? AND made_by = ?", vault, account);
    }

    RemoveResponse remove(Caller caller, RemoveRequest request) {
        UUID vault = Fields.id("vault_id", request.getVaultId());
        if (request.getAccountId().isEmpty() == request.getInvitationId().isEmpty()) {
            throw RelayException.invalid("one of account_id and invitation_id is to be given");
        }
        if (request.getAccountId().isEmpty()) {
            withdraw(caller, vault, Fields.id("invitation_id", request.getInvitationId()));
        } else {
            expel(caller, vault, Fields.id("account_id", request.getAccountId()));
        }
        return RemoveResponse.getDefaultInstance();
    }

    private void withdraw(Caller caller, UUID vault, UUID invitation) {
        database.transact(
                Scope.vault(vault, caller.account()),
                rows -> {
                    lock(rows, vault, caller).owner().open();
                    int removed =
                            rows.update(
                                    "DELETE FROM invitation WHERE vault_id = ?"
                                            + " AND invitation_id = ? AND expires_millis > ?",
                                    vault,
                                    invitation,
                                    clock.steadyMillis());
                    if (removed == 0) {
                        throw RelayException.notFound("invitation");
                    }
                    audit.write(rows, AuditEvent.INVITATION_WITHDRAWN, caller.account(), vault, "");
                    return true;
                });
    }

    private void expel(Caller caller, UUID vault, UUID account) {
        database.transact(
                Scope.vault(vault, caller.account()),
                rows -> {
                    lock(rows, vault, caller).owner().open();
                    end(rows, vault, account);
                    audit.write(
                            rows,
                            AuditEvent.REMOVED,
                            caller.account(),
                            vault,
                            "account=" + WireId.text(account));
                    return true;
                });
        listener.ended(vault, account);
    }

    /** A vault that is being deleted can be left as well. */
    LeaveResponse leave(Caller caller, LeaveRequest request) {
        UUID vault = Fields.id("vault_id", request.getVaultId());
        database.transact(
                Scope.vault(vault, caller.account()),
                rows -> {
                    lock(rows, vault, caller);
                    end(rows, vault, caller.account());
                    audit.write(rows, AuditEvent.LEFT, caller.account(), vault, "");
                    return true;
                });
        listener.ended(vault, caller.account());
        return LeaveResponse.getDefaultInstance();
    }

    private static void end(Transaction rows, UUID vault, UUID account) throws SQLException {
        if (VaultRows.role(rows, vault, account, "member") == Role.OWNER) {
            VaultRows.requireAnotherOwner(rows, vault, account);
            withdrawLinksOf(rows, vault, account);
        }
        rows.update("DELETE FROM member WHERE vault_id = ? AND account_id = ?", vault, account);
    }

    ListMembersResponse list(Caller caller, ListMembersRequest request) {
        UUID vault = Fields.id("vault_id", request.getVaultId());
        return database.transact(
                Scope.vault(vault, caller.account()), rows -> list(rows, vault, caller.account()));
    }

    private ListMembersResponse list(Transaction rows, UUID vault, UUID account)
            throws SQLException {
        Role role = VaultRows.vault(rows, vault, account, clock).getRole();
        ListMembersResponse.Builder response =
                ListMembersResponse.newBuilder().addAllMembers(VaultRows.members(rows, vault));
        if (role == Role.OWNER) {
            response.addAllInvitations(VaultRows.invitations(rows, vault, clock));
        }
        return response.build();
    }
}
