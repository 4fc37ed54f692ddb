package io.aro.db.testkit.builder;

import io.aro.db.repository.Session;
import io.aro.db.workflow.DeadLetter;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.WorkflowInstance;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A builder of dead letters; immutable. */
public final class DeadLetterBuilder implements SessionRowBuilder<DeadLetter> {

    private final Recipe<NewDeadLetter, DeadLetter> recipe;

    DeadLetterBuilder() {
        this(Recipe.plain());
    }

    private DeadLetterBuilder(Recipe<NewDeadLetter, DeadLetter> recipe) {
        this.recipe = recipe;
    }

    /** Returns a new dead letter for a repository. */
    public NewDeadLetter build() {
        return recipe.applyTo(NewDeadLetter.ofSkill("send_reminder").withError(Map.of("error", "timeout")));
    }

    @Override
    public DeadLetter insert(Session session) {
        return recipe.finish(new DeadLetterRepository(session).create(build()), session);
    }

    /** Returns a builder of a dead letter of the workflow. */
    public DeadLetterBuilder of(WorkflowInstance workflow) {
        return with(letter -> NewDeadLetter.of(workflow));
    }

    /** Returns a builder with the number of attempts. */
    public DeadLetterBuilder attempts(int count) {
        return with(letter -> letter.withAttempts(count));
    }

    /** Returns a builder of archived dead letters. */
    public DeadLetterBuilder archived() {
        return new DeadLetterBuilder(
                recipe.then((letter, session) -> new DeadLetterRepository(session).archive(letter.id())));
    }

    private DeadLetterBuilder with(UnaryOperator<NewDeadLetter> change) {
        return new DeadLetterBuilder(recipe.with(change));
    }
}
