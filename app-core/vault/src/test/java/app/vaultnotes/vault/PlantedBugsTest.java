package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertTrue;

import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.Id;
import app.vaultnotes.wire.LogRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator finds what it is there to find. */
class PlantedBugsTest {

    private static final int STEPS = 40;
    private static final int MOST_SEEDS = 60;

    /** What somebody could get wrong, in the store, in the core or on the relay. */
    record Bug(String name, Function<Long, Simulation.Plan> plan) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bug> bugs() {
        return Stream.of(
                relay("the relay acknowledges what it drops", Dropping::new),
                relay("the relay loses in a crash what it acknowledged", Forgetful::new),
                relay("the relay goes on from a backup as if nothing was", Unchanged::new),
                relay("the relay takes one record for another", Swapping::new),
                relay("the relay says that it has bytes that it dropped", Wasteful::new),
                relay("the relay loses bytes that it said it had", Losing::new),
                relay("the relay lets go what nobody vouched for", Careless::new),
                store(
                        "records without their bytes count as here",
                        "snapshots",
                        "isCovered",
                        PlantedBugsTest::passedBy),
                store("what an old log had counts as told", "records", "forgetTold", a -> a),
                store(
                        "all of a document counts as told when some came",
                        "records",
                        "take",
                        PlantedBugsTest::allTold),
                store("cut records are not kept", "records", "cut", PlantedBugsTest::notKept),
                store("the cursor is ahead", "facts", "put", a -> moved(a, 1)),
                store("too much counts as sent", "facts", "put", a -> moved(a, 3)));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void isFound(Bug bug) throws IOException {
        long seed = 0;
        while (seed < MOST_SEEDS && !isFound(bug, seed)) {
            seed++;
        }
        assertTrue(seed < MOST_SEEDS, "not found in " + MOST_SEEDS + " runs");
    }

    private static boolean isFound(Bug bug, long seed) throws IOException {
        Path folder = SimulatorTest.folder();
        try (Simulation simulation = new Simulation(folder, seed, bug.plan.apply(seed))) {
            simulation.run(STEPS);
            return false;
        } catch (AssertionError | IllegalStateException e) {
            return true; // found, or the code itself would not go on
        } finally {
            SimulatorTest.remove(folder);
        }
    }

    private static Bug relay(String name, BiFunction<SimWorld, Id, SimRelay> relay) {
        return new Bug(name, seed -> Simulation.Plan.usual(seed).with(relay, store -> store));
    }

    private static Bug store(
            String name, String part, String method, UnaryOperator<Object[]> wrong) {
        return new Bug(
                name,
                seed ->
                        Simulation.Plan.usual(seed)
                                .with(
                                        SimRelay::new,
                                        store -> PlantedStore.of(store, part, method, wrong)));
    }

    private static Object[] allTold(Object[] arguments) {
        RecordLog.Arrival came = (RecordLog.Arrival) arguments[0];
        Map<Id, Heads> told = new HashMap<>(came.told());
        came.commits().forEach(commit -> told.put(commit.document(), commit.heads()));
        return new Object[] {
            new RecordLog.Arrival(
                    came.commits(),
                    came.pasts(),
                    came.records(),
                    came.parts(),
                    came.aside(),
                    came.taken(),
                    told,
                    came.retold(),
                    came.purged(),
                    came.facts())
        };
    }

    private static Object[] notKept(Object[] arguments) {
        List<?> cuts = (List<?>) arguments[0];
        return new Object[] {
            cuts.stream()
                    .map(cut -> (RecordLog.Cut) cut)
                    .map(cut ->
                            cut.document().toByteArray()[0] % 8 == 0
                                    ? new RecordLog.Cut(cut.document(), cut.after(), List.of())
                                    : cut)
                    .toList()
        };
    }

    /** A number of the position is one more whenever it is odd. */
    private static Object[] moved(Object[] arguments, int field) {
        String[] fields = ((String) arguments[1]).split(" ", -1);
        if (!arguments[0].equals("relay-position") || Long.parseLong(fields[field]) % 2 == 0) {
            return arguments;
        }
        fields[field] = Long.toString(Long.parseLong(fields[field]) + 1);
        return new Object[] {arguments[0], String.join(" ", fields)};
    }

    private static final class Dropping extends SimRelay {
        Dropping(SimWorld world, Id vault) {
            super(world, vault);
        }

        @Override
        void append(Id device, List<LogRecord> records) {
            if (!world.chance(0.05)) {
                super.append(device, records);
            }
        }
    }

    private static Object[] passedBy(Object[] arguments) {
        SnapshotLog.Gone gone = (SnapshotLog.Gone) arguments[0];
        return new Object[] {new SnapshotLog.Gone(gone.document(), gone.device(), 0, gone.hash())};
    }

    private static final class Careless extends SimRelay {
        Careless(SimWorld world, Id vault) {
            super(world, vault);
            snapshots =
                    new SimSnapshots(this) {
                        @Override
                        void keep(Id document, Kept snapshot) {
                            super.keep(
                                    document,
                                    new Kept(snapshot.description(), snapshot.bytes(), true));
                        }
                    };
        }
    }

    private static final class Wasteful extends SimRelay {
        Wasteful(SimWorld world, Id vault) {
            super(
                    world,
                    vault,
                    new SimBlobs(world) {
                        @Override
                        void keep(BlobHash hash, byte[] bytes) {
                            if (!world.chance(0.1)) {
                                super.keep(hash, bytes);
                            }
                        }
                    });
        }
    }

    /** Bytes go without the log having another life. */
    private static final class Losing extends SimRelay {
        Losing(SimWorld world, Id vault) {
            super(world, vault);
        }

        @Override
        void crash(long forMillis) {
            blobs.restore();
            super.crash(forMillis);
        }
    }

    private static final class Forgetful extends SimRelay {
        Forgetful(SimWorld world, Id vault) {
            super(world, vault);
        }

        @Override
        void crash(long forMillis) {
            String same = incarnation;
            super.restore(Math.max(0, log.size() - 2));
            incarnation = same;
            super.crash(forMillis);
        }
    }

    private static final class Unchanged extends SimRelay {
        Unchanged(SimWorld world, Id vault) {
            super(world, vault);
        }

        @Override
        void restore(int kept) {
            String same = incarnation;
            super.restore(kept);
            incarnation = same;
        }
    }

    private static final class Swapping extends SimRelay {
        Swapping(SimWorld world, Id vault) {
            super(world, vault);
        }

        @Override
        void append(Id device, List<LogRecord> records) {
            super.append(device, records);
            if (log.size() > 2 && world.chance(0.1)) {
                log.set(log.size() - 1, log.get(log.size() - 2));
            }
        }
    }
}
