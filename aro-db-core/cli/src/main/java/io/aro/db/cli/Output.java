package io.aro.db.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A printer for a command's result: lines of text, or a JSON document.
 *
 * @param writer the target, flushed after each line and document
 * @param json whether to print the document and drop the lines
 */
public record Output(PrintWriter writer, boolean json) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Prints a line of text, except in JSON mode. Control characters become blanks: they could steer the terminal. */
    public void line(String text) {
        if (!json) {
            writer.println(CONTROL.matcher(text).replaceAll(" "));
            writer.flush();
        }
    }

    /** Prints an object as Jackson's indented JSON, only in JSON mode. Call at most once per command. */
    public void document(Object document) {
        if (json) {
            writer.println(MAPPER.writeValueAsString(document));
            writer.flush();
        }
    }
}
