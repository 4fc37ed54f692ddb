package io.aro.db.privacy.internal;

/** The effect of an erasure on a column that is about a person. */
public enum ErasureRule {
    /** Stays: it says nothing about anybody once the rest is gone, and counts, money and the audit trail need it. */
    KEPT,
    /** Becomes null, or an empty list. */
    CLEARED,
    /** Becomes an empty text: it tells of no person, and means nothing without a column that is cleared. */
    EMPTIED,
    /** Becomes a phone number that is nobody's. */
    REPLACED,
    /** Becomes {@code [erased]} where there was something. */
    BLANKED,
    /** Loses, as a document, every text that is not a word of the schema, an id or a time. */
    REDACTED,
    /** Becomes {@code [erased]} if it mentions the person; a document loses the texts that do. */
    MASKED,
    /** Becomes a keyed hash if it mentions the person, by which whoever knows the text finds the row again. */
    HASHED,
    /** The whole row goes. */
    DELETED,
    /** Stays with its row as long as it is evidence of consent. */
    EVIDENCE
}
