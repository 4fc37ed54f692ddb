package io.aro.db.model;

import static io.aro.db.schema.Tables.DEAD_LETTERS;

import io.aro.db.model.Operation.Call;
import io.aro.db.model.Operation.Weight;
import io.aro.db.repository.Changes;
import io.aro.db.workflow.NewDeadLetter;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A call of dead letters. */
sealed interface DeadLetterCall extends Call {

    @Weight(8)
    record GiveUp(
            @Nullable Integer ofWorkflow,
            @Nullable String skill,
            @Nullable Map<String, Object> context,
            @Nullable Map<String, Object> error,
            int attempts)
            implements DeadLetterCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.deadLetters()
                    .create(new NewDeadLetter(
                            ofWorkflow == null ? null : known.workflow(ofWorkflow),
                            skill,
                            json(context),
                            json(error),
                            attempts));
        }

        private static @Nullable String json(@Nullable Map<String, Object> facts) {
            return facts == null ? null : JsonMapper.shared().writeValueAsString(facts);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.deadLetters().add(this, ofWorkflow == null ? null : known.workflow(ofWorkflow));
        }
    }

    record GiveUpWorkflow(int workflow) implements DeadLetterCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.deadLetters().create(NewDeadLetter.of(db.workflows().getById(known.workflow(workflow))));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.deadLetters().add(known.workflow(workflow));
        }
    }

    @Weight(6)
    record RecordAttempt(int letter, Map<String, Object> facts) implements DeadLetterCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.deadLetters().recordAttempt(known.deadLetter(letter), facts);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.deadLetters().recordAttempt(known.deadLetter(letter), facts);
        }
    }

    record Settle(int letter, boolean archives) implements DeadLetterCall {
        @Override
        public Object on(Repositories db, Known known) {
            UUID id = known.deadLetter(letter);
            return archives ? db.deadLetters().archive(id) : db.deadLetters().unarchive(id);
        }

        @Override
        public Object on(Model model, Known known) {
            return model.deadLetters().settle(known.deadLetter(letter), archives);
        }
    }

    record RenameSkill(int letter, String text) implements DeadLetterCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.deadLetters().update(known.deadLetter(letter), Changes.set(DEAD_LETTERS.SKILL_NAME, text));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.deadLetters().rename(known.deadLetter(letter), text);
        }
    }

    @Weight(2)
    record DeleteLetter(int letter) implements DeadLetterCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.deadLetters().delete(known.deadLetter(letter));
        }

        @Override
        public Object on(Model model, Known known) {
            return model.tables().deadLetters().remove(known.deadLetter(letter)) != null;
        }
    }

    record FindUnarchived(int limit) implements DeadLetterCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.deadLetters().findUnarchived(limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            return Model.first(
                    limit,
                    model.deadLetters().latestFirst().stream()
                            .filter(letter -> !letter.archived())
                            .toList());
        }
    }

    record FindOfWorkflow(int workflow, int limit) implements DeadLetterCall {
        @Override
        public Object on(Repositories db, Known known) {
            return db.deadLetters().findByWorkflow(known.workflow(workflow), limit);
        }

        @Override
        public Object on(Model model, Known known) {
            Check.positive(limit);
            UUID id = known.workflow(workflow);
            return Model.first(
                    limit,
                    model.deadLetters().latestFirst().stream()
                            .filter(letter -> id.equals(letter.workflowId()))
                            .toList());
        }
    }
}
