package io.tidegate.provider.access;

import com.fasterxml.jackson.core.JsonPointer;
import io.tidegate.provider.access.Authentication.ApiKey;
import io.tidegate.provider.access.Authentication.ApiKey.Place;
import io.tidegate.provider.access.Authentication.Basic;
import io.tidegate.provider.access.Authentication.Bearer;
import io.tidegate.provider.access.Authentication.Choice;
import io.tidegate.provider.access.Authentication.None;
import io.tidegate.provider.access.Authentication.OAuth;
import io.tidegate.provider.access.OAuthGrant.Client;
import io.tidegate.provider.access.OAuthGrant.Kind;
import io.tidegate.provider.declared.Declaration;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the key {@code authentication} of a provider's facts. */
public final class AuthenticationReader {
    private static final String KEY = "authentication";
    private static final String[] KINDS = {"bearer", "none", "basic", "api-key", "client-credentials", "refresh-token"};
    /** What a header's, cookie's or parameter's name may consist of (RFC 9110, 5.6.2). */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final Declaration declared;
    private final URI baseUrl;

    private AuthenticationReader(Declaration declared, URI baseUrl) {
        this.declared = declared;
        this.baseUrl = baseUrl;
    }

    /**
     * Reads how a provider's requests are authenticated; a bearer token when it is not said.
     *
     * @param baseUrl where the token URL may be at without TLS
     * @throws io.tidegate.provider.declared.DeclarationException for the first key that is wrong or missing
     */
    public static Authentication read(Declaration declared, URI baseUrl) {
        AuthenticationReader reader = new AuthenticationReader(declared, baseUrl);
        return declared.find(KEY + ".choose") == null ? reader.one(KEY) : reader.choice();
    }

    private Authentication choice() {
        String parameter = declared.require(KEY + ".choose");
        Map<String, Authentication> options = new LinkedHashMap<>();
        for (String name : declared.names(KEY)) {
            if (!name.equals("choose")) {
                options.put(name, one(KEY + "." + name));
            }
        }
        if (options.isEmpty()) {
            throw declared.wrong(KEY + ".choose", "needs the authentications to choose from below it, by name");
        }
        return new Choice(parameter, Collections.unmodifiableMap(options));
    }

    private Authentication one(String key) {
        boolean isShort = declared.find(key) != null || declared.names(key).isEmpty();
        String kindKey = isShort ? key : key + ".kind";
        if (!isShort) {
            declared.require(kindKey);
        }
        String kind = declared.choice(kindKey, "bearer", KINDS);
        return switch (kind) {
            case "none" -> new None();
            case "basic" -> new Basic();
            case "api-key" -> apiKey(key);
            case "client-credentials" -> new OAuth(grant(key, Kind.CLIENT_CREDENTIALS));
            case "refresh-token" -> new OAuth(grant(key, Kind.REFRESH_TOKEN));
            default -> new Bearer();
        };
    }

    private ApiKey apiKey(String key) {
        List<Place> places = new ArrayList<>();
        for (Place place : Place.values()) {
            if (declared.find(key + "." + place.word()) != null) {
                places.add(place);
            }
        }
        if (places.size() != 1) {
            throw declared.wrong(
                    key + "." + (places.isEmpty() ? Place.HEADER : places.get(1)).word(),
                    "an API key stands in one place: header, query, cookie or body is needed, with its name");
        }
        Place place = places.get(0);
        String name = declared.read(
                key + "." + place.word(), "", place == Place.BODY ? AuthenticationReader::pointer : this::name);
        return new ApiKey(place, name, declared.read(key + ".prefix", "", AuthenticationReader::line));
    }

    private String name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("a name of letters, digits and '-', '_' or '.' is needed");
        }
        return text;
    }

    private static String pointer(String text) {
        return JsonPointer.compile(text.startsWith("/") ? text : "/" + text).toString();
    }

    private static String line(String text) {
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("control characters are not allowed");
        }
        return text;
    }

    private OAuthGrant grant(String key, Kind kind) {
        declared.require(key + ".tokenUrl");
        String tokenUrl = declared.read(key + ".tokenUrl", "", this::tokenUrl);
        String client = declared.choice(key + ".clientAuthentication", "body", "body", "basic");
        Map<String, String> form = new LinkedHashMap<>();
        for (String name : List.of("scope", "audience")) {
            String value = declared.find(key + "." + name);
            if (value != null) {
                form.put(name, value);
            }
        }
        form.putAll(declared.below(key + ".parameters"));
        OAuthGrant.Answer standard = OAuthGrant.Answer.STANDARD;
        return new OAuthGrant(
                kind,
                tokenUrl,
                Client.valueOf(client.toUpperCase(Locale.ROOT)),
                kind == Kind.REFRESH_TOKEN && declared.flag(key + ".singleUse", false),
                Collections.unmodifiableMap(form),
                new OAuthGrant.Answer(
                        at(key + ".accessToken", standard.accessToken()),
                        kind == Kind.REFRESH_TOKEN
                                ? at(key + ".refreshToken", standard.refreshToken())
                                : standard.refreshToken(),
                        at(key + ".expiresIn", standard.expiresIn())));
    }

    private JsonPointer at(String key, JsonPointer standard) {
        return declared.read(key, standard.toString(), JsonPointer::compile);
    }

    private String tokenUrl(String text) {
        URI url = URI.create(text.startsWith("/") ? baseUrl + text : text);
        String host = url.getHost();
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || host == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("an https URL without user is needed, or a path below the base URL");
        }
        boolean asBase = host.equalsIgnoreCase(baseUrl.getHost()) && "http".equals(baseUrl.getScheme());
        if (url.getScheme().equals("http") && !asBase && !LOOPBACK.matcher(host).matches()) {
            throw new IllegalArgumentException("https is needed, since secrets are sent there");
        }
        return text;
    }
}
