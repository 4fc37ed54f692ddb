package io.aro.db.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.JavaTypeVariable;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.fixture.ShippedClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The public signatures, outside of packages with the segment {@code internal}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicSignatureTest {

    private JavaClasses house = new ClassFileImporter().importClasses();

    @BeforeAll
    void readTheClasses() {
        house = new ClassFileImporter().withImportOption(new ShippedClasses()).importPackages("io.aro.db");
    }

    @Test
    void nothingInternalIsInThem() {
        List<JavaClass> open =
                house.stream().filter(PublicSignatureTest::isForUsers).toList();

        assertThat(open).hasSizeGreaterThan(150);
        assertThat(open.stream().filter(type -> type.getPackageName().startsWith("io.aro.db.testkit")))
                .hasSizeGreaterThan(50);
        assertThat(open.stream().flatMap(PublicSignatureTest::leaks).sorted().distinct())
                .isEmpty();
    }

    @Test
    void typeArgumentsAndSupertypesAreSeen() {
        JavaClass leaking = new ClassFileImporter().importClass(Leaking.class);

        assertThat(leaks(leaking))
                .anyMatch(leak -> leak.contains("extends"))
                .anyMatch(leak -> leak.contains("<init>"))
                .anyMatch(leak -> leak.contains("listed"))
                .anyMatch(leak -> leak.contains("bounded"))
                .anyMatch(leak -> leak.contains("kept"));
    }

    private static boolean isForUsers(JavaClass type) {
        return !isInternal(type)
                && !type.getPackageName().startsWith("io.aro.db.schema")
                && !type.getPackageName().startsWith("io.aro.db.codegen")
                && isReachable(type);
    }

    private static boolean isReachable(JavaClass type) {
        Optional<JavaClass> outer = type.getEnclosingClass();
        return isOpen(type.getModifiers()) && (outer.isEmpty() || isReachable(outer.get()));
    }

    private static boolean isOpen(Collection<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static boolean isInternal(JavaClass type) {
        return Arrays.asList(type.getPackageName().split("\\.")).contains("internal")
                && type.getPackageName().startsWith("io.aro.db");
    }

    private static Stream<String> leaks(JavaClass type) {
        Stream<JavaType> parents = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        Stream<JavaType> ofType = Stream.concat(parents, bounds(type.getTypeParameters()));
        return Stream.of(
                        named(type.getName() + " extends or implements", PublicSignatureTest::isInternal, ofType),
                        type.getFields().stream()
                                .filter(PublicSignatureTest::isOpenMember)
                                .flatMap(field ->
                                        named(field.getFullName(), hiddenFrom(field), Stream.of(field.getType()))),
                        type.getCodeUnits().stream()
                                .filter(PublicSignatureTest::isOpenMember)
                                .flatMap(unit -> named(unit.getFullName(), hiddenFrom(unit), mentioned(unit))))
                .flatMap(leaks -> leaks);
    }

    /** A repository names its table's record only to its base class, in the protected hooks. */
    private static Predicate<JavaClass> hiddenFrom(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                ? type -> isInternal(type) || type.getPackageName().startsWith("io.aro.db.schema.tables.records")
                : PublicSignatureTest::isInternal;
    }

    private static boolean isOpenMember(JavaMember member) {
        return isOpen(member.getModifiers()) && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static Stream<JavaType> mentioned(JavaCodeUnit unit) {
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream(),
                        bounds(unit.getTypeParameters()))
                .flatMap(types -> types);
    }

    private static Stream<JavaType> bounds(List<? extends JavaTypeVariable<?>> variables) {
        return variables.stream().flatMap(variable -> variable.getUpperBounds().stream());
    }

    private static Stream<String> named(String where, Predicate<JavaClass> hidden, Stream<? extends JavaType> types) {
        return types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .filter(hidden)
                .map(type -> where + " mentions " + type.getName());
    }

    /** A class with an internal type in each position of a signature. */
    @SuppressWarnings({"EffectivelyPrivate", "UnusedMethod", "UnusedVariable"}) // Only its signatures are read.
    private abstract static class Leaking extends ArrayList<VendorErrors> {

        private static final long serialVersionUID = 1L;

        protected final transient Optional<VendorErrors> kept;

        protected Leaking(Supplier<VendorErrors> source) {
            this.kept = Optional.of(source.get());
        }

        public abstract List<? super VendorErrors> listed();

        public abstract <T extends List<VendorErrors>> void bounded(Class<T> type);
    }
}
