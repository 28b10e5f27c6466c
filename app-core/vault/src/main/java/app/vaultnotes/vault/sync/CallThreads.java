package app.vaultnotes.vault.sync;

/** Where calls of a relay are made, and where their answers are told. */
interface CallThreads {

    /** Does something on a thread that may wait. */
    void waiting(Runnable work);

    /** Does something on the thread of the sync. */
    void later(Runnable work);

    /** What time it is there. */
    long nowMillis();
}
