package app.vaultnotes.crdt;

import java.util.Optional;

/**
 * Another value at one key of a map. A map or text that comes to stand there begins empty, and what
 * is in it is told after it; with a map or text that goes, all below it is gone.
 *
 * @param path which key of which map
 * @param value what stands there now; empty when nothing does any more
 */
public record MapEdit(Path path, Optional<Value> value) implements Edit {}
