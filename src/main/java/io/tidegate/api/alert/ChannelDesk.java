package io.tidegate.api.alert;

import io.tidegate.account.Email;
import io.tidegate.alert.Rule;
import io.tidegate.alert.Severity;
import io.tidegate.alert.channel.Channel;
import io.tidegate.alert.channel.Channel.Wants;
import io.tidegate.alert.channel.ChannelKind;
import io.tidegate.alert.channel.ChannelStore;
import io.tidegate.alert.channel.ChannelTarget;
import io.tidegate.api.Problem;
import io.tidegate.egress.Egress;
import io.tidegate.provider.failure.RejectedException;
import io.tidegate.vault.Vault;
import io.tidegate.vault.VaultException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes and changes channels, an organization's or the instance's, and checks what is wanted of them. */
final class ChannelDesk {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final int MOST_CHANNELS = 50;
    private static final int MOST_RECIPIENTS = 20;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_URL = 2_000;
    private static final int SHORTEST_SECRET = 16;
    private static final int LONGEST_SECRET = 200;

    private final Supplier<Vault> vault;
    private final Egress egress;

    ChannelDesk(Supplier<Vault> vault, Egress egress) {
        this.vault = vault;
        this.egress = egress;
    }

    /** @param organization 0: the instance */
    MadeChannel create(ChannelStore channels, long organization, NewChannel wanted, Instant now) {
        ChannelKind kind = ChannelKind.find(Objects.requireNonNullElse(wanted.kind(), ""))
                .orElseThrow(() -> Problem.invalid("/kind", "is none of " + String.join(", ", ChannelKind.words())));
        if (channels.all().size() >= MOST_CHANNELS) {
            throw new Problem(
                    Problem.Kind.CONFLICT, "There are " + MOST_CHANNELS + " channels already: remove one first.");
        }
        Wants wants = new Wants(
                name(wanted.name()),
                !Boolean.FALSE.equals(wanted.enabled()),
                wanted.severity() == null ? Severity.WARNING : severity(wanted.severity()),
                rules(wanted.rules()),
                !Boolean.FALSE.equals(wanted.resolved()),
                recipients(kind, wanted.recipients()));
        String secret = secret(kind, wanted.secret());
        long id = channels.nextId();
        ChannelTarget target = target(kind, wanted.url(), secret);
        members(channels, wants.recipients());
        Channel channel = new Channel(
                id,
                organization == 0 ? null : organization,
                kind,
                shown(target, wants),
                target == null ? null : target.seal(vault.get(), organization, id),
                wants,
                now,
                now);
        if (!channels.add(channel)) {
            throw taken(wants.name());
        }
        return new MadeChannel(ChannelView.of(channel), secret);
    }

    /** @param organization 0: the instance */
    ChannelView change(ChannelStore channels, long organization, long id, ChannelEdit edit, Instant now) {
        Channel before = find(channels, id);
        Wants is = before.wants();
        Wants wants = new Wants(
                edit.name() == null ? is.name() : name(edit.name()),
                Objects.requireNonNullElse(edit.enabled(), is.enabled()),
                edit.severity() == null ? is.severity() : severity(edit.severity()),
                edit.rules() == null ? is.rules() : rules(edit.rules()),
                Objects.requireNonNullElse(edit.resolved(), is.resolved()),
                edit.recipients() == null
                        ? is.recipients()
                        : members(channels, recipients(before.kind(), edit.recipients())));
        ChannelTarget target = retargeted(before, organization, edit);
        Channel after = new Channel(
                id,
                before.organization(),
                before.kind(),
                target == null && before.kind().hasUrl() ? before.shown() : shown(target, wants),
                null,
                wants,
                before.createdAt(),
                now);
        String sealed = target == null ? null : target.seal(vault.get(), organization, id);
        if (!channels.set(after, sealed, now)) {
            throw taken(wants.name());
        }
        return ChannelView.of(after);
    }

    /** Null where neither its URL nor its secret is to change. */
    private @Nullable ChannelTarget retargeted(Channel before, long organization, ChannelEdit edit) {
        String sealed = before.sealed();
        if (edit.url() == null && edit.secret() == null) {
            return null;
        } else if (sealed == null) {
            throw Problem.invalid(edit.url() == null ? "/secret" : "/url", "is nothing that mail has");
        }
        boolean whole = edit.url() != null && (edit.secret() != null || before.kind() != ChannelKind.WEBHOOK);
        ChannelTarget is = whole ? null : opened(before, organization, sealed);
        String secret = edit.secret() == null ? is == null ? null : is.secret() : secret(before.kind(), edit.secret());
        return edit.url() == null && is != null
                ? new ChannelTarget(is.url(), secret)
                : target(before.kind(), edit.url(), secret);
    }

    private ChannelTarget opened(Channel channel, long organization, String sealed) {
        try {
            return ChannelTarget.open(vault.get(), sealed, organization, channel.id());
        } catch (VaultException e) {
            throw new Problem(
                    Problem.Kind.CONFLICT,
                    channel.kind() == ChannelKind.WEBHOOK
                            ? "What the channel holds cannot be opened any more: give its URL and a secret, both anew."
                            : "What the channel holds cannot be opened any more: give its URL anew.");
        }
    }

    /** Else whoever may make channels could have Tidegate write to anybody. */
    private static List<String> members(ChannelStore channels, List<String> recipients) {
        List<String> strangers = channels.strangers(recipients);
        if (!strangers.isEmpty()) {
            throw Problem.invalid(
                    "/recipients",
                    "must be members of the organization, which are not: " + String.join(", ", strangers));
        }
        return recipients;
    }

    static Channel find(ChannelStore channels, long id) {
        return channels.find(id).orElseThrow(() -> Problem.missing("alert channel", id));
    }

    static Severity severity(String word) {
        return Severity.find(word)
                .orElseThrow(() -> Problem.invalid("/severity", "is none of " + String.join(", ", Severity.words())));
    }

    private static Problem taken(String name) {
        return new Problem(Problem.Kind.CONFLICT, "There is a channel called " + name + " already.");
    }

    private static String name(@Nullable String wanted) {
        String name = wanted == null ? "" : wanted.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
            throw Problem.invalid("/name", "must be 1 to " + LONGEST_NAME + " characters, in one line");
        }
        return name;
    }

    private static @Nullable List<String> rules(@Nullable List<String> wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return null;
        }
        for (String each : wanted) {
            if (each == null || Rule.find(each).isEmpty()) {
                throw Problem.invalid("/rules", "there are " + String.join(", ", Rule.words()));
            }
        }
        return wanted.stream().distinct().toList();
    }

    private static List<String> recipients(ChannelKind kind, @Nullable List<String> wanted) {
        List<String> given = wanted == null ? List.of() : wanted;
        if (kind != ChannelKind.MAIL) {
            if (!given.isEmpty()) {
                throw Problem.invalid("/recipients", "are of mail alone");
            }
            return List.of();
        } else if (given.isEmpty() || given.size() > MOST_RECIPIENTS) {
            throw Problem.invalid("/recipients", "must be 1 to " + MOST_RECIPIENTS + " e-mail addresses");
        }
        return given.stream()
                .map(each -> Email.find(each == null ? "" : each)
                        .orElseThrow(() -> Problem.invalid("/recipients", "hold what is no e-mail address"))
                        .text())
                .toList();
    }

    private static @Nullable String secret(ChannelKind kind, @Nullable String wanted) {
        if (kind != ChannelKind.WEBHOOK) {
            if (wanted != null) {
                throw Problem.invalid("/secret", "is of webhooks alone");
            }
            return null;
        } else if (wanted == null) {
            byte[] bytes = new byte[SECRET_BYTES];
            RANDOM.nextBytes(bytes);
            return "tdgs_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        } else if (wanted.length() < SHORTEST_SECRET
                || wanted.length() > LONGEST_SECRET
                || !wanted.matches("[\\x21-\\x7e]+")) {
            throw Problem.invalid(
                    "/secret",
                    "must be " + SHORTEST_SECRET + " to " + LONGEST_SECRET + " characters of ASCII without blanks");
        }
        return wanted;
    }

    private @Nullable ChannelTarget target(ChannelKind kind, @Nullable String url, @Nullable String secret) {
        if (!kind.hasUrl()) {
            if (url != null) {
                throw Problem.invalid("/url", "is nothing that mail has");
            }
            return null;
        }
        return new ChannelTarget(url(url == null ? "" : url.strip()), secret);
    }

    private URI url(String text) {
        try {
            URI url = new URI(text);
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            if (!web || url.getHost() == null || url.getRawUserInfo() != null || text.length() > LONGEST_URL) {
                throw Problem.invalid("/url", "must be an https URL with a host and without a user");
            }
            egress.check(url);
            return url;
        } catch (URISyntaxException e) {
            // its own message quotes the URL
            throw Problem.invalid("/url", "is no URL");
        } catch (RejectedException e) {
            throw Problem.invalid("/url", String.valueOf(e.getMessage()));
        }
    }

    private static String shown(@Nullable ChannelTarget target, Wants wants) {
        return target == null ? String.join(", ", wants.recipients()) : target.shown();
    }
}
