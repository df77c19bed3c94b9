package io.tidegate.federation.declared;

import io.tidegate.federation.compare.FieldKind;
import io.tidegate.federation.compare.FieldRule;
import io.tidegate.federation.compare.Strategy;
import io.tidegate.json.Pointer;
import io.tidegate.provider.declared.Declaration;
import io.tidegate.record.RecordShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How records of one resource type are edited on both sides: the parameters of a templated route of template
 * {@code two-way}.
 *
 * @param type the resource type, which a route of template list declares
 * @param kind what its records become: {@code player}, or any other word for {@code local_records.kind}
 * @param source whose ids they are, as {@code external_ids} names it
 * @param fields what is compared, in order
 * @param pointers where each field stands in a record, by field
 * @param match by what a local record is found, tried in order; each by the id or by fields that are equal together
 * @param strategy who wins a conflict of a field that names nobody
 * @param active statuses of {@code resources} that mean active; empty: all that is there is active
 * @param membership where a player's membership stands in a record, by number, status and joined
 * @param version changes whenever the declaration does
 */
public record TwoWay(
        String type,
        String kind,
        String source,
        List<FieldRule> fields,
        Map<String, Pointer> pointers,
        List<Match> match,
        Strategy strategy,
        Set<String> active,
        Map<String, Pointer> membership,
        String version) {
    /** The kind whose records are {@code player_identities}. */
    public static final String PLAYER = "player";

    /** What a player has. */
    public static final Map<String, FieldKind> OF_PLAYER = Map.of(
            "firstName", FieldKind.NAME,
            "lastName", FieldKind.NAME,
            "dateOfBirth", FieldKind.DATE,
            "gender", FieldKind.TEXT,
            "email", FieldKind.EMAIL,
            "phone", FieldKind.PHONE,
            "address", FieldKind.ADDRESS);

    private static final List<String> NEEDED_OF_PLAYER = List.of("firstName", "lastName", "dateOfBirth");
    private static final Set<String> MEMBERSHIP = Set.of("number", "status", "joined");
    private static final String BY_ID = "external-id";
    private static final String FIELD = "[a-z][A-Za-z0-9]{0,62}";

    public TwoWay {
        fields = List.copyOf(fields);
        pointers = Map.copyOf(pointers);
        match = List.copyOf(match);
        active = Set.copyOf(active);
        membership = Map.copyOf(membership);
    }

    /**
     * By what a local record is found.
     *
     * @param fields that are equal together; empty: the source's id
     */
    public record Match(List<String> fields) {
        public Match {
            fields = List.copyOf(fields);
        }

        public boolean isById() {
            return fields.isEmpty();
        }
    }

    /**
     * Reads the parameters of a templated route of template {@code two-way}.
     *
     * @throws io.tidegate.provider.declared.DeclarationException for the first key that is wrong, missing or not known
     */
    public static TwoWay of(String provider, String type, Declaration declared) {
        declared.find("provider");
        declared.find("type");
        String kind = declared.read("kind", type, TwoWay::kind);
        declared.require("fields");
        Map<String, Pointer> pointers = pointers(declared, "fields");
        Map<String, String> kinds = declared.pairs("kinds");
        Map<String, String> strategies = declared.pairs("strategies");
        List<String> required = declared.words("required");
        Set<String> needed = new TreeSet<>(required);
        if (kind.equals(PLAYER)) {
            needed.addAll(NEEDED_OF_PLAYER);
        }
        known(declared, "kinds", kinds.keySet(), pointers.keySet());
        known(declared, "strategies", strategies.keySet(), pointers.keySet());
        known(declared, "required", required, pointers.keySet());
        known(declared, "fields", kind.equals(PLAYER) ? NEEDED_OF_PLAYER : List.of(), pointers.keySet());
        List<FieldRule> fields = new ArrayList<>();
        for (String name : pointers.keySet()) {
            if (!name.matches(FIELD)) {
                throw declared.wrong("fields", "'" + name + "': a name like firstName is needed");
            } else if (kind.equals(PLAYER) && !OF_PLAYER.containsKey(name)) {
                throw declared.wrong(
                        "fields", "a player has no " + name + "; it has " + new TreeSet<>(OF_PLAYER.keySet()));
            }
            String strategy = strategies.get(name);
            fields.add(new FieldRule(
                    name,
                    kind(declared, name, kinds.get(name), kind.equals(PLAYER)),
                    needed.contains(name),
                    strategy == null ? null : declared.read("strategies", "", all -> Strategy.of(strategy))));
        }
        Map<String, Pointer> membership = pointers(declared, "membership");
        known(declared, "membership", membership.keySet(), MEMBERSHIP);
        if (!membership.isEmpty() && !kind.equals(PLAYER)) {
            throw declared.wrong("membership", "is a player's; this kind is " + kind);
        }
        List<Match> match = declared.read("match", BY_ID, TwoWay::match);
        match.forEach(one -> known(declared, "match", one.fields(), pointers.keySet()));
        TwoWay read = new TwoWay(
                type,
                kind,
                declared.get("source", provider),
                fields,
                pointers,
                match,
                declared.read("strategy", Strategy.FEDERATION_WINS.word(), Strategy::of),
                declared.read("active", "", TwoWay::statuses),
                membership,
                Integer.toHexString(declared.text().hashCode()));
        declared.rejectUnknown();
        return read;
    }

    private static Set<String> statuses(String text) {
        List<String> words = Declaration.split(text);
        if (!RecordShape.STATUSES.containsAll(words)) {
            throw new IllegalArgumentException("allowed are " + String.join(", ", RecordShape.STATUSES));
        }
        return Set.copyOf(words);
    }

    private static String kind(String word) {
        if (!word.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("lower-case letters, digits and '_' are allowed");
        }
        return word;
    }

    private static FieldKind kind(Declaration declared, String field, @Nullable String said, boolean ofPlayer) {
        FieldKind own = ofPlayer ? OF_PLAYER.getOrDefault(field, FieldKind.TEXT) : FieldKind.TEXT;
        if (said == null) {
            return own;
        } else if (ofPlayer) {
            throw declared.wrong("kinds", "says what " + field + " of a player is, which is " + own.word());
        }
        return declared.read("kinds", "", all -> FieldKind.of(said));
    }

    private static Map<String, Pointer> pointers(Declaration declared, String key) {
        Map<String, Pointer> pointers = new LinkedHashMap<>();
        declared.pairs(key).forEach((name, at) -> pointers.put(name, declared.read(key, "", all -> Pointer.of(at))));
        return pointers;
    }

    /** {@code external-id email firstName+lastName}: in this order. */
    private static List<Match> match(String text) {
        return Declaration.split(text).stream()
                .map(word -> new Match(word.equals(BY_ID) ? List.of() : List.of(word.split("\\+"))))
                .toList();
    }

    private static void known(Declaration declared, String key, Iterable<String> named, Set<String> known) {
        for (String name : named) {
            if (!known.contains(name)) {
                throw declared.wrong(
                        key,
                        key.equals("fields")
                                ? "name no " + name + ", which a player must have"
                                : "names " + name + ", and known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }
}
