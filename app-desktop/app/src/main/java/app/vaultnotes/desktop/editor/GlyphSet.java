package app.vaultnotes.desktop.editor;

import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * Which characters a font has. JavaFX takes what a font lacks from another one, and from none when
 * all lack it; what then stands there is a box.
 */
final class GlyphSet {

    private static final int CMAP = 0x636d6170;
    private static final int TABLES = 12;
    private static final int TABLE_BYTES = 16;
    private static final int SEGMENTS = 4;
    private static final int GROUPS = 12;

    private final BitSet codePoints = new BitSet();

    /**
     * The characters of a TrueType font.
     *
     * @throws IndexOutOfBoundsException when it is none
     */
    GlyphSet(byte[] file) {
        ByteBuffer font = ByteBuffer.wrap(file);
        int tables = font.getShort(4);
        for (int i = 0; i < tables; i++) {
            int entry = TABLES + i * TABLE_BYTES;
            if (font.getInt(entry) == CMAP) {
                map(font, font.getInt(entry + 8));
            }
        }
    }

    boolean has(int codePoint) {
        return codePoints.get(codePoint);
    }

    private void map(ByteBuffer font, int map) {
        int count = font.getShort(map + 2);
        for (int i = 0; i < count; i++) {
            int table = map + font.getInt(map + 8 + 8 * i);
            int format = font.getShort(table);
            if (format == GROUPS) {
                groups(font, table);
            } else if (format == SEGMENTS) {
                segments(font, table);
            }
        }
    }

    private void groups(ByteBuffer font, int table) {
        int count = font.getInt(table + 12);
        for (int i = 0; i < count; i++) {
            int group = table + 16 + 12 * i;
            codePoints.set(font.getInt(group), font.getInt(group + 4) + 1);
        }
    }

    private void segments(ByteBuffer font, int table) {
        int twice = font.getShort(table + 6);
        for (int i = 0; i < twice; i += 2) {
            int last = Short.toUnsignedInt(font.getShort(table + 14 + i));
            int first = Short.toUnsignedInt(font.getShort(table + 16 + twice + i));
            codePoints.set(first, Math.max(first, Math.min(last + 1, Character.MAX_VALUE)));
        }
    }
}
