package io.aro.db.readme;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The regions of a Java source, between the comments {@code // @start region="name"} and {@code // @end}. */
final class Regions {

    private static final Pattern REGION =
            Pattern.compile(" *// @start region=\"([\\w-]+)\"\n(.*?) *// @end\n", Pattern.DOTALL);

    private static final Pattern MARK = Pattern.compile(" *// @(start|end)\\b.*\n");

    private Regions() {}

    /** Returns the text of each region by name, without the common indentation. */
    static Map<String, String> of(String source) {
        return REGION.matcher(source)
                .results()
                .collect(Collectors.toMap(
                        region -> region.group(1),
                        region -> region.group(2).stripTrailing().stripIndent() + "\n"));
    }

    /** Returns the source without the marks. */
    static String unmarked(String source) {
        return MARK.matcher(source).replaceAll("");
    }
}
