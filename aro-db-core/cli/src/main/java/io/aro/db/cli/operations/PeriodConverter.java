package io.aro.db.cli.operations;

import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a period on the command line. */
final class PeriodConverter implements ITypeConverter<Period> {

    private static final Pattern WITHOUT_P = Pattern.compile("\\d+[ymwd]", Pattern.CASE_INSENSITIVE);

    @Override
    public Period convert(String text) {
        try {
            return Period.parse(text);
        } catch (DateTimeParseException e) {
            // 2y could be taken for P2Y, but 6m is six minutes to many, and what is archived too early is gone.
            throw new TypeConversionException("it must be a period of ISO 8601 such as P2Y, P6M or P90D"
                    + (WITHOUT_P.matcher(text).matches()
                            ? String.format(Locale.ROOT, "; write P%s", text.toUpperCase(Locale.ROOT))
                            : ""));
        }
    }
}
