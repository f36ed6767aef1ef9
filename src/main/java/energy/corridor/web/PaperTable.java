package energy.corridor.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.jspecify.annotations.Nullable;

/** Titles, facts and tables on A4 pages, one below the other; a table goes on on the next page under its header. Lengths are points. */
final class PaperTable {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final float LEFT = 56;
    private static final float RIGHT = PDRectangle.A4.getWidth() - 56;
    private static final float TOP = PDRectangle.A4.getHeight() - 62;
    private static final float BOTTOM = 66;
    /** So many rows stay on one page. */
    private static final int KEPT_TOGETHER = 6;

    private static final float ROW = 15.5f;
    private static final float SIZE = 9.5f;

    private final PDDocument document;
    private final PDFont font;
    private final String footer;
    private @Nullable PDPageContentStream page;
    private float y;
    private final List<PDPage> pages = new ArrayList<>();

    PaperTable(PDDocument document, String footer) throws IOException {
        this.document = document;
        this.footer = footer;
        try (InputStream ttf = Objects.requireNonNull(PDDocument.class.getResourceAsStream(FONT))) {
            font = PDType0Font.load(document, ttf, true);
        }
        newPage();
    }

    void title(String text) throws IOException {
        write(text, LEFT, 20, true);
        y -= 34;
    }

    void fact(String name, String value) throws IOException {
        stream().setNonStrokingColor(0.4f);
        write(name, LEFT, SIZE, false);
        stream().setNonStrokingColor(0f);
        write(value, LEFT + 90, SIZE, false);
        y -= ROW;
    }

    /** The one figure that matters, in a box. */
    void amount(String name, String value) throws IOException {
        y -= 12;
        stream().setNonStrokingColor(0.94f);
        stream().addRect(LEFT, y - 20, RIGHT - LEFT, 40);
        stream().fill();
        stream().setNonStrokingColor(0f);
        y -= 5;
        write(name, LEFT + 12, 12, false);
        write(value, RIGHT - 12 - width(value, 15), 15, true);
        y -= 30;
    }

    /** The first column is text, the others are figures at the right of theirs. */
    void table(String heading, String[] header, List<String[]> rows) throws IOException {
        if (rows.isEmpty()) {
            return;
        }
        room((Math.min(rows.size(), KEPT_TOGETHER) + 4) * ROW); // a short table is not torn
        y -= 16;
        write(heading, LEFT, 12, true);
        y -= 18;
        header(header);
        for (String[] row : rows) {
            if (y < BOTTOM + ROW) {
                newPage();
                header(header);
            }
            boolean sum = row[0].equals("Sum");
            if (sum) {
                line(0.6f);
            }
            row(row, sum);
        }
    }

    void note(String text) throws IOException {
        y -= 4;
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            for (String part : fitting(word)) {
                if (!line.isEmpty() && width(line + " " + part, 8) > RIGHT - LEFT) {
                    noteLine(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(part);
            }
        }
        noteLine(line.toString());
    }

    void close() throws IOException {
        stream().close();
        for (int i = 0; i < pages.size(); i++) {
            try (PDPageContentStream foot =
                    new PDPageContentStream(document, pages.get(i), PDPageContentStream.AppendMode.APPEND, true)) {
                foot.setNonStrokingColor(0.4f);
                text(foot, footer, LEFT, 40, 8);
                String number = "%d / %d".formatted(i + 1, pages.size());
                text(foot, number, RIGHT - width(number, 8), 40, 8);
            }
        }
    }

    private void noteLine(String text) throws IOException {
        room(12);
        y -= 12;
        stream().setNonStrokingColor(0.35f);
        write(text, LEFT, 8, false);
        stream().setNonStrokingColor(0f);
    }

    /** A word that is too long for a line, in pieces. */
    private List<String> fitting(String word) throws IOException {
        List<String> parts = new ArrayList<>();
        String rest = word;
        while (width(rest, 8) > RIGHT - LEFT) {
            int end = rest.length();
            while (width(rest.substring(0, end), 8) > RIGHT - LEFT) {
                end--;
            }
            parts.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        parts.add(rest);
        return parts;
    }

    private void header(String[] header) throws IOException {
        stream().setNonStrokingColor(0.4f);
        row(header, false);
        stream().setNonStrokingColor(0f);
        line(0.6f);
    }

    private void row(String[] cells, boolean bold) throws IOException {
        float column = (RIGHT - LEFT) * 0.62f / (cells.length - 1);
        write(cells[0], LEFT, SIZE, bold);
        for (int c = 1; c < cells.length; c++) {
            float right = RIGHT - (cells.length - 1 - c) * column;
            write(cells[c], right - width(cells[c], SIZE), SIZE, bold);
        }
        y -= ROW;
    }

    private void line(float thickness) throws IOException {
        stream().setLineWidth(thickness);
        stream().setStrokingColor(0.6f);
        stream().moveTo(LEFT, y + 10.5f);
        stream().lineTo(RIGHT, y + 10.5f);
        stream().stroke();
        y -= 2;
    }

    private void room(float height) throws IOException {
        if (y - height < BOTTOM) {
            newPage();
        }
    }

    private void newPage() throws IOException {
        if (page != null) {
            page.close();
        }
        PDPage next = new PDPage(PDRectangle.A4);
        document.addPage(next);
        pages.add(next);
        page = new PDPageContentStream(document, next);
        y = TOP;
    }

    private PDPageContentStream stream() {
        return Objects.requireNonNull(page);
    }

    /** The font has one weight; bold is its outline drawn as well. */
    private void write(String text, float x, float size, boolean bold) throws IOException {
        PDPageContentStream stream = stream();
        if (bold) {
            stream.setRenderingMode(RenderingMode.FILL_STROKE);
            stream.setStrokingColor(0f);
            stream.setLineWidth(size * 0.035f);
        }
        text(stream, text, x, y, size);
        if (bold) {
            stream.setRenderingMode(RenderingMode.FILL);
        }
    }

    private void text(PDPageContentStream stream, String text, float x, float at, float size) throws IOException {
        stream.beginText();
        stream.setFont(font, size);
        stream.newLineAtOffset(x, at);
        stream.showText(printable(text));
        stream.endText();
    }

    private float width(String text, float size) throws IOException {
        return font.getStringWidth(printable(text)) * font.getFontMatrix().getScaleX() * size;
    }

    /** What the font cannot draw is a question mark. */
    private String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().forEach(c -> printable.appendCodePoint(drawable(c) ? c : '?'));
        return printable.toString();
    }

    private boolean drawable(int codePoint) {
        try {
            font.encode(Character.toString(codePoint));
            return codePoint >= ' ';
        } catch (IOException | IllegalArgumentException cannot) {
            return false;
        }
    }
}
