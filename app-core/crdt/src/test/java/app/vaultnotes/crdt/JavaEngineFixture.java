package app.vaultnotes.crdt;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;

/** Documents of the engine in plain Java. */
abstract class JavaEngineFixture extends EngineFixture {

    /** What the first changes of others build on. */
    static final ChangeHash ROOT = SKELETON.hash();

    @Override
    protected JavaEngine engine() {
        return new JavaEngine();
    }

    JavaDocument document() {
        return engine().create(actor(), SKELETON);
    }

    /** One of many authors. */
    static ActorId author(int number) {
        byte[] bytes = {7, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
        return ActorId.fromByteArray(bytes);
    }
}
