import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Prints the test classes of a build that took longest, from the reports that Surefire left below a folder. */
final class SlowestTests {

    private static final int SHOWN = 20;

    private SlowestTests() {}

    public static void main(String[] arguments) throws IOException {
        List<Suite> suites;
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            suites = files.filter(SlowestTests::isReport).map(SlowestTests::read).toList();
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        double all = suites.stream().mapToDouble(Suite::seconds).sum();
        int tests = suites.stream().mapToInt(Suite::tests).sum();
        out.printf(Locale.ROOT, "%d tests in %d classes took %.0f s together; the slowest:%n", tests, suites.size(), all);
        suites.stream()
                .sorted(Comparator.comparingDouble(Suite::seconds).reversed())
                .limit(SHOWN)
                .forEach(suite -> out.printf(Locale.ROOT, "%8.1f s  %4d tests  %s%n", suite.seconds, suite.tests, suite.name));
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("TEST-") && name.endsWith(".xml") && file.getParent().endsWith("surefire-reports");
    }

    /** Reads the head of a report and counts its tests, whatever they printed. */
    private static Suite read(Path report) {
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = XMLInputFactory.newFactory().createXMLStreamReader(in);
            String name = "";
            double seconds = 0;
            int tests = 0;
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("testsuite")) {
                    name = xml.getAttributeValue(null, "name");
                    seconds = Double.parseDouble(xml.getAttributeValue(null, "time").replace(",", ""));
                } else if (xml.getLocalName().equals("testcase")) {
                    tests++;
                }
            }
            return new Suite(name, seconds, tests);
        } catch (IOException e) {
            throw new UncheckedIOException("The report " + report + " cannot be read.", e);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("The report " + report + " is not one of Surefire.", e);
        }
    }

    private record Suite(String name, double seconds, int tests) {}
}
