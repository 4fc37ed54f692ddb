package io.aro.db.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The tables of {@code docs/spring-boot.md}, made from the metadata of the properties and from the meters themselves. */
class ReferenceTest {

    private static final Path PAGE = Path.of("../../docs/spring-boot.md");
    private static final Path METADATA = Path.of("target/classes/META-INF/spring-configuration-metadata.json");
    private static final String END = "<!-- end -->";

    @Test
    void listsEveryProperty() throws IOException {
        JsonNode metadata = JsonMapper.shared().readTree(METADATA);
        SortedMap<String, String> rows = new TreeMap<>();
        for (JsonNode property : metadata.path("properties")) {
            String name = property.path("name").asString();
            if (name.startsWith("aro.db.")) {
                rows.put(name, row("`" + name + "`", defaultOf(property), sentence(property)));
            }
        }

        isOnThePage("properties", "| property | default | meaning |\n| --- | --- | --- |\n", rows);
        assertThat(rows).hasSizeGreaterThan(25);
    }

    @Test
    void listsEveryMeter(@TempDir Path folder) throws IOException {
        SortedMap<String, String> rows = new TreeMap<>();
        Contexts.runner()
                .withPropertyValues("aro.db.sqlite.file=" + folder.resolve("aro.db"))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));
                    registry.getMeters().stream()
                            .map(Meter::getId)
                            .filter(id -> id.getName().startsWith("aro.db."))
                            .forEach(id -> rows.put(id.getName(), rowOf(id)));
                });

        isOnThePage("meters", "| meter | type | unit | tags | meaning |\n| --- | --- | --- | --- | --- |\n", rows);
        assertThat(rows).hasSizeGreaterThan(9);
    }

    private static String rowOf(Meter.Id id) {
        String tags = id.getTags().stream().map(Tag::getKey).collect(Collectors.joining(", "));
        return row(
                "`" + id.getName() + "`",
                id.getType().name().toLowerCase(Locale.ROOT),
                id.getBaseUnit() == null ? "" : id.getBaseUnit(),
                tags,
                id.getDescription() + ".");
    }

    private static String sentence(JsonNode property) {
        String text = property.path("description").asString().replace("|", "\\|");
        return text.endsWith(".") ? text : text + ".";
    }

    private static String defaultOf(JsonNode property) {
        JsonNode value = property.path("defaultValue");
        return value.isMissingNode() ? "" : "`" + value.asString() + "`";
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static void isOnThePage(String name, String head, SortedMap<String, String> rows) throws IOException {
        String table = head + String.join("", rows.values());
        String page = Files.readString(PAGE);
        String start = "<!-- " + name + " -->\n";
        int from = page.indexOf(start) + start.length();
        int to = page.indexOf(END, from);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table + page.substring(to));
        } else {
            assertThat(page.substring(from, to)).isEqualTo(table);
        }
    }
}
