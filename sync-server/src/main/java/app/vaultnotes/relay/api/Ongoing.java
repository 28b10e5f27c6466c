package app.vaultnotes.relay.api;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.relay.api.EndedCall.Way;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireId;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A call while it goes on, by whichever way it came: where it comes from, and what the log will
 * tell of it. Safe for any number of threads.
 */
final class Ongoing {

    private final CallLog log;
    private final MethodDescriptor<?, ?> method;
    private final Way way;
    private final Source source;
    private final long startNanos = System.nanoTime();
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable UUID account;
    private volatile @Nullable UUID vault;
    private volatile String outcome = EndedCall.OK;

    /** One that begins. */
    Ongoing(CallLog log, MethodDescriptor<?, ?> method, Way way, Source source) {
        this.log = log;
        this.method = method;
        this.way = way;
        this.source = source;
    }

    Source source() {
        return source;
    }

    /** It is known who calls. */
    void by(UUID caller) {
        account = caller;
    }

    /** A message of the client, or for want of a body what the address says. */
    void received(Message message) {
        received.increment();
        if (vault == null) {
            vault = vault(message);
        }
    }

    /** It is about a vault, if that is the id of one. */
    void about(@Nullable String text) {
        if (vault == null) {
            vault = id(text);
        }
    }

    /** A message for the client. The first tells what the request could not. */
    void sent(Message message) {
        sent.increment();
        if (vault == null && sent.sum() == 1) {
            vault = vault(message);
        }
        if (account == null) {
            account = field(message, "account_id");
        }
    }

    /** Of a message that is about one vault, or that holds one that is. */
    private static @Nullable UUID vault(Message message) {
        UUID own = field(message, "vault_id");
        if (own != null) {
            return own;
        }
        return message.getAllFields().values().stream()
                .filter(Message.class::isInstance)
                .map(each -> field((Message) each, "vault_id"))
                .filter(id -> id != null)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable UUID field(Message message, String name) {
        FieldDescriptor field = message.getDescriptorForType().findFieldByName(name);
        return field == null || field.isRepeated() ? null : id(message.getField(field).toString());
    }

    /** Whatever is no id could be anything, and is not told. */
    private static @Nullable UUID id(@Nullable String text) {
        try {
            return text == null ? null : WireId.parse("an id", text);
        } catch (WireException e) {
            return null;
        }
    }

    /** It will end with this refusal. */
    void refused(ErrorCode code) {
        outcome = code.name();
    }

    /** It ends as it was refused, or well. */
    void end() {
        end(outcome);
    }

    /**
     * Its connection ends. Whoever has the answer may leave before the server below is done with
     * it, so only what was to come as bytes counts as cut off.
     */
    void breakOff() {
        boolean isAnswered = sent.sum() > 0 || !outcome.equals(EndedCall.OK);
        end(isAnswered ? outcome : EndedCall.CANCELLED);
    }

    /** It ends; only the first time counts. */
    void end(String how) {
        if (ended.compareAndSet(false, true)) {
            log.add(
                    new EndedCall(
                            new EndedCall.Kind(method.getFullMethodName(), how),
                            System.currentTimeMillis(),
                            way,
                            account,
                            vault,
                            System.nanoTime() - startNanos,
                            messages()));
        }
    }

    private EndedCall.@Nullable Messages messages() {
        return way == Way.REST || method.getType() == MethodType.UNARY
                ? null
                : new EndedCall.Messages(received.sum(), sent.sum());
    }
}
