package app.vaultnotes.cli;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Does what commands commonly do, while the JDK notes which classes that takes: the start-up cache.
 */
final class Training {

    /** Names an empty folder to train in; set by the launcher after a build. */
    static final String FOLDER_PROPERTY = "vaultnotes.training";

    private static final String NOTE =
            """
            ---
            tags: [one]
            ---
            # Heading

            Some *text* with [[Other]], #two, `code` and ==marks==.

            - [ ] a task

            | a | b |
            |---|---|
            | 1 | 2 |
            """;

    private Training() {}

    static int run(Path folder, Terminal here) {
        String vault = folder.resolve("vault").toString();
        List<List<String>> lines =
                List.of(
                        List.of("--help"),
                        List.of("new", vault),
                        List.of("write", "Folder/Note", "--vault", vault),
                        List.of("write", "Other", "--vault", vault, "--json"),
                        List.of("ls", "--recursive", "--vault", vault),
                        List.of("ls", "--vault", vault, "--json"),
                        List.of("search", "text", "--vault", vault),
                        List.of("search", "tag:one text*", "--vault", vault, "--json"),
                        List.of("links", "Other", "--vault", vault),
                        List.of("history", "Other", "--vault", vault),
                        List.of("show", "Other", "--vault", vault),
                        List.of("mv", "Other", "Another", "--vault", vault),
                        List.of("undo", "Another", "--vault", vault),
                        List.of("show", "nothing", "--vault", vault),
                        List.of("doctor", "--vault", vault));
        for (List<String> line : lines) {
            Terminal terminal =
                    new Terminal(
                            new ByteArrayInputStream(NOTE.getBytes(StandardCharsets.UTF_8)),
                            here.out(),
                            here.err(),
                            here.directory(),
                            true,
                            false);
            Main.run(line.toArray(String[]::new), terminal, null);
        }
        return 0;
    }
}
