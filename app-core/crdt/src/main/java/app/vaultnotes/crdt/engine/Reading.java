package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;

/**
 * How many operations a document may yet read in vain, of changes that had waited and prove not to
 * fit. A hundred bytes may have hundreds of thousands. It counts over the life of a document, not
 * over a call, and by what happens to each change in its turn: so it comes to the same whether
 * changes come one by one or are loaded from one file, and a file costs no more than they did.
 */
final class Reading {
    private static final int FOR_A_FREE_ROW = 64;

    /** Who has no more operations than this for each byte is read all the same. */
    private static final int ROWS_FOR_A_BYTE = 16;

    private final long most;
    private long room;

    /** What is left of that in this turn. */
    private long turn;

    Reading(Limits limits) {
        this((long) FOR_A_FREE_ROW * limits.freeRows());
    }

    private Reading(long most) {
        this.most = most;
        this.room = most;
    }

    /** One that goes its own way from here. */
    Reading fork() {
        Reading fork = new Reading(most);
        fork.room = room;
        fork.turn = turn;
        return fork;
    }

    /** Begins the turn of a change that did not have to wait; it leaves some for those to come. */
    void begin() {
        turn = room / 2;
    }

    /** How many operations of a change that had waited may be read. */
    long most(Change change) {
        return turn > 0 ? Long.MAX_VALUE : (long) ROWS_FOR_A_BYTE * change.decodedBytes();
    }

    /** Notes how many were read in vain; what its own bytes allow counts for nothing. */
    void wasted(long operations) {
        if (turn > 0) {
            turn -= operations;
            room -= operations;
        }
    }

    /** Notes a change that is part of the document now; its bytes pay for reading others. */
    void taken(Change change) {
        room = Math.min(most, room + (long) ROWS_FOR_A_BYTE * change.decodedBytes());
    }
}
