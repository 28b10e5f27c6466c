package app.vaultnotes.desktop;

import app.vaultnotes.vault.importing.FidelityReport;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What came of an import or export: what came over, what changed, what was left out and why. */
final class ReportPanel {

    private static final int ROW = 28;
    private static final int HEAD_ROW = 36;
    private static final int MOST_SHOWN_ROWS = 14;

    private ReportPanel() {}

    /** One row of the list: a heading when {@code why} is empty. */
    private record Row(String path, String why) {}

    /**
     * Opens it over a window.
     *
     * @param kind {@code import} or {@code export}
     */
    static Dialogs.Open open(AppWindow window, String kind, FidelityReport report) {
        int looks = report.changed().size() + report.skipped().size();
        Label counts =
                new Label(
                        Words.of(
                                "transfer.counts",
                                report.folders(),
                                report.attachments(),
                                report.unchanged()));
        counts.getStyleClass().add("vn-faint");
        VBox body = new VBox(12, counts);
        if (looks > 0) {
            ListView<Row> list = list(rows(kind, report));
            VBox.setVgrow(list, Priority.ALWAYS);
            body.getChildren().add(list);
        }
        String title = Words.of(kind + ".report", report.notes(), looks);
        return TextPanel.open(
                window, title, body, TextPanel.copying(window, text(title, kind, report)));
    }

    private static List<Row> rows(String kind, FidelityReport report) {
        List<Row> rows = new ArrayList<>();
        add(rows, Words.of(kind + ".changed", report.changed().size()), report.changed());
        add(rows, Words.of(kind + ".skipped", report.skipped().size()), report.skipped());
        return rows;
    }

    private static void add(List<Row> rows, String head, List<FidelityReport.Line> lines) {
        if (!lines.isEmpty()) {
            rows.add(new Row(head, ""));
            lines.forEach(line -> rows.add(new Row(line.path(), line.why())));
        }
    }

    private static String text(String title, String kind, FidelityReport report) {
        StringBuilder text = new StringBuilder(title).append('\n');
        rows(kind, report)
                .forEach(row ->
                        text.append(row.why().isEmpty() ? "\n" : "  ")
                                .append(row.path())
                                .append(row.why().isEmpty() ? "" : ": " + row.why())
                                .append('\n'));
        return text.toString();
    }

    private static ListView<Row> list(List<Row> rows) {
        ListView<Row> list = new ListView<>();
        list.getItems().setAll(rows);
        list.setAccessibleText(Words.of("transfer.list"));
        list.getStyleClass().add("vn-report");
        list.setCellFactory(view -> new Cell());
        long heads = rows.stream().filter(row -> row.why().isEmpty()).count();
        double height = ROW * (double) rows.size() + (HEAD_ROW - ROW) * (double) heads;
        list.setPrefHeight(Math.min(ROW * (double) MOST_SHOWN_ROWS, height) + ROW / 2.0);
        return list;
    }

    private static final class Cell extends ListCell<Row> {
        private static final PseudoClass HEAD = PseudoClass.getPseudoClass("head");

        @Override
        protected void updateItem(@Nullable Row row, boolean empty) {
            super.updateItem(row, empty);
            setText(null);
            setGraphic(row == null || empty ? null : line(row));
            pseudoClassStateChanged(HEAD, row != null && row.why().isEmpty());
        }

        private static HBox line(Row row) {
            Label path = new Label(row.path());
            Label why = new Label(row.why());
            path.getStyleClass().add(row.why().isEmpty() ? "vn-section" : "vn-report-path");
            path.setMinWidth(row.why().isEmpty() ? USE_PREF_SIZE : 0);
            why.getStyleClass().add("vn-faint");
            why.setMinWidth(0);
            return new HBox(12, path, why);
        }
    }
}
