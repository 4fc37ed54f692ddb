package io.aro.db.examples.quickstart;

import com.fasterxml.jackson.annotation.Nulls;
import io.aro.db.examples.quickstart.Webhook.Malformed;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The reader of bodies; thread-safe. */
final class WebhookReader {

    private final JsonMapper mapper = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultNullHandling(nulls -> nulls.withValueNulls(Nulls.FAIL))
            .build();

    /** Returns the content of a body; an unreadable body is {@link Malformed}, not an exception. */
    Webhook read(byte[] body) {
        try {
            return mapper.readValue(body, Webhook.class);
        } catch (JacksonException e) {
            return new Malformed(reason(e));
        }
    }

    /** Returns the place of the defect; Jackson's own message would quote the body. */
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
