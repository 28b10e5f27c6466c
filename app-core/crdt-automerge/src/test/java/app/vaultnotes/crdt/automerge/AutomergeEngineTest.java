package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.CrdtEngineContract;

class AutomergeEngineTest extends CrdtEngineContract {
    @Override
    protected CrdtEngine engine() {
        return new AutomergeEngine();
    }
}
