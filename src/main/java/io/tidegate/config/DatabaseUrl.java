package io.tidegate.config;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL database is, and as whom to enter it.
 *
 * @param hosts host:port, several separated by commas
 * @param parameters of the JDBC driver, by its names
 */
public record DatabaseUrl(
        String hosts,
        String database,
        @Nullable String user,
        @Nullable Secret password,
        Map<String, String> parameters) {

    private static final String JDBC = "jdbc:";

    /** libpq's names (in postgresql:// URLs) and the JDBC driver's for the same thing. */
    private static final Map<String, String> DRIVER_NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "sslmode", "sslmode",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "sslrootcert", "sslrootcert",
            "options", "options");

    public DatabaseUrl {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads {@code jdbc:postgresql://…} and {@code postgresql://user:password@host:port/database?…}.
     *
     * @throws IllegalArgumentException with what is wrong, without any part of the text
     */
    public static DatabaseUrl parse(String text) {
        boolean jdbc = text.startsWith(JDBC);
        String rest = withoutScheme(jdbc ? text.substring(JDBC.length()) : text);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        String place = question < 0 ? rest : rest.substring(0, question);
        int slash = place.indexOf('/');
        if (slash < 0 || slash == place.length() - 1) {
            throw new IllegalArgumentException("names no database");
        }
        String authority = place.substring(0, slash);
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? "" : authority.substring(0, at);
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
        String password = colon < 0 ? "" : userInfo.substring(colon + 1);

        Map<String, String> parameters = parameters(query, jdbc);
        String queryUser = parameters.remove("user");
        String queryPassword = parameters.remove("password");
        String hosts = hosts(authority.substring(at + 1));
        String database = decode(place.substring(slash + 1));
        String name = user.isEmpty() ? queryUser : decode(user);
        String pass = password.isEmpty() ? queryPassword : decode(password);
        return new DatabaseUrl(hosts, database, name, pass == null ? null : new Secret(pass), parameters);
    }

    /** The same place, entered as someone else where user or password are given. */
    public DatabaseUrl as(@Nullable String otherUser, @Nullable Secret otherPassword) {
        return new DatabaseUrl(
                hosts,
                database,
                otherUser == null ? user : otherUser,
                otherPassword == null ? password : otherPassword,
                parameters);
    }

    /** For the JDBC driver; without user and password. */
    public String jdbc() {
        return "jdbc:postgresql://" + hosts + "/" + encode(database) + query(parameters);
    }

    /** One line for psql and its like, with the password: {@code postgresql://user:password@host:port/database}. */
    public String line() {
        String entry =
                user == null ? "" : encode(user) + (password == null ? "" : ":" + encode(password.reveal())) + "@";
        Map<String, String> known = new LinkedHashMap<>();
        parameters.forEach((name, value) -> DRIVER_NAMES.forEach((libpq, driver) -> {
            if (driver.equals(name)) {
                known.put(libpq, value);
            }
        }));
        return "postgresql://" + entry + hosts + "/" + encode(database) + query(known);
    }

    /** The place alone, as messages name it: no parameter, no password. */
    @Override
    public String toString() {
        return "postgresql://" + (user == null ? "" : user + "@") + hosts + "/" + database;
    }

    private static String withoutScheme(String text) {
        for (String scheme : new String[] {"postgresql://", "postgres://"}) {
            if (text.startsWith(scheme)) {
                return text.substring(scheme.length());
            }
        }
        throw new IllegalArgumentException("does not begin with jdbc:postgresql:// or postgresql://");
    }

    private static String hosts(String text) {
        StringBuilder hosts = new StringBuilder();
        for (String host : text.split(",", -1)) {
            String withPort = host.matches(".*:\\d+") && !host.endsWith("]") ? host : host + ":5432";
            if (!withPort.matches("(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+):\\d{1,5}")) {
                throw new IllegalArgumentException("has no valid host and port");
            }
            hosts.append(hosts.isEmpty() ? "" : ",").append(withPort);
        }
        return hosts.toString();
    }

    private static Map<String, String> parameters(String query, boolean jdbc) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&", -1)) {
            int equal = pair.indexOf('=');
            if (pair.isEmpty()) {
                continue;
            }
            String name = equal < 0 ? pair : pair.substring(0, equal);
            String value = equal < 0 ? "" : decode(pair.substring(equal + 1));
            parameters.put(jdbc ? name : DRIVER_NAMES.getOrDefault(name, name), value);
        }
        return parameters;
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encode(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String decode(String text) {
        try {
            // URLDecoder reads forms, where + is a blank; in a URL it is a plus.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The decoder's own message quotes the text, which may be the password.
            throw new IllegalArgumentException("has a % that is not followed by two hexadecimal digits");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
