package io.aro.db.error;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.aro.db.AroDatabase;
import io.aro.db.fixture.ShippedClasses;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All public methods with any number of values, called with none and with many. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
class ManyValuesDoorsTest {

    private static final Pattern NOT_OF_THE_LIBRARY =
            Pattern.compile("^io\\.aro\\.db\\.(internal|schema|testkit|codegen|examples|migration|cli|operations)\\.");

    private static final String COLUMNS = "takes the columns of a table";

    /** Methods for the library's own packages, covered through their callers. */
    private static final Map<String, String> INNER = Map.ofEntries(
            entry("BatchInsert.insert(Stream)", "inserts the rows of createAll"),
            entry("StatementBatches.execute(Stream)", "sends the rows of createAll"),
            entry("Fingerprint.of(List, Object, RequestIdentity)", "takes the rules of the library"),
            entry("Fingerprint.ofParts(List)", "takes the parts of a step's name"),
            entry("Subject.of(CustomersRecord, List)", "reads the ids of a customer's appointments into memory"),
            entry("Subject.isMentionedIn(Record, List)", COLUMNS),
            entry("SubjectConditions.byMention(DSLContext, List, Subject)", COLUMNS),
            entry("TableRules.columns(ErasureRule, ErasureRule[])", "takes a few erasure rules"),
            entry("NearestName.to(String, Collection)", "takes the names of columns or tables"),
            entry("MissingName.noTable(String, Collection)", "takes the names of tables"));

    @Test
    void everyMethodWithAnyNumberOfValuesIsKnown() {
        Set<String> known = new TreeSet<>(ManyValuesDoors.all().keySet());
        known.addAll(INNER.keySet());

        assertThat(methodsWithValues()).isEqualTo(known);
    }

    @ParameterizedTest
    @MethodSource("doors")
    void takesNoneAndManyOrNamesTheLimit(String door, AroDatabase db) {
        ManyValuesDoors.Door promise =
                Objects.requireNonNull(ManyValuesDoors.all().get(door));

        promise.keep(db, 0);
        promise.keep(db, promise.many());
    }

    static Set<String> doors() {
        return new TreeSet<>(ManyValuesDoors.all().keySet());
    }

    private static Set<String> methodsWithValues() {
        return new ClassFileImporter()
                .withImportOption(new ShippedClasses()).importPackages("io.aro.db").stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC)
                                && !NOT_OF_THE_LIBRARY.matcher(type.getName()).find())
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                                && !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                        .filter(method ->
                                method.getRawParameterTypes().stream().anyMatch(ManyValuesDoorsTest::holdsValues))
                        .map(ManyValuesDoorsTest::signature)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns whether the type holds many values. An array of a primitive type is one value, such as a file's bytes.
     */
    private static boolean holdsValues(JavaClass type) {
        return type.isArray()
                ? !type.getComponentType().isPrimitive()
                : type.isAssignableTo(Collection.class)
                        || type.isAssignableTo(BaseStream.class)
                        || type.isAssignableTo(Map.class)
                        || type.isAssignableTo(Condition.class);
    }

    private static String signature(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName()
                + method.getRawParameterTypes().stream()
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
