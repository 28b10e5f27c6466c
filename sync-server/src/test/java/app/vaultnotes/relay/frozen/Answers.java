package app.vaultnotes.relay.frozen;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Compares answers as a client of then reads them: by the fields it knows. Times are compared by
 * whether there is one; words for people, what the machine is and what is drawn anew are not.
 */
final class Answers {

    /** Drawn by the relay; of the same length in every life. */
    private static final Set<String> DRAWN =
            Set.of("access_token", "refresh_token", "secret", "nonce", "invitation_id");

    private static final Set<String> FREE =
            Set.of(
                    "Error.message",
                    "Error.hint",
                    "Relay.version",
                    "Relay.qr_svg",
                    "Invitation.link",
                    "AccountInvitation.link",
                    "AccountInvitation.qr_svg",
                    "RelayStatus.database_version",
                    "RelayStatus.database_bytes",
                    "RelayStatus.waiting_bytes",
                    "RelayStatus.free_bytes");

    private final Drawn drawn;
    private final boolean isOfNewAccount;
    private final List<String> differences = new ArrayList<>();

    /**
     * A comparison.
     *
     * @param isOfNewAccount whether the relay draws the id of the account that is spoken of
     */
    Answers(Drawn drawn, boolean isOfNewAccount) {
        this.drawn = drawn;
        this.isOfNewAccount = isOfNewAccount;
    }

    /** How an answer differs from that of then; nothing when it does not. */
    List<String> compare(Descriptor type, byte[] then, byte[] today) {
        try {
            message(
                    type.getName(),
                    DynamicMessage.parseFrom(type, drawn.today(then)),
                    DynamicMessage.parseFrom(type, today));
        } catch (InvalidProtocolBufferException e) {
            differences.add(type.getName() + " cannot be read: " + e.getMessage());
        }
        return List.copyOf(differences);
    }

    private void message(String where, Message then, Message today) {
        for (FieldDescriptor field : then.getDescriptorForType().getFields()) {
            String name = field.getContainingType().getName() + "." + field.getName();
            if (!FREE.contains(name)) {
                field(where + "." + field.getName(), field, then, today);
            }
        }
    }

    private void field(String where, FieldDescriptor field, Message then, Message today) {
        if (field.isRepeated()) {
            int count = then.getRepeatedFieldCount(field);
            if (count != today.getRepeatedFieldCount(field)) {
                differ(where, count, today.getRepeatedFieldCount(field));
                return;
            }
            for (int i = 0; i < count; i++) {
                value(
                        where + "[" + i + "]",
                        field,
                        then.getRepeatedField(field, i),
                        today.getRepeatedField(field, i));
            }
        } else if (field.hasPresence() && then.hasField(field) != today.hasField(field)) {
            differ(where, then.hasField(field), today.hasField(field));
        } else {
            value(where, field, then.getField(field), today.getField(field));
        }
    }

    private void value(String where, FieldDescriptor field, Object then, Object today) {
        if (then instanceof Message before) {
            message(where, before, (Message) today);
        } else if (isTime(field)) {
            if (((Long) then == 0) != ((Long) today == 0)) {
                differ(where, then, today);
            }
        } else if (!then.equals(today) && !isLearned(field, then, today)) {
            differ(where, then, today);
        }
    }

    private static boolean isTime(FieldDescriptor field) {
        return field.getName().endsWith("_millis") && !field.getName().contains("lifetime");
    }

    private boolean isLearned(FieldDescriptor field, Object then, Object today) {
        boolean isDrawn =
                DRAWN.contains(field.getName())
                        || (isOfNewAccount && field.getName().equals("account_id"));
        if (isDrawn && then instanceof String before && today instanceof String after) {
            drawn.learn(before, after);
            return before.length() == after.length();
        }
        if (isDrawn && then instanceof ByteString before && today instanceof ByteString after) {
            drawn.learn(before.toByteArray(), after.toByteArray());
            return before.size() == after.size();
        }
        return false;
    }

    private void differ(String where, Object then, Object today) {
        differences.add(where + " was " + then + ", is " + today);
    }
}
