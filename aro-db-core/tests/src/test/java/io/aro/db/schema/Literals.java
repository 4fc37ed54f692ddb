package io.aro.db.schema;

import io.aro.db.testkit.Engine;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** Values in PostgreSQL's SQL, translated to the SQL of either engine. */
@NullMarked
final class Literals {

    private Literals() {}

    /** Returns the literal for a column of the given type of the common notation. */
    static String of(Engine engine, String type, String literal) {
        if (engine.isPostgres() || literal.equals("NULL")) {
            return literal;
        }
        if (type.startsWith("NUMERIC(") && !literal.startsWith("'")) {
            return new BigDecimal(literal).movePointRight(2).toPlainString();
        }
        if (type.endsWith("_LIST") && literal.startsWith("'{")) {
            return jsonArray(literal.substring(2, literal.length() - 2));
        }
        return literal;
    }

    private static String jsonArray(String elements) {
        return Arrays.stream(elements.split(","))
                .filter(element -> !element.isEmpty())
                .map(element -> element.equals("NULL") ? "null" : '"' + element + '"')
                .collect(Collectors.joining(",", "'[", "]'"));
    }
}
