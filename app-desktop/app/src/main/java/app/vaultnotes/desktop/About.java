package app.vaultnotes.desktop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What this app is, where it keeps things, and whose work it is built on. */
final class About {

    private About() {}

    /** The version of the app, as its build wrote it down. */
    static String version() {
        try (InputStream in = resource("about.properties")) {
            Properties about = new Properties();
            about.load(in);
            return about.getProperty("version", "");
        } catch (IOException e) {
            throw new UncheckedIOException("the app lacks its version", e);
        }
    }

    /** The libraries and fonts in the app with their licences, one a line. */
    static String thirdParty() {
        try (InputStream in = resource("third-party.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the app lacks the list of its parts", e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(About.class.getResourceAsStream(name), name);
    }

    /** Opens it over a window. */
    static Dialogs.Open open(AppWindow window) {
        String facts = facts(window.vault().folder(), window.app().reports().folder());
        TextArea parts = TextPanel.text(Words.of("about.parts"), thirdParty());
        parts.setWrapText(true);
        Label section = new Label(Words.of("about.parts"));
        section.getStyleClass().add("vn-section");
        Label told = new Label(facts);
        told.setWrapText(true);
        told.getStyleClass().add("vn-told");
        VBox body = new VBox(8, told, section, parts);
        VBox.setVgrow(parts, Priority.ALWAYS);
        return TextPanel.open(
                window,
                Words.of("about.title", version()),
                body,
                TextPanel.copying(window, facts + "\n\n" + thirdParty()));
    }

    private static String facts(Path vault, Path reports) {
        return String.join(
                "\n",
                Words.of("about.licence"),
                Words.of("about.vault", vault),
                Words.of("about.reports", reports),
                Words.of(
                        "about.system",
                        System.getProperty("os.name", ""),
                        System.getProperty("os.version", ""),
                        System.getProperty("java.version", ""),
                        System.getProperty("javafx.version", "")));
    }
}
