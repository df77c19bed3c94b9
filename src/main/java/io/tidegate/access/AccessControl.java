package io.tidegate.access;

import io.tidegate.db.scope.OrganizationScope;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place that lets people do things. What a role does not allow is refused and stands in the log; what is allowed
 * runs in a transaction that sees the actor's organization alone, and in which the log is written too.
 */
public final class AccessControl {
    private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);

    private final OrganizationScope scope;
    private final AuditStore instance;
    private final InstantSource clock;

    /** @param instanceLog for what belongs to no organization, or was not done */
    public AccessControl(OrganizationScope scope, AuditStore instanceLog, InstantSource clock) {
        this.scope = scope;
        this.instance = instanceLog;
        this.clock = clock;
    }

    /**
     * Looks whether somebody may do something.
     *
     * @throws RefusedException when not; the log has it
     */
    public void require(Actor actor, Permission permission, String action) {
        if (!actor.may(permission)) {
            note(actor, action, null, AuditEntry.Result.REFUSED, Map.of("needs", permission.word()));
            throw new RefusedException(reason(actor, permission));
        }
    }

    /**
     * Lets somebody look at something.
     *
     * @param action names it where it is refused
     * @throws RefusedException when they may not
     */
    public <T> T look(Actor actor, Permission permission, String action, Function<Deed, T> work) {
        require(actor, permission, action);
        long organization = organization(actor);
        return scope.looking(organization, scoped -> work.apply(new Deed(scoped, actor, null)));
    }

    /**
     * Lets somebody do something, and writes it into the log, also when it fails.
     *
     * @param target what it is done to, where that is known before
     * @throws RefusedException when they may not
     */
    public <T> T act(
            Actor actor, Permission permission, String action, @Nullable String target, Function<Deed, T> work) {
        require(actor, permission, action);
        long organization = organization(actor);
        try {
            return scope.within(organization, scoped -> {
                Deed deed = new Deed(scoped, actor, target);
                T result = work.apply(deed);
                instance.within(scoped)
                        .add(new AuditEntry(
                                clock.instant(),
                                actor,
                                organization,
                                action,
                                deed.target(),
                                AuditEntry.Result.DONE,
                                deed.detail()));
                return result;
            });
        } catch (RefusedException e) {
            note(actor, action, target, AuditEntry.Result.REFUSED, Map.of());
            throw e;
        } catch (RuntimeException e) {
            note(
                    actor,
                    action,
                    target,
                    AuditEntry.Result.FAILED,
                    Map.of("error", e.getClass().getSimpleName()));
            throw e;
        }
    }

    /**
     * Lets somebody do something that concerns the whole instance, and writes it into the log; what is done stays done when
     * the log cannot be written.
     *
     * @param work done as the login role; says what it is done to
     * @throws RefusedException when they may not
     */
    public <T> T actOnInstance(Actor actor, Permission permission, String action, Function<Targeted, T> work) {
        require(actor, permission, action);
        Targeted targeted = new Targeted();
        T result;
        try {
            result = work.apply(targeted);
        } catch (RefusedException e) {
            note(actor, action, targeted.target, AuditEntry.Result.REFUSED, Map.of());
            throw e;
        } catch (RuntimeException e) {
            note(
                    actor,
                    action,
                    targeted.target,
                    AuditEntry.Result.FAILED,
                    Map.of("error", e.getClass().getSimpleName()));
            throw e;
        }
        try {
            note(actor, action, targeted.target, AuditEntry.Result.DONE, Map.of());
        } catch (RuntimeException e) {
            // it is done: that it cannot be written down, as without a database, must not look as if it was not
            LOG.warn(
                    "{} of {} by {} is done and not in the log: {}",
                    action,
                    targeted.target,
                    actor.name(),
                    e.toString());
        }
        return result;
    }

    /** Says what something is done to. */
    public static final class Targeted {
        private @Nullable String target;

        private Targeted() {}

        public void target(String what) {
            target = what;
        }
    }

    /** Writes what came of something into the log, outside of any transaction. */
    public void note(
            Actor actor, String action, @Nullable String target, AuditEntry.Result result, Map<String, String> detail) {
        instance.add(new AuditEntry(
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                actor,
                actor.organization(),
                action,
                target,
                result,
                detail));
    }

    private static long organization(Actor actor) {
        Long organization = actor.organization();
        if (organization == null) {
            throw new RefusedException("This needs an organization: say which one by its slug.");
        }
        return organization;
    }

    private static String reason(Actor actor, Permission permission) {
        Role role = actor.role();
        String who = role == null ? "You" : "As " + role.word().replace('_', ' ') + " you";
        String how = role != null && role.permissions().contains(permission)
                ? "the token was made without the scope " + permission.word()
                : "ask an owner or admin of the organization";
        return who + " may not " + permission.meaning() + ": " + how + ".";
    }
}
