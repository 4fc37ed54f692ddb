package io.aro.db.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Prints what a command answers, for people or for machines.
 *
 * @param writer where it goes
 * @param json whether the answer is one JSON document and no lines
 */
public record Output(PrintWriter writer, boolean json) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Prints a line for people; control characters, which might act on the terminal, become blanks. */
    public void line(String text) {
        if (!json) {
            writer.println(CONTROL.matcher(text).replaceAll(" "));
            writer.flush();
        }
    }

    /** Prints the document for machines, which is whatever Jackson writes. */
    public void document(Object document) {
        if (json) {
            writer.println(MAPPER.writeValueAsString(document));
            writer.flush();
        }
    }
}
