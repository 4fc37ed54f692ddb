package io.aro.db.testkit.plan;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An instruction of SQLite's program for a statement.
 *
 * @param address its place in the program
 * @param p1 often a cursor or a register
 * @param p2 where it jumps to, if it does
 */
record Instruction(int address, String opcode, int p1, int p2, int p3) {

    static Instruction read(ResultSet result) throws SQLException {
        return new Instruction(
                result.getInt("addr"),
                result.getString("opcode"),
                result.getInt("p1"),
                result.getInt("p2"),
                result.getInt("p3"));
    }

    boolean is(String otherOpcode) {
        return opcode.equals(otherOpcode);
    }

    /** Tells whether it begins the next round of a loop over a cursor. */
    boolean turns(int cursor) {
        return (is("Next") || is("Prev")) && p1 == cursor;
    }

    /** Tells whether it opens a cursor on a table or an index that is stored. */
    boolean opens(int cursor) {
        return (is("OpenRead") || is("OpenWrite") || is("ReopenIdx")) && p1 == cursor;
    }
}
