package app.vaultnotes.cli.engine;

import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.automerge.AutomergeEngine;
import app.vaultnotes.crdt.engine.JavaEngine;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The engines that documents can be opened with. */
public final class Engines {

    /** The environment variable that names one. */
    public static final String VARIABLE = "VAULTNOTES_ENGINE";

    /** The usual one first. */
    private static final List<Supplier<CrdtEngine>> ALL =
            List.of(JavaEngine::new, AutomergeEngine::new);

    private Engines() {}

    /** The one that {@value #VARIABLE} names, or the usual one; empty when it names none. */
    public static Optional<CrdtEngine> chosen() {
        String name = System.getenv(VARIABLE);
        return name == null || name.isEmpty() ? Optional.of(ALL.get(0).get()) : named(name);
    }

    /** The engine of a name. */
    public static Optional<CrdtEngine> named(String name) {
        return ALL.stream()
                .map(Supplier::get)
                .filter(engine -> engine.name().equals(name))
                .findFirst();
    }
}
