package app.vaultnotes.cli;

/** A command line that can never work, whatever the vault holds. */
final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    /**
     * With what is wrong.
     *
     * @param hint what would be right
     */
    WrongUsage(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
