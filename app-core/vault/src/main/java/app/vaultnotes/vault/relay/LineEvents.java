package app.vaultnotes.vault.relay;

import app.vaultnotes.proto.v1.Error;
import app.vaultnotes.proto.v1.ToClient;

/**
 * What happens on a line, told on threads of the line, one thing at a time; what is told throws
 * nothing. {@link #heard} may block, which is how a slow reader slows the relay down.
 */
public interface LineEvents {

    /** The line is up. Comes once, before anything is heard, or never. */
    void opened();

    /** The relay said something. */
    void heard(ToClient message);

    /**
     * The line is down, and nothing comes any more. Comes once, unless the line was closed here.
     *
     * @param error what the relay said; without a code when it said nothing, with a message that
     *     says what happened. That is so, too, when a better way is free and the line is best
     *     opened anew
     */
    void ended(Error error);
}
