package app.vaultnotes.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.IkonHandler;

/** A name of an icon is no proof that there is one: the font may lack its glyph. */
class IconsTest {

    private static List<String> literals() throws IllegalAccessException {
        List<String> literals = new ArrayList<>();
        for (Field field : Icons.class.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                literals.add(Objects.requireNonNull(field.get(null)).toString());
            }
        }
        return literals;
    }

    private static boolean hasGlyph(String literal) throws IOException, FontFormatException {
        IkonHandler handler =
                ServiceLoader.load(IkonHandler.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(each -> each.supports(literal))
                        .findFirst()
                        .orElseThrow();
        Ikon icon = handler.resolve(literal);
        try (InputStream in = handler.getFontResourceAsStream()) {
            Font font = Font.createFont(Font.TRUETYPE_FONT, in);
            String letter = new String(Character.toChars(icon.getCode()));
            return font.canDisplay(icon.getCode())
                    && !font.createGlyphVector(
                                    new java.awt.font.FontRenderContext(null, true, true), letter)
                            .getOutline()
                            .getBounds()
                            .isEmpty();
        }
    }

    @Test
    void everyIconHasAGlyph() throws Exception {
        List<String> literals = literals();
        assertFalse(literals.isEmpty());
        List<String> missing = new ArrayList<>();
        for (String literal : literals) {
            if (!hasGlyph(literal)) {
                missing.add(literal);
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void aGlyphThatIsThereIsSeen() throws Exception {
        assertTrue(hasGlyph(Icons.SEARCH));
    }
}
