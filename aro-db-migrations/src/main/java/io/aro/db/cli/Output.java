package io.aro.db.cli;

import java.io.PrintWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints what a command answers, for people or for machines.
 *
 * @param writer where it goes
 * @param json whether the answer is one JSON document and no lines
 */
record Output(PrintWriter writer, boolean json) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Prints a line for people. */
    void line(String text) {
        if (!json) {
            writer.println(text);
            writer.flush();
        }
    }

    /** Prints the document for machines. */
    void document(Object document) {
        if (json) {
            writer.println(MAPPER.writeValueAsString(document));
            writer.flush();
        }
    }
}
