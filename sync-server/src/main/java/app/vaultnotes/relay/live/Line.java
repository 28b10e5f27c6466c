package app.vaultnotes.relay.live;

import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.Closed;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Incarnation;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Opened;
import app.vaultnotes.proto.v1.Presence;
import app.vaultnotes.proto.v1.Refused;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.log.Appended;
import app.vaultnotes.relay.log.LogReader;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.WireId;
import app.vaultnotes.wire.WireLimits;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * One client's line. Messages of the client are handed in one after the other; {@link #receive}
 * waits while too many batches of the client are on their way to the log. Everything else may be
 * called by any thread.
 */
public final class Line {

    private static final Logger LOG = System.getLogger(Line.class.getName());
    private static final int BATCHES_UNDER_WAY = 32;
    private static final long GRACE_MILLIS = 30_000;

    private final Lines lines;
    private final Outgoing outgoing;
    private final String device;
    private final Map<UUID, Follower> followers = new ConcurrentHashMap<>();
    private final Semaphore underWay = new Semaphore(BATCHES_UNDER_WAY);
    private volatile Caller caller;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean closed;

    Line(Lines lines, Caller caller, Outlet outlet) {
        this.lines = lines;
        this.caller = caller;
        device = caller.device() == null ? "" : WireId.text(caller.device());
        outgoing = new Outgoing(outlet, lines.executor(), this::close, lines.traffic());
    }

    Outgoing outgoing() {
        return outgoing;
    }

    UUID account() {
        return caller.account();
    }

    Caller caller() {
        return caller;
    }

    Traffic traffic() {
        return lines.traffic();
    }

    /** The device's id as text; empty when the session has none. */
    String device() {
        return device;
    }

    void execute(Runnable task) {
        lines.executor().execute(task);
    }

    /** The next message of the client. What is wrong with it is answered on the line. */
    public void receive(ToRelay message) {
        heardNanos = System.nanoTime();
        try {
            handle(message);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            refuse(vaultOf(message), 0, e);
        }
    }

    private void handle(ToRelay message) throws InterruptedException {
        switch (message.getMessageCase()) {
            case OPEN -> open(message.getOpen());
            case CLOSE -> close(vault(message.getClose().getVaultId()));
            case BATCH -> append(message.getBatch());
            case PRESENCE -> present(message.getPresence());
            case RENEW -> renew(message.getRenew().getAccessToken());
            case PING -> send(ToClient.newBuilder().setPong(message.getPing()));
            case STATEMENT -> {
                lines.count(caller);
                lines.receipts().put(caller, message.getStatement());
            }
            case MESSAGE_NOT_SET -> throw RelayException.invalid("A message that says nothing.");
        }
    }

    private static String vaultOf(ToRelay message) {
        return switch (message.getMessageCase()) {
            case OPEN -> message.getOpen().getVaultId();
            case CLOSE -> message.getClose().getVaultId();
            case BATCH -> message.getBatch().getVaultId();
            case PRESENCE -> message.getPresence().getVaultId();
            case STATEMENT -> message.getStatement().getVaultId();
            default -> "";
        };
    }

    private static UUID vault(String text) {
        return WireId.parse("the vault", text);
    }

    private void open(Open message) {
        lines.count(caller);
        UUID vault = vault(message.getVaultId());
        long cursor = message.getAfterVaultSeq();
        if (followers.size() >= WireLimits.OPEN_VAULTS) {
            throw new RelayException(
                    ErrorCode.TOO_LARGE, "This line follows as many vaults as it may.", "");
        }
        LogReader.Standing standing = lines.reader().standing(vault, caller.account());
        UUID incarnation = lines.reader().requireIncarnation(cursor, message.getIncarnation());
        if (cursor < 0 || cursor > standing.head()) {
            throw RelayException.invalid("The log has " + standing.head() + " records.");
        }
        close(vault);
        Follower follower =
                new Follower(
                        this,
                        new Follower.Start(vault, cursor, standing.role()),
                        lines.reader(),
                        lines.pages());
        followers.put(vault, follower);
        send(
                ToClient.newBuilder()
                        .setOpened(
                                Opened.newBuilder()
                                        .setVaultId(message.getVaultId())
                                        .setHead(standing.head())
                                        .setRole(standing.role())
                                        .setIncarnation(
                                                Incarnation.newBuilder()
                                                        .setId(WireId.text(incarnation)))));
        lines.hub().follow(follower, standing.head());
        if (closed) {
            close(vault);
        }
        follower.catchUp();
    }

    private void close(UUID vault) {
        Follower follower = followers.remove(vault);
        if (follower != null) {
            follower.end();
            lines.hub().leave(follower);
        }
    }

    /** The vault is not followed any more, because of what happened. */
    void lose(Follower follower, RelayException reason) {
        if (reason.code() == ErrorCode.UNAVAILABLE || reason.code() == ErrorCode.INTERNAL) {
            end(reason);
        } else if (followers.remove(follower.vault(), follower)) {
            follower.end();
            lines.hub().leave(follower);
            send(
                    ToClient.newBuilder()
                            .setClosed(
                                    Closed.newBuilder()
                                            .setVaultId(WireId.text(follower.vault()))
                                            .setReason(reason.toMessage())));
        }
    }

    private void append(Batch message) throws InterruptedException {
        SignedBatch batch = SignedBatch.parse(message);
        underWay.acquire();
        try {
            var _ =
                    lines.log()
                            .append(caller, batch)
                            .whenComplete((appended, failure) -> answer(batch, appended, failure));
        } catch (RuntimeException e) {
            answer(batch, null, e);
        }
    }

    private void answer(
            SignedBatch batch, @Nullable Appended appended, @Nullable Throwable failure) {
        underWay.release();
        if (appended != null) {
            send(ToClient.newBuilder().setAck(appended.toMessage()));
        } else if (failure != null) {
            refuse(WireId.text(batch.first().vault()), batch.last().deviceSeq(), failure);
        }
    }

    private void present(Presence message) {
        UUID vault = vault(message.getVaultId());
        Follower follower = followers.get(vault);
        if (follower == null || device.isEmpty()) {
            throw RelayException.notFound("vault on this line");
        }
        if (message.getState().size() > WireLimits.PRESENCE_BYTES) {
            throw new RelayException(ErrorCode.TOO_LARGE, "Presence of too many bytes.", "");
        }
        if (!message.getDocId().isEmpty()) {
            WireId.parse("the document", message.getDocId());
        }
        Presence told =
                Presence.newBuilder()
                        .setVaultId(message.getVaultId())
                        .setDeviceId(device)
                        .setAccountId(WireId.text(caller.account()))
                        .setDocId(message.getDocId())
                        .setState(message.getState())
                        .build();
        lines.hub().at(vault, tail -> tail.present(follower, told));
    }

    private void renew(String token) {
        Caller renewed = lines.authenticator().authenticate(token);
        boolean isSame =
                renewed.account().equals(caller.account())
                        && Objects.equals(renewed.device(), caller.device());
        if (!isSame) {
            throw new RelayException(
                    ErrorCode.FORBIDDEN, "The token is of another account or device.", "");
        }
        caller = renewed;
    }

    private void refuse(String vault, long deviceSeq, Throwable failure) {
        RelayException reason = RelayException.of(failure);
        if (reason.code() == ErrorCode.INTERNAL) {
            LOG.log(Level.ERROR, "a message on a line failed", failure);
        }
        send(
                ToClient.newBuilder()
                        .setRefused(
                                Refused.newBuilder()
                                        .setVaultId(vault)
                                        .setDeviceSeq(deviceSeq)
                                        .setError(reason.toMessage())));
    }

    private void send(ToClient.Builder message) {
        outgoing.add(message.build());
    }

    /** The client can take more. */
    public void drain() {
        outgoing.drain();
    }

    /** Ends the line and tells the client why. */
    public void end(RelayException reason) {
        outgoing.end(reason);
    }

    private void close() {
        closed = true;
        followers.keySet().forEach(this::close);
        lines.remove(this);
    }

    /** The client is gone. */
    public void drop() {
        outgoing.close();
    }

    /** Ends it when it is silent, stuck, or its token has expired. */
    void sweep(long nowNanos, long nowMillis) {
        outgoing.endIfStuck(nowNanos, lines.stuckNanos());
        if (nowNanos - heardNanos > Lines.SILENCE_NANOS) {
            end(RelayException.unavailable("Nothing was heard on the line for too long."));
        }
        if (nowMillis - GRACE_MILLIS > caller.expiresMillis()) {
            end(
                    new RelayException(
                            ErrorCode.UNAUTHENTICATED, "The token expired.", "Connect anew."));
        }
    }
}
