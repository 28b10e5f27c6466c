package app.vaultnotes.pdf;

import app.vaultnotes.math.Outline;
import com.openhtmltopdf.extend.FSObjectDrawer;
import com.openhtmltopdf.extend.FSObjectDrawerFactory;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.render.RenderingContext;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.text.AttributedCharacterIterator;
import java.util.Map;
import org.w3c.dom.Element;

/** Draws the formulas of a sheet where their elements stand. */
final class FormulaDrawer implements FSObjectDrawerFactory, FSObjectDrawer {

    /** Around a formula, in sizes of its letters: some hang over their boxes. */
    static final double MARGIN = 0.1;

    private static final Color INK = new Color(0x211f1c);

    private final Sheet sheet;

    FormulaDrawer(Sheet sheet) {
        this.sheet = sheet;
    }

    @Override
    public FSObjectDrawer createDrawer(Element element) {
        return this;
    }

    @Override
    public boolean isReplacedObject(Element element) {
        return element.hasAttribute("data-number");
    }

    @Override
    public Map<Shape, String> drawObject(
            Element element,
            double x,
            double y,
            double width,
            double height,
            OutputDevice device,
            RenderingContext context,
            int dotsPerPixel) {
        Outline formula = sheet.formula(Integer.parseInt(element.getAttribute("data-number")));
        device.drawWithGraphics(
                (float) x,
                (float) y,
                (float) width / dotsPerPixel,
                (float) height / dotsPerPixel,
                graphics -> draw(graphics, formula, width / dotsPerPixel));
        return Map.of();
    }

    private static void draw(Graphics2D graphics, Outline formula, double width) {
        if (graphics instanceof PdfBoxGraphics2D pdf) {
            pdf.setFontTextDrawer(new Shapes());
        }
        double size = width / (formula.width() + 2 * MARGIN);
        graphics.setColor(INK);
        graphics.translate(size * MARGIN, size * (formula.ascent() + MARGIN));
        graphics.scale(size, size);
        formula.draw(graphics);
    }

    /** Letters of formulas are shapes: their fonts have names of their own for the letters. */
    private static final class Shapes extends PdfBoxGraphics2DFontTextDrawer {
        @Override
        public boolean canDrawText(
                AttributedCharacterIterator text, IFontTextDrawerEnv environment) {
            return false;
        }
    }
}
