package io.tidegate.alert;

import java.time.Duration;

/**
 * What was measured.
 *
 * @param value in the rule's unit
 * @param samples that it is made of; 0 where that means nothing
 * @param words what is the matter, for people, in one sentence without a full stop; never a secret
 * @param calm how long the value must be good again before an alert ends
 * @param held whether nothing is raised for now, however bad it is
 */
public record Reading(Subject subject, double value, long samples, String words, Duration calm, boolean held) {
    /** One that is judged by its value alone. */
    public Reading(Subject subject, double value, long samples, String words) {
        this(subject, value, samples, words, Duration.ZERO, false);
    }

    /** Whether it is made of enough to be judged. */
    boolean tells() {
        return samples >= subject.rule().samples();
    }

    /** The same, of which an alert ends only after that time. */
    Reading calm(Duration time) {
        return new Reading(subject, value, samples, words, time, held);
    }

    /** The same, of which nothing is raised for now if {@code also} says so. */
    Reading heldIf(boolean also) {
        return new Reading(subject, value, samples, words, calm, held || also);
    }
}
