package io.tidegate.console;

import io.tidegate.access.Actor;
import io.tidegate.account.AccountBed;
import io.tidegate.testing.TestDatabase;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A console where people sign in, and what browsers and programs send to it. */
public final class SignedInBed implements AutoCloseable {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    public final AccountBed accounts;
    public final ConsoleBed console;

    public SignedInBed(TestDatabase database, String... flags) {
        accounts = new AccountBed(database);
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("--tidegate.auth=on");
        console = ConsoleBed.open(database.dataSource(), accounts.clock, all.toArray(String[]::new));
    }

    /** Asks as whoever has that session. */
    public HttpResponse<String> as(String session, String path, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Cookie";
        all[headers.length + 1] = "tidegate=" + session;
        return console.get(path, all);
    }

    /** What forms of a session carry. */
    public String csrf(String session) {
        Matcher found = CSRF.matcher(as(session, "/password").body());
        if (!found.find()) {
            throw new AssertionError("no form of that session");
        }
        return found.group(1);
    }

    /** Sends a form as a page of ours would; fields are names and values in turn. */
    public HttpResponse<String> form(String path, List<String> fields, String... headers) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < fields.size(); i += 2) {
            body.append(i == 0 ? "" : "&")
                    .append(fields.get(i))
                    .append('=')
                    .append(URLEncoder.encode(fields.get(i + 1), StandardCharsets.UTF_8));
        }
        return body(path, body.toString(), "application/x-www-form-urlencoded", headers);
    }

    public HttpResponse<String> body(String path, String body, String type, String... headers) {
        String origin = "http://127.0.0.1:" + console.console.httpPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .header("Content-Type", type)
                .header("Origin", origin)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return console.ask(request, headers);
    }

    public HttpResponse<String> signIn(Actor actor, String password, String... headers) {
        return form("/sign-in", List.of("email", actor.name(), "password", password, "next", "/"), headers);
    }

    @Override
    public void close() {
        console.close();
    }
}
