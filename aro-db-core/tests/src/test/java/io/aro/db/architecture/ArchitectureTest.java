package io.aro.db.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.fixture.ShippedClasses;
import io.aro.db.internal.binding.TimeBinding;
import java.util.stream.Stream;
import org.jooq.Query;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Dependencies between packages, and forbidden calls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String GENERATED = "io.aro.db.schema..";
    private static final String TESTKIT = "io.aro.db.testkit..";
    private static final String INTERNAL = "io.aro.db..internal..";

    private JavaClasses house = new ClassFileImporter().importClasses();

    @BeforeAll
    void readTheClasses() {
        house = new ClassFileImporter().withImportOption(new ShippedClasses()).importPackages("io.aro.db");

        assertThat(house).hasSizeGreaterThan(100);
    }

    @Test
    void packagesHaveNoCycles() {
        SliceAssignment byPackage = new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                return SliceIdentifier.of(name.startsWith("io.aro.db.schema") ? "io.aro.db.schema" : name);
            }

            @Override
            public String getDescription() {
                return "packages, the generated ones as one";
            }
        };

        check(slices().assignedFrom(byPackage).should().beFreeOfCycles());
    }

    @Test
    void migrationsKnowNothingOfWhatBuildsOnThem() {
        check(noClasses()
                .that()
                .resideInAnyPackage("io.aro.db.migration..", "io.aro.db.error..", "io.aro.db.file..", "io.aro.db.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.jooq..", "com.zaxxer..", "io.aro.db.internal..", "io.aro.db.refusal..", GENERATED));
    }

    @Test
    void repositoriesKnowNothingOfFlyway() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("io.aro.db.migration..", "io.aro.db.codegen..", TESTKIT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.flywaydb.."));
    }

    @Test
    void packagesAreNamedAfterFeatures() {
        check(noClasses().should().resideInAnyPackage("..util..", "..impl..", "..model..", "..common..", "..helper.."));
    }

    @Test
    void typesAreNamedAfterWhatTheyAre() {
        check(noClasses().should().haveNameMatching(".*(Impl|Utils?|Manager|Helper)"));
    }

    @Test
    void nothingInternalOrRecordOfJooqIsInAPublicSignature() {
        check(methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages(INTERNAL, GENERATED, TESTKIT)
                .should(notMention(resideInAnyPackage(INTERNAL, "io.aro.db.schema.tables.records.."))));
    }

    @Test
    void timeAndIdsComeFromTheSeams() {
        DescribedPredicate<JavaCall<?>> wallClock = describe(
                "the wall clock or random ids",
                call -> call.getTarget()
                        .getFullName()
                        .matches(
                                "java\\.time\\.(Instant|Clock|Local\\w+|ZonedDateTime)\\.(now|system\\w*)\\(.*"
                                        + "|java\\.util\\.UUID\\.randomUUID\\(.*|java\\.lang\\.System\\.currentTimeMillis\\(.*"));

        check(noClasses()
                .that()
                .resideOutsideOfPackages(TESTKIT, "io.aro.db.codegen..", "io.aro.db.examples..")
                .should()
                .callCodeUnitWhere(wallClock));
    }

    @Test
    void onlySqlThatBothEnginesUnderstandIsUsed() {
        DescribedPredicate<JavaCall<?>> engineSpecific = describe(
                "SQL of one engine",
                call -> call.getTargetOwner().getPackageName().startsWith("org.jooq")
                        && call.getTarget()
                                .getName()
                                .matches("forUpdate|forShare|skipLocked|mergeInto|arrayAgg|now|groupConcat|listAgg"
                                        + "|current(Timestamp|Instant|OffsetDateTime|LocalDateTime|Date|Time)"));

        check(noClasses()
                .that(handWritten())
                .and()
                .haveNameNotMatching(".*\\.internal\\.dialect\\.(Postgres|Sqlite)\\w+")
                .should()
                .callCodeUnitWhere(engineSpecific));
    }

    @Test
    void sqlIsWrittenInTheDslOutsideTheDialects() {
        DescribedPredicate<JavaCall<?>> plainSql = describe(
                "plain SQL given to jOOQ",
                call -> call.getTargetOwner().getPackageName().startsWith("org.jooq")
                        && call.getTarget()
                                .getName()
                                .matches("execute|query|fetch.*|resultQuery|sql|field|condition|table")
                        && call.getTarget().getRawParameterTypes().stream()
                                .findFirst()
                                .filter(type -> type.isEquivalentTo(String.class))
                                .isPresent());

        check(noClasses()
                .that(handWritten())
                .and()
                .haveNameNotMatching(
                        ".*\\.internal\\.(dialect\\.(Postgres|Sqlite)\\w+|naming\\.\\w+|binding\\.\\w+Binding.*)")
                .should()
                .callCodeUnitWhere(plainSql));
    }

    /** jOOQ's own type writes a different form on SQLite, not comparable with the columns. */
    @Test
    void timesOutsideOfColumnsHaveTheTypeOfTheBinding() {
        check(noClasses()
                .that(handWritten())
                .and()
                .doNotHaveFullyQualifiedName(TimeBinding.class.getName())
                .should()
                .accessField(SQLDataType.class, "INSTANT"));
    }

    /** jOOQ or the driver inlines the values of a batch of several statements, and of plain text. */
    @Test
    void valuesAreBound() {
        DescribedPredicate<JavaCall<?>> inlining = describe(
                "a way of jOOQ to put values into the text",
                call -> call.getTargetOwner().getPackageName().startsWith("org.jooq")
                        && (call.getTarget()
                                        .getName()
                                        .matches("withStatementType|setStatementType|renderInlined|executeBatch")
                                || isBatchOfTexts(call)));

        check(noClasses().that(handWritten()).should().callCodeUnitWhere(inlining));
    }

    /** A batch of one query with many rows of values binds its values. */
    private static boolean isBatchOfTexts(JavaCall<?> call) {
        return call.getTarget().getName().equals("batch")
                && call.getTarget().getRawParameterTypes().stream()
                        .anyMatch(type -> type.isArray() || !type.isAssignableTo(Query.class));
    }

    @Test
    void nothingStaticCanChange() {
        check(fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(not(resideInAPackage(GENERATED)))
                .should()
                .beFinal());
    }

    @Test
    void everyExceptionHasTheOneRoot() {
        check(classes()
                .that()
                .areAssignableTo(Throwable.class)
                .and()
                .arePublic()
                .and()
                .resideOutsideOfPackages(TESTKIT)
                .should()
                .beAssignableTo(AroDatabaseException.class));
    }

    private void check(ArchRule rule) {
        rule.check(house);
    }

    private static DescribedPredicate<JavaClass> handWritten() {
        return not(resideInAnyPackage(GENERATED, TESTKIT, "io.aro.db.codegen.."));
    }

    private static ArchCondition<JavaMethod> notMention(DescribedPredicate<JavaClass> hidden) {
        return new ArchCondition<>("not mention what is hidden") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                        .filter(hidden)
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " mentions " + type.getName())));
            }
        };
    }
}
