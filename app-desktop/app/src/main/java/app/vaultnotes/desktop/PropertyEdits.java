package app.vaultnotes.desktop;

import app.vaultnotes.document.markdown.FrontMatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes of a note's properties, each as one replacement in its text. */
final class PropertyEdits {

    private static final List<String> LISTS =
            List.of("tags", "tag", "aliases", "alias", "cssclasses");

    private PropertyEdits() {}

    /** A change of a property; empty when the text leaves nothing to change. */
    interface Edit {
        Optional<FrontMatter.Replacement> in(FrontMatter matter, String text);
    }

    /** What a new property begins as. */
    enum Kind {
        TEXT,
        NUMBER,
        CHECKBOX,
        DATE,
        LIST
    }

    /** Whether a property is a list of words, however it is written. */
    static boolean isList(FrontMatter.Property property) {
        return property.type() == FrontMatter.Type.LIST
                || LISTS.stream().anyMatch(property.key()::equalsIgnoreCase);
    }

    /** Sets a property that has one value. */
    static Edit set(String key, String value) {
        return (matter, text) ->
                matter.property(key)
                        .filter(old -> !old.values().equals(List.of(value)))
                        .map(old -> matter.with(text, key, List.of(value)));
    }

    /** Adds a value to a list, unless it is there. */
    static Edit include(String key, String value) {
        return (matter, text) -> {
            List<String> values = new ArrayList<>(matter.values(key));
            if (value.isBlank() || values.contains(value.strip())) {
                return Optional.empty();
            }
            values.add(value.strip());
            return Optional.of(matter.withList(text, key, values));
        };
    }

    /** Takes a value out of a list. */
    static Edit exclude(String key, String value) {
        return (matter, text) -> {
            List<String> values = new ArrayList<>(matter.values(key));
            return values.remove(value)
                    ? Optional.of(matter.withList(text, key, values))
                    : Optional.empty();
        };
    }

    /** Adds a property, unless there is one of that name. */
    static Edit add(String key, Kind kind) {
        return (matter, text) ->
                key.isBlank() || matter.property(key.strip()).isPresent()
                        ? Optional.empty()
                        : Optional.of(first(matter, text, key.strip(), kind));
    }

    private static FrontMatter.Replacement first(
            FrontMatter matter, String text, String key, Kind kind) {
        return switch (kind) {
            case LIST -> matter.withList(text, key, List.of());
            case TEXT -> matter.with(text, key, List.of(""));
            case NUMBER -> matter.with(text, key, List.of("0"));
            case CHECKBOX -> matter.with(text, key, List.of("false"));
            case DATE -> matter.with(text, key, List.of(Times.today().toString()));
        };
    }

    /** Gives a property another name. */
    static Edit rename(String key, String name) {
        return (matter, text) -> matter.renamed(text, key, name.strip());
    }

    /** Removes a property. */
    static Edit remove(String key) {
        return (matter, text) -> matter.without(key);
    }
}
