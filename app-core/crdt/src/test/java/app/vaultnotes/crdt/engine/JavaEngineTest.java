package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.CrdtEngineContract;

class JavaEngineTest extends CrdtEngineContract {
    @Override
    protected CrdtEngine engine() {
        return new JavaEngine();
    }
}
