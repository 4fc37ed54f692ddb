package io.aro.db.testkit.lint;

import io.aro.db.testkit.lint.Change.AlterTable;
import io.aro.db.testkit.lint.Change.ChangeRows;
import io.aro.db.testkit.lint.Change.CreateIndex;
import io.aro.db.testkit.lint.Change.CreateTable;
import io.aro.db.testkit.lint.Change.DropTable;
import io.aro.db.testkit.lint.Change.Other;
import io.aro.db.testkit.lint.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A statement of a script.
 *
 * @param line the line of its first word
 * @param allowances the allowances in its comments
 * @param namesPromise whether a comment names the promise kept by the statement
 */
record Statement(Phrase phrase, Change change, int line, List<Allowance> allowances, boolean namesPromise) {

    private static final Pattern PROMISE = Pattern.compile("--\\s*Promise:\\s*\\S.*", Pattern.DOTALL);

    private static final String COLUMN = "COLUMN";

    /** Returns the statements of a script. Comments after the last statement form a statement without words. */
    static List<Statement> all(String sql) {
        List<Statement> statements = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        int depth = 0;
        for (Token token : Tokenizer.tokens(sql)) {
            depth += blockStep(token, current);
            if (depth == 0 && token.is(";")) {
                statements.add(of(current));
                current.clear();
            } else {
                current.add(token);
            }
        }
        if (!current.isEmpty()) {
            statements.add(of(current));
        }
        return List.copyOf(statements);
    }

    /**
     * Returns the change of nesting depth at a token. A trigger nests its statements between BEGIN and END,
     * and CASE also ends with END.
     */
    private static int blockStep(Token token, List<Token> before) {
        boolean isCreated = before.stream()
                .filter(earlier -> earlier.kind() != Kind.COMMENT)
                .findFirst()
                .filter(first -> first.is("CREATE"))
                .isPresent();
        if (!isCreated) {
            return 0;
        }
        if (token.is("BEGIN") || token.is("CASE")) {
            return 1;
        }
        return token.is("END") ? -1 : 0;
    }

    private static Statement of(List<Token> tokens) {
        List<Token> words =
                tokens.stream().filter(token -> token.kind() != Kind.COMMENT).toList();
        List<Allowance> allowances = tokens.stream()
                .filter(token -> token.kind() == Kind.COMMENT)
                .flatMap(Allowance::in)
                .toList();
        int line = (words.isEmpty() ? tokens : words).getFirst().line();
        boolean namesPromise = tokens.stream()
                .filter(token -> token.kind() == Kind.COMMENT)
                .anyMatch(token -> PROMISE.matcher(token.text()).matches());
        Phrase phrase = new Phrase(words);
        return new Statement(phrase, Change.of(phrase), line, allowances, namesPromise);
    }

    /** Returns whether the statement has more than comments. */
    boolean hasWords() {
        return !phrase.isEmpty();
    }

    /** Returns whether PostgreSQL rejects the statement inside a transaction. */
    boolean refusesTransaction() {
        return phrase.has("CONCURRENTLY") && !phrase.startsWith("REFRESH");
    }

    /** Returns the actions of an ALTER TABLE; empty for any other statement. */
    Stream<Phrase> actions() {
        return change instanceof AlterTable alter ? alter.actions().stream() : Stream.empty();
    }

    /** Returns the changes of existing columns, without column names, as in {@code SET NOT NULL}. */
    Stream<Phrase> columnChanges() {
        return actions()
                .filter(action -> action.startsWith("ALTER"))
                .map(action -> action.startsWith("ALTER", COLUMN) ? action.from(3) : action.from(2));
    }

    /** Returns the columns added to an existing table, each from its name on. */
    Stream<Phrase> addedColumns() {
        return actions()
                .filter(action -> action.startsWith("ADD"))
                .map(action -> action.from(1))
                .map(definition -> definition.startsWith(COLUMN) ? definition.from(1) : definition)
                .map(definition -> definition.startsWith("IF", "NOT", "EXISTS") ? definition.from(3) : definition)
                .filter(Phrase::isColumn);
    }

    /** Returns the constraints added to an existing table, without their names. */
    Stream<Phrase> addedConstraints() {
        return actions()
                .filter(action -> action.startsWith("ADD"))
                .map(action -> action.from(1))
                .filter(definition -> !definition.isColumn())
                .map(definition -> definition.startsWith("CONSTRAINT") ? definition.from(2) : definition);
    }

    /** Returns the defined and added columns, each from its name on. */
    Stream<Phrase> columns() {
        Stream<Phrase> declared = change instanceof CreateTable create
                ? create.definitions().stream().filter(Phrase::isColumn)
                : Stream.empty();
        return Stream.concat(declared, addedColumns());
    }

    /** Returns whether the statement is DDL. */
    boolean isDefinition() {
        return switch (change) {
            case CreateTable create -> true;
            case AlterTable alter -> true;
            case CreateIndex index -> true;
            case DropTable drop -> true;
            case ChangeRows rows -> false;
            case Other other -> false;
        };
    }
}
