package io.aro.db.cli.operations;

import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converter for periods of ISO 8601, such as P2Y. */
final class PeriodConverter implements ITypeConverter<Period> {

    private static final Pattern WITHOUT_P = Pattern.compile("\\d+[ymwd]", Pattern.CASE_INSENSITIVE);

    @Override
    public Period convert(String text) {
        try {
            return Period.parse(text);
        } catch (DateTimeParseException e) {
            // 2y would be clear, but 6m may mean minutes; a wrong guess would archive rows too early.
            throw new TypeConversionException("it must be an ISO 8601 period such as P2Y, P6M or P90D"
                    + (WITHOUT_P.matcher(text).matches()
                            ? String.format(Locale.ROOT, "; write P%s", text.toUpperCase(Locale.ROOT))
                            : ""));
        }
    }
}
