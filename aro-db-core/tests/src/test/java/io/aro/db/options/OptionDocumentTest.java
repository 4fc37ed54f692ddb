package io.aro.db.options;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.aro.db.fixture.ShippedClasses;
import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page docs/options.md: names and defaults come from the code, and {@code -Ddocs.write=true} writes them. Ranges and
 * meanings are written by hand.
 */
class OptionDocumentTest {

    private static final Path PAGE = Path.of("../../docs/options.md");
    private static final Path TESTKIT = Path.of("../../aro-db-testkit/src/main/java");

    private static final Pattern SETTING = Pattern.compile("\"(aro\\.[\\w.]+)\"");

    /** Types with options for values of a call or a row, not configurations. */
    private static final Set<String> VALUES = Set.of(
            "AroDatabaseConfig",
            "BusinessConfig",
            "BusinessHours",
            "EventMetadata",
            "EventQuery",
            "Evidence",
            "Integrations",
            "NewAppointment",
            "NewConsent",
            "NewCustomer",
            "NewDeadLetter",
            "NewEvent",
            "NewOptOut",
            "NewReminder",
            "NewSlot",
            "NewWorkflow",
            "PageRequest",
            "StatusChange");

    @Test
    void namesEveryOptionAndItsDefault() throws IOException, ReflectiveOperationException {
        String page = Files.readString(PAGE);

        String written = page;
        for (OptionTable table : tables()) {
            written = table.writtenInto(written);
        }
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, written);
        }

        assertThat(PAGE).hasContent(written);
        assertThat(written.lines().filter(line -> line.startsWith("| ")))
                .as("rows with an empty cell, or one that is still to be filled in by hand")
                .noneMatch(line -> line.contains("| " + OptionTable.OPEN + " |") || line.contains("|  |"));
    }

    @Test
    void isAboutEveryTypeWithOptionsThatIsNoValueOfACall() {
        Set<String> types = new ClassFileImporter()
                .withImportOption(new ShippedClasses()).importPackages("io.aro.db").stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.getPackageName().contains(".internal")
                                && !type.getPackageName().startsWith("io.aro.db.testkit")
                                && !type.getPackageName().startsWith("io.aro.db.schema"))
                        .map(JavaClass::reflect)
                        .filter(type -> Options.options(type).findAny().isPresent())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toCollection(TreeSet::new));

        types.removeAll(VALUES);
        assertThat(types)
                .isEqualTo(Options.types().map(Class::getSimpleName).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static List<OptionTable> tables() throws IOException, ReflectiveOperationException {
        List<OptionTable> tables = new ArrayList<>(Options.tables());
        tables.add(policies());
        tables.add(annotations());
        tables.add(settings());
        return tables;
    }

    /** Returns the table of the policies of sources; a cell holds retention and response time. */
    private static OptionTable policies() {
        Map<String, String> policies = new TreeMap<>();
        IdempotencyPolicies.defaults().bySource().forEach((source, policy) -> policies.put(source, text(policy)));
        policies.put("any other", text(IdempotencyPolicies.defaults().fallback()));
        return new OptionTable("Policies of sources", policies);
    }

    private static String text(IdempotencyPolicy policy) {
        return Options.text(policy.retention()) + ", " + Options.text(policy.response());
    }

    private static OptionTable annotations() {
        Map<String, String> attributes = new TreeMap<>();
        new ClassFileImporter()
                .withImportOption(new ShippedClasses()).importPackages("io.aro.db.testkit").stream()
                        .filter(type -> type.isAnnotation() && type.isTopLevelClass())
                        .map(JavaClass::reflect)
                        .forEach(type -> Arrays.stream(type.getDeclaredMethods())
                                .forEach(attribute -> attributes.put(
                                        "@" + type.getSimpleName() + "(" + attribute.getName() + ")",
                                        defaultOf(attribute))));
        return new OptionTable("Annotations of the testkit", attributes);
    }

    private static String defaultOf(Method attribute) {
        Object value = attribute.getDefaultValue();
        return switch (value) {
            case null -> "given";
            case Object[] several ->
                Stream.of(several).map(each -> "`" + each + "`").collect(Collectors.joining(", "));
            default -> "`" + ((Enum<?>) value).name() + "`";
        };
    }

    private static OptionTable settings() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        try (Stream<Path> files = Files.walk(TESTKIT)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                SETTING.matcher(Files.readString(file))
                        .results()
                        .map(OptionDocumentTest::setting)
                        .forEach(name -> settings.put(name, ""));
            }
        }
        return new OptionTable("Settings of the testkit", settings);
    }

    private static String setting(MatchResult literal) {
        String name = literal.group(1);
        return name.endsWith(".") ? name + "<version>" : name;
    }
}
