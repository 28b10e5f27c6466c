package app.vaultnotes.vault.search;

import java.util.Map;

/**
 * How many hits there are of each kind, the most first.
 *
 * @param tags by tag
 * @param folders by path of the folder; the root is empty
 * @param months by month of the last edit, such as {@code 2026-11}
 */
public record Facets(
        Map<String, Integer> tags, Map<String, Integer> folders, Map<String, Integer> months) {

    /** No counts. */
    public static final Facets NONE = new Facets(Map.of(), Map.of(), Map.of());
}
