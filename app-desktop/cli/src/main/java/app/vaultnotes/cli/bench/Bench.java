package app.vaultnotes.cli.bench;

import app.vaultnotes.vault.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A group of benchmarks. Programs that have more than the command line add theirs as services of
 * this type.
 */
public interface Bench {

    /** What the group is called on the command line. */
    String name();

    /**
     * Measures.
     *
     * @param folder an empty folder to work in
     * @param large whether to measure what takes minutes as well
     * @throws IOException when the folder cannot be used or a process cannot be started
     */
    List<Result> run(Path folder, boolean large, Progress progress) throws IOException;
}
