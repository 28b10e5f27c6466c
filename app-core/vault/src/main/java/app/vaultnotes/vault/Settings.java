package app.vaultnotes.vault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings of a vault; they travel with it. */
public final class Settings {

    private static final String SAVED_SEARCH = "search:";

    /** What the names of settings that hold a folder end with. */
    private static final String FOLDER_SUFFIX = "Folder";

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
        if (!value.isEmpty()) {
            requireSense(name, value);
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

    private static void requireSense(String name, String value) {
        if (name.equals(Trash.RETENTION_SETTING) && !value.matches("\\d{1,5}")) {
            throw Paths.invalid("“" + value + "” is no number of days from 0 to 99999.");
        }
        if (name.endsWith(FOLDER_SUFFIX)) {
            List<String> segments = Paths.segments(value);
            if (segments.isEmpty()) {
                throw Paths.invalid("“" + value + "” names no folder.");
            }
            segments.forEach(Paths::checked);
        }
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
