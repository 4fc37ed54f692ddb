package io.aro.db.crypto;

/** Says that secrets are stored as they are. */
enum Plaintext implements FieldCipher {
    INSTANCE;

    @Override
    public String seal(String text, FieldAddress address) {
        return text;
    }

    @Override
    public String open(String sealed, FieldAddress address) {
        throw new SealedFieldException(
                "The value of %s is sealed; open the database with the cipher that sealed it.".formatted(address),
                null);
    }

    @Override
    public boolean isCurrent(String sealed) {
        return true;
    }
}
