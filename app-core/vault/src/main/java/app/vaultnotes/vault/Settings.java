package app.vaultnotes.vault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings of a vault; they travel with it. */
public final class Settings {

    private static final String SAVED_SEARCH = "search:";

    private static final int MAX_NAME_CHARS = 200;
    private static final int MAX_VALUE_CHARS = 10_000;

    private final Session session;

    Settings(Session session) {
        this.session = session;
    }

    /** What holds: what was chosen, or else what is usual. */
    public String get(VaultSetting setting) {
        return session.locked(() -> setting.in(session.tree().settings()));
    }

    /** What was chosen; empty when nothing was. */
    public String chosen(VaultSetting setting) {
        return session.locked(() -> session.tree().settings().getOrDefault(setting.key(), ""));
    }

    /** Chooses; an empty value takes the choice back. */
    public void set(VaultSetting setting, String value) {
        if (!value.isEmpty()) {
            requireSense(setting, value);
        }
        put(setting.key(), value);
    }

    private static void requireSense(VaultSetting setting, String value) {
        if (setting == VaultSetting.TRASH_DAYS) {
            if (!value.matches("\\d{1,5}")) {
                throw Paths.invalid("“" + value + "” is no number of days from 0 to 99999.");
            }
            return;
        }
        List<String> segments = Paths.segments(value);
        if (segments.isEmpty()) {
            throw Paths.invalid("“" + value + "” names no folder.");
        }
        segments.forEach(Paths::checked);
    }

    private void put(String key, String value) {
        if (value.length() > MAX_VALUE_CHARS) {
            throw Paths.invalid("A setting has at most " + MAX_VALUE_CHARS + " characters.");
        }
        session.locked(() -> {
            Batch batch = new Batch(session);
            batch.setting(key, value);
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
        if (name.isBlank() || name.length() > MAX_NAME_CHARS) {
            throw Paths.invalid(
                    "A saved search has a name of at most " + MAX_NAME_CHARS + " characters.");
        }
        put(SAVED_SEARCH + name, query);
    }
}
