package app.vaultnotes.relay.check;

import app.vaultnotes.relay.check.Finding.State;
import app.vaultnotes.relay.serve.Advice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found so far. For one thread. */
public final class Findings {

    private final List<Finding> all = new ArrayList<>();

    /** Something that may fail; the failure is what is found then. */
    @FunctionalInterface
    public interface Look<T> {
        /** Looks. */
        T look() throws Exception;
    }

    /** It is as it should be. */
    public void ok(String check, String says) {
        all.add(new Finding(check, State.OK, says, ""));
    }

    /** It may hurt later. */
    public void warn(String check, String says, String advice) {
        all.add(new Finding(check, State.WARN, says, advice));
    }

    /** It cannot stay. */
    public void fail(String check, String says, String advice) {
        all.add(new Finding(check, State.FAIL, says, advice));
    }

    /** What a look gives; empty when it failed, which is noted. */
    public <T> Optional<T> attempt(String check, Look<T> look) {
        try {
            return Optional.of(look.look());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(check, "The check was interrupted.", "Run it again.");
        } catch (Exception e) {
            fail(check, Advice.says(e), Advice.of(e));
        }
        return Optional.empty();
    }

    /** All of them, in the order in which they were found. */
    public List<Finding> all() {
        return List.copyOf(all);
    }
}
