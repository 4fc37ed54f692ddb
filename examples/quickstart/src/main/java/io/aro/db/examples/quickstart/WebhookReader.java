package io.aro.db.examples.quickstart;

import com.fasterxml.jackson.annotation.Nulls;
import io.aro.db.examples.quickstart.Webhook.Malformed;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Reads the body of a delivery; thread-safe. */
final class WebhookReader {

    private final JsonMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultNullHandling(nulls -> nulls.withValueNulls(Nulls.FAIL))
            .build();

    /** Returns what the body says; one that cannot be read is {@link Malformed}, not an exception. */
    Webhook read(byte[] body) {
        try {
            return mapper.readValue(body, Webhook.class);
        } catch (JacksonException e) {
            return new Malformed(reason(e));
        }
    }

    /** Says where the body is wrong; Jackson's own message would quote it. */
    private static String reason(JacksonException e) {
        if (e instanceof StreamReadException) {
            return String.format(
                    Locale.ROOT,
                    "the JSON breaks off at line %s, column %s",
                    e.getLocation().getLineNr(),
                    e.getLocation().getColumnNr());
        }
        String path = e.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "not the JSON of a webhook" : path + " is absent or of another type";
    }
}
