package io.aro.db.privacy.internal;

/** The effect of an erasure on a column with data about a person. */
public enum ErasureRule {
    /** Stays unchanged: anonymous without the erased columns, and needed for counts, money or the audit trail. */
    KEPT,
    /** Becomes null, or an empty list. */
    CLEARED,
    /** Becomes an empty text: not personal, but meaningless without a cleared column. */
    EMPTIED,
    /** Becomes a unique phone number outside of all countries. */
    REPLACED,
    /** Becomes {@code [erased]}, except for null. */
    BLANKED,
    /** A JSON document that loses all texts except words of the schema, ids and times. */
    REDACTED,
    /** Becomes {@code [erased]} if the text mentions the person; a JSON document loses only such texts. */
    MASKED,
    /** Becomes a keyed hash if the text mentions the person; the row stays findable by the original text. */
    HASHED,
    /** The whole row is deleted. */
    DELETED,
    /** Stays with its row for the evidence period of consents. */
    EVIDENCE
}
