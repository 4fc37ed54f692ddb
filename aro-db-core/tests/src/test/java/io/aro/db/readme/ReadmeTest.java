package io.aro.db.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java blocks of the README and of docs/: tests run each, and each whole class compiles alone. */
class ReadmeTest {

    private static final Map<String, String> COMPLAINTS = new HashMap<>();

    @TempDir
    private static Path folder;

    /** Compiles each whole class alone, like a reader's copy, and records the compiler's errors. */
    @BeforeAll
    static void compileWholeClasses() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-proc:none", "-d", folder.toString(), "-cp", classPath());
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            for (JavaBlock block : JavaBlock.ofAllPages()) {
                if (block.isWholeClass()) {
                    Path source = Files.writeString(folder.resolve(block.type() + ".java"), block.code());
                    StringWriter complaints = new StringWriter();
                    boolean isCompiled = compiler.getTask(
                                    complaints, files, null, options, null, files.getJavaFileObjects(source))
                            .call();
                    COMPLAINTS.put(block.type(), isCompiled ? "" : "does not compile:\n" + complaints);
                }
            }
        }
    }

    @Test
    void everyJavaBlockIsCodeThatATestRuns() throws IOException {
        assertThat(JavaBlock.ofAllPages())
                .hasSizeGreaterThan(16)
                .allSatisfy(block -> assertThat(block.code()).isEqualTo(block.source()));
    }

    @Test
    void everyWholeClassCompilesAsPrinted() {
        assertThat(COMPLAINTS)
                .containsOnlyKeys(
                        "BookingWebhook",
                        "PhoneCall",
                        "Reminders",
                        "DepositDesk",
                        "InvoicedBooking",
                        "BookingTest",
                        "OptOutTest",
                        "SpringTransactions")
                .allSatisfy((type, complaints) -> assertThat(complaints).isEmpty());
    }

    @Test
    void theFirstProgramRunsAsPrintedAndAnswersTwiceAlike() throws IOException, InterruptedException {
        List<String> printed = run("BookingWebhook");

        assertThat(printed).hasSize(2).containsOnly(printed.getFirst());
        assertThat(printed.getFirst()).matches("200 Receipt\\[appointmentId=[0-9a-f-]{36}]");
    }

    @Test
    void theProgramOnAPoolRunsAsPrinted() throws IOException, InterruptedException {
        assertThat(String.join("\n", run("InvoicedBooking"))).matches("(?s).*booked [0-9a-f-]{36}");
    }

    @Test
    void namesTheVersionOfThisBuild() throws IOException {
        String version = between(Files.readString(Path.of("../../pom.xml")), "<version>", "</version>");

        assertThat(readme()).contains("<artifactId>aro-db-core</artifactId>\n      <version>" + version + "</version>");
    }

    @Test
    void everyLinkIntoTheProjectLeadsSomewhere() throws IOException {
        List<String> links = Pattern.compile("]\\((?!https?:)([^)#]+)")
                .matcher(readme())
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(links)
                .hasSizeGreaterThan(10)
                .allSatisfy(link -> assertThat(Path.of("../..", link)).exists());
    }

    @Test
    void fitsIntoFiveMinutes() throws IOException {
        assertThat(readme().lines()).hasSizeLessThanOrEqualTo(260);
    }

    /** Runs a compiled class in the folder and returns the printed lines. */
    private List<String> run(String name) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        folder + System.getProperty("path.separator") + classPath(),
                        name)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output);
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static String readme() throws IOException {
        return Files.readString(JavaBlock.README);
    }
}
