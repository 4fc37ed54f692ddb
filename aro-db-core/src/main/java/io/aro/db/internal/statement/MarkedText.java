package io.aro.db.internal.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jooq.Configuration;
import org.jooq.conf.ParamType;
import org.jooq.conf.SettingsTools;

/**
 * The text of a template with the parameters of its markers.
 *
 * @param sql the text with a question mark for each marker
 * @param places the place of each marker's parameter in the template, in the order of the markers
 */
record MarkedText(String sql, List<Integer> places) {

    /** A character of no SQL text, in front of each parameter's name. */
    private static final String MARK = "\u0001";

    private static final Pattern MARKED = Pattern.compile(MARK + "(\\w+)");

    /** Returns a configuration for {@link #of}, with the given dialect and settings. */
    static Configuration marking(Configuration configuration) {
        return configuration.derive(
                SettingsTools.clone(configuration.settings()).withRenderNamedParamPrefix(MARK));
    }

    /**
     * Renders a template.
     *
     * @param marking a configuration of {@link #marking}
     * @throws IllegalStateException if the template binds a constant instead of inlining it
     */
    static MarkedText of(StatementTemplate template, Configuration marking) {
        List<Integer> places = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        Matcher text = MARKED.matcher(template.query(marking).getSQL(ParamType.NAMED));
        while (text.find()) {
            places.add(placeOf(text.group(1), template.parameters()));
            text.appendReplacement(sql, "?");
        }
        return new MarkedText(text.appendTail(sql).toString(), List.copyOf(places));
    }

    private static int placeOf(String name, List<Parameter<?>> parameters) {
        for (int place = 0; place < parameters.size(); place++) {
            if (parameters.get(place).name().equals(name)) {
                return place;
            }
        }
        throw new IllegalStateException(String.format(
                Locale.ROOT, "The marker %s has no parameter; inline the constants of a template.", name));
    }
}
