package io.aro.db.examples.benchmarks.peers.jdbc;

import tools.jackson.databind.json.JsonMapper;

/** Texts of JSON, by Jackson. */
public final class JsonText {

    private static final JsonMapper MAPPER = new JsonMapper();

    private JsonText() {}

    /** Returns the elements of an array of texts. */
    public static String[] words(String json) {
        return MAPPER.readValue(json, String[].class);
    }

    /** Returns the JSON of a value. */
    public static String of(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }
}
