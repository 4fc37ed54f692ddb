package io.aro.db.canary;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The texts of arguments, each with a canary. */
enum Texts {
    /** Texts too long for every column. */
    LONG {
        @Override
        String of(String name) {
            return NAME.repeat(2_000);
        }
    },
    /** Texts refused by columns with a form, and accepted by some columns without a form. */
    FORMLESS {
        @Override
        String of(String name) {
            return isId(name) ? ID : NAME;
        }
    },
    /** Texts that PostgreSQL cannot store. */
    NUL {
        @Override
        String of(String name) {
            return NAME + "\0";
        }
    },
    /** Valid texts. */
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

    /** Names of keys and messages are ids, present in exceptions and logs. */
    private static final Pattern IDS =
            Pattern.compile("messageId|(assignMessageId|mark(Delivered|Read)|handleWebhook) .*");

    private static boolean isId(String name) {
        return IDS.matcher(name).matches();
    }

    /** Returns the text for the name. */
    abstract String of(String name);

    /** Returns whether the text contains a canary, whole or in part. */
    static boolean areIn(String text) {
        return List.of(NAME, PHONE.substring(1), WORD).stream().anyMatch(text::contains);
    }
}
