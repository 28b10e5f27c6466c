package app.vaultnotes.relay.mail;

/** Takes letters to whoever they are for. Safe for any number of threads, none of which waits. */
@FunctionalInterface
public interface Postman {

    /** Takes none. */
    Postman NONE = letter -> false;

    /**
     * Takes a letter, to be delivered later.
     *
     * @return false when it is not taken: whoever made the link passes it on
     */
    boolean post(Letter letter);
}
