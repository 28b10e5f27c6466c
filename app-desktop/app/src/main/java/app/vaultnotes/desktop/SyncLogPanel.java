package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.WordPieces;
import app.vaultnotes.ui.sharing.SyncLog;
import app.vaultnotes.vault.Arrivals.Choice;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the sync of a vault did since the app began, to be read and copied. */
final class SyncLogPanel {

    private SyncLogPanel() {}

    /** Opens it. */
    static void open(AppWindow window) {
        List<SyncLog.Line> lines = window.vault().sharing().log().lines();
        VBox rows = new VBox();
        if (lines.isEmpty()) {
            rows.getChildren().add(RightPanel.faint(Words.of("synclog.empty")));
        }
        lines.forEach(line -> rows.getChildren().add(row(line)));
        String text =
                lines.stream()
                        .map(line -> time(line) + "  " + words(line))
                        .collect(Collectors.joining("\n"));
        TextPanel.open(
                window,
                Words.of("command.synclog"),
                TextPanel.scrolling(Words.of("command.synclog"), rows),
                TextPanel.copying(window, text));
    }

    private static String time(SyncLog.Line line) {
        return Times.dayAndTime(line.atMillis());
    }

    private static HBox row(SyncLog.Line line) {
        Label time = new Label(Times.time(line.atMillis()));
        time.getStyleClass().addAll("vn-faint", "vn-log-time");
        time.setMinWidth(Region.USE_PREF_SIZE);
        Node words = WordPieces.flow(words(line), "vn-told-text");
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(12, time, words);
        row.getStyleClass().add("vn-log-row");
        return row;
    }

    /** What a line tells. */
    static String words(SyncLog.Line line) {
        return switch (line.what()) {
            case SENT -> Words.of("synclog.sent", line.count());
            case RECEIVED -> Words.of("synclog.received", line.count());
            case PROBLEM -> Words.of("synclog.problem", line.words());
            case KEPT_MERGE -> MergedWords.taken(Choice.MERGE, line.words());
            case TOOK_MINE -> MergedWords.taken(Choice.MINE, line.words());
            case TOOK_THEIRS -> MergedWords.taken(Choice.THEIRS, line.words());
            case TOOK_PART -> MergedWords.taken(Choice.PARTS, line.words());
            case STATE ->
                    line.words().isEmpty()
                            ? SyncWords.state(line.kind())
                            : Words.of("synclog.state", SyncWords.state(line.kind()), line.words());
        };
    }
}
