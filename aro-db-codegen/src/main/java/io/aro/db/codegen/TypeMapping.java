package io.aro.db.codegen;

import java.util.List;
import org.jooq.meta.jaxb.ForcedType;

/**
 * The mapping of declared SQLite types to Java types, by type and never by column name.
 *
 * <p>jOOQ itself maps all other types: {@code UUID}, {@code BOOLEAN}, {@code INTEGER}, {@code BIGINT},
 * {@code VARCHAR(n)} and {@code TEXT}. The bindings are in aro-db-core, required by the generated classes at run
 * time.
 */
final class TypeMapping {

    private static final String BINDINGS = "io.aro.db.internal.binding.";
    private static final String STATUS = "io.aro.db.lifecycle.AppointmentStatus";

    private TypeMapping() {}

    static List<ForcedType> forcedTypes() {
        return List.of(
                forced("(?i:TIMESTAMPTZ)").withName(TimeColumn.TYPE),
                forced("(?i:JSONB(_TEXT)?)").withName("JSONB"),
                bound("org.jooq.JSONB", "ColumnBindings.Document", "(?i:JSON_TEXT)"),
                bound("java.math.BigDecimal", "ColumnBindings.Hundredths", "(?i:NUMERIC(\\(\\d+, ?2\\))?)"),
                bound("java.util.List<java.lang.String>", "ColumnBindings.TextList", "(?i:TEXT_LIST)"),
                bound(STATUS, "ColumnBindings.Status", "(?i:STATUS_TEXT)"),
                bound("java.util.List<" + STATUS + ">", "ColumnBindings.StatusList", "(?i:STATUS_TEXT_LIST)"));
    }

    private static ForcedType bound(String userType, String binding, String declaredType) {
        return forced(declaredType).withUserType(userType).withBinding(BINDINGS + binding);
    }

    /**
     * The low priority gives precedence to forced types of the host application. Unused types are no error,
     * since few applications use all of them.
     */
    private static ForcedType forced(String declaredType) {
        return new ForcedType().withIncludeTypes(declaredType).withPriority(-1).withIgnoreUnused(true);
    }
}
