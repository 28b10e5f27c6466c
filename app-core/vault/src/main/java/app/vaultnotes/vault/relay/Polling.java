package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Ack;
import app.vaultnotes.proto.v1.Batch;
import app.vaultnotes.proto.v1.Closed;
import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetChangesRequest;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.Incarnation;
import app.vaultnotes.proto.v1.Open;
import app.vaultnotes.proto.v1.Opened;
import app.vaultnotes.proto.v1.Records;
import app.vaultnotes.proto.v1.Refused;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.ToClient;
import app.vaultnotes.proto.v1.ToRelay;
import app.vaultnotes.proto.v1.ValidateTokenRequest;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.wire.Route;
import app.vaultnotes.wire.Routes;
import app.vaultnotes.wire.SignedBatch;
import app.vaultnotes.wire.WireException;
import app.vaultnotes.wire.WireLimits;
import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said on a line as single calls, and what they bring as what is heard on one. For one
 * thread at a time; waits for the network.
 */
final class Polling {

    /** A vault that is followed: the last record that was told, and in which log. */
    private record Followed(long vaultSeq, String incarnation) {}

    private final RelayCalls calls;
    private final Telling telling;
    private final Map<String, Followed> followed = new LinkedHashMap<>();
    private String accessToken;
    private boolean hasBegun;

    Polling(RelayCalls calls, String accessToken, Telling telling) {
        this.calls = calls;
        this.accessToken = accessToken;
        this.telling = telling;
    }

    private <Q extends Message, A extends Message> A call(Route<Q, A> route, Q request) {
        return calls.call(route, request, accessToken);
    }

    private void validate() {
        call(Routes.VALIDATE_TOKEN, ValidateTokenRequest.getDefaultInstance());
    }

    /** The first call tells whether there is a relay, and whether it knows who this is. */
    void begin() {
        if (!hasBegun) {
            hasBegun = true;
            validate();
            telling.opened();
        }
    }

    /**
     * Says something.
     *
     * @throws RelayFailure when the line has to end
     */
    void say(ToRelay message) {
        switch (message.getMessageCase()) {
            case OPEN -> open(message.getOpen());
            case CLOSE -> followed.remove(message.getClose().getVaultId());
            case BATCH -> append(message.getBatch());
            case RENEW -> accessToken = message.getRenew().getAccessToken();
            case PING -> {
                validate();
                telling.heard(ToClient.newBuilder().setPong(message.getPing()).build());
            }
            case STATEMENT -> state(message.getStatement());
            case PRESENCE, MESSAGE_NOT_SET -> {
                // Would be old before anybody heard of it.
            }
        }
    }

    private void open(Open open) {
        String id = open.getVaultId();
        followed.remove(id);
        if (followed.size() >= WireLimits.OPEN_VAULTS) {
            refused(id, 0, error(ErrorCode.TOO_LARGE, "A line follows no more vaults than these."));
            return;
        }
        Vault vault;
        Records page;
        try {
            vault = call(Routes.GET_VAULT, GetVaultRequest.newBuilder().setVaultId(id).build());
            page = page(id, new Followed(open.getAfterVaultSeq(), open.getIncarnation()));
        } catch (RelayFailure e) {
            refused(id, 0, e);
            return;
        }
        if (open.getAfterVaultSeq() > page.getHead()) {
            String words = "The log has " + page.getHead() + " records.";
            refused(id, 0, error(ErrorCode.INVALID, words));
            return;
        }
        telling.heard(ToClient.newBuilder().setOpened(opened(vault, page)).build());
        followed.put(id, new Followed(open.getAfterVaultSeq(), page.getIncarnation()));
        tell(id, page);
    }

    private static Opened opened(Vault vault, Records page) {
        return Opened.newBuilder()
                .setVaultId(vault.getVaultId())
                .setHead(page.getHead())
                .setRole(vault.getRole())
                .setIncarnation(Incarnation.newBuilder().setId(page.getIncarnation()))
                .build();
    }

    private Records page(String vault, Followed at) {
        GetChangesRequest.Builder request =
                GetChangesRequest.newBuilder().setVaultId(vault).setAfterVaultSeq(at.vaultSeq());
        if (at.vaultSeq() > 0) {
            request.setIncarnation(at.incarnation());
        }
        return call(Routes.GET_CHANGES, request.build());
    }

    private void append(Batch batch) {
        Ack ack;
        try {
            ack = call(Routes.SEND_CHANGES, batch);
        } catch (RelayFailure e) {
            refused(batch.getVaultId(), lastDeviceSeq(batch), e);
            return;
        }
        telling.heard(ToClient.newBuilder().setAck(ack).build());
    }

    private static long lastDeviceSeq(Batch batch) {
        try {
            return SignedBatch.parse(batch).last().deviceSeq();
        } catch (WireException e) {
            return 0;
        }
    }

    private void state(Statement statement) {
        try {
            call(Routes.PUT_RECEIPTS, statement);
        } catch (RelayFailure e) {
            refused(statement.getVaultId(), 0, e);
        }
    }

    private static RelayFailure error(ErrorCode code, String message) {
        Error error = Error.newBuilder().setCode(code).setMessage(message).build();
        return new RelayFailure(message, error, null);
    }

    /** Tells that a message was refused, unless the line itself is. */
    private void refused(String vault, long deviceSeq, RelayFailure why) {
        switch (why.error().getCode()) {
            case ERROR_CODE_UNSPECIFIED, UNAUTHENTICATED -> throw why;
            default ->
                    telling.heard(
                            ToClient.newBuilder()
                                    .setRefused(
                                            Refused.newBuilder()
                                                    .setVaultId(vault)
                                                    .setDeviceSeq(deviceSeq)
                                                    .setError(why.error()))
                                    .build());
        }
    }

    /**
     * Tells what came to the vaults that are followed; whether there was anything.
     *
     * @throws RelayFailure when the line has to end
     */
    boolean askForNews() {
        boolean hasNews = false;
        for (String vault : List.copyOf(followed.keySet())) {
            try {
                hasNews |= tellNews(vault);
            } catch (RelayFailure e) {
                lose(vault, e);
            }
        }
        return hasNews;
    }

    private boolean tellNews(String vault) {
        boolean hasNews = false;
        Followed at = followed.get(vault);
        while (at != null && !telling.isOver() && tell(vault, page(vault, at))) {
            hasNews = true;
            at = followed.get(vault);
        }
        return hasNews;
    }

    /** Tells a page, unless it is empty. */
    private boolean tell(String vault, Records page) {
        Followed at = followed.get(vault);
        if (at == null) {
            return false;
        }
        if (!page.getIncarnation().equals(at.incarnation())) {
            throw error(ErrorCode.OTHER_INCARNATION, "The relay was restored from a backup since.");
        }
        int count = page.getRecordsCount();
        if (count == 0) {
            return false;
        }
        long last = page.getRecords(count - 1).getVaultSeq();
        if (last <= at.vaultSeq()) {
            throw Causes.silent("The relay sends what it sent before.", null);
        }
        followed.put(vault, new Followed(last, at.incarnation()));
        telling.heard(ToClient.newBuilder().setRecords(page).build());
        return true;
    }

    private void lose(String vault, RelayFailure why) {
        switch (why.error().getCode()) {
            case NOT_FOUND, FORBIDDEN -> {
                followed.remove(vault);
                telling.heard(
                        ToClient.newBuilder()
                                .setClosed(
                                        Closed.newBuilder()
                                                .setVaultId(vault)
                                                .setReason(why.error()))
                                .build());
            }
            default -> throw why;
        }
    }
}
