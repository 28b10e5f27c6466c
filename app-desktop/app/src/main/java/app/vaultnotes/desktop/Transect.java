package app.vaultnotes.desktop;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The picture in the sample vault: a salt marsh cut through from the sea to the dyke. */
final class Transect {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 150;
    private static final int SHORE = 130;
    private static final int TUFTS = 24;

    private Transect() {}

    /** Writes it as PNG. */
    static void draw(Path file) throws IOException {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(new Color(0xe8f1f4));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(new Color(0xf0c95a));
        g.fill(new Ellipse2D.Double(70, 18, 34, 34));
        g.setColor(new Color(0x5c93ad));
        g.fillRect(0, 118, SHORE + 40, HEIGHT);
        g.setColor(new Color(0x9a8466));
        g.fill(ground());
        g.setStroke(new BasicStroke(2));
        g.setColor(new Color(0x4e7a4a));
        for (int i = 0; i < TUFTS; i++) {
            tuft(g, SHORE + 30 + i * 14.5, 6 + (i * 7 % 5) * 2.5);
        }
        g.dispose();
        ImageIO.write(picture, "png", file.toFile());
    }

    private static double level(double x) {
        double rise = Math.clamp((x - SHORE) / (WIDTH - SHORE), 0, 1);
        return 134 - 54 * rise * rise - 4 * Math.sin(x / 26) * (1 - rise);
    }

    private static Path2D ground() {
        Path2D ground = new Path2D.Double();
        ground.moveTo(0, HEIGHT);
        for (int x = 0; x <= WIDTH; x += 4) {
            ground.lineTo(x, level(x));
        }
        ground.lineTo(WIDTH, HEIGHT);
        ground.closePath();
        return ground;
    }

    private static void tuft(Graphics2D g, double x, double height) {
        for (int lean = -1; lean <= 1; lean++) {
            Path2D blade = new Path2D.Double();
            blade.moveTo(x, level(x));
            blade.quadTo(x, level(x) - height, x + lean * 4.0, level(x) - height - 4);
            g.draw(blade);
        }
    }
}
