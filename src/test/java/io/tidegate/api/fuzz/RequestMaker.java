package io.tidegate.api.fuzz;

import io.tidegate.api.ApiRequest;
import io.tidegate.api.ApiRows.Ids;
import io.tidegate.api.Operation;
import io.tidegate.api.Param;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Makes requests that are near enough to good ones to get somewhere. */
public final class RequestMaker {
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json; charset=utf-16",
            "application/merge-patch+json",
            "text/plain",
            "",
            "application/json\r\nX: y",
            "multipart/form-data; boundary=a",
            "image/png, application/json");
    private static final List<String> METHODS = List.of("BREW", "", "get", "HEAD", "OPTIONS", "TRACE", "DELETE", "PUT");

    private final List<Operation> operations;
    private final List<Operation> changing;
    private final Hostile hostile;

    /** Of these operations; the same seed makes the same requests. */
    public RequestMaker(List<Operation> operations, long seed) {
        this.operations = operations;
        this.changing = operations.stream()
                .filter(operation -> !operation.method().equals("GET"))
                .toList();
        this.hostile = new Hostile(new Random(seed));
    }

    /** Another one; {@code ids} say what there is. */
    public ApiRequest next(Ids ids) {
        // else the many that only read leave them few
        Operation operation = hostile.one(hostile.chance(40) ? changing : operations);
        String method = hostile.chance(5) ? hostile.one(METHODS) : operation.method();
        return new ApiRequest(method, path(operation, ids), query(operation), headers(operation), body(operation));
    }

    private String path(Operation operation, Ids ids) {
        if (hostile.chance(3)) {
            return "/" + hostile.text() + "/" + hostile.text();
        }
        List<String> parts = new ArrayList<>();
        for (String part : operation.path().split("/", -1)) {
            if (part.startsWith("{")) {
                parts.add(hostile.chance(70) ? known(part, ids) : hostile.text());
            } else {
                parts.add(hostile.chance(2) ? hostile.text() : part);
            }
        }
        return String.join("/", parts) + (hostile.chance(2) ? "/" : "");
    }

    private static String known(String part, Ids ids) {
        return switch (part) {
            case "{dock}" -> Long.toString(ids.dock());
            case "{resource}" -> Long.toString(ids.resource());
            case "{job}" -> Long.toString(ids.job());
            case "{event}" -> Long.toString(ids.event());
            case "{letter}" -> Long.toString(ids.letter());
            case "{error}" -> Long.toString(ids.error());
            case "{member}" -> Long.toString(ids.member());
            case "{alert}" -> Long.toString(ids.alert());
            case "{channel}" -> Long.toString(ids.channel());
            case "{rule}" -> "error_rate";
            case "{token}" -> Long.toString(ids.token());
            case "{provider}" -> "digitalocean";
            case "{connector}" -> ids.connected().connector();
            case "{club}" -> "club-1";
            case "{connection}" -> Long.toString(ids.connected().connection());
            case "{run}" -> Long.toString(ids.connected().run());
            default -> {
                Long known = ids.federation().byName().get(part.replaceAll("[{}]", ""));
                yield known == null ? "1" : known.toString();
            }
        };
    }

    private Map<String, List<String>> query(Operation operation) {
        Map<String, List<String>> query = new TreeMap<>();
        for (Param param : operation.params()) {
            if (hostile.chance(40)) {
                String value = !param.choices().isEmpty() && hostile.chance(60)
                        ? hostile.one(param.choices())
                        : hostile.text();
                query.put(param.name(), hostile.chance(3) ? List.of(value, value) : List.of(value));
            }
        }
        if (hostile.chance(3)) {
            query.put(hostile.text(), List.of(hostile.text()));
        }
        return query;
    }

    private Map<String, String> headers(Operation operation) {
        Map<String, String> headers = new HashMap<>();
        if (operation.body() != null && hostile.chance(30)) {
            headers.put("Content-Type", hostile.one(TYPES));
        }
        for (String name : List.of("Idempotency-Key", "If-Match", "If-None-Match")) {
            if (hostile.chance(10)) {
                headers.put(name, hostile.chance(50) ? '"' + hostile.text() + '"' : hostile.text());
            }
        }
        return headers;
    }

    private byte[] body(Operation operation) {
        Class<?> type = operation.body();
        if (type == null) {
            return hostile.chance(5) ? hostile.body() : new byte[0];
        } else if (type == byte[].class || hostile.chance(15)) {
            return hostile.body();
        }
        return record(type).getBytes(StandardCharsets.UTF_8);
    }

    /** Most fields are of the type that is wanted, since one that is not ends the reading. */
    private String record(Class<?> type) {
        List<String> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            if (hostile.chance(70)) {
                fields.add(Hostile.quoted(component.getName()) + ":"
                        + (hostile.chance(75) ? fitting(component) : hostile.value()));
            }
        }
        return "{" + String.join(",", fields) + "}";
    }

    private String fitting(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == String.class) {
            return component.getName().equals("provider") && hostile.chance(70)
                    ? "\"digitalocean\""
                    : Hostile.quoted(hostile.text());
        } else if (type == Boolean.class || type == boolean.class) {
            return hostile.chance(80) ? "false" : "true";
        } else if (type == Long.class || type == long.class) {
            return Long.toString(hostile.chance(50) ? 60 + hostile.below(1_000_000) : hostile.below(100) - 50L);
        } else if (List.class.isAssignableFrom(type)) {
            return "[" + Hostile.quoted(hostile.text()) + "]";
        } else if (Map.class.isAssignableFrom(type)) {
            return "{\"token\":" + Hostile.quoted(hostile.text())
                    + (hostile.chance(30)
                            ? "," + Hostile.quoted(hostile.text()) + ":" + Hostile.quoted(hostile.text())
                            : "")
                    + "}";
        } else if (type.isRecord()) {
            return record(type);
        }
        return hostile.value();
    }
}
