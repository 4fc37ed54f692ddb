package io.aro.db.crypto;

import java.util.Locale;

/** The choice to store secrets unsealed. */
enum Plaintext implements FieldCipher {
    INSTANCE;

    @Override
    public String seal(String text, FieldAddress address) {
        return text;
    }

    @Override
    public String open(String sealed, FieldAddress address) {
        throw new SealedFieldException(
                String.format(
                        Locale.ROOT,
                        "The value of %s is sealed; open the database with the cipher that sealed it.",
                        address),
                null);
    }

    @Override
    public boolean isCurrent(String sealed) {
        return true;
    }
}
