package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.store.SqliteStore;
import app.vaultnotes.wire.Hash;
import app.vaultnotes.wire.LogRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/** One run: devices edit one vault while all kinds of things go wrong, then all is well again. */
final class Simulation implements AutoCloseable {

    private static final String EMPTY = "empty";
    private static final int CHECKED = 8;
    private static final long TRIMMING_MILLIS = 20_000;
    private static final long STEP_MILLIS = 1_000;
    private static final long MOST_SETTLING_MILLIS = 4 * 3_600_000L;

    final SimWorld world;
    final SimRelay relay;
    final List<SimDevice> devices = new ArrayList<>();
    private final Vaults vaults;
    private final RandomEdits edits;
    private final long seed;
    private final Plan plan;

    /** What is other than usual: bugs that a test plants. */
    record Plan(
            BiFunction<SimWorld, Id, SimRelay> relay,
            Function<Store, Store> store,
            boolean relayMayForget,
            boolean devicesMayForget) {
        static Plan usual(long seed) {
            return new Plan(SimRelay::new, store -> store, seed % 3 == 1, seed % 3 == 2);
        }

        Plan with(BiFunction<SimWorld, Id, SimRelay> other, Function<Store, Store> wrapping) {
            return new Plan(other, wrapping, relayMayForget, devicesMayForget);
        }
    }

    Simulation(Path folder, long seed, Plan plan) {
        this.seed = seed;
        this.plan = plan;
        world = new SimWorld(seed);
        vaults = new Vaults(folder);
        Id vault = empty(vaults, Id.random(world.random));
        relay = plan.relay().apply(world, vault);
        edits = new RandomEdits(world.random);
        int count = 2 + world.random.nextInt(3);
        for (int i = 0; i < count; i++) {
            devices.add(device("device" + i));
        }
    }

    /** A device that comes late has everything from the relay, which must not lack anything. */
    private void join() {
        SimDevice late = device("late");
        devices.add(late);
        late.slow = world.chance(0.3);
        late.start();
    }

    private SimDevice device(String name) {
        copy(vaults, name);
        return new SimDevice(world, relay, vaults, name, edits, plan.store());
    }

    private static Id empty(Vaults vaults, Id id) {
        try (Store store = SqliteStore.create(vaults.folder(EMPTY), id)) {
            return store.vaultId();
        }
    }

    private static void copy(Vaults vaults, String name) {
        try {
            vaults.copy(EMPTY, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Lets it happen.
     *
     * @throws AssertionError when something that was acknowledged is lost, copies differ, or no end
     *     is reached
     */
    void run(int steps) {
        devices.forEach(SimDevice::start);
        for (int i = 0; i < steps; i++) {
            edits.any(devices).edit();
            if (world.chance(0.25)) {
                trouble();
            }
            world.runUntil(world.nowMillis() + world.random.nextLong(2 * STEP_MILLIS));
            statusIsTrue();
        }
        heal();
        settle();
        if (world.chance(0.7)) {
            world.runUntil(world.nowMillis() + TRIMMING_MILLIS); // for others to vouch
            relay.snapshots.trim();
        }
        join();
        settle();
        devices.forEach(SimDevice::disarmCrash);
        devices.forEach(device -> device.attachments().wantAll());
        settle();
        allIsThere();
    }

    /** The log at the end, by which two runs can be told apart. */
    List<Hash> log() {
        return relay.log.stream().map(LogRecord::hash).toList();
    }

    private void trouble() {
        SimDevice device = edits.any(devices);
        switch (world.random.nextInt(9)) {
            case 0, 1 -> device.cutLine();
            case 2 -> device.armCrash();
            case 3 -> device.crashAndComeBack(world.random.nextInt(20_000));
            case 4 -> {
                device.partitioned = true;
                device.cutLine();
                world.after(world.random.nextInt(60_000), () -> device.partitioned = false);
            }
            case 5 -> relay.crash(world.random.nextInt(10_000));
            case 6 -> {
                if (plan.relayMayForget() && relay.restores < 2) {
                    relay.restore(world.random.nextInt(relay.log.size() + 1));
                }
            }
            case 7 -> relay.snapshots.trim();
            default -> {
                if (plan.devicesMayForget()) {
                    forgetOrKeep(device);
                }
            }
        }
    }

    /** A person copies the folder, or puts the copy in its place when all of it is on the relay. */
    private void forgetOrKeep(SimDevice device) {
        try {
            boolean isLevel = device.isLevel();
            if (!device.isRunning()) {
                return;
            }
            device.crashAndComeBack(1_000);
            if (!device.hasCopy()) {
                device.keepCopy();
            } else if (isLevel) {
                device.putCopyBack();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing counts as sent that the relay does not have. */
    private void statusIsTrue() {
        for (SimDevice device : devices) {
            device.guarded(() -> statusIsTrue(device));
        }
    }

    private void statusIsTrue(SimDevice device) {
        if (device.isRunning() && relay.restores == 0) {
            long acknowledged = device.vault().records().position().acknowledged();
            long has =
                    relay.last
                            .getOrDefault(device.vault().records().device(), RecordLog.Last.NONE)
                            .deviceSeq();
            require(acknowledged <= has, acknowledged + " counts as sent, there are " + has);
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError("seed " + seed + ": " + otherwise);
        }
    }

    private void heal() {
        relay.down = false;
        if (plan.relayMayForget() && world.chance(0.5)) {
            relay.restore(world.random.nextInt(relay.log.size() + 1));
        }
        devices.forEach(device -> device.partitioned = false);
    }

    private void settle() {
        long end = world.nowMillis() + MOST_SETTLING_MILLIS;
        while (!devices.stream().allMatch(SimDevice::isLevel)) {
            if (world.nowMillis() > end) {
                List<String> told = devices.stream().map(SimDevice::told).toList();
                throw new AssertionError("seed " + seed + ": no end is reached: " + told);
            }
            world.runUntil(world.nowMillis() + STEP_MILLIS);
        }
    }

    private void allIsThere() {
        boolean withPast = !edits.havePurged();
        Map<String, String> first = seen(devices.get(0).vault(), withPast);
        for (SimDevice device : devices) {
            Map<String, String> other = seen(device.vault(), withPast);
            require(
                    first.equals(other),
                    device.name + " is another one: " + difference(first, other));
            if (seed % CHECKED == 0) {
                List<Vault.Problem> problems = device.vault().check(Progress.NONE);
                require(problems.isEmpty(), device.name + ": " + problems);
            }
        }
        Vault vault = devices.get(0).vault();
        edits.written()
                .forEach((note, words) -> {
                    String text =
                            vault.catalogue().note(note).isPresent()
                                    ? vault.notes().text(note)
                                    : "";
                    words.forEach(word -> require(text.contains(word), word + " is lost"));
                });
    }

    /** What a person sees, and how it came to be. */
    private static Map<String, String> seen(Vault vault, boolean withPast) {
        Map<String, String> seen = Copies.seen(vault);
        if (!withPast) {
            return seen;
        }
        History history = vault.session().store.history();
        for (ChangeLog.DocumentEntry entry : vault.session().store.changes().documents()) {
            List<String> versions =
                    history.versions(entry.id()).stream()
                            .map(History.Version::id)
                            .sorted()
                            .toList();
            seen.put("history " + entry.id(), versions + " " + history.placements(entry.id()));
        }
        return seen;
    }

    private static String difference(Map<String, String> one, Map<String, String> other) {
        Set<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        return keys.stream()
                .filter(key -> !Objects.equals(one.get(key), other.get(key)))
                .map(key -> key + ": " + one.get(key) + " / " + other.get(key))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        devices.forEach(SimDevice::crash);
    }
}
