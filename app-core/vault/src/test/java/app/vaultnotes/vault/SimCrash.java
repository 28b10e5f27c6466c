package app.vaultnotes.vault;

/** The process ends here. */
final class SimCrash extends Error {
    private static final long serialVersionUID = 1L;

    SimCrash() {
        super("the process ends here", null, false, false);
    }
}
