package io.aro.db.testkit.schema;

import java.math.BigDecimal;
import java.util.Locale;

/** SQLite's notation of declared types. Hundredths become decimals. */
final class SqliteVocabulary extends Vocabulary {

    @Override
    String type(String type) {
        return type.toUpperCase(Locale.ROOT).replace(", ", ",").replaceFirst("^(JSONB?)_TEXT$", "$1");
    }

    @Override
    String defaultValue(String type, String expression) {
        if (expression.startsWith("strftime(") && expression.contains("'now'")) {
            return NOW;
        }
        if (expression.contains("randomblob(")) {
            return RANDOM_UUID;
        }
        if (type.endsWith("_LIST")) {
            return expression.equals("'[]'") ? EMPTY_LIST : expression;
        }
        if (type.startsWith("NUMERIC(")) {
            return new BigDecimal(expression)
                    .movePointLeft(2)
                    .stripTrailingZeros()
                    .toPlainString();
        }
        return type.equals("BOOLEAN") ? expression.toLowerCase(Locale.ROOT) : expression;
    }
}
