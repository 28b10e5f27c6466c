package app.vaultnotes.vault.sync;

import app.vaultnotes.crdt.Cursor;
import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.CaretState;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.vault.Receipts;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who has a note open right now: says where this device's caret is, again and again as long as that
 * holds, and keeps what others said last for as long as they would. Nothing of it is stored.
 */
final class Presences {

    /** Others are not told of every letter. */
    private static final long PAUSE_MILLIS = 100;

    private static final long REPEAT_MILLIS = 4_000;

    /** More than these are not shown. */
    private static final int MOST = 200;

    private static final long NEVER = Long.MAX_VALUE;

    private final String vaultId;
    private final Receipts receipts;
    private final Map<Id, Heard> others = new LinkedHashMap<>();
    private @Nullable Caret own;
    private long dueMillis = NEVER;
    private long saidMillis = -PAUSE_MILLIS;
    private List<Present> shown = List.of();

    /** What a device said last, and when. */
    private record Heard(Id account, Caret caret, long atMillis) {}

    Presences(String vaultId, Receipts receipts) {
        this.vaultId = vaultId;
        this.receipts = receipts;
    }

    /** This device's caret is somewhere else, or nowhere. */
    void moved(Optional<Caret> caret, long nowMillis) {
        if (!caret.equals(Optional.ofNullable(own))) {
            own = caret.orElse(null);
            dueMillis = Math.max(nowMillis, saidMillis + PAUSE_MILLIS);
        }
    }

    /** The vault is followed on a new line, whose other end knows nothing yet. */
    void live(long nowMillis) {
        dueMillis = own == null ? NEVER : nowMillis;
    }

    /** Nobody is heard any more. */
    void broken() {
        others.clear();
        shown = List.of();
    }

    /**
     * Another device says where its caret is; what cannot be read is as if it had gone.
     *
     * @return whether it has just come and nobody has told of it
     */
    boolean hear(Presence presence, long nowMillis) {
        Optional<Id> device =
                Id.parse(presence.getDeviceId()).filter(id -> !id.equals(receipts.device()));
        if (device.isEmpty()) {
            return false;
        }
        boolean isNew = !others.containsKey(device.get());
        Optional<Heard> heard = heard(presence, nowMillis);
        if (heard.isEmpty()) {
            others.remove(device.get());
        } else if (!isNew || others.size() < MOST) {
            others.put(device.get(), heard.get());
        }
        show();
        return isNew && heard.isPresent() && receipts.name(device.get()).isEmpty();
    }

    private static Optional<Heard> heard(Presence presence, long nowMillis) {
        try {
            CaretState state = CaretState.parseFrom(presence.getState());
            Cursor anchor = new Cursor(state.getAnchor());
            Cursor at = new Cursor(state.getCaret());
            return Id.parse(presence.getDocId())
                    .flatMap(note ->
                            Id.parse(presence.getAccountId())
                                    .map(account ->
                                            new Heard(
                                                    account,
                                                    new Caret(note, anchor, at),
                                                    nowMillis)));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Devices have names now that had none. */
    void named() {
        show();
    }

    private void show() {
        shown =
                others.entrySet().stream()
                        .map(each -> present(each.getKey(), each.getValue()))
                        .toList();
    }

    private Present present(Id device, Heard heard) {
        return new Present(device, heard.account(), receipts.name(device), heard.caret());
    }

    /** The others, those first who came first. */
    List<Present> others() {
        return shown;
    }

    /**
     * When {@link #next} has to be called.
     *
     * @param isLive whether there is somebody to tell
     */
    long wakeMillis(boolean isLive) {
        long wake = isLive ? dueMillis : NEVER;
        for (Heard heard : others.values()) {
            wake = Math.min(wake, heard.atMillis() + WireLimits.PRESENCE_MILLIS);
        }
        return wake;
    }

    /** What is to be said now; others who were not heard of for long are gone. */
    List<Act> next(boolean isLive, long nowMillis) {
        if (others.values()
                .removeIf(each -> nowMillis - each.atMillis() >= WireLimits.PRESENCE_MILLIS)) {
            show();
        }
        if (!isLive || nowMillis < dueMillis) {
            return List.of();
        }
        saidMillis = nowMillis;
        dueMillis = own == null ? NEVER : nowMillis + REPEAT_MILLIS;
        return List.of(new Act.Send(ToRelay.newBuilder().setPresence(message(own)).build()));
    }

    private Presence.Builder message(@Nullable Caret caret) {
        Presence.Builder message = Presence.newBuilder().setVaultId(vaultId);
        if (caret == null) {
            return message;
        }
        ByteString state =
                CaretState.newBuilder()
                        .setAnchor(caret.anchor().token())
                        .setCaret(caret.at().token())
                        .build()
                        .toByteString();
        return message.setDocId(caret.note().toString()).setState(state);
    }
}
