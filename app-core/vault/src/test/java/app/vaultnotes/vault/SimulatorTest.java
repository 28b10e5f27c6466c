package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong, what was written is on every device in the end. */
class SimulatorTest {

    private static final int STEPS = 40;

    static LongStream seeds() {
        String some = System.getProperty("vaultnotes.seeds", "");
        if (!some.isEmpty()) {
            String[] range = some.split("-", 2);
            long first = Long.parseLong(range[0]);
            return LongStream.rangeClosed(first, Long.parseLong(range[range.length - 1]));
        }
        return LongStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? 100_000 : 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLost(long seed) throws IOException {
        log(seed);
    }

    /** What was seen to fail can be looked at again. */
    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void aSeedRepeatsItself(long seed) throws IOException {
        assertEquals(log(seed), log(seed));
    }

    private static List<Hash> log(long seed) throws IOException {
        Path folder = folder();
        try (Simulation simulation = new Simulation(folder, seed, Simulation.Plan.usual(seed))) {
            simulation.run(STEPS);
            return simulation.log();
        } finally {
            remove(folder);
        }
    }

    /** In memory where there is such a place: no disk is tried here, but whatever is above it. */
    static Path folder() throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "simulation")
                : Files.createTempDirectory("simulation");
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        }
    }
}
