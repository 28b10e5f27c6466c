package app.vaultnotes.vault.search;

import java.util.List;
import java.util.Random;

/** Makes text of every kind from a seed. */
public final class Texts {

    /** Characters of one script each; code points, since some lie beyond the first plane. */
    private static final List<String> SCRIPTS =
            List.of(
                    "abcdefgABCDEFGstS'",
                    "éèüöäñçÅßøłđæœıİĳŉ’",
                    "αβγάέϊΐςσΩώ",
                    "абвгёйєїЁЙъ",
                    "ابتثجأإآٱىیيةهكکـًَُِّْٰ٠١٢",
                    "אבגדהוכךשׁשּׂבּ״'\"",
                    "कखगघि़ीुूे्ंक़ड़०१२",
                    "কখগোৌি়য়্",
                    "தமிழ்கொகௌ",
                    "日本語東京都大阪中国𠮷𠀋",
                    "あいうかがきぎはばぱアイウカガパーﾞｶﾞﾊﾟ゙゚",
                    "한국어가각각힣ㄱㅏ",
                    "ภาษาไทยก็ที่น้ำกุ่",
                    "ພາສາລາວນ້ຳ",
                    "ភាសាខ្មែរ",
                    "မြန်မာစာ",
                    "😀🚀👩👍❤⚠🏽\u200D\uFE0F🇩🇪🇯",
                    "0123456789٣५½²①Ⅷ",
                    "ＡＢｃ１２！（）ﬁ㍿㎏㋀ⓐ𝐀𝒷");

    private static final String SEPARATORS = "    \n\t.,-_/()#*:\u3000\u00A0、。・";
    private static final int[] INVISIBLE = {0x200B, 0x200C, 0x00AD, 0x0301, 0x0308, 0xFEFF, 0x2060};

    private final Random random;

    /** Text from a seed. */
    public Texts(long seed) {
        random = new Random(seed);
    }

    /** The random numbers themselves. */
    public Random random() {
        return random;
    }

    /** Text of all scripts, of up to so many characters. */
    String mixed(int maxChars) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(maxChars + 1);
        while (text.length() < length) {
            int kind = random.nextInt(20);
            if (kind < 5) {
                text.append(SEPARATORS.charAt(random.nextInt(SEPARATORS.length())));
            } else if (kind == 5) {
                text.appendCodePoint(INVISIBLE[random.nextInt(INVISIBLE.length)]);
            } else {
                append(text, ofOneScript(6));
            }
        }
        return text.toString();
    }

    /** Marks of one script do not stand on letters of another. */
    private static void append(StringBuilder text, String run) {
        int type = Character.getType(run.codePointAt(0));
        boolean mark =
                type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        text.append(mark ? " " : "").append(run);
    }

    /** Text of one script. */
    String ofOneScript(int maxChars) {
        return run(SCRIPTS.get(random.nextInt(SCRIPTS.size())), maxChars);
    }

    /** Any code points, assigned or not, lone surrogates among them. */
    String anything(int maxChars) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(maxChars + 1);
        while (text.length() < length) {
            int bound = random.nextBoolean() ? 0x3000 : Character.MAX_CODE_POINT + 1;
            text.appendCodePoint(random.nextInt(bound));
        }
        return text.toString();
    }

    /** One to so many characters out of these. */
    public String run(String from, int maxChars) {
        int[] characters = from.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(maxChars);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    /** One of several. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
