package app.vaultnotes.document.markdown.syntax;

import java.util.Optional;

/**
 * The inside of a wikilink, taken apart.
 *
 * @param path the path without white space around it; empty for a place in the same note
 * @param pathStart where the path begins in the inside
 * @param fragment the heading or {@code ^block} behind the first {@code #}
 * @param label what is shown, where it is written
 */
public record Wikitext(String path, int pathStart, String fragment, Optional<String> label) {

    /** Takes apart what stands between {@code [[} and {@code ]]}; empty when that is no target. */
    public static Optional<Wikitext> of(String inside) {
        int bar = inside.indexOf('|');
        int end = bar < 0 ? inside.length() : bar;
        boolean escaped = bar > 0 && inside.charAt(bar - 1) == '\\';
        String target = inside.substring(0, escaped ? end - 1 : end);
        if (target.isBlank()) {
            return Optional.empty();
        }
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        String fragment = hash < 0 ? "" : target.substring(hash + 1).strip();
        int lead = path.isBlank() ? 0 : path.length() - path.stripLeading().length();
        Optional<String> label =
                bar < 0 ? Optional.empty() : Optional.of(inside.substring(bar + 1).strip());
        return Optional.of(new Wikitext(path.strip(), lead, fragment, label));
    }

    /** What a reader sees. */
    public String shown() {
        return label.filter(text -> !text.isEmpty())
                .orElseGet(() -> {
                    String heading = fragment.replace("#", " › ");
                    return path.isEmpty() || heading.isEmpty()
                            ? path + heading
                            : path + " › " + heading;
                });
    }
}
