package io.aro.db.crypto;

import java.util.Locale;

/** The stand-in for a cipher where secrets are stored in plain text. */
enum Plaintext implements FieldCipher {
    INSTANCE;

    @Override
    public String seal(String text, FieldAddress address) {
        return text;
    }

    @Override
    public String open(String sealed, FieldAddress address) {
        throw new SealedFieldException(
                String.format(Locale.ROOT, "The value of %s is sealed; open the database with its cipher.", address),
                null);
    }

    @Override
    public boolean isCurrent(String sealed) {
        return true;
    }
}
