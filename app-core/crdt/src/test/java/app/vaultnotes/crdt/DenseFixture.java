package app.vaultnotes.crdt;

import app.vaultnotes.crdt.engine.JavaEngine;
import app.vaultnotes.crdt.engine.Limits;
import java.util.stream.LongStream;

/** Documents with so few rows for nothing that a dense change soon is one too many. */
abstract class DenseFixture extends JavaEngineFixture {

    private static final int HEAVY_SEEDS = 20_000;

    private final Limits few;

    DenseFixture(int rows) {
        few = new Limits(1 << 20, Limits.OPERATIONS, rows, 1 << 20);
    }

    @Override
    protected JavaEngine engine() {
        return new JavaEngine(few);
    }

    /** So many programs, or very many when there is time. */
    static LongStream seeds(int usual) {
        return LongStream.range(0, Boolean.getBoolean("vaultnotes.heavy") ? HEAVY_SEEDS : usual);
    }
}
