package app.vaultnotes.desktop;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.ui.sharing.People;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.AccountCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Who is in a vault; its owners change that. For the JavaFX thread. */
final class PeopleDialog {

    private static final int WIDTH = 560;
    private static final int MOST_HEIGHT = 420;

    private final AppWindow window;
    private final Account account;
    private final SharingActions actions;
    private final Id vault;
    private final FormDialog form;

    private PeopleDialog(AppWindow window, Account account, SharingActions actions) {
        this.window = window;
        this.account = account;
        this.actions = actions;
        this.vault = window.vault().id();
        form = FormDialog.open(window, WIDTH);
        form.show(title(), List.of(), form.cancel("dialog.close"));
        ask(calls -> {});
    }

    /** Opens it. */
    static void open(AppWindow window, Account account, SharingActions actions) {
        new PeopleDialog(window, account, actions);
    }

    private String title() {
        return Words.of("people.title", window.vault().name());
    }

    /** Changes something, and shows what is then. */
    private void ask(Consumer<AccountCalls> change) {
        form.ask(
                relays ->
                        relays.ask(
                                account,
                                calls -> {
                                    change.accept(calls);
                                    return People.of(calls.members(vault), account.id().toString());
                                }),
                this::show);
    }

    private void show(People people) {
        VBox rows = new VBox();
        people.members().forEach(person -> rows.getChildren().add(row(person)));
        if (!people.links().isEmpty()) {
            Label section = new Label(Words.of("people.links"));
            section.getStyleClass().addAll("vn-section", "vn-people-links");
            rows.getChildren().add(section);
            people.links().forEach(link -> rows.getChildren().add(row(link)));
        }
        ScrollPane scroll = TextPanel.scrolling(title(), rows);
        scroll.setFocusTraversable(false);
        scroll.setMaxHeight(MOST_HEIGHT);
        List<Node> nodes = new ArrayList<>();
        nodes.add(
                FormDialog.about(
                        Words.of(
                                people.isOwner() ? "people.about.owner" : "people.about",
                                account.relay().shown())));
        nodes.add(scroll);
        form.show(title(), nodes, buttons(people));
    }

    private Button[] buttons(People people) {
        List<Button> all = new ArrayList<>();
        Button leave = FormDialog.plain("leave", this::leave);
        leave.setDisable(!people.canLeave());
        all.add(leave);
        if (people.isOwner()) {
            all.add(
                    FormDialog.plain(
                            "people.invite",
                            () -> {
                                form.close();
                                InviteDialog.open(window, account, vault);
                            }));
        }
        Button close = form.cancel("dialog.close");
        close.setDefaultButton(true);
        all.add(close);
        return all.toArray(Button[]::new);
    }

    private void leave() {
        form.close();
        actions.leave(account);
    }

    private HBox row(People.Person person) {
        Label name = new Label(person.email());
        Label self = new Label(person.isSelf() ? Words.of("people.you") : "");
        self.getStyleClass().add("vn-faint");
        self.setMinWidth(Region.USE_PREF_SIZE);
        HBox row = line(Icons.PERSON, name, self);
        if (person.canChange()) {
            Button remove =
                    Icons.button(
                            Icons.CLOSE,
                            Words.of("people.remove", person.email()),
                            () -> remove(person));
            row.getChildren().addAll(roles(person), remove);
        } else {
            Label role = new Label(SyncWords.role(person.role()));
            role.getStyleClass().add("vn-quiet");
            role.setMinWidth(Region.USE_PREF_SIZE);
            row.getChildren().add(role);
        }
        return row;
    }

    private ComboBox<Choosers.Option> roles(People.Person person) {
        ComboBox<Choosers.Option> roles =
                Choosers.list(
                        Words.of("people.role", person.email()),
                        People.ROLES.stream()
                                .map(role -> new Choosers.Option(role.name(), SyncWords.role(role)))
                                .toList(),
                        person.role().name(),
                        value ->
                                ask(calls ->
                                        calls.setRole(
                                                vault, person.account(), Role.valueOf(value))));
        roles.getStyleClass().add("vn-role");
        roles.setMinWidth(Region.USE_PREF_SIZE);
        return roles;
    }

    private void remove(People.Person person) {
        Dialogs.confirm(
                window,
                Words.of("people.remove.sure", person.email()),
                Words.of("people.remove.about"),
                Words.of("people.remove.go"),
                () -> ask(calls -> calls.remove(vault, person.account())));
    }

    private HBox row(People.Link link) {
        Label name =
                new Label(
                        Words.of(
                                "people.link",
                                SyncWords.role(link.role()),
                                Times.dayAndTime(link.expiresMillis())));
        HBox row = line(Icons.LINKS, name, new Label());
        Button withdraw =
                FormDialog.plain(
                        "people.withdraw", () -> ask(calls -> calls.withdraw(vault, link.id())));
        withdraw.getStyleClass().add("flat");
        withdraw.setAccessibleText(Words.of("people.withdraw") + ": " + name.getText());
        withdraw.setMinWidth(Region.USE_PREF_SIZE);
        row.getChildren().add(withdraw);
        return row;
    }

    /** A picture, a name that may be cut, and a word. */
    static HBox line(String icon, Label name, Label word) {
        name.setMinWidth(0);
        HBox names = new HBox(8, name, word);
        names.setAlignment(Pos.CENTER_LEFT);
        names.setMinWidth(0);
        HBox.setHgrow(names, Priority.ALWAYS);
        HBox line = new HBox(10, Icons.small(icon), names);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("vn-person-row");
        return line;
    }
}
