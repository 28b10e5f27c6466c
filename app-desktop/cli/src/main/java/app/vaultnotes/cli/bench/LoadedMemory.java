package app.vaultnotes.cli.bench;

import app.vaultnotes.cli.engine.Engines;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Skeleton;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What loaded documents take, heap and what the process has beside it, measured in a process of its
 * own that does nothing else. All of its heap is there from the start and nothing is compiled in
 * it, so that what the process grows by is the engine's.
 */
final class LoadedMemory {

    private static final double MEGABYTE = 1e6;
    private static final int KILOBYTE = 1024;

    private LoadedMemory() {}

    /** The megabytes that all documents in a folder take once they are loaded. */
    static double megabytes(CrdtEngine engine, Path folder) throws IOException {
        Path answer = folder.resolveSibling(folder.getFileName() + "-" + engine.name());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-D"))
                .forEach(command::add);
        command.addAll(List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
        command.addAll(List.of("-Xint", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(LoadedMemory.class.getName(), engine.name()));
        command.addAll(List.of(folder.toString(), answer.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("a process to measure in ended with " + process.exitValue());
            }
            return Long.parseLong(Files.readString(answer)) / MEGABYTE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while memory was measured");
        } finally {
            process.destroy();
        }
    }

    /** Takes an engine, a folder of documents and the file to write the bytes to. */
    public static void main(String[] arguments) throws IOException {
        CrdtEngine engine = Engines.named(arguments[0]).orElseThrow();
        warm(engine);
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(arguments[1]))) {
            files = all.toList();
        }
        long before = usedHeap() + resident();
        List<CrdtDocument> open = new ArrayList<>();
        for (Path file : files) {
            open.add(engine.load(Authors.next(), Files.readAllBytes(file)));
        }
        long taken = usedHeap() + resident() - before;
        open.forEach(CrdtDocument::close);
        Files.writeString(Path.of(arguments[2]), String.valueOf(Math.max(0, taken)));
    }

    /** Has the classes and the library there before anything is counted. */
    private static void warm(CrdtEngine engine) {
        try (CrdtDocument first = engine.create(Authors.next(), Skeleton.of(DocumentKind.NOTE))) {
            first.change(w -> w.splice(app.vaultnotes.crdt.Path.of("text"), 0, 0, "a few words"));
            engine.load(Authors.next(), first.save()).close();
        }
    }

    /** The bytes of heap in use once what nobody holds is gone. */
    static long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** The bytes of memory of this process; 0 where the system does not tell. */
    private static long resident() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILOBYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return 0; // another system
        }
    }
}
