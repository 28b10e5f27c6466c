package app.vaultnotes.vault;

/** Told how far long work is, and asked whether it should go on. */
public interface Progress {

    /** Looks at nothing and never stops the work. */
    Progress NONE =
            (what, done, total) -> {
                // nobody is watching
            };

    /**
     * Some of the work is done. To stop it, throw {@link
     * java.util.concurrent.CancellationException}: the work ends at the next safe place and leaves
     * the vault whole.
     *
     * @param what what is being done, such as {@code notes}
     * @param done how many
     * @param total of how many; 0 while unknown
     */
    void report(String what, long done, long total);
}
