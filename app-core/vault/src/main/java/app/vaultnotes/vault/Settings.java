package app.vaultnotes.vault;

import java.util.Map;
import java.util.TreeMap;

/** Settings of a vault; they travel with it. */
public final class Settings {

    private static final String SAVED_SEARCH = "search:";
    private static final int MAX_VALUE_CHARS = 10_000;

    private final Session session;

    Settings(Session session) {
        this.session = session;
    }

    /** A setting, or what it is unless set. */
    public String get(String name, String otherwise) {
        return session.locked(() -> session.tree().settings().getOrDefault(name, otherwise));
    }

    /** Sets a setting; an empty value takes it back. */
    public void set(String name, String value) {
        if (name.isEmpty() || value.length() > MAX_VALUE_CHARS) {
            throw Paths.invalid(
                    "A setting needs a name and at most " + MAX_VALUE_CHARS + " characters.");
        }
        session.locked(() -> {
            Batch batch = new Batch(session);
            batch.setting(name, value);
            if (!batch.isEmpty()) {
                batch.commit();
            }
            return true;
        });
    }

    /** Saved searches: queries by name. */
    public Map<String, String> savedSearches() {
        return session.locked(() -> {
            Map<String, String> saved = new TreeMap<>();
            session.tree()
                    .settings()
                    .forEach((name, value) -> {
                        if (name.startsWith(SAVED_SEARCH)) {
                            saved.put(name.substring(SAVED_SEARCH.length()), value);
                        }
                    });
            return saved;
        });
    }

    /** Saves a search under a name; an empty query removes it. */
    public void saveSearch(String name, String query) {
        set(SAVED_SEARCH + name, query);
    }
}
