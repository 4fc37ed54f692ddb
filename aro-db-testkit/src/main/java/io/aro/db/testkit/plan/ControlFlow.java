package io.aro.db.testkit.plan;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The possible control flow of a SQLite program. */
final class ControlFlow {

    /**
     * The instructions without a jump. Any other opcode counts as a possible jump to p2: an opcode of a later
     * SQLite makes a check too strict, never too lax.
     */
    private static final Set<String> STRAIGHT = Set.copyOf(Arrays.asList("""
            Add AddImm Affinity AggFinal AggInverse AggStep AggStep1 AggValue And BeginSubrtn BitAnd BitNot BitOr Blob Cast
            Clear Close ClrSubtype CollSeq Column ColumnsUsed Compare Concat Copy Count CreateBtree CursorHint CursorLock
            CursorUnlock DeferredSeek Delete Divide Explain Expire FilterAdd FinishSeek FkCheck FkCounter Function
            GetSubtype HaltIfNull IdxDelete IdxInsert IdxRowid Insert Int64 IntCopy Integer IsTrue MakeRecord MemMax Move
            Multiply NewRowid Noop Not Null NullRow Offset OffsetLimit OpenAutoindex OpenDup OpenEphemeral OpenPseudo
            OpenRead OpenWrite Or Param Permutation PureFunc ReadCookie Real RealAffinity ReleaseReg Remainder ReopenIdx
            ResetCount ResetSorter ResultRow RowCell RowData RowSetAdd Rowid SCopy SeekEnd SeekHit Sequence SetSubtype
            ShiftLeft ShiftRight SoftNull SorterData SorterInsert SorterOpen String String8 Subtract TableLock Trace
            Transaction TypeCheck VColumn VInitIn VOpen VUpdate Variable ZeroOrNull""".split("\\s+")));

    private final List<Instruction> instructions;

    /** The registers with the match flag of a left join: whether the current row has found a partner. */
    private final Set<Integer> matchRegisters;

    ControlFlow(List<Instruction> instructions) {
        this.instructions = instructions;
        this.matchRegisters = instructions.stream()
                .filter(each -> each.is("IfPos") && each.p3() == 0)
                .map(Instruction::p1)
                .collect(Collectors.toSet());
    }

    /**
     * Returns whether a loop can iterate without counting down a limit with an exit from the loop.
     *
     * @param turn the last instruction of the loop, with the jump back
     */
    boolean turnsUncounted(Instruction turn) {
        Set<State> seen = new HashSet<>();
        Deque<State> open = new ArrayDeque<>(List.of(new State(turn.p2(), Map.of())));
        while (!open.isEmpty()) {
            State state = open.pop();
            if (state.address() == turn.address()) {
                return true;
            }
            Instruction instruction = instructions.get(state.address());
            if (seen.add(state) && !countsFor(instruction, turn)) {
                Map<Integer, Boolean> matches = matchesAfter(instruction, state.matches());
                next(instruction, matches)
                        .filter(this::isWithin)
                        .forEach(address -> open.push(new State(address, matches)));
            }
        }
        return false;
    }

    /**
     * A position in the program.
     *
     * @param matches the known match flags of left joins, by register
     */
    private record State(int address, Map<Integer, Boolean> matches) {}

    private Map<Integer, Boolean> matchesAfter(Instruction instruction, Map<Integer, Boolean> before) {
        if (!instruction.is("Integer") || !matchRegisters.contains(instruction.p2())) {
            return before;
        }
        Map<Integer, Boolean> after = new HashMap<>(before);
        after.put(instruction.p2(), instruction.p1() > 0);
        return Map.copyOf(after);
    }

    /**
     * Returns whether the instruction counts a row towards a limit with an exit from the loop.
     *
     * <p>The limit of an inner loop leads back into this loop and does not count. A sort of partially sorted
     * rows counts each row on insertion.
     */
    private boolean countsFor(Instruction instruction, Instruction turn) {
        return switch (instruction.opcode()) {
            case "DecrJumpZero" ->
                (instruction.p2() < turn.p2() || instruction.p2() > turn.address()) && !isEndless(instruction.p1());
            case "Sequence" -> sortsParts(instruction.p1(), turn);
            default -> false;
        };
    }

    /** Returns whether the limit is -1, which means no limit. */
    private boolean isEndless(int limit) {
        return instructions.stream().anyMatch(each -> each.is("Integer") && each.p2() == limit && each.p1() < 0);
    }

    private boolean sortsParts(int sorter, Instruction turn) {
        return instructions.subList(turn.p2(), turn.address()).stream()
                .anyMatch(each -> each.is("ResetSorter") && each.p1() == sorter);
    }

    /** Address zero is the start of a program and never a jump target. It stands for no jump. */
    private boolean isWithin(int address) {
        return address > 0 && address < instructions.size();
    }

    private IntStream next(Instruction from, Map<Integer, Boolean> matches) {
        IntStream following = IntStream.of(from.address() + 1);
        return switch (from.opcode()) {
            case "Halt" -> IntStream.empty();
            case "Goto", "Init", "Gosub" -> IntStream.of(from.p2());
            case "Jump" -> IntStream.of(from.p1(), from.p2(), from.p3());
            case "InitCoroutine" -> from.p2() > 0 ? IntStream.of(from.p2()) : following;
            case "Return" ->
                IntStream.concat(
                        from.p3() > 0 ? following : IntStream.empty(),
                        addresses(each -> each.is("Gosub") && each.p1() == from.p1(), 1));
            case "EndCoroutine" ->
                addresses(each -> resumes(each, from), 0)
                        .map(each -> instructions.get(each).p2());
            case "Yield" ->
                IntStream.concat(
                        isProduced(from) ? IntStream.empty() : IntStream.of(from.p2()),
                        addresses(each -> resumes(each, from), 1));
            case "IfPos" -> nextOfTest(from, matches);
            default -> IntStream.of(from.address() + 1, STRAIGHT.contains(from.opcode()) ? 0 : from.p2());
        };
    }

    private IntStream nextOfTest(Instruction from, Map<Integer, Boolean> matches) {
        Boolean matched = matches.get(from.p1());
        // An OFFSET counts its skipped rows.
        boolean mayJump = matched == null ? !isOffset(from) : matched;
        boolean mayGoOn = matched == null || !matched;
        return IntStream.of(mayGoOn ? from.address() + 1 : 0, mayJump ? from.p2() : 0);
    }

    private IntStream addresses(Predicate<Instruction> wanted, int distance) {
        return instructions.stream().filter(wanted).mapToInt(each -> each.address() + distance);
    }

    /** Returns whether a Yield passes control between a subquery and its consumer. */
    private boolean resumes(Instruction to, Instruction from) {
        return to.is("Yield") && to.p1() == from.p1() && isProduced(to) != isProduced(from);
    }

    /** Returns whether the instruction belongs to a subquery consumed row by row. */
    private boolean isProduced(Instruction instruction) {
        return instructions.stream()
                .anyMatch(each -> each.is("InitCoroutine")
                        && each.p1() == instruction.p1()
                        && each.p3() <= instruction.address()
                        && instruction.address() < each.p2());
    }

    private boolean isOffset(Instruction instruction) {
        return instructions.stream().anyMatch(each -> each.is("OffsetLimit") && each.p3() == instruction.p1());
    }
}
