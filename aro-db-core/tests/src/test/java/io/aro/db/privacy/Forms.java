package io.aro.db.privacy;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The possible spellings of a name, an address or a phone number. */
final class Forms {

    private Forms() {}

    /** Returns the forms of a text by their names. */
    static Map<String, String> ofText(String text) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put("plain", text);
        forms.put("upper case", text.toUpperCase(Locale.ROOT));
        forms.put("lower case", text.toLowerCase(Locale.ROOT));
        forms.put("NFD", Normalizer.normalize(text, Form.NFD));
        forms.put("NFKD, upper case", Normalizer.normalize(text, Form.NFKD).toUpperCase(Locale.ROOT));
        forms.put("full width", wide(text));
        forms.put("no-break spaces", text.replace(' ', '\u00a0'));
        forms.put("several spaces", text.replace(" ", " \t \n"));
        forms.put("invisible signs", String.join("\u200b", text.split("(?<=\\p{L})(?=\\p{L})")));
        forms.put("before a sign", text + "\u2122 called");
        forms.put("in a sentence", "(\u201c" + text + "\u201d)");
        return forms;
    }

    /** Returns the forms of the number +12025550101. */
    static List<String> ofPhone() {
        return List.of(
                "+12025550101",
                "12025550101",
                "0012025550101",
                "011 1 202 555 0101",
                "whatsapp:+12025550101",
                "tel:+1-202-555-0101",
                "(202) 555-0101",
                "+1 202 555 0101",
                "202.555.0101",
                "202/555/0101",
                "2025550101",
                "+1\u00a0(202)\u2011555\u20130101",
                "\u0662\u0660\u0662 \u0665\u0665\u0665 \u0660\u0661\u0660\u0661",
                "\uff0b\uff11\uff12\uff10\uff12\uff15\uff15\uff15\uff10\uff11\uff10\uff11",
                "call 202 555 0101, or write");
    }

    static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars()
                .map(letter -> letter > 0x20 && letter < 0x7f ? letter + 0xfee0 : letter)
                .forEach(letter -> wide.append((char) letter));
        return wide.toString();
    }

    /** Returns the text as a JSON string with every letter escaped. */
    static String escaped(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(letter -> json.append(String.format(Locale.ROOT, "\\u%04x", letter)));
        return json.append('"').toString();
    }
}
