package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;

/** The notes in a new vault: each teaches something by having it tried out. */
final class Welcome {

    /** Their names among the words and resources; the first one is opened. */
    static final List<String> NOTES = List.of("writing", "links", "lists", "history", "moving");

    private Welcome() {}

    /**
     * Writes them into a vault.
     *
     * @param language a tag of {@link Words#LANGUAGES}
     * @return the note to begin with
     */
    static Id write(Vault vault, String language) throws IOException {
        ResourceBundle words = Words.in(Locale.of(language));
        String folder = words.getString("welcome.folder");
        Id first = null;
        for (String note : NOTES) {
            String path = folder + "/" + words.getString("welcome." + note);
            Id made = vault.notes().write(path, text(language, note)).id();
            first = first == null ? made : first;
        }
        return Objects.requireNonNull(first);
    }

    private static String text(String language, String note) throws IOException {
        String name = "welcome/" + language + "/" + note + ".md";
        try (InputStream in =
                Objects.requireNonNull(Welcome.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
