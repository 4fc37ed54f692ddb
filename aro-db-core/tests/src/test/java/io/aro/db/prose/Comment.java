package io.aro.db.prose;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * The Javadoc of a declaration.
 *
 * @param place the file and the name of the declaration
 * @param raw the text without asterisks, empty if there is none
 * @param demanded whether the declaration must be documented: a type, or a public member outside of internal rooms
 */
record Comment(String place, String name, Kind kind, String raw, boolean demanded) {

    enum Kind {
        PACKAGE,
        TYPE,
        METHOD,
        FIELD
    }

    /** Returns the text before the block tags, without markup. */
    String prose() {
        return raw.split("(?m)(^|\\s)@(param|return|throws|see|since)\\b", 2)[0]
                .replaceAll("(?s)\\{@snippet.*?\n\\s*}", "")
                .replaceAll("(?s)<pre>.*?</pre>", "")
                .replaceAll("(?s)\\{@\\w+ ([^}]*)}", "$1")
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    static List<Comment> in(ParsedSources sources) {
        List<Comment> comments = new ArrayList<>();
        for (CompilationUnitTree unit : sources.units()) {
            new Scanner(unit, sources.docs(), comments).scan(unit, null);
        }
        return comments;
    }

    private static final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

        private final CompilationUnitTree unit;
        private final DocTrees docs;
        private final List<Comment> comments;
        private final boolean isInternal;
        private boolean isPublic = true;

        Scanner(CompilationUnitTree unit, DocTrees docs, List<Comment> comments) {
            this.unit = unit;
            this.docs = docs;
            this.comments = comments;
            this.isInternal = String.valueOf(unit.getPackageName()).matches(".*\\.internal(\\..*)?");
        }

        @Override
        public @Nullable Void visitPackage(PackageTree tree, @Nullable Void unused) {
            if (unit.getSourceFile().getName().endsWith("package-info.java")) {
                add(String.valueOf(tree.getPackageName()), Kind.PACKAGE, true);
            }
            return super.visitPackage(tree, null);
        }

        @Override
        public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
            if (tree.getSimpleName().isEmpty()) {
                return super.visitClass(tree, null);
            }
            add(tree.getSimpleName().toString(), Kind.TYPE, true);
            boolean outer = isPublic;
            isPublic = outer && (isVisible(tree.getModifiers()) || isInInterface());
            super.visitClass(tree, null);
            isPublic = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
            boolean inherits = tree.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean isCanonical = tree.getName().contentEquals("<init>")
                    && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
            boolean isMember = isVisible(tree.getModifiers()) || isInInterface();
            boolean isEnumConstructor =
                    getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.ENUM
                            && tree.getName().contentEquals("<init>");
            add(
                    tree.getName().toString(),
                    Kind.METHOD,
                    isPublic && isMember && !inherits && !isCanonical && !isEnumConstructor && !isInternal);
            return super.visitMethod(tree, null);
        }

        @Override
        public @Nullable Void visitVariable(VariableTree tree, @Nullable Void unused) {
            add(tree.getName().toString(), Kind.FIELD, false);
            return super.visitVariable(tree, null);
        }

        private void add(String name, Kind kind, boolean demanded) {
            String raw = Objects.requireNonNullElse(docs.getDocComment(getCurrentPath()), "");
            if (demanded || !raw.isEmpty()) {
                String file = unit.getSourceFile().getName();
                comments.add(new Comment(
                        file.substring(file.lastIndexOf("src/main/java/") + "src/main/java/".length()) + "#" + name,
                        name,
                        kind,
                        raw,
                        demanded));
            }
        }

        private boolean isInInterface() {
            Tree parent = getCurrentPath().getParentPath().getLeaf();
            return parent.getKind() == Tree.Kind.INTERFACE || parent.getKind() == Tree.Kind.ANNOTATION_TYPE;
        }

        private static boolean isVisible(ModifiersTree modifiers) {
            return modifiers.getFlags().contains(Modifier.PUBLIC)
                    || modifiers.getFlags().contains(Modifier.PROTECTED);
        }
    }
}
