package app.vaultnotes.desktop;

import app.vaultnotes.vault.search.Facets;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the notes that were found have in common, to narrow the search. For the JavaFX thread. */
final class SearchFacets extends ScrollPane {

    private static final int FEW = 6;
    private static final int MONTHS = 12;
    private static final int BAR_HEIGHT = 36;
    private static final int LEAST_BAR = 3;

    private final VBox sections = new VBox();
    private final Consumer<UnaryOperator<SearchText>> narrow;
    private final Set<String> open = new HashSet<>();
    private @Nullable Shown shown;

    private record Shown(SearchText text, Facets facets) {}

    /** Facets; {@code narrow} is told how the search is to become another one. */
    SearchFacets(Consumer<UnaryOperator<SearchText>> narrow) {
        this.narrow = narrow;
        sections.getStyleClass().add("vn-facets");
        setContent(sections);
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
    }

    /** Shows what there is for a search. */
    void show(SearchText text, Facets facets) {
        shown = new Shown(text, facets);
        Optional<Object> focused = focused();
        sections.getChildren().clear();
        folders(text, facets.folders());
        tags(text, facets.tags());
        months(text, facets.months());
        focused.ifPresent(this::focus);
    }

    /** What in here has the keys: it is found again by its name. */
    private Optional<Object> focused() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        return owner != null && sections.lookupAll("*").contains(owner)
                ? Optional.ofNullable(owner.getUserData())
                : Optional.empty();
    }

    private void focus(Object name) {
        sections.lookupAll("*").stream()
                .filter(node -> name.equals(node.getUserData()))
                .findFirst()
                .ifPresent(Node::requestFocus);
    }

    private void folders(SearchText text, Map<String, Integer> counts) {
        Map<String, Integer> all = new LinkedHashMap<>();
        text.folders().forEach(path -> all.put(path.replaceFirst("^/", ""), 0));
        counts.forEach(all::put);
        all.remove("");
        List<Node> rows = new ArrayList<>();
        all.forEach((path, count) -> {
            Choice choice = new Choice(FilterWords.path(path), "folder " + path, count);
            rows.add(row(choice, text.hasFolder(path), now -> now.toggleFolder(path)));
        });
        section("search.folder", rows);
    }

    private void tags(SearchText text, Map<String, Integer> counts) {
        List<Node> chosen = new ArrayList<>();
        List<Node> others = new ArrayList<>();
        counts.forEach((tag, count) -> {
            boolean ticked = text.hasTag(tag);
            Choice choice = new Choice("#" + tag, "tag " + tag, count);
            (ticked ? chosen : others).add(row(choice, ticked, now -> now.toggleTag(tag)));
        });
        chosen.addAll(others);
        section("search.tag", chosen);
    }

    /**
     * Something to tick.
     *
     * @param name what it is called
     * @param data by which it is found again
     */
    private record Choice(String name, String data, int count) {}

    private HBox row(Choice choice, boolean ticked, UnaryOperator<SearchText> toggle) {
        CheckBox box = new CheckBox(choice.name());
        box.setSelected(ticked);
        box.setUserData(choice.data());
        box.setMinWidth(0);
        box.setMnemonicParsing(false);
        box.setAccessibleText(Words.of("search.facet", choice.name(), choice.count()));
        box.setOnAction(e -> narrow.accept(toggle));
        Label number = new Label(String.format("%,d", choice.count()));
        number.getStyleClass().add("vn-faint");
        number.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(4, box, gap, number);
        row.getStyleClass().add("vn-facet");
        return row;
    }

    private void section(String words, List<Node> rows) {
        if (rows.isEmpty()) {
            return;
        }
        sections.getChildren().add(head(words));
        boolean all = open.contains(words) || rows.size() <= FEW + 1;
        sections.getChildren().addAll(all ? rows : rows.subList(0, FEW));
        if (!all) {
            Button more = new Button(Words.of("search.more", rows.size() - FEW));
            more.getStyleClass().setAll("vn-link", "vn-facet-more");
            more.setOnAction(e -> open(words));
            sections.getChildren().add(more);
        }
    }

    private void open(String section) {
        open.add(section);
        Shown again = shown;
        if (again != null) {
            show(again.text(), again.facets());
        }
    }

    private static Label head(String words) {
        Label head = new Label(Words.of(words));
        head.getStyleClass().addAll("vn-section", "vn-facet-head");
        return head;
    }

    private void months(SearchText text, Map<String, Integer> counts) {
        TreeMap<YearMonth, Integer> all = new TreeMap<>();
        counts.forEach((month, count) -> month(month).ifPresent(at -> all.put(at, count)));
        if (all.isEmpty()) {
            return;
        }
        int most = all.values().stream().mapToInt(Integer::intValue).max().orElse(1);
        YearMonth last = all.lastKey();
        HBox bars = new HBox(4);
        bars.getStyleClass().add("vn-bars");
        for (int back = MONTHS - 1; back >= 0; back--) {
            YearMonth month = last.minusMonths(back);
            bars.getChildren().add(bar(text, month, all.getOrDefault(month, 0), most));
        }
        sections.getChildren()
                .addAll(
                        head("search.changed"),
                        bars,
                        span(text, last.minusMonths(MONTHS - 1), last));
    }

    private static Optional<YearMonth> month(String written) {
        try {
            return Optional.of(YearMonth.parse(written));
        } catch (DateTimeParseException e) {
            // A year beyond four digits: no clock of a person says so.
            return Optional.empty();
        }
    }

    private Button bar(SearchText text, YearMonth month, int count, int most) {
        String name = Words.of("search.facet", FilterWords.month(month), count);
        double height =
                count == 0 ? 1 : LEAST_BAR + (double) (BAR_HEIGHT - LEAST_BAR) * count / most;
        Region fill = new Region();
        fill.getStyleClass().add("vn-bar-fill");
        fill.setMinHeight(height);
        fill.setMaxHeight(height);
        Button bar = new Button();
        bar.setGraphic(fill);
        bar.getStyleClass().setAll("vn-bar");
        bar.setAlignment(Pos.BOTTOM_CENTER);
        if (text.months().filter(months -> months.contains(month)).isPresent()) {
            bar.getStyleClass().add("on");
        }
        bar.setUserData("month " + month);
        bar.setAccessibleText(name);
        bar.setTooltip(new Tooltip(name));
        bar.setOnAction(e -> narrow.accept(now -> now.toggleMonth(month)));
        return bar;
    }

    private static HBox span(SearchText text, YearMonth first, YearMonth last) {
        Label from = new Label(text.months().isPresent() ? "" : FilterWords.month(first));
        Label to =
                new Label(text.months().map(FilterWords::months).orElse(FilterWords.month(last)));
        from.getStyleClass().add("vn-faint");
        to.getStyleClass().add("vn-faint");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox span = new HBox(from, gap, to);
        span.getStyleClass().add("vn-bars-span");
        return span;
    }
}
