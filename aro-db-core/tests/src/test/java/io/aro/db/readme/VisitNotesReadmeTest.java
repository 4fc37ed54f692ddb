package io.aro.db.readme;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VisitNotesReadmeTest {

    private static final Path EXAMPLE = Path.of("../../examples/visit-notes");

    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

    private static final Pattern VERSION =
            Pattern.compile("<groupId>(.+)</groupId>\\s*<artifactId>(.+)</artifactId>\\s*(?:<version>(.+)</version>)?");

    private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+)>([^<>]+)</\\1>");

    @Test
    void quotesThePomAndTheTestsAsTheyAre() throws IOException {
        String pom = read("standalone-pom.xml");
        String test = read("src/test/java/io/aro/db/examples/visitnotes/VisitNoteRepositoryTest.java");

        assertThat(blocks("xml"))
                .hasSize(1)
                .allSatisfy(block -> assertThat(unindented(pom)).contains(unindented(block)));
        assertThat(blocks("java"))
                .hasSize(1)
                .allSatisfy(block -> assertThat(unindented(test)).contains(unindented(block)));
    }

    @Test
    void theStandalonePomTakesNothingFromOurs() throws IOException {
        String pom = read("standalone-pom.xml");

        assertThat(pom).doesNotContain("<parent>");
        assertThat(Pattern.compile("\\$\\{.*?}").matcher(pom).results().map(MatchResult::group))
                .containsOnly("${project.basedir}");
        assertThat(artifacts(pom))
                .hasSizeGreaterThan(5)
                .allSatisfy(artifact -> assertThat(artifact.group(3))
                        .as("the version of %s", artifact.group(2))
                        .isNotNull());
    }

    @Test
    void theStandalonePomNamesTheVersionsOfThisBuild() throws IOException {
        Map<String, String> ours = ourVersions();

        assertThat(artifacts(read("standalone-pom.xml")).skip(1))
                .hasSizeGreaterThan(5)
                .allSatisfy(artifact -> assertThat(artifact.group(3))
                        .as("the version of %s", artifact.group(2))
                        .isEqualTo(ours.get(artifact.group(2))));
    }

    @Test
    void bothPomsGenerateTheSameClasses() throws IOException {
        assertThat(generation(read("standalone-pom.xml"))).isEqualTo(generation(read("pom.xml")));
    }

    private static List<String> blocks(String language) throws IOException {
        return BLOCK.matcher(read("README.md"))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    private static Stream<MatchResult> artifacts(String pom) {
        return VERSION.matcher(pom).results();
    }

    /** Returns the version of each artifact that the parent pom names. */
    private static Map<String, String> ourVersions() throws IOException {
        String pom = Files.readString(Path.of("../../pom.xml"));
        Map<String, String> properties = PROPERTY.matcher(
                        pom.substring(pom.indexOf("<properties>"), pom.indexOf("</properties>")))
                .results()
                .collect(toMap(property -> property.group(1), property -> property.group(2)));
        properties.put(
                "project.version", artifacts(pom).findFirst().orElseThrow().group(3));
        Map<String, String> versions = artifacts(resolved(pom, properties))
                .filter(artifact -> artifact.group(3) != null)
                .collect(toMap(artifact -> artifact.group(2), artifact -> artifact.group(3), (one, other) -> one));
        versions.put("junit-jupiter", properties.get("junit.version"));
        return versions;
    }

    private static String resolved(String pom, Map<String, String> properties) {
        return Pattern.compile("\\$\\{([\\w.-]+)}")
                .matcher(pom)
                .replaceAll(
                        reference -> Matcher.quoteReplacement(properties.getOrDefault(reference.group(1), "unknown")));
    }

    private static String generation(String pom) {
        return unindented(pom.substring(pom.indexOf("<executions>"), pom.indexOf("</executions>")));
    }

    private static String unindented(String text) {
        return text.replaceAll("(?m)^ +", "");
    }

    private static String read(String file) throws IOException {
        return Files.readString(EXAMPLE.resolve(file));
    }
}
