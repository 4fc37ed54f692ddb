package io.aro.db.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.aro.db.fixture.ShippedClasses;
import io.aro.db.refusal.ConflictException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The page docs/errors.md, compared with the code; {@code -Ddocs.write=true} writes the page. */
class ErrorDocumentTest {

    private static final Path PAGE = Path.of("../../docs/errors.md");

    private static final Map<String, String> STATUSES = new TreeMap<>(Map.ofEntries(
            Map.entry("ArchiveException", "500, or 503 if it may be repeated"),
            Map.entry("BackupException", "500"),
            Map.entry("ConfigurationException", "500"),
            Map.entry("ConflictException", "409"),
            Map.entry("ConstraintViolationException", "409 for `UNIQUE` and `FOREIGN_KEY`, else 422"),
            Map.entry("ContentionException", "503"),
            Map.entry("DocumentMismatchException", "500"),
            Map.entry("IllegalTransitionException", "409"),
            Map.entry("InvalidValueException", "422"),
            Map.entry("KeyStateException", "409"),
            Map.entry("LeaseLostException", "409"),
            Map.entry("LostRaceException", "409"),
            Map.entry("MessageIdTakenException", "409"),
            Map.entry("MigrationException", "500"),
            Map.entry("NotConfiguredException", "500"),
            Map.entry("NotExecutedException", "409 or 503 if it may be repeated, else 422"),
            Map.entry("NotFoundException", "404"),
            Map.entry("RefusedChangeException", "409"),
            Map.entry("RetriesExhaustedException", "409"),
            Map.entry("SchemaMismatchException", "500"),
            Map.entry("SealedFieldException", "500"),
            Map.entry("StaleVersionException", "409, or 412 for `If-Match`"),
            Map.entry("StatementFailedException", "500"),
            Map.entry("TooManyRowsException", "500"),
            Map.entry("TransactionFailedException", "503 if it may be repeated, else 500"),
            Map.entry("TransactionMisuseException", "500"),
            Map.entry("UnavailableException", "503"),
            Map.entry("UnreadableValueException", "500"),
            Map.entry("WorkflowFinishedException", "409")));

    @Test
    void namesEveryExceptionAndEveryCode() throws IOException {
        List<Class<?>> exceptions = exceptions();

        String page = ErrorDocument.of(exceptions, STATUSES);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(exceptions).extracting(Class::getSimpleName).containsExactlyElementsOf(STATUSES.keySet());
        assertThat(PAGE).hasContent(page);
    }

    @Test
    void everyConflictAnswers409AndIsNotRepeated() {
        List<Class<?>> conflicts = exceptions().stream()
                .filter(ConflictException.class::isAssignableFrom)
                .toList();

        assertThat(conflicts)
                .hasSizeGreaterThan(5)
                .allSatisfy(
                        type -> assertThat(STATUSES.get(type.getSimpleName())).startsWith("409"));
        assertThat(conflicts).noneSatisfy(type -> assertThat(type).hasDeclaredMethods("isRetryable"));
    }

    private static List<Class<?>> exceptions() {
        return new ClassFileImporter()
                        .withImportOption(new ShippedClasses())
                        .importPackages("io.aro.db")
                        .that(DescribedPredicate.describe("are our exceptions", ErrorDocumentTest::isException))
                        .stream()
                        .<Class<?>>map(JavaClass::reflect)
                        .sorted(Comparator.comparing(Class::getSimpleName))
                        .toList();
    }

    /** Returns whether the type is a documented exception; the testkit's own exception never reaches a service. */
    private static boolean isException(JavaClass type) {
        return type.isAssignableTo(AroDatabaseException.class)
                && !type.isEquivalentTo(AroDatabaseException.class)
                && !type.getPackageName().startsWith("io.aro.db.testkit");
    }
}
