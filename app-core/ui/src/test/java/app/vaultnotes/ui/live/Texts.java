package app.vaultnotes.ui.live;

import java.util.Random;

/** Random notes made of what makes trouble. */
final class Texts {

    private static final String[] BLOCKS = {
        "# Head **b** ##",
        "###### h",
        "#",
        "Setext",
        "===",
        "---",
        "- item",
        "- [ ] task",
        "- [x] *done*",
        "  - nested",
        "    - deep [[a]]",
        "1. one",
        "2. two",
        "12) twelve",
        "-",
        "- ",
        "> quote",
        "> > deeper **x**",
        ">",
        "> - [ ] in",
        "> [!note]- Title",
        "> [!tip]",
        "```",
        "```java",
        "```java\n/* a\nif (x) { b */ int y;\n```",
        "```py\nx = \"\"\" if\nelse \"\"\"\n",
        "```html",
        "- ```js\n  `a\n  if` b\n  ```",
        "> ~~~rust\n> /* a\n> fn */\n> ~~~",
        "/* remark",
        "*/ int x = 1; // y",
        "\"\"\"",
        "<!-- x",
        "<p class='a",
        "~~~",
        "````",
        "$$",
        "%%",
        "$$ a",
        "x $$ y",
        "| a | b |",
        "|---|:-:|",
        "| 1 \\| 2 | 👍 |",
        "|",
        "***",
        "* * *",
        "[^1]: foot",
        "    indented",
        "\tcode",
        "[r]: http://x",
        "<div>",
        "<!-- c",
        "-->",
        "</div>",
        "<script>",
        "a ^id",
        "$$x$$",
        "![[e.png]]",
        "![a](b.png)",
        "",
        "",
        "",
        "",
        "> | a | b |",
        "> |---|---|",
        "> $$",
        "> ```",
        "  $$",
        "  ```",
        "---\nkey: v\n---",
        "- | a | b |\n  |---|---|\n  | 1 | 2 |",
        "- # head",
        "- - - x",
        "+ > q",
        "   text",
        "\\"
    };

    private static final String[] INLINES = {
        "word ",
        "Wort ",
        "**bold**",
        "*it*",
        "_u_",
        "__b__",
        "~~s~~",
        "==h==",
        "`code`",
        "``a`b``",
        "[[Note]]",
        "[[Note#H|Alias]]",
        "[[a|]]",
        "![[img.png|100]]",
        "[text](http://x.y)",
        "[](x)",
        "<http://a.b>",
        "https://a.example/x",
        "\\*",
        "\\",
        "%%c%%",
        "[^1]",
        "^[in]",
        " ^id",
        "$x^2$",
        "$$d$$",
        "#tag",
        "👍🏽",
        "👩‍👩‍👧‍👦",
        "🇩🇪",
        "1️⃣",
        "❤️",
        "é",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "\u200d",
        "\ufe0f",
        "**",
        "*",
        "_",
        "~~",
        "==",
        "`",
        "[[",
        "]]",
        "[",
        "](",
        ")",
        "!",
        "![",
        "<",
        ">",
        "&amp;",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<b>x</b>",
        "\u0000",
        "\u2028",
        "\u0085",
        "\t",
        "  ",
        " ",
        "|",
        "$",
        "%%",
        "$$",
        "#",
        "^",
        "![alt *x*](i.png)",
        "[![a](b)](c)",
        "***bi***",
        "**a *b* c**",
        "\ud83d",
        "\udc4d",
        ".",
        ",",
        "a@b.example"
    };

    private static final String[] ENDS = {"\n", "\n", "\n", "\n", "\r\n", "\r", "\n\n", "\r\n\r\n"};

    private Texts() {}

    static String note(Random random) {
        StringBuilder text = new StringBuilder(random.nextInt(12) == 0 ? "\ufeff" : "");
        if (random.nextInt(6) == 0) {
            text.append("---\ntags: [a]\n").append(random.nextInt(4) == 0 ? "" : "---\n");
        }
        int lines = random.nextInt(20);
        for (int i = 0; i < lines; i++) {
            text.append(line(random)).append(random.nextInt(9) == 0 ? "" : of(ENDS, random));
        }
        if (random.nextInt(12) == 0) {
            text.append(longLine(random));
        }
        return text.toString();
    }

    /** A line or a piece of one. */
    static String line(Random random) {
        if (random.nextInt(2) == 0) {
            return of(BLOCKS, random);
        }
        StringBuilder line = new StringBuilder();
        if (random.nextInt(3) == 0) {
            line.append(of(new String[] {"- ", "> ", "# ", "1. ", "- [ ] ", "  ", "> - "}, random));
        }
        int parts = random.nextInt(8);
        for (int i = 0; i < parts; i++) {
            line.append(of(INLINES, random));
        }
        return line.toString();
    }

    /** What is typed or pasted. */
    static String insertion(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> line(random) + of(ENDS, random);
            case 1 -> of(ENDS, random);
            case 2 -> of(BLOCKS, random);
            case 3 -> note(random);
            default -> of(INLINES, random);
        };
    }

    private static String longLine(Random random) {
        String unit = random.nextInt(3) == 0 ? "x" : of(INLINES, random) + "y";
        return of(new String[] {"", "- ", "# ", "> ", "```\n", "```c\n/* ", "```js\n// "}, random)
                + unit.repeat(1 + 9_000 / unit.length())
                + of(ENDS, random);
    }

    static String of(String[] all, Random random) {
        return all[random.nextInt(all.length)];
    }
}
