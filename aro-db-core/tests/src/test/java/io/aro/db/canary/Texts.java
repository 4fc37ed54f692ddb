package io.aro.db.canary;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The texts that arguments are made of, each with a canary in it. */
enum Texts {
    /** Texts that no column takes. */
    LONG {
        @Override
        String of(String name) {
            return NAME.repeat(2_000);
        }
    },
    /** Texts that the rules of columns with a form refuse, and some others do not. */
    FORMLESS {
        @Override
        String of(String name) {
            return isId(name) ? ID : NAME;
        }
    },
    /** Texts that PostgreSQL cannot store at all. */
    NUL {
        @Override
        String of(String name) {
            return NAME + "\0";
        }
    },
    /** Texts that are stored. */
    VALID {
        @Override
        String of(String name) {
            String place = name.toLowerCase(Locale.ROOT);
            if (isId(name)) {
                return ID;
            }
            if (place.contains("phone")) {
                return PHONE;
            }
            if (place.matches("data|metadata|statedata|context|error")) {
                return "{\"name\":\"" + NAME + "\"}";
            }
            if (place.contains("email")) {
                return NAME + "@example.org";
            }
            return place.contains("type") ? WORD : NAME + " O'Hara \\ {0} ?";
        }
    };

    private static final String NAME = "Qanary7";
    private static final String PHONE = "+15550777333";
    private static final String WORD = "qanary.zebra";

    private static final String ID = "id-7";

    /** Names of keys and messages are ids, which exceptions and logs carry. */
    private static final Pattern IDS =
            Pattern.compile("messageId|(assignMessageId|mark(Delivered|Read)|handleWebhook) .*");

    private static boolean isId(String name) {
        return IDS.matcher(name).matches();
    }

    /** Returns the text for what has the name. */
    abstract String of(String name);

    /** Tells whether a canary is in the text, whole or in part. */
    static boolean areIn(String text) {
        return List.of(NAME, PHONE.substring(1), WORD).stream().anyMatch(text::contains);
    }
}
