package io.tidegate.console.page;

import io.tidegate.access.Permission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a person can do: {@code GET} under its path asks whether they want it, {@code POST} does it and leads back with
 * what came of it. Where it leads is the page that asked, which the link to it names; questions and outcomes say where else.
 *
 * @param path such as {@code /docks/:dock/pause}
 * @param permission without which nobody is asked
 */
public record Action(String path, Section section, Permission permission, Asking asking, Doing doing) {
    /** Says what would be done. */
    @FunctionalInterface
    public interface Asking {
        Question ask(Look look);
    }

    /** Does it. */
    @FunctionalInterface
    public interface Doing {
        /** @throws io.tidegate.api.Problem when it is not done, with why */
        Outcome act(Look look);
    }

    /**
     * What is asked before.
     *
     * @param title such as "Pause acme?"
     * @param text what follows from it
     * @param inputs what can be said with it
     * @param press the word on the button
     * @param tone of the button: {@link Tone#BAD} for what cannot be taken back
     * @param back where one goes who does not want it, and came from no page
     */
    public record Question(String title, String text, List<Input> inputs, String press, Tone tone, Link back) {
        public Question {
            inputs = List.copyOf(inputs);
        }

        /** The same with what was sent in its fields. */
        public Question filled(Look look) {
            List<Input> filled = inputs.stream()
                    .map(input -> {
                        String sent = look.form(input.name());
                        String empty = input.type().equals("checkbox") ? "false" : "";
                        return input.filled(sent == null ? empty : sent);
                    })
                    .toList();
            return new Question(title, text, filled, press, tone, back);
        }

        /** The same for who came from there. */
        public Question back(Link other) {
            return new Question(title, text, inputs, press, tone, other);
        }
    }

    /**
     * A question as a page.
     *
     * @param problem what was wrong in the answer to it; null when it is asked for the first time
     */
    public record Asked(Question question, @Nullable String problem) implements Model {
        @Override
        public String title() {
            return question.title();
        }

        @Override
        public int status() {
            return problem == null ? 200 : 422;
        }
    }

    /**
     * A field of the form.
     *
     * @param type as HTML names it: text, number, hidden, checkbox
     * @param hint what may stand there; empty for nothing to say
     * @param choices one of which it is; empty where anything may stand there
     */
    public record Input(
            String name,
            String label,
            String type,
            @Nullable String value,
            String hint,
            List<String> choices) {
        public Input {
            choices = List.copyOf(choices);
        }

        public Input(String name, String label, String type, @Nullable String value, String hint) {
            this(name, label, type, value, hint, List.of());
        }

        /** One of these, the first unless another is chosen. */
        public static Input choice(String name, String label, List<String> choices, String hint) {
            return new Input(name, label, "text", choices.isEmpty() ? "" : choices.get(0), hint, choices);
        }

        private Input filled(String sent) {
            return new Input(name, label, type, sent, hint, choices);
        }
    }

    /**
     * What came of it.
     *
     * @param back where it is to be seen by those who came from no page
     * @param once what is shown at once instead, and never again; null for nothing
     */
    public record Outcome(
            Notice notice, Link back, @Nullable Once once) {
        public Outcome(Notice notice, Link back) {
            this(notice, back, null);
        }

        /** It was done. */
        public static Outcome done(String text, Link back) {
            return new Outcome(new Notice(Tone.GOOD, text), back);
        }

        /** It was done, and made a secret. */
        public static Outcome shown(Once once) {
            return new Outcome(new Notice(Tone.GOOD, once.title()), once.back(), once);
        }
    }

    /**
     * A secret, in the answer that made it and nowhere else: no cookie carries it, and no address leads to it.
     *
     * @param text what to do with it
     */
    public record Once(String title, String text, String secret, Link back) implements Model {
        @Override
        public boolean mayChange() {
            return false;
        }

        @Override
        public String toString() {
            return "Once[" + title + "]";
        }
    }
}
