package app.vaultnotes.vault.sync;

import app.vaultnotes.proto.v1.Error;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What could not be taken in, in words; old ones make room for new ones. */
final class Problems {

    private final Deque<String> words = new ArrayDeque<>();

    /** A problem as if the relay had said it. */
    static Error error(String problem) {
        return Error.newBuilder().setMessage(problem).build();
    }

    void add(String problem) {
        words.add(problem);
        if (words.size() > SyncStatus.MOST_PROBLEMS) {
            words.remove();
        }
    }

    List<String> all() {
        return List.copyOf(words);
    }
}
