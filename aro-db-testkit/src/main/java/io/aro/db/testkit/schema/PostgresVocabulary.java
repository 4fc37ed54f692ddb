package io.aro.db.testkit.schema;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/** PostgreSQL's notation of types, defaults and conditions: full names, casts and ANY (ARRAY[…]). */
final class PostgresVocabulary extends Vocabulary {

    private static final Pattern CAST = Pattern.compile("::(character varying|timestamp with time zone|double precision"
            + "|[\\w.\"]+)(\\(\\d+(,\\d+)?\\))?(\\[])?");
    private static final Pattern ANY = Pattern.compile("= any (\\(\\(array\\[([^]]*)]\\)\\)|\\(array\\[([^]]*)]\\))");

    @Override
    String type(String type) {
        return switch (type) {
            case "timestamp with time zone" -> "TIMESTAMPTZ";
            case "text[]" -> "TEXT_LIST";
            case "appointment_status" -> "STATUS_TEXT";
            case "appointment_status[]" -> "STATUS_TEXT_LIST";
            default -> type.replace("character varying", "varchar").toUpperCase(Locale.ROOT);
        };
    }

    @Override
    String defaultValue(String type, String expression) {
        String value = withoutCasts(expression);
        if (value.equals("CURRENT_TIMESTAMP") || value.equals("now()")) {
            return NOW;
        }
        if (value.equals("gen_random_uuid()")) {
            return RANDOM_UUID;
        }
        if (type.endsWith("_LIST")) {
            return value.equals("'{}'") ? EMPTY_LIST : value;
        }
        return type.startsWith("NUMERIC(")
                ? new BigDecimal(value).stripTrailingZeros().toPlainString()
                : value;
    }

    @Override
    String condition(String sql) {
        String in = ANY.matcher(lowerCase(withoutCasts(sql))).replaceAll("in ($2$3)");
        return super.condition(in);
    }

    private static String withoutCasts(String sql) {
        return CAST.matcher(sql).replaceAll("");
    }
}
