package io.aro.db.prose;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text of the sources for people: a message of an exception, a log line, or a text of the command line.
 *
 * @param type the type whose source has the text
 * @param use the exception that is made of the text, {@code log}, or an empty string
 * @param template the text, with code in braces for its variable parts
 */
record Message(String type, String use, String template) {

    private static final Pattern SQL = Pattern.compile(
            "\\s*(\\(*select|insert|update|delete|create|alter|drop|pragma|begin|vacuum|with|set|lock|explain|comment on|savepoint|release|rollback|show|cast|case|exists|coalesce|analyze|from|where|join|order by|on conflict|and|or|not)\\b[^a-z]*\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern PROSE = Pattern.compile("(?s).*\\p{L}{2,} \\p{Ll}+.*");

    static List<Message> in(ParsedSources sources) {
        List<Message> messages = new ArrayList<>();
        for (CompilationUnitTree unit : sources.units()) {
            new Scanner(messages).scan(unit, "");
        }
        return messages;
    }

    /** Returns the text with an X in the place of its code in braces. */
    String prose() {
        return template.replaceAll("\\{[^}]*}", "X");
    }

    private boolean isProse() {
        return PROSE.matcher(prose()).matches()
                && !(use.isEmpty()
                        && (template.contains("\\") || SQL.matcher(template).matches()));
    }

    /** Passes the use of a text down to its literals. */
    private static final class Scanner extends TreeScanner<@Nullable Void, String> {

        private final List<Message> messages;
        private final Deque<String> types = new ArrayDeque<>();

        Scanner(List<Message> messages) {
            this.messages = messages;
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, String use) {
            boolean isNamed = !tree.getSimpleName().isEmpty();
            if (isNamed) {
                types.push(
                        types.isEmpty() ? tree.getSimpleName().toString() : types.peek() + "." + tree.getSimpleName());
            }
            super.visitClass(tree, "");
            if (isNamed) {
                types.pop();
            }
            return null;
        }

        @Override
        public @Nullable Void visitAnnotation(AnnotationTree tree, String use) {
            boolean isOfCompiler = tree.getAnnotationType().toString().equals("SuppressWarnings");
            return isOfCompiler ? null : super.visitAnnotation(tree, use);
        }

        @Override
        public @Nullable Void visitNewClass(NewClassTree tree, String use) {
            String made = tree.getIdentifier().toString();
            return super.visitNewClass(tree, made.endsWith("Exception") || made.endsWith("Error") ? made : use);
        }

        @Override
        public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, String use) {
            String called = tree.getMethodSelect().toString();
            String receiver = called.contains(".") ? called.substring(0, called.lastIndexOf('.')) : "";
            if (receiver.endsWith("Exception")) {
                return super.visitMethodInvocation(tree, receiver);
            }
            if (receiver.matches("(?i)(.*\\.)?log(ger)?(\\.at\\w+\\(\\).*)?")) {
                return super.visitMethodInvocation(tree, "log");
            }
            if (called.equals("super") && types.peek() != null && types.peek().endsWith("Exception")) {
                return super.visitMethodInvocation(tree, types.peek());
            }
            return super.visitMethodInvocation(tree, use);
        }

        @Override
        public @Nullable Void visitBinary(BinaryTree tree, String use) {
            if (tree.getKind() == Tree.Kind.PLUS && hasText(tree)) {
                add(use, template(tree));
                return null;
            }
            return super.visitBinary(tree, use);
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree tree, String use) {
            if (tree.getValue() instanceof String text) {
                add(use, text);
            }
            return null;
        }

        private void add(String use, String template) {
            String line = template.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
            Message message = new Message(String.valueOf(types.peek()), use, line);
            if (message.isProse()) {
                messages.add(message);
            }
        }

        private static boolean isFormat(MethodInvocationTree call) {
            return call.getMethodSelect().toString().equals("String.format")
                    && call.getArguments().size() > 1;
        }

        /** Returns the format, the argument after the locale. */
        private static String format(MethodInvocationTree call) {
            return template(call.getArguments().get(1));
        }

        private static boolean hasText(ExpressionTree tree) {
            return switch (tree) {
                case BinaryTree sum -> hasText(sum.getLeftOperand()) || hasText(sum.getRightOperand());
                case LiteralTree literal -> literal.getValue() instanceof String;
                default -> false;
            };
        }

        private static String template(ExpressionTree tree) {
            return switch (tree) {
                case BinaryTree sum
                when sum.getKind() == Tree.Kind.PLUS ->
                    template(sum.getLeftOperand()) + template(sum.getRightOperand());
                case LiteralTree literal -> String.valueOf(literal.getValue());
                case MethodInvocationTree call when isFormat(call) -> format(call);
                case ParenthesizedTree inner -> template(inner.getExpression());
                case ConditionalExpressionTree choice ->
                    "{" + template(choice.getTrueExpression()) + " | " + template(choice.getFalseExpression()) + "}";
                default -> "{" + tree.toString().replaceAll("\\s+", " ").replaceAll("[{}]", "") + "}";
            };
        }
    }
}
