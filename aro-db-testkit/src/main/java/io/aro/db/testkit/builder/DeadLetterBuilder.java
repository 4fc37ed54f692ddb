package io.aro.db.testkit.builder;

import io.aro.db.repository.Session;
import io.aro.db.workflow.DeadLetter;
import io.aro.db.workflow.DeadLetterRepository;
import io.aro.db.workflow.NewDeadLetter;
import io.aro.db.workflow.WorkflowInstance;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A builder of dead letters. */
public final class DeadLetterBuilder implements SessionRowBuilder<DeadLetter> {

    private final Recipe<NewDeadLetter, DeadLetter> recipe;

    DeadLetterBuilder() {
        this(Recipe.plain());
    }

    private DeadLetterBuilder(Recipe<NewDeadLetter, DeadLetter> recipe) {
        this.recipe = recipe;
    }

    /** Returns what a caller would supply. */
    public NewDeadLetter build() {
        return recipe.applyTo(NewDeadLetter.ofSkill("send_reminder").withError(Map.of("error", "timeout")));
    }

    @Override
    public DeadLetter insert(Session session) {
        return recipe.finish(new DeadLetterRepository(session).create(build()), session);
    }

    /** Returns the dead letter of the workflow. */
    public DeadLetterBuilder of(WorkflowInstance workflow) {
        return with(letter -> NewDeadLetter.of(workflow));
    }

    /** Returns a dead letter that was tried so often. */
    public DeadLetterBuilder attempts(int count) {
        return with(letter -> letter.withAttempts(count));
    }

    /** Returns a dead letter that somebody has dealt with. */
    public DeadLetterBuilder archived() {
        return new DeadLetterBuilder(
                recipe.then((letter, session) -> new DeadLetterRepository(session).archive(letter.id())));
    }

    private DeadLetterBuilder with(UnaryOperator<NewDeadLetter> change) {
        return new DeadLetterBuilder(recipe.with(change));
    }
}
