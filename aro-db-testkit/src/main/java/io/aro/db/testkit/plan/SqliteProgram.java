package io.aro.db.testkit.plan;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The program of SQLite for a statement, as listed by {@code EXPLAIN}, without the programs of triggers. */
final class SqliteProgram {

    /** The first instructions of a loop over the cursor in p1. */
    private static final Set<String> WITHIN = Set.of("Rewind", "Last", "SeekLT", "SeekLE", "SeekGE", "SeekGT");

    /** The first instructions of a loop over a virtual table or a subquery. */
    private static final Set<String> ELSEWHERE = Set.of("VFilter", "InitCoroutine", "Yield");

    /** The comparisons with the key beginning at register p3. */
    private static final Pattern COMPARISON = Pattern.compile("(Seek|Idx)[GL][ET]");

    private final List<Instruction> instructions;
    private final ControlFlow flow;

    private SqliteProgram(List<Instruction> instructions) {
        this.instructions = instructions;
        this.flow = new ControlFlow(instructions);
    }

    static SqliteProgram of(Question question) throws SQLException {
        List<Instruction> listed = question.ask("EXPLAIN", Instruction::read);
        // The program of a trigger starts at address 0 again.
        long own = IntStream.range(0, listed.size())
                .takeWhile(i -> listed.get(i).address() == i)
                .count();
        return new SqliteProgram(listed.subList(0, (int) own));
    }

    /** Returns whether the program counts down towards a limit. */
    boolean counts() {
        return instructions.stream().anyMatch(each -> each.is("DecrJumpZero") || each.is("IfNotZero"));
    }

    /**
     * Returns whether NULL is the only bound of the loop at an address. The entries of NULL are at one end of
     * an index.
     */
    boolean skipsNulls(int address) {
        List<Instruction> preparation = instructions.subList(address, Math.min(address + 4, instructions.size()));
        return preparation.stream()
                .filter(each -> each.is("Null"))
                .anyMatch(bound -> preparation.stream()
                        .anyMatch(each -> COMPARISON.matcher(each.opcode()).matches() && each.p3() == bound.p2()));
    }

    /**
     * Returns whether the loop at an address may read a table or index to its end, without counting down a
     * limit. True for an unknown loop.
     */
    boolean readsWhole(int address) {
        Optional<Instruction> beginning = beginningAt(address);
        if (beginning.isEmpty()) {
            return true;
        }
        int cursor = beginning.get().p1();
        return rootPageAt(address) != 0
                && (beginning.get().is("Count")
                        || instructions.stream()
                                .filter(each -> each.turns(cursor) && each.p2() > address)
                                .anyMatch(flow::turnsUncounted));
    }

    /** Returns the root page of the table or index read by the loop at an address; 0 for any other loop. */
    int rootPageAt(int address) {
        return beginningAt(address)
                .filter(beginning -> !ELSEWHERE.contains(beginning.opcode()))
                .flatMap(beginning -> instructions.stream()
                        .limit(beginning.address())
                        .filter(each -> each.opens(beginning.p1()))
                        .reduce((earlier, later) -> later))
                .map(Instruction::p2)
                .orElse(0);
    }

    private Optional<Instruction> beginningAt(int address) {
        // A count of all rows is a single instruction, followed by the close of the cursor.
        if (address > 1 && instructions.get(address - 2).is("Count")) {
            return Optional.of(instructions.get(address - 2));
        }
        return instructions.stream()
                .skip(address)
                .filter(each -> WITHIN.contains(each.opcode()) || ELSEWHERE.contains(each.opcode()))
                .findFirst();
    }
}
