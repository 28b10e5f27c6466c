package app.vaultnotes.cli.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An import by a process of its own, as a person would run it: its memory is not mixed with that of
 * what is measured around it.
 *
 * @param seconds from the start of the process to its end
 * @param peakMegabytes the most memory it ever had in use, heap and native together, where the
 *     system tells
 */
record ImportProcess(double seconds, OptionalDouble peakMegabytes) {

    private static final int LOOK_EVERY_MILLIS = 50;

    /** Imports a folder into a vault; the process runs with this one's Java and settings. */
    static ImportProcess run(Path vault, Path source, String mainClass) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of("import", source.toString(), "--vault", vault.toString()));
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            OptionalDouble peak = watch(process);
            if (process.exitValue() != 0) {
                throw new IOException("the import ended with " + process.exitValue());
            }
            return new ImportProcess((System.nanoTime() - start) / 1e9, peak);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an import ran");
        } finally {
            process.destroy();
        }
    }

    private static OptionalDouble watch(Process process) throws InterruptedException {
        OptionalDouble peak = OptionalDouble.empty();
        while (!process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            OptionalDouble now = peakMegabytes(process.pid());
            peak = now.isPresent() ? now : peak;
        }
        return peak;
    }

    private static OptionalDouble peakMegabytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst();
        } catch (IOException | java.io.UncheckedIOException e) {
            return OptionalDouble.empty(); // another system, or the process just ended
        }
    }
}
