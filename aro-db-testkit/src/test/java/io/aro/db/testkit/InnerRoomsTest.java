package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The inner rooms of the testkit, which no signature for its users names. */
class InnerRoomsTest {

    @Test
    void areInNoSignatureForUsers() {
        List<JavaClass> open = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.aro.db.testkit")
                        .stream()
                        .filter(type -> isOpen(type.getModifiers()) && !isInternal(type))
                        .toList();

        assertThat(open).hasSizeGreaterThan(50);
        assertThat(open.stream().flatMap(InnerRoomsTest::leaks)).isEmpty();
    }

    private static Stream<String> leaks(JavaClass type) {
        Stream<JavaType> parents = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        Stream<String> fields = type.getFields().stream()
                .filter(InnerRoomsTest::isOpen)
                .flatMap(field -> internal(field.getFullName(), Stream.of(field.getType())));
        Stream<String> calls = type.getCodeUnits().stream()
                .filter(InnerRoomsTest::isOpen)
                .flatMap(unit -> internal(unit.getFullName(), mentioned(unit)));
        return Stream.of(internal(type.getName(), parents), fields, calls).flatMap(each -> each);
    }

    private static Stream<JavaType> mentioned(JavaCodeUnit unit) {
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream())
                .flatMap(types -> types);
    }

    private static Stream<String> internal(String where, Stream<? extends JavaType> types) {
        return types.flatMap(type -> type.getAllInvolvedRawTypes().stream())
                .filter(InnerRoomsTest::isInternal)
                .map(type -> where + " names " + type.getName());
    }

    private static boolean isInternal(JavaClass type) {
        return type.getPackageName().startsWith("io.aro.db")
                && Arrays.asList(type.getPackageName().split("\\.")).contains("internal");
    }

    private static boolean isOpen(JavaMember member) {
        return isOpen(member.getModifiers()) && !member.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean isOpen(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
