package app.vaultnotes.ui.sharing;

import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.ListMembersResponse;
import app.vaultnotes.proto.v1.Member;
import app.vaultnotes.proto.v1.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Who is in a vault, as one of them sees it.
 *
 * @param members the reader first, then owners before editors before viewers, by address
 * @param links links that are open; only owners see them
 * @param isOwner whether the reader may change roles, remove and invite
 */
public record People(List<Person> members, List<Link> links, boolean isOwner) {

    /** The roles, the least first. */
    public static final List<Role> ROLES = List.of(Role.VIEWER, Role.EDITOR, Role.OWNER);

    /**
     * A member.
     *
     * @param isSelf whether it is the reader
     * @param canChange whether the reader may give another role, or remove
     */
    public record Person(
            String account, String email, Role role, boolean isSelf, boolean canChange) {}

    /** A link that is open: whoever has it first becomes that. */
    public record Link(String id, Role role, long expiresMillis) {}

    /** Copies the lists. */
    public People {
        members = List.copyOf(members);
        links = List.copyOf(links);
    }

    /**
     * What a relay tells.
     *
     * @param self the reader's account
     */
    public static People of(ListMembersResponse told, String self) {
        boolean isOwner =
                told.getMembersList().stream()
                        .anyMatch(m -> m.getAccountId().equals(self) && m.getRole() == Role.OWNER);
        List<Person> members =
                told.getMembersList().stream()
                        .map(member -> person(member, self, isOwner))
                        .sorted(
                                Comparator.comparing((Person p) -> !p.isSelf())
                                        .thenComparingInt(p -> -p.role().getNumber())
                                        .thenComparing(p -> p.email().toLowerCase(Locale.ROOT)))
                        .toList();
        return new People(
                members, told.getInvitationsList().stream().map(People::link).toList(), isOwner);
    }

    private static Person person(Member member, String self, boolean isOwner) {
        boolean isSelf = member.getAccountId().equals(self);
        Role role = ROLES.contains(member.getRole()) ? member.getRole() : Role.VIEWER;
        return new Person(
                member.getAccountId(), member.getEmail(), role, isSelf, isOwner && !isSelf);
    }

    private static Link link(Invitation link) {
        return new Link(link.getInvitationId(), link.getRole(), link.getExpiresMillis());
    }

    /** Whether the reader may go: a vault is never without an owner. */
    public boolean canLeave() {
        return !isOwner || members.stream().filter(p -> p.role() == Role.OWNER).count() > 1;
    }
}
