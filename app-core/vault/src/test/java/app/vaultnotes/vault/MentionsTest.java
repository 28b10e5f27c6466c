package app.vaultnotes.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A note is mentioned where prose names it, and only there. */
class MentionsTest {

    @TempDir Path folder;
    private Vault vault;

    @BeforeEach
    void create() {
        vault = new Vaults(folder).create("v");
        vault.notes().write("Plan", "---\naliases: [Big scheme]\n---\ntext");
    }

    @AfterEach
    void close() {
        vault.close();
    }

    private List<String> mentions() {
        return vault.links().mentions(vault.paths().note("Plan"));
    }

    @Test
    void aNameThatIsNoProseIsNoMention() {
        List<String> silent =
                List.of(
                        "[[Plan B]]",
                        "[[Other|the plan]]",
                        "![[plan.png]]",
                        "[the **plan**](Other.md)",
                        "[here](plan/Other.md \"the plan\")",
                        "![a plan](pic.png)",
                        "[a plan][ref]\n\n[ref]: Other.md \"plan\"",
                        "see https://example.org/plan/1 or <https://example.org/plan>",
                        "type `plan` there",
                        "```\nplan\n```",
                        "~~~ plan\n~~~",
                        "text\n\n    plan\n",
                        "- item\n\n  ```\n  plan\n  ```\n",
                        "---\nkind: plan\n---\ntext",
                        "%%plan%% text",
                        "<a title=\"plan\">text</a>",
                        "<div title=\"plan\">\n  <b\n   class=plan>text</b>\n</div>",
                        "> <div class=\"plan\">\n> text <i id=plan></i>",
                        "<p title=\"plan > plan\">no</p>",
                        "text <i title='plan > plan'>no</i>",
                        "<script>\nif (1 < 2) plan > plan;\n</script>",
                        "<STYLE type='x'>\n.plan > .plan {}",
                        "<!-- the\nplan -->",
                        "<p>text</p>\n<!-- plan",
                        "[[Plan B]]s `plan` [plan](x.md)");
        for (int i = 0; i < silent.size(); i++) {
            vault.notes().write("Note " + i, silent.get(i));
        }
        assertEquals(List.of(), mentions());
    }

    @Test
    void aNameBesideThoseIsOne() {
        vault.notes().write("A", "[[Plan B]] is the plan");
        vault.notes().write("B", "---\nkind: plan\n---\nPLAN");
        vault.notes().write("C", "`plan` plan");
        vault.notes().write("D", "- a **big** scheme [[Other]]");
        vault.notes().write("E", "| the plan | [[x]] |\n|---|---|\n| a | b |");
        vault.notes().write("F", "# Plan\n\n`x`");
        vault.notes().write("G", "[[Other]] big [[scheme]]");
        vault.notes().write("H", "<div title=\"x\">\nthe plan\n</div>");
        vault.notes().write("I", "<script>\nx < 1;\n</Script> the plan\n<scripts>");
        vault.notes().write("Plan of a house", "a title alone is no text");
        assertEquals(List.of("A", "B", "C", "D", "E", "F", "H", "I"), mentions());
    }
}
