package io.tidegate.alert;

/**
 * What was measured.
 *
 * @param value in the rule's unit
 * @param samples that it is made of; 0 where that means nothing
 * @param words what is the matter, for people, in one sentence without a full stop; never a secret
 */
public record Reading(Subject subject, double value, long samples, String words) {}
