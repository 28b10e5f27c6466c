package app.vaultnotes.ui.live.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The parts of code, marked with the first letter of what they are. */
class HighlightTest {

    private static final int LINE_CHARS = 4_000;

    /** What random code is made of, between bars. */
    private static final List<String> UNITS =
            List.of(
                    ("/*¦*/¦//¦#¦\"¦'¦\"\"\"¦'''¦`¦\\¦<!--¦-->¦<a ¦>¦if ¦x¦1¦.¦(¦:¦=¦ ¦[[¦]]¦--¦=begin¦"
                                    + "=end¦{-¦-}¦\ud83d\ude00¦\ud83d¦\u0000¦é¦@¦$¦+¦-¦\t")
                            .split("¦", -1));

    /** Such as {@code k(if) x n(1)}; a slash in the source ends a line. */
    private static String marked(String language, String source) {
        List<String> lines = new ArrayList<>();
        int open = Highlight.NOTHING_OPEN;
        for (String line : source.split("¦", -1)) {
            StringBuilder shown = new StringBuilder();
            int[] done = {0};
            open =
                    Highlight.line(
                            language,
                            line,
                            0,
                            line.length(),
                            open,
                            (from, to, ink) -> {
                                shown.append(line, done[0], from);
                                if (ink == Ink.PLAIN) {
                                    shown.append(line, from, to);
                                } else {
                                    char letter = ink.name().toLowerCase(Locale.ROOT).charAt(0);
                                    shown.append(ink == Ink.NUMBER ? '#' : letter)
                                            .append('‹')
                                            .append(line, from, to)
                                            .append('›');
                                }
                                done[0] = to;
                            });
            lines.add(shown.append(line, done[0], line.length()).toString());
            open = Highlight.atLineEnd(language, open);
        }
        return String.join("¦", lines);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '⇒',
            quoteCharacter = '\u0001',
            value = {
                "java ⇒ if (x) f(1.5e3); // a ⇒ k‹if› (x) n‹f›(#‹1.5e3›); c‹// a›",
                "java ⇒ /* a ¦ b */ int ⇒ c‹/* a ›¦c‹ b */› k‹int›",
                "java ⇒ \"a\\\"b\" + 'c' ⇒ s‹\"a\\\"b\"› + s‹'c'›",
                "java ⇒ \"open¦int ⇒ s‹\"open›¦k‹int›",
                "java ⇒ \"\"\"¦ int¦\"\"\"; ⇒ s‹\"\"\"›¦s‹ int›¦s‹\"\"\"›;",
                "java ⇒ @Override List<A> ⇒ n‹@Override› n‹List›<n‹A›>",
                "kt ⇒ fun f() = null ⇒ k‹fun› n‹f›() = k‹null›",
                "c ⇒ #include <a.h> ⇒ k‹#include› <a.h>",
                "C++ ⇒ constexpr auto ⇒ k‹constexpr› k‹auto›",
                "c# ⇒ @\"a¦b\" var ⇒ s‹@\"a›¦s‹b\"› k‹var›",
                "go ⇒ `a¦b` func ⇒ s‹`a›¦s‹b`› k‹func›",
                "rust ⇒ fn f<'a>(x: &'a str) { 'b' } ⇒ k‹fn› f<'a>(x: &'a k‹str›) { s‹'b'› }",
                "rust,ignore ⇒ '\\n' '\\u{1F600}' ⇒ s‹'\\n'› s‹'\\u{1F600}'›",
                "swift ⇒ let x = 1_000 ⇒ k‹let› x = #‹1_000›",
                "js ⇒ const a = `b ${c}¦d`; ⇒ k‹const› a = s‹`b ${c}›¦s‹d`›;",
                "ts ⇒ type A = string ⇒ k‹type› n‹A› = k‹string›",
                "python ⇒ def f(): # a¦  ''' b¦c''' ⇒ k‹def› n‹f›(): c‹# a›¦  s‹''' b›¦s‹c'''›",
                "{python} ⇒ None ⇒ k‹None›",
                "ruby ⇒ x.nil? # a ⇒ x.nil? c‹# a›",
                "php ⇒ echo $a; # b ⇒ k‹echo› $a; c‹# b›",
                "bash ⇒ echo ${#a} # b ⇒ k‹echo› ${c‹#a} # b›",
                "sh ⇒ if a#b; then ⇒ k‹if› a#b; k‹then›",
                "sql ⇒ SELECT 'it''s' from t -- x ⇒ k‹SELECT› s‹'it'›s‹'s'› k‹from› t c‹-- x›",
                "html ⇒ <a href=\"b\">c</a> ⇒ <k‹a› n‹href›=s‹\"b\"›>c<k‹/a›>",
                "html ⇒ <!-- a¦b --> <p ¦ x='y¦z'> ⇒ c‹<!-- a›¦c‹b -->› <k‹p› ¦ n‹x›=s‹'y›¦s‹z'›>",
                "css ⇒ a { color: #fff; } /* x */ ⇒ a { n‹color›: #fff; } c‹/* x */›",
                "json ⇒ {\"a\": [1, true, \"b\"]} ⇒ {n‹\"a\"›: [#‹1›, k‹true›, s‹\"b\"›]}",
                "yaml ⇒ key: a://b # c ⇒ n‹key›: a://b c‹# c›",
                "toml ⇒ a.b = \"c\" # d ⇒ n‹a.b› = s‹\"c\"› c‹# d›",
                "ini ⇒ a = b ; c ⇒ n‹a› = b c‹; c›",
                "haskell ⇒ let x' = 'c' -- d ⇒ k‹let› x' = s‹'c'› c‹-- d›",
                "lua ⇒ local x --[[ a¦b ]] end ⇒ k‹local› x c‹--[[ a›¦c‹b ]]› k‹end›",
                "r ⇒ x <- f(TRUE) # a ⇒ x <- n‹f›(k‹TRUE›) c‹# a›",
                "diff ⇒ @@ 1 @@¦+a¦-b¦ c ⇒ n‹@@ 1 @@›¦s‹+a›¦r‹-b›¦ c",
                "md ⇒ # a¦> b¦c ⇒ n‹# a›¦c‹> b›¦c",
                "nothing ⇒ if \"a\" ⇒ if \"a\"",
            })
    void partsAreTold(String language, String source, String wanted) {
        assertEquals(wanted, marked(language, source));
    }

    static Stream<String> names() {
        return Languages.names().stream().sorted();
    }

    /** Whatever the text is, parts are in order and inside, and pieces read like the whole. */
    @ParameterizedTest
    @MethodSource("names")
    void everyTextIsRead(String language) {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(UNITS.get(random.nextInt(UNITS.size())));
            }
            int from = random.nextInt(text.length() + 1);
            int to = from + random.nextInt(text.length() - from + 1);
            int[] done = {from};
            String about = language + " seed " + seed;
            int open = random.nextBoolean() ? 0 : read(language, text.toString());
            Highlight.line(
                    language,
                    text,
                    from,
                    to,
                    open,
                    (a, b, ink) -> {
                        assertTrue(done[0] <= a && a < b && b <= to, about);
                        done[0] = b;
                    });
        }
    }

    private static int read(String language, String text) {
        int open = Highlight.line(language, text, 0, text.length(), 0, (a, b, ink) -> {});
        return Highlight.atLineEnd(language, open);
    }

    @Test
    void timeGrowsInProportionToTheLine() {
        String[] units = {"'", "\"", "a ", " ", "/*", "<a ", "#", "\\", "a", "=", "-", "x:", "[["};
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (String language : Languages.names()) {
            for (String unit : units) {
                String line = unit.repeat(LINE_CHARS / unit.length());
                for (int i = 0; i < 3; i++) {
                    read(language, line);
                }
            }
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        long lines = 3L * units.length * Languages.names().size();
        assertTrue(nanos / lines < 10_000_000, nanos / lines + " ns a line");
    }
}
