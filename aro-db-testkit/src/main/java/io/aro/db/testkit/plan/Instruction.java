package io.aro.db.testkit.plan;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An instruction of SQLite's program for a statement.
 *
 * @param address the position in the program
 * @param p1 often a cursor or a register
 * @param p2 the target of a jump
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

    /** Returns whether the instruction starts the next iteration of a loop over the cursor. */
    boolean turns(int cursor) {
        return (is("Next") || is("Prev")) && p1 == cursor;
    }

    /** Returns whether the instruction opens the cursor on a stored table or index. */
    boolean opens(int cursor) {
        return (is("OpenRead") || is("OpenWrite") || is("ReopenIdx")) && p1 == cursor;
    }
}
