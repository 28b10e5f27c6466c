package app.vaultnotes.desktop;

import app.vaultnotes.desktop.editor.WordPieces;
import app.vaultnotes.document.Id;
import app.vaultnotes.ui.sharing.SyncView;
import app.vaultnotes.vault.Catalogue;
import app.vaultnotes.vault.Receipts;
import app.vaultnotes.vault.Vault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * How a vault and its relay are, where the note that is shown is, what waits, and what one can do.
 * For the JavaFX thread.
 */
final class SyncPopover {

    private static final int WIDTH = 376;
    private static final int MOST_WAITING = 5;
    private static final int MOST_DEVICES = 6;
    private static final int GAP = 8;
    private static final int EDGES = 2;

    /** Where the app's own words say all that there is to be said. */
    private static final Set<SyncView.Kind> SAID =
            EnumSet.of(
                    SyncView.Kind.READING,
                    SyncView.Kind.ROLE_LOST,
                    SyncView.Kind.SIGNED_OUT,
                    SyncView.Kind.OUT_OF_TIME,
                    SyncView.Kind.REMOVED);

    private final AppWindow window;
    private final SharingActions actions;
    private final VBox rows = new VBox();
    private final ScrollPane scroll;
    private final Dialogs.Open open;
    private Found found = Found.NOTHING;
    private Shown shown = new Shown(SyncView.ALONE, "", Found.NOTHING);

    /**
     * What the vault says.
     *
     * @param title of the note that is shown; empty for none, then it is the vault
     * @param waiting notes of which something is on this device alone
     * @param counts how much is here
     */
    private record Found(
            String title,
            Receipts.Receipt receipt,
            List<Waiting> waiting,
            Catalogue.Counts counts) {
        static final Found NOTHING =
                new Found(
                        "",
                        new Receipts.Receipt(false, List.of()),
                        List.of(),
                        new Catalogue.Counts(0, 0, 0));
    }

    private record Waiting(Id note, String title) {}

    private record Shown(SyncView view, String brief, Found found) {}

    private SyncPopover(AppWindow window, SharingActions actions) {
        this.window = window;
        this.actions = actions;
        rows.getStyleClass().add("vn-sync");
        scroll = TextPanel.scrolling(Words.of("sync.title"), rows);
        scroll.setFocusTraversable(false);
        VBox panel = new VBox(scroll);
        panel.setMinSize(0, 0);
        panel.setAccessibleText(Words.of("sync.title"));
        panel.setPrefWidth(WIDTH);
        panel.setMaxSize(WIDTH, Region.USE_PREF_SIZE);
        open = Dialogs.aside(window, panel);
        fill();
        refresh();
    }

    /** Opens it over the foot of a window. */
    static SyncPopover open(AppWindow window, SharingActions actions) {
        return new SyncPopover(window, actions);
    }

    boolean isOpen() {
        return open.isOpen();
    }

    void close() {
        open.close();
    }

    /** Reads anew what the vault says, and shows what is another than before. */
    void refresh() {
        if (!isOpen()) {
            return;
        }
        Optional<Id> note = window.shown();
        window.lane()
                .ask(
                        vault -> found(vault, note),
                        read -> {
                            found = read;
                            fill();
                        });
    }

    private static Found found(Vault vault, Optional<Id> note) {
        Receipts receipts = vault.receipts();
        Receipts.Receipt receipt = note.map(receipts::of).orElseGet(receipts::ofAll);
        List<Waiting> waiting = new ArrayList<>();
        for (Id id : receipts.waiting(MOST_WAITING)) {
            title(vault, id).ifPresent(title -> waiting.add(new Waiting(id, title)));
        }
        return new Found(
                note.flatMap(id -> title(vault, id)).orElse(""),
                receipt,
                waiting,
                vault.catalogue().counts());
    }

    private static Optional<String> title(Vault vault, Id note) {
        return vault.catalogue().note(note).map(row -> row.state().title());
    }

    // ---- what it shows ----

    private void fill() {
        VaultSharing sharing = window.vault().sharing();
        SyncView view = sharing.view();
        Shown next = new Shown(view, SyncWords.brief(view, sharing.levelMillis()), found);
        if (next.equals(shown) && !rows.getChildren().isEmpty()) {
            return;
        }
        shown = next;
        Object focused = focused();
        rows.getChildren().setAll(head(next), about(view));
        why(view).ifPresent(rows.getChildren()::add);
        remains(view, next.found()).ifPresent(rows.getChildren()::add);
        if (!view.kind().ways().isEmpty()) {
            rows.getChildren().add(ways(view.kind()));
        }
        if (sharing.isShared()) {
            rows.getChildren().addAll(section(next.found()), receipts(next.found().receipt()));
        }
        waiting(view, next.found());
        rows.getChildren().add(foot(sharing));
        scroll.applyCss(); // takes the rows in with its skin
        rows.applyCss();
        // A scroll pane takes what it scrolls for as wide as that likes, where its words do not
        // wrap.
        scroll.setPrefHeight(Math.ceil(rows.prefHeight(WIDTH - EDGES)) + EDGES);
        focus(focused);
    }

    private Object focused() {
        Node owner = window.stage().getScene().getFocusOwner();
        return owner == null ? "" : Objects.requireNonNullElse(owner.getUserData(), "");
    }

    private void focus(Object before) {
        List<Button> all =
                rows.lookupAll(".button").stream()
                        .filter(Button.class::isInstance)
                        .map(Button.class::cast)
                        .toList();
        all.stream()
                .filter(button -> before.equals(button.getUserData()))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .ifPresent(button -> {
                    if (!button.isFocused()) {
                        button.requestFocus();
                    }
                });
    }

    private static HBox head(Shown now) {
        Label state = new Label(now.brief());
        state.getStyleClass().add("vn-dialog-title");
        state.setWrapText(true);
        state.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(state, Priority.ALWAYS);
        HBox head = new HBox(GAP, dot(now.view().kind().weight()), state);
        head.setAlignment(Pos.BASELINE_LEFT);
        return head;
    }

    private static Node dot(SyncView.Weight weight) {
        javafx.scene.shape.Circle dot = new javafx.scene.shape.Circle(4);
        dot.getStyleClass().add("vn-dot");
        if (weight != SyncView.Weight.WELL) {
            dot.getStyleClass().add(weight == SyncView.Weight.WAITS ? "waiting" : "failed");
        }
        return dot;
    }

    private static Node about(SyncView view) {
        return WordPieces.flow(SyncWords.about(view.kind()), "vn-told-text");
    }

    /** What the relay or the engine says, in English, where that is more than the state. */
    private static Optional<Node> why(SyncView view) {
        boolean isTold = Words.isEnglish() && !SAID.contains(view.kind()) && !view.why().isEmpty();
        return Optional.of(view.why())
                .filter(words -> isTold)
                .map(words -> WordPieces.flow(words, "vn-faint-text"));
    }

    /** What stays on this device when its user is no member any more. */
    private static Optional<Node> remains(SyncView view, Found now) {
        Catalogue.Counts counts = now.counts();
        return view.kind() == SyncView.Kind.REMOVED && counts.notes() + counts.files() > 0
                ? Optional.of(
                        WordPieces.flow(
                                Words.of(
                                        "sync.remains",
                                        counts.notes(),
                                        counts.files(),
                                        view.waiting()),
                                "vn-told-text"))
                : Optional.empty();
    }

    private FlowPane ways(SyncView.Kind kind) {
        FlowPane ways = new FlowPane(GAP, GAP);
        for (SyncView.Way way : kind.ways()) {
            Button button = button(SyncWords.way(way), way, () -> actions.go(way));
            if (ways.getChildren().isEmpty()) {
                button.getStyleClass().add("vn-primary");
            }
            ways.getChildren().add(button);
        }
        return ways;
    }

    private Button button(String words, Object id, Runnable action) {
        Button button = new Button(words);
        button.setUserData(id);
        button.setOnAction(e -> {
            boolean stays = id == SyncView.Way.TRY_NOW;
            if (!stays) {
                close();
            }
            action.run();
        });
        return button;
    }

    private Label section(Found now) {
        String words =
                now.title().isEmpty()
                        ? Words.of("receipts.vault", window.vault().name())
                        : Words.of("receipts.note", now.title());
        Label section = new Label(words);
        section.getStyleClass().add("vn-section");
        return section;
    }

    private static VBox receipts(Receipts.Receipt receipt) {
        VBox card =
                new VBox(
                        row(
                                Icons.DESKTOP,
                                Words.of("receipts.here"),
                                Words.of("receipts.saved"),
                                true),
                        row(
                                Icons.RELAY,
                                Words.of("receipts.relay"),
                                Words.of(receipt.isOnRelay() ? "receipts.has" : "receipts.waits"),
                                receipt.isOnRelay()));
        List<Receipts.Seen> devices = receipt.devices();
        for (Receipts.Seen seen : devices.subList(0, Math.min(MOST_DEVICES, devices.size()))) {
            String word = Words.of(seen.hasAll() ? "receipts.seen" : "receipts.unseen");
            card.getChildren().add(row(Icons.LAPTOP, seen.name(), word, seen.hasAll()));
        }
        if (devices.size() > MOST_DEVICES) {
            card.getChildren().add(more(devices.subList(MOST_DEVICES, devices.size())));
        }
        card.getStyleClass().add("vn-card");
        return card;
    }

    private static HBox more(List<Receipts.Seen> rest) {
        long all = rest.stream().filter(Receipts.Seen::hasAll).count();
        String word = Words.of("receipts.of", all, rest.size());
        return row(Icons.LAPTOP, Words.of("receipts.more"), word, all == rest.size());
    }

    private static HBox row(String icon, String name, String word, boolean isDone) {
        Label who = new Label(name);
        who.setMinWidth(0);
        HBox.setHgrow(who, Priority.ALWAYS);
        who.setMaxWidth(Double.MAX_VALUE);
        Label what = new Label(word);
        what.getStyleClass().add("vn-faint");
        what.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = new HBox(10, Icons.small(icon), who);
        if (isDone) {
            var tick = Icons.small(Icons.DONE);
            tick.getStyleClass().add("vn-done");
            row.getChildren().add(tick);
        }
        row.getChildren().add(what);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("vn-card-row");
        return row;
    }

    private void waiting(SyncView view, Found now) {
        if (now.waiting().isEmpty() || view.kind() == SyncView.Kind.ALONE) {
            return;
        }
        Label section = new Label(Words.of("sync.waiting"));
        section.getStyleClass().add("vn-section");
        VBox notes = new VBox();
        for (Waiting each : now.waiting()) {
            Button link =
                    RightPanel.link(
                            each.title(),
                            () -> {
                                close();
                                Platform.runLater(() -> window.open(each.note()));
                            });
            link.setUserData(each.note());
            link.setWrapText(true);
            notes.getChildren().add(link);
        }
        rows.getChildren().addAll(section, notes);
    }

    private FlowPane foot(VaultSharing sharing) {
        FlowPane foot = new FlowPane(GAP, GAP);
        if (sharing.home().isPresent() && sharing.view().kind() != SyncView.Kind.REMOVED) {
            if (sharing.isOwner()) {
                foot.getChildren()
                        .add(button(Words.of("command.invite"), "invite", actions::invite));
            }
            if (!sharing.view().kind().ways().contains(SyncView.Way.MEMBERS)) {
                foot.getChildren().add(button(Words.of("sync.people"), "people", actions::people));
            }
        }
        foot.getChildren().add(button(Words.of("command.synclog"), "log", actions::log));
        return foot;
    }
}
