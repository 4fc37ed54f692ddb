package io.aro.db.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.aro.db.fixture.ShippedClasses;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.repository.Session;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The table "Where a line of code goes" of CONTRIBUTING.md, applied to all features. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeatureShapeTest {

    private static final String[] FEATURES = {
        "io.aro.db.appointment",
        "io.aro.db.config",
        "io.aro.db.consent",
        "io.aro.db.customer",
        "io.aro.db.event",
        "io.aro.db.ordering",
        "io.aro.db.reminder",
        "io.aro.db.workflow"
    };

    /** The statements of an internal package are declared there and executed by writers. */
    private static final String STATEMENT = "\\.internal\\.\\w+Statement";

    private static final String WRITES = ".*(Repository|Writer|Lock|" + STATEMENT + ")(\\$.*)?";
    private static final String TALKS = ".*(Repository|Writer|Queries|Lock|" + STATEMENT + ")(\\$.*)?";

    private static final Set<String> WRITING =
            Set.of("insertInto", "update", "deleteFrom", "mergeInto", "batch", "batchInsert", "batchUpdate");

    private static final Set<String> READING =
            Set.of("select", "selectFrom", "selectOne", "selectCount", "selectDistinct", "fetchExists", "fetchCount");

    private JavaClasses core = new ClassFileImporter().importClasses();

    @BeforeAll
    void readTheClasses() {
        core = new ClassFileImporter().withImportOption(new ShippedClasses()).importPackages(FEATURES);

        assertThat(core).hasSizeGreaterThan(80);
    }

    @Test
    void onlyRepositoriesAndWritersWrite() {
        noClasses()
                .that()
                .haveNameNotMatching(WRITES)
                .should()
                .callMethodWhere(isOfJooq(WRITING))
                .orShould()
                .callMethodWhere(isOfSession("write", "run", "atomically"))
                .check(core);
    }

    @Test
    void onlyRepositoriesWritersAndQueriesRead() {
        noClasses()
                .that()
                .haveNameNotMatching(TALKS)
                .should()
                .callMethodWhere(isOfJooq(READING))
                .orShould()
                .callMethodWhere(isOfSession("read", "readPrimary"))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(StatementTemplate.class)
                .check(core);
    }

    @Test
    void noneButRepositoriesWritersAndQueriesKnowASession() {
        noClasses()
                .that()
                .haveNameNotMatching(TALKS)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Session.class)
                .check(core);
    }

    @Test
    void statementsOfInternalPackagesAreExecutedElsewhere() {
        noClasses()
                .that()
                .haveNameMatching(".*" + STATEMENT + "(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Session.class)
                .check(core);
    }

    @Test
    void repositoriesAreTheOnlyDoors() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Repository")
                .should()
                .bePublic()
                .andShould()
                .haveModifier(JavaModifier.FINAL)
                .check(core);
        classes()
                .that()
                .haveNameMatching(".*(Writer|Queries|Json)")
                .should()
                .notBePublic()
                .check(core);
    }

    @Test
    void rowsBecomeValuesInTheValues() {
        noClasses().should().haveSimpleNameEndingWith("Rows").check(core);
    }

    @Test
    void insertingHasOneVerb() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .and(takeANewValueFirst())
                .and()
                .doNotHaveRawReturnType(Query.class)
                .should()
                .haveNameMatching("(create|append|upsert)([A-Z].*)?")
                .check(core);
    }

    @Test
    void copiesHaveOneIdiom() {
        methods()
                .that()
                .arePublic()
                .and()
                .areNotStatic()
                .and(returnTheirOwnType())
                .should()
                .haveNameMatching("with[A-Z].*")
                .check(core);
    }

    private static DescribedPredicate<JavaCall<?>> isOfJooq(Set<String> names) {
        return describe(
                "is a statement of jOOQ",
                call -> (call.getTargetOwner().isAssignableTo(DSLContext.class)
                                || call.getTargetOwner().isEquivalentTo(DSL.class))
                        && names.contains(call.getName()));
    }

    private static DescribedPredicate<JavaCall<?>> isOfSession(String... names) {
        return describe(
                "is of a session",
                call -> call.getTargetOwner().isAssignableTo(Session.class)
                        && Set.of(names).contains(call.getName()));
    }

    private static DescribedPredicate<JavaMethod> takeANewValueFirst() {
        return describe(
                "take a new value first",
                method -> !method.getRawParameterTypes().isEmpty()
                        && method.getRawParameterTypes()
                                .getFirst()
                                .getSimpleName()
                                .startsWith("New"));
    }

    private static DescribedPredicate<JavaMethod> returnTheirOwnType() {
        return describe(
                "return their own type",
                method -> method.getRawReturnType().equals(method.getOwner())
                        && !method.getOwner().isEnum());
    }
}
