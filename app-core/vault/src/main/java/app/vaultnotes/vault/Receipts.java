package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Statement;
import app.vaultnotes.proto.v1.VaultDevice;
import app.vaultnotes.vault.RecordLog.Last;
import app.vaultnotes.wire.SignedStatement;
import app.vaultnotes.wire.SignedStatement.UpTo;
import app.vaultnotes.wire.Signing;
import app.vaultnotes.wire.WireException;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which devices have what of a shared vault, by their own word: a device signs up to which record
 * of each other it has stored and applied, so that a relay can hide that word but not make it up.
 */
public final class Receipts {

    /** More devices than these are not remembered. */
    private static final int MOST_DEVICES = 1_000;

    private static final String SAID = "receipt-of:";
    private static final String DEVICE = "device-of-vault:";
    private static final int MOST_NAME_CHARS = 100;

    /** Own records that are looked through for what waits. */
    private static final int MOST_WAITING = 2_000;

    private static final long MOST_WAITING_BYTES = 16L << 20;

    private final Session session;
    private final Records records;

    Receipts(Session session, Records records) {
        this.session = session;
        this.records = records;
    }

    /**
     * Whether a device has something.
     *
     * @param device which
     * @param name what to call it, as {@link #name} has it
     * @param account whose it is
     * @param hasAll whether it has all of it that is here; otherwise it has an older state, or none
     */
    public record Seen(Id device, String name, Id account, boolean hasAll) {}

    /**
     * Where something is, beside this device.
     *
     * @param isOnRelay whether all of it that was written here is
     * @param devices those of others that have said what they have, by name
     */
    public record Receipt(boolean isOnRelay, List<Seen> devices) {}

    /**
     * Learns which devices there are. The key that a device had first is kept: another one under
     * its id is not believed.
     *
     * @return what cannot be believed, in words
     */
    public List<String> learn(List<VaultDevice> devices) {
        return session.locked(() -> {
            List<String> problems = new ArrayList<>();
            Map<String, String> known = session.store.facts().startingWith(DEVICE);
            int count = known.size();
            for (VaultDevice device : devices) {
                Optional<VaultDevice> before = device(known.get(DEVICE + device.getDeviceId()));
                boolean isKey = device.getPublicKey().size() == Signing.KEY_BYTES;
                boolean isSame =
                        before.map(b -> b.getPublicKey().equals(device.getPublicKey()))
                                .orElse(true);
                if (Id.parse(device.getDeviceId()).isEmpty() || !isKey || !isSame) {
                    problems.add("the relay gives device " + device.getDeviceId() + " another key");
                } else if (before.isPresent() || count++ < MOST_DEVICES) {
                    remember(known, device);
                }
            }
            return problems;
        });
    }

    private void remember(Map<String, String> known, VaultDevice device) {
        String name = DEVICE + device.getDeviceId();
        String value = text(device.toByteArray());
        if (!value.equals(known.get(name))) {
            session.store.facts().put(name, value);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Optional<VaultDevice> device(@Nullable String value) {
        try {
            return value == null
                    ? Optional.empty()
                    : Optional.of(VaultDevice.parseFrom(Base64.getDecoder().decode(value)));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            return Optional.empty(); // a damaged row: the relay tells it again
        }
    }

    /** The key that a device had first, by which it signs; empty when nobody has told of it. */
    public Optional<byte[]> key(Id device) {
        return session.locked(() -> told(device).map(each -> each.getPublicKey().toByteArray()));
    }

    private Optional<VaultDevice> told(Id device) {
        return device(session.store.facts().get(DEVICE + device).orElse(null));
    }

    /** What a statement was good for. */
    public enum Heard {
        /** It is new and its device has signed it. */
        NEWS,
        /** It is known already, or older than what is, or this device's own. */
        OLD,
        /** Nobody has told yet which key its device has. */
        UNKNOWN_DEVICE,
        /** Its device has not signed it, or it is none. */
        FORGED
    }

    /** Takes what a device says it has. */
    public Heard hear(Statement message) {
        return session.locked(() -> {
            SignedStatement said;
            try {
                said = SignedStatement.parse(message);
            } catch (WireException e) {
                return Heard.FORGED;
            }
            String id = Uuids.id(said.device()).toString();
            if (Uuids.id(said.device()).equals(session.device())) {
                return Heard.OLD; // its own word, passed on to all
            }
            Optional<byte[]> key = key(Uuids.id(said.device()));
            if (key.isEmpty()) {
                return Heard.UNKNOWN_DEVICE;
            }
            boolean isOfThis = said.vault().equals(Uuids.of(session.store.vaultId()));
            if (!isOfThis || !said.isSignedBy(key.get())) {
                return Heard.FORGED;
            }
            boolean isNews = said(id).map(b -> b.number() < said.number()).orElse(true);
            if (isNews) {
                session.store.facts().put(SAID + id, text(message.toByteArray()));
            }
            return isNews ? Heard.NEWS : Heard.OLD;
        });
    }

    private Optional<SignedStatement> said(String device) {
        return session.store.facts().get(SAID + device).flatMap(Receipts::statement);
    }

    private static Optional<SignedStatement> statement(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Optional.of(SignedStatement.parse(Statement.parseFrom(bytes)));
        } catch (InvalidProtocolBufferException | IllegalArgumentException | WireException e) {
            return Optional.empty();
        }
    }

    /** This device. */
    public Id device() {
        return session.locked(session::device);
    }

    /** What this device has, to be signed; the last statement again when nothing changed since. */
    public SignedStatement own() {
        return session.locked(() -> {
            Id device = session.device();
            SortedMap<String, UpTo> received = new TreeMap<>();
            for (Map.Entry<Id, Last> each : session.store.records().last().entrySet()) {
                Last last = each.getValue();
                if (!each.getKey().equals(device)) {
                    received.put(each.getKey().toString(), new UpTo(last.deviceSeq(), last.hash()));
                }
            }
            Optional<SignedStatement> before = said(device.toString());
            boolean isSame = before.map(b -> b.received().equals(received)).orElse(false);
            long number = before.map(SignedStatement::number).orElse(0L);
            return new SignedStatement(
                    Uuids.of(session.store.vaultId()),
                    Uuids.of(device),
                    isSame ? number : number + 1,
                    received,
                    new byte[0]);
        });
    }

    /** Remembers what this device has said, so that it never says another thing by that number. */
    public void said(SignedStatement own) {
        session.locked(() -> {
            String name = SAID + Uuids.id(own.device());
            String value = text(own.toMessage().toByteArray());
            if (!session.store.facts().get(name).equals(Optional.of(value))) {
                session.store.facts().put(name, value);
            }
            return true;
        });
    }

    /** Where a document is. */
    public Receipt of(Id document) {
        return session.locked(() -> {
            RecordLog log = session.store.records();
            Map<Id, Long> reach = log.reach(document);
            long own = reach.getOrDefault(session.device(), 0L);
            boolean isTold = !log.isUntold(document);
            boolean isOnRelay = isTold && own <= records.position().acknowledged();
            return new Receipt(isOnRelay, seen(reach, isTold));
        });
    }

    /** Where all of the vault is. */
    public Receipt ofAll() {
        return session.locked(() -> {
            RecordLog log = session.store.records();
            Map<Id, Long> reach = new TreeMap<>();
            log.last().forEach((device, last) -> reach.put(device, last.deviceSeq()));
            long own = reach.getOrDefault(session.device(), 0L);
            boolean isTold = log.untold(1).isEmpty();
            boolean isOnRelay = isTold && own <= records.position().acknowledged();
            return new Receipt(isOnRelay, seen(reach, isTold));
        });
    }

    /**
     * Documents of which something is on this device and not on the relay.
     *
     * @param most of them that are told
     */
    public List<Id> waiting(int most) {
        return session.locked(() -> {
            RecordLog log = session.store.records();
            Set<Id> all = new LinkedHashSet<>();
            log.own(records.position().acknowledged(), MOST_WAITING, MOST_WAITING_BYTES)
                    .forEach(record -> all.add(Uuids.id(record.doc())));
            all.addAll(log.untold(most));
            return all.stream().limit(most).toList();
        });
    }

    /** Of what is in no record nobody can have said to have it. */
    private List<Seen> seen(Map<Id, Long> reach, boolean isTold) {
        Map<String, String> devices = session.store.facts().startingWith(DEVICE);
        List<Seen> seen = new ArrayList<>();
        session.store
                .facts()
                .startingWith(SAID)
                .values()
                .forEach(text ->
                        statement(text)
                                .filter(s -> !Uuids.id(s.device()).equals(session.device()))
                                .flatMap(s -> seen(devices, s, reach, isTold))
                                .ifPresent(seen::add));
        seen.sort(Comparator.comparing(Seen::name).thenComparing(Seen::device));
        return List.copyOf(seen);
    }

    private Optional<Seen> seen(
            Map<String, String> devices,
            SignedStatement said,
            Map<Id, Long> reach,
            boolean isTold) {
        Id id = Uuids.id(said.device());
        boolean hasAll =
                isTold
                        && reach.entrySet().stream()
                                .filter(each -> !each.getKey().equals(id))
                                .allMatch(each -> {
                                    UpTo upTo = said.received().get(each.getKey().toString());
                                    return upTo != null && upTo.deviceSeq() >= each.getValue();
                                });
        return device(devices.get(DEVICE + id))
                .map(device ->
                        new Seen(
                                id,
                                name(device),
                                Id.parse(device.getAccountId()).orElse(Id.ROOT),
                                hasAll));
    }

    /**
     * What to call a device: its own name where it is of the account by which the vault is on its
     * relay, otherwise the address of its account with that; empty when nobody has told of it.
     */
    public String name(Id device) {
        return session.locked(() -> told(device).map(this::name).orElse(""));
    }

    /** Names in the history of another vault all devices that a relay has told of. */
    void nameIn(History other) {
        for (String value : session.store.facts().startingWith(DEVICE).values()) {
            device(value)
                    .ifPresent(told ->
                            Id.parse(told.getDeviceId())
                                    .map(id -> new History.Device(id, name(told), 0))
                                    .ifPresent(other::put));
        }
    }

    private String name(VaultDevice device) {
        String name = shown(device.getName());
        String email = shown(device.getAccountEmail());
        boolean isOwn =
                Home.of(session.store.facts())
                        .filter(home -> home.account().toString().equals(device.getAccountId()))
                        .isPresent();
        return isOwn || email.isEmpty() ? name : email + " (" + name + ")";
    }

    private static String shown(String told) {
        String plain = told.replaceAll("\\p{C}", "");
        return plain.substring(0, Math.min(plain.length(), MOST_NAME_CHARS));
    }
}
