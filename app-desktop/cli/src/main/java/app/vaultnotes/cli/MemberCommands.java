package app.vaultnotes.cli;

import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.ListMembersResponse;
import app.vaultnotes.proto.v1.Member;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.vault.Home;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.AccountCalls;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who is in a vault that is on a relay. */
final class MemberCommands {

    private MemberCommands() {}

    /** What a member may do. */
    enum MemberRole {
        VIEWER(Role.VIEWER),
        EDITOR(Role.EDITOR),
        OWNER(Role.OWNER);

        private final Role role;

        MemberRole(Role role) {
            this.role = role;
        }
    }

    /** The names of the roles. */
    static final class Roles extends Choices<MemberRole> {
        Roles() {
            super(MemberRole.values());
        }
    }

    /** A command on the members of a vault, which the relay is asked for. */
    @Command
    abstract static class OfVault extends VaultCommand {

        private final Context context;

        OfVault(Context context) {
            super(context);
            this.context = context;
        }

        @Override
        final int run(OpenVault open) {
            Home home = vault(open).home().orElseThrow(() -> Syncing.homeless(open.folder()));
            try (LocalRelays relays = LocalRelays.here(new Asking(context))) {
                return run(open, relays, Sharing.account(relays, home));
            }
        }

        abstract int run(OpenVault open, LocalRelays relays, Account account);
    }

    /** {@code invite}. */
    @Command(
            description = {
                "Make a link that lets somebody into the vault.",
                "It works once, for 7 days, for whoever has it."
            })
    static final class Invite extends OfVault {
        @Option(
                names = "--role",
                required = true,
                paramLabel = "ROLE",
                completionCandidates = Roles.class,
                converter = Roles.class,
                description =
                        "viewer (reads), editor (writes) or owner (invites and removes, too).")
        private MemberRole role = MemberRole.VIEWER;

        Invite(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open, LocalRelays relays, Account account) {
            return relays.ask(account, calls -> run(open, calls));
        }

        private int run(OpenVault open, AccountCalls calls) {
            Invitation made = calls.invite(vault(open).id(), role.role);
            if (json()) {
                print(Map.of("link", made.getLink()));
            } else {
                say(made.getLink());
                say(
                        "Whoever has it first becomes "
                                + Choices.word(role)
                                + "; it works once, until "
                                + time(made.getExpiresMillis())
                                + ".");
            }
            return 0;
        }
    }

    /** {@code members}. */
    @Command(
            description =
                    "List who is in the vault, and for its owners the links that are open; or change"
                            + " a role, or remove somebody.")
    static final class Members extends OfVault {
        @Option(
                names = "--remove",
                paramLabel = "EMAIL|ID",
                description = "Take a member out, who loses access at once, or take a link back.")
        private @Nullable String removed;

        @Option(
                names = "--change",
                paramLabel = "EMAIL",
                description = "Give a member the role of --role.")
        private @Nullable String changed;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                completionCandidates = Roles.class,
                converter = Roles.class,
                description = "viewer, editor or owner.")
        private @Nullable MemberRole role;

        Members(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open, LocalRelays relays, Account account) {
            return relays.ask(account, calls -> run(open, calls));
        }

        private int run(OpenVault open, AccountCalls calls) {
            app.vaultnotes.document.Id id = vault(open).id();
            MemberRole next = role;
            if ((next == null) != (changed == null)) {
                throw new WrongUsage(
                        "--change and --role go together.", "Name a member and a role.");
            }
            if (next != null) {
                String member = member(calls.members(id), String.valueOf(changed));
                calls.setRole(id, member, next.role);
            }
            if (removed != null) {
                remove(calls, id, removed);
            }
            return list(calls.members(id));
        }

        private static void remove(
                AccountCalls calls, app.vaultnotes.document.Id vault, String wanted) {
            ListMembersResponse all = calls.members(vault);
            boolean isLink =
                    all.getInvitationsList().stream()
                            .anyMatch(link -> link.getInvitationId().equals(wanted));
            if (isLink) {
                calls.withdraw(vault, wanted);
            } else {
                calls.remove(vault, member(all, wanted));
            }
        }

        private static String member(ListMembersResponse all, String wanted) {
            return all.getMembersList().stream()
                    .filter(member ->
                            member.getEmail().equalsIgnoreCase(wanted)
                                    || member.getAccountId().equals(wanted))
                    .map(Member::getAccountId)
                    .findFirst()
                    .orElseThrow(() ->
                            new VaultException(
                                    VaultException.Code.NOT_FOUND,
                                    "“" + wanted + "” is nobody in the vault.",
                                    "“vaultnotes members” lists who is."));
        }

        private int list(ListMembersResponse all) {
            if (json()) {
                Map<String, Object> shape = new LinkedHashMap<>();
                shape.put("members", all.getMembersList().stream().map(Members::shape).toList());
                shape.put(
                        "invitations",
                        all.getInvitationsList().stream().map(Members::shape).toList());
                print(shape);
                return 0;
            }
            all.getMembersList()
                    .forEach(m -> say(m.getEmail() + "  " + AccountCommands.role(m.getRole())));
            List<Invitation> links = all.getInvitationsList();
            links.forEach(link ->
                    say(
                            "a link for one "
                                    + AccountCommands.role(link.getRole())
                                    + ", until "
                                    + time(link.getExpiresMillis())
                                    + "  "
                                    + link.getInvitationId()));
            return 0;
        }

        private static Map<String, Object> shape(Member member) {
            return Json.shape(
                    "account",
                    member.getAccountId(),
                    "email",
                    member.getEmail(),
                    "role",
                    AccountCommands.role(member.getRole()));
        }

        private static Map<String, Object> shape(Invitation link) {
            return Json.shape(
                    "id",
                    link.getInvitationId(),
                    "role",
                    AccountCommands.role(link.getRole()),
                    "expires",
                    Instant.ofEpochMilli(link.getExpiresMillis()));
        }
    }

    /** {@code leave}. */
    @Command(
            description =
                    "Leave the vault's members: nothing goes to the relay or comes from it any more."
                            + " The vault on this machine stays as it is.")
    static final class Leave extends OfVault {
        Leave(Context context) {
            super(context);
        }

        @Override
        int run(OpenVault open, LocalRelays relays, Account account) {
            Sharing.leave(relays, account, vault(open));
            if (json()) {
                print(Json.shape("left", vault(open).id(), "path", open.folder()));
            } else {
                say("You are no member any more. The vault stays in " + open.folder() + ".");
            }
            return 0;
        }
    }
}
