package io.aro.db.plan;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.aro.db.fixture.ShippedClasses;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Public methods that return a list without a limit parameter. */
class ListsWithoutLimitTest {

    private static final String FEW = "bounded by the seven statuses";
    private static final String OF_FILES =
            "it lists the folder of an archive, which has a file for a month or a batch of rows";

    private static final String CONFIGURED = "bounded by the configuration";

    private static final Pattern NOT_OF_THE_LIBRARY = Pattern.compile(
            "^io\\.aro\\.db\\.(schema|testkit|codegen|examples|migration|cli|operations)\\.|\\.internal\\.");

    /** Methods with a list of naturally bounded length. */
    private static final Map<String, String> BOUNDED = Map.ofEntries(
            entry("AppointmentStateMachine.allowedFrom(AppointmentStatus)", FEW),
            entry("AppointmentStateMachine.leadingTo(AppointmentStatus)", FEW),
            entry("IllegalTransitionException.allowed()", FEW),
            entry("EventRepository.find(EventQuery)", "the query has a limit"),
            entry("HostConfig.statementListeners()", CONFIGURED),
            entry("IdempotencyPolicies.bySource()", CONFIGURED),
            entry("IdempotencyPolicy.formerIdentities()", CONFIGURED),
            entry("WholeList.read(String, IntFunction)", "reads up to its own limit"),
            entry("ArchiveSink.findPrepared()", OF_FILES),
            entry("ArchiveSink.segments()", OF_FILES),
            entry("ArchivedSegmentRepository.findAll()", OF_FILES),
            entry("FileArchive.findPrepared()", OF_FILES),
            entry("FileArchive.segments()", OF_FILES));

    @Test
    void everyListWithoutALimitIsKnown() {
        Set<String> known = new TreeSet<>(WholeListsTest.lists().keySet());
        known.addAll(BOUNDED.keySet());

        assertThat(listsWithoutLimit()).isEqualTo(known);
    }

    private static Set<String> listsWithoutLimit() {
        return new ClassFileImporter()
                .withImportOption(new ShippedClasses()).importPackages("io.aro.db").stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.isRecord()
                                && !NOT_OF_THE_LIBRARY.matcher(type.getName()).find())
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(ListsWithoutLimitTest::isListWithoutLimit)
                        .map(ListsWithoutLimitTest::signature)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isListWithoutLimit(JavaMethod method) {
        JavaClass result = method.getRawReturnType();
        return (result.isAssignableTo(Collection.class) || result.isAssignableTo(Map.class))
                && method.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(int.class));
    }

    private static String signature(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName()
                + method.getRawParameterTypes().stream()
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
