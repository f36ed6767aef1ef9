package energy.corridor.web;

import energy.corridor.grid.PricePoint;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Day-ahead prices in the ENTSO-E transparency platform's publication document (A44), schema 7:0 or 7:3. Curve type A03: a position that is
 * left out repeats the one before, up to the period's end. EUR/MWh in, EUR/kWh out. No DOCTYPE, no entities, nothing from elsewhere.
 */
final class EntsoePrices {

    private static final BigDecimal PER_KWH = BigDecimal.valueOf(1, 3);
    private static final Duration LONGEST_STEP = Duration.ofHours(1);
    private static final int MOST_POSITIONS = 100_000;

    private EntsoePrices() {}

    /**
     * @param sequence which auction counts where there are several: 1 = single day-ahead coupling, 2 = EXAA
     * @throws InvalidInput with a sentence that says what was wrong and where
     */
    static PriceFile read(String xml, int sequence) {
        Element root = parse(xml);
        if (root.getLocalName().equals("Acknowledgement_MarketDocument")) {
            throw refused(
                    "The document is an acknowledgement without prices: %s."
                            .formatted(text(root, "text", "no reason given")),
                    "body");
        }
        if (!root.getLocalName().equals("Publication_MarketDocument")) {
            throw refused("The document is a %s.".formatted(root.getLocalName()), "body");
        }
        TreeMap<Instant, BigDecimal> prices = new TreeMap<>();
        TreeMap<Instant, Instant> ends = new TreeMap<>();
        for (Element series : children(root, "TimeSeries")) {
            String auction = text(series, "classificationSequence_AttributeInstanceComponent.position", "1");
            if (!auction.equals(Integer.toString(sequence))) {
                continue;
            }
            require(series, "currency_Unit.name", "EUR");
            require(series, "price_Measure_Unit.name", "MWH");
            boolean repeats = text(series, "curveType", "A01").equals("A03");
            for (Element period : children(series, "Period")) {
                read(period, repeats, prices, ends);
            }
        }
        if (prices.isEmpty()) {
            throw refused("There is no TimeSeries of sequence %d with prices.".formatted(sequence), "TimeSeries");
        }
        List<String> warnings = new ArrayList<>();
        List<PricePoint> points = new ArrayList<>();
        Instant until = prices.firstKey();
        for (var price : prices.entrySet()) {
            if (price.getKey().isAfter(until)) {
                warnings.add(
                        "There is no price from %s to %s; the one before holds on.".formatted(until, price.getKey()));
            }
            until = ends.get(price.getKey());
            double eurPerKwh = price.getValue().multiply(PER_KWH).doubleValue();
            points.add(new PricePoint(price.getKey(), eurPerKwh, 0));
        }
        return new PriceFile(points, warnings);
    }

    private static void read(
            Element period, boolean repeats, TreeMap<Instant, BigDecimal> prices, TreeMap<Instant, Instant> ends) {
        Element interval = only(period, "timeInterval");
        Instant start = instant(interval, "start");
        Instant end = instant(interval, "end");
        Duration step = step(only(period, "resolution").getTextContent().strip());
        long count = Duration.between(start, end).toMillis() / step.toMillis();
        if (count < 1
                || count > MOST_POSITIONS
                || !start.plus(step.multipliedBy(count)).equals(end)) {
            throw refused(
                    "The period from %s to %s is no whole number of %s.".formatted(start, end, step), "timeInterval");
        }
        TreeMap<Long, BigDecimal> given = new TreeMap<>();
        for (Element point : children(period, "Point")) {
            long position = Long.parseLong(digits(point, "position"));
            if (position < 1 || position > count) {
                throw refused(
                        "Position %d of the period from %s must be in 1..%d.".formatted(position, start, count),
                        "position");
            }
            if (given.put(position, number(point, "price.amount")) != null) {
                throw refused(
                        "Position %d of the period from %s is there twice.".formatted(position, start), "position");
            }
        }
        if (!given.containsKey(1L)) {
            throw refused("The period from %s has no position 1.".formatted(start), "position");
        }
        for (long position = 1; position <= count; position++) {
            BigDecimal price = given.get(position);
            if (price == null && !repeats) {
                continue;
            }
            Instant at = start.plus(step.multipliedBy(position - 1));
            prices.put(at, price == null ? given.floorEntry(position).getValue() : price);
            ends.put(at, at.plus(step));
        }
    }

    private static Duration step(String resolution) {
        try {
            Duration step = Duration.parse(resolution);
            if (step.compareTo(Duration.ofMinutes(1)) >= 0 && step.compareTo(LONGEST_STEP) <= 0) {
                return step;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw refused("The resolution \"%s\" must be PT15M, PT30M or PT60M.".formatted(resolution), "resolution");
    }

    /** {@code 2026-02-01T23:00Z}, with or without seconds. */
    private static Instant instant(Element parent, String name) {
        String text = only(parent, name).getTextContent().strip();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw refused("The %s \"%s\" must be a time such as 2026-02-01T23:00Z.".formatted(name, text), name);
        }
    }

    private static BigDecimal number(Element parent, String name) {
        String text = only(parent, name).getTextContent().strip();
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw refused("The %s \"%s\" must be a number.".formatted(name, text), name);
        }
    }

    private static String digits(Element parent, String name) {
        String text = only(parent, name).getTextContent().strip();
        if (!text.matches("[0-9]{1,9}")) {
            throw refused("The %s \"%s\" must be a whole number.".formatted(name, text), name);
        }
        return text;
    }

    private static void require(Element series, String name, String value) {
        String found = only(series, name).getTextContent().strip();
        if (!found.equalsIgnoreCase(value)) {
            throw refused("The %s \"%s\" must be %s.".formatted(name, found, value), name);
        }
    }

    private static String text(Element parent, String name, String otherwise) {
        NodeList found = parent.getElementsByTagNameNS("*", name);
        return found.getLength() == 0
                ? otherwise
                : found.item(0).getTextContent().strip();
    }

    private static Element only(Element parent, String name) {
        List<Element> found = children(parent, name);
        if (found.size() != 1) {
            throw refused(
                    "A %s has %d elements %s; it must have one.".formatted(parent.getLocalName(), found.size(), name),
                    name);
        }
        return found.get(0);
    }

    /** By local name: the namespace differs between versions of the schema. */
    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }

    private static Element parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(xml.strip()))).getDocumentElement();
        } catch (SAXParseException e) {
            throw refused(
                    "The body is not XML that is taken (line %d, column %d): %s"
                            .formatted(e.getLineNumber(), e.getColumnNumber(), e.getMessage()),
                    "body");
        } catch (SAXException | java.io.IOException e) {
            throw refused("The body is not XML: %s".formatted(e.getMessage()), "body");
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InvalidInput refused(String sentence, String field) {
        return new InvalidInput(sentence, field, "an ENTSO-E publication document (A44) with prices in EUR/MWh");
    }
}
