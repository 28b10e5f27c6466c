package app.vaultnotes.relay.admin;

import app.vaultnotes.proto.v1.Account;
import app.vaultnotes.proto.v1.AccountInvitation;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetRelayRequest;
import app.vaultnotes.proto.v1.GetStatusRequest;
import app.vaultnotes.proto.v1.InviteAccountRequest;
import app.vaultnotes.proto.v1.ListAccountDevicesRequest;
import app.vaultnotes.proto.v1.ListAccountDevicesResponse;
import app.vaultnotes.proto.v1.ListAccountInvitationsRequest;
import app.vaultnotes.proto.v1.ListAccountInvitationsResponse;
import app.vaultnotes.proto.v1.ListAccountsRequest;
import app.vaultnotes.proto.v1.ListAccountsResponse;
import app.vaultnotes.proto.v1.Relay;
import app.vaultnotes.proto.v1.RelayStatus;
import app.vaultnotes.proto.v1.ResumeAccountRequest;
import app.vaultnotes.proto.v1.ResumeAccountResponse;
import app.vaultnotes.proto.v1.SuspendAccountRequest;
import app.vaultnotes.proto.v1.SuspendAccountResponse;
import app.vaultnotes.proto.v1.WithdrawAccountInvitationRequest;
import app.vaultnotes.proto.v1.WithdrawAccountInvitationResponse;
import app.vaultnotes.relay.account.Operator;
import app.vaultnotes.relay.account.User;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.Fields;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.mail.Letter;
import app.vaultnotes.relay.vault.Invitations;
import app.vaultnotes.wire.WireId;
import java.util.List;
import java.util.UUID;

/**
 * The calls of {@code vaultnotes.v1.RelayService}, however they come. Each throws RelayException as
 * the protocol says and DatabaseException when the database failed. Safe for any number of threads
 * and relays.
 */
public final class RelayService {

    private static final int PAGE_ACCOUNTS = 50;
    private static final int MOST_ACCOUNTS = 200;
    private static final int OPEN_INVITATIONS = 100;

    private final Relay about;
    private final StatusDesk status;
    private final Operator operator;
    private final Invitations invitations;
    private final Database database;
    private final RelayClock clock;
    private final Audit audit;

    /**
     * The calls over a database.
     *
     * @param about what everybody may know; its QR code is drawn here
     */
    public RelayService(
            Relay about,
            StatusDesk status,
            Operator operator,
            Invitations invitations,
            Database database,
            RelayClock clock,
            Audit audit) {
        this.about = about.toBuilder().setQrSvg(QrPicture.svg(about.getAddress())).build();
        this.status = status;
        this.operator = operator;
        this.invitations = invitations;
        this.database = database;
        this.clock = clock;
        this.audit = audit;
    }

    private static void requireAdmin(Caller caller) {
        if (!caller.isAdmin()) {
            throw new RelayException(
                    ErrorCode.FORBIDDEN, "This is for admins of the relay.", "Ask one of them.");
        }
    }

    private Operator operator(Caller caller) {
        requireAdmin(caller);
        return operator.as(caller.account());
    }

    /** What the relay is. */
    public Relay getRelay(GetRelayRequest request) {
        return about;
    }

    /** How it does. FORBIDDEN. */
    public RelayStatus getStatus(Caller caller, GetStatusRequest request) {
        requireAdmin(caller);
        return status.status();
    }

    /** A page of accounts. FORBIDDEN, INVALID, NOT_FOUND. */
    public ListAccountsResponse listAccounts(Caller caller, ListAccountsRequest request) {
        Operator desk = operator(caller);
        int size = request.getPageSize() == 0 ? PAGE_ACCOUNTS : request.getPageSize();
        if (size < 1 || size > MOST_ACCOUNTS) {
            throw RelayException.invalid("page_size is 1 to " + MOST_ACCOUNTS);
        }
        List<User> users = desk.users(after(request.getPage()), size + 1);
        List<User> shown = users.subList(0, Math.min(size, users.size()));
        ListAccountsResponse.Builder answer = ListAccountsResponse.newBuilder();
        shown.forEach(user -> answer.addAccounts(account(user)));
        if (users.size() > size) {
            answer.setNextPage(WireId.text(shown.getLast().account()));
        }
        return answer.build();
    }

    /** A page is told by the last account of the one before: addresses stay out of URLs. */
    private String after(String page) {
        if (page.isEmpty()) {
            return "";
        }
        UUID last = Fields.id("page", page);
        return database.transact(Scope.admin(), rows -> AccountRows.emailKey(rows, last));
    }

    private static Account account(User user) {
        Long suspendedMillis = user.suspendedMillis();
        return Account.newBuilder()
                .setAccountId(WireId.text(user.account()))
                .setEmail(user.email())
                .setAdmin(user.isAdmin())
                .setCreatedMillis(user.createdMillis())
                .setSuspendedMillis(suspendedMillis == null ? 0 : suspendedMillis)
                .setQuotaBytes(user.quotaBytes())
                .setStoredBytes(user.storedBytes())
                .setVaults(user.vaults())
                .setDevices(user.devices())
                .setLastSeenMillis(user.lastSeenMillis())
                .build();
    }

    /** An account's devices. FORBIDDEN, NOT_FOUND. */
    public ListAccountDevicesResponse listAccountDevices(
            Caller caller, ListAccountDevicesRequest request) {
        requireAdmin(caller);
        UUID account = Fields.id("account_id", request.getAccountId());
        return database.transact(
                Scope.admin(),
                rows -> {
                    var _ = AccountRows.emailKey(rows, account);
                    return ListAccountDevicesResponse.newBuilder()
                            .addAllDevices(AccountRows.devices(rows, account))
                            .build();
                });
    }

    /** Keeps an account out. FORBIDDEN, NOT_FOUND, INVALID. */
    public SuspendAccountResponse suspendAccount(Caller caller, SuspendAccountRequest request) {
        Operator desk = operator(caller);
        UUID account = Fields.id("account_id", request.getAccountId());
        if (account.equals(caller.account())) {
            throw RelayException.invalid("account_id is your own account");
        }
        desk.suspend(account);
        return SuspendAccountResponse.getDefaultInstance();
    }

    /** Lets it in again. FORBIDDEN, NOT_FOUND. */
    public ResumeAccountResponse resumeAccount(Caller caller, ResumeAccountRequest request) {
        operator(caller).resume(Fields.id("account_id", request.getAccountId()));
        return ResumeAccountResponse.getDefaultInstance();
    }

    /** Makes a link to an account. FORBIDDEN, INVALID, QUOTA. */
    public AccountInvitation inviteAccount(Caller caller, InviteAccountRequest request) {
        Operator desk = operator(caller);
        EmailAddress email =
                request.getEmail().isEmpty() ? null : EmailAddress.parse(request.getEmail());
        requireRoom();
        Invitations.Made made = desk.invite(email, request.getAdmin());
        return AccountInvitation.newBuilder()
                .setInvitationId(WireId.text(made.id()))
                .setEmail(email == null ? "" : email.text())
                .setAdmin(request.getAdmin())
                .setExpiresMillis(made.expiresMillis())
                .setLink(made.link())
                .setQrSvg(QrPicture.svg(made.link()))
                .setMailed(email != null && isMailed(caller, made, email))
                .build();
    }

    private boolean isMailed(Caller caller, Invitations.Made made, EmailAddress email) {
        return invitations.mail(
                caller.account(),
                new Letter(email, Letter.Purpose.ACCOUNT, made.link(), made.expiresMillis()));
    }

    private void requireRoom() {
        int open =
                database.transact(Scope.admin(), rows -> AccountRows.invitations(rows, clock))
                        .size();
        if (open >= OPEN_INVITATIONS) {
            throw new RelayException(
                    ErrorCode.QUOTA,
                    OPEN_INVITATIONS + " links to accounts are open.",
                    "Withdraw some that are not needed.");
        }
    }

    /** Links that are open. FORBIDDEN. */
    public ListAccountInvitationsResponse listAccountInvitations(
            Caller caller, ListAccountInvitationsRequest request) {
        requireAdmin(caller);
        return ListAccountInvitationsResponse.newBuilder()
                .addAllInvitations(
                        database.transact(
                                Scope.admin(), rows -> AccountRows.invitations(rows, clock)))
                .build();
    }

    /** Ends a link. FORBIDDEN, NOT_FOUND. */
    public WithdrawAccountInvitationResponse withdrawAccountInvitation(
            Caller caller, WithdrawAccountInvitationRequest request) {
        requireAdmin(caller);
        UUID invitation = Fields.id("invitation_id", request.getInvitationId());
        database.transact(
                Scope.admin(),
                rows -> {
                    AccountRows.withdraw(rows, invitation);
                    audit.write(rows, AuditEvent.INVITATION_WITHDRAWN, caller.account());
                    return true;
                });
        return WithdrawAccountInvitationResponse.getDefaultInstance();
    }
}
