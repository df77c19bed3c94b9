package io.tidegate.provider.access;

import java.util.List;
import java.util.Map;

/** How a provider knows whose requests it gets; {@link AuthenticationReader} reads it from a declaration. */
public sealed interface Authentication {
    /** The secret of bearer tokens and API keys. */
    String TOKEN = "token";

    String USER = "user";
    String PASSWORD = "password";
    String CLIENT_ID = "clientId";
    String CLIENT_SECRET = "clientSecret";
    String REFRESH_TOKEN = "refreshToken";

    /** The word that declares it. */
    String kind();

    /** What it is, for people. */
    String words();

    /** The names of the secrets that a dock must have. */
    List<String> secrets();

    /** The names of those that it may have too. */
    default List<String> optionalSecrets() {
        return List.of();
    }

    /** Of all these, the ones that stay the same for as long as the account does: its rate limit is counted by them. */
    default List<String> lastingSecrets() {
        return secrets();
    }

    /**
     * The one that a dock uses.
     *
     * @param parameters the dock's
     * @throws IllegalArgumentException when they name one that is not declared, in words for people
     */
    default Authentication chosen(Map<String, String> parameters) {
        return this;
    }

    /** Nobody is asked who he is. */
    record None() implements Authentication {
        @Override
        public String kind() {
            return "none";
        }

        @Override
        public String words() {
            return "none";
        }

        @Override
        public List<String> secrets() {
            return List.of();
        }
    }

    /** A token in the header {@code Authorization} (RFC 6750). */
    record Bearer() implements Authentication {
        @Override
        public String kind() {
            return "bearer";
        }

        @Override
        public String words() {
            return "bearer token";
        }

        @Override
        public List<String> secrets() {
            return List.of(TOKEN);
        }
    }

    /** User and password in the header {@code Authorization} (RFC 7617); some providers want one of them empty. */
    record Basic() implements Authentication {
        @Override
        public String kind() {
            return "basic";
        }

        @Override
        public String words() {
            return "user and password";
        }

        @Override
        public List<String> secrets() {
            return List.of(USER);
        }

        @Override
        public List<String> optionalSecrets() {
            return List.of(PASSWORD);
        }

        @Override
        public List<String> lastingSecrets() {
            return List.of(USER, PASSWORD);
        }
    }

    /**
     * A token wherever the provider wants it.
     *
     * @param name of the header, parameter or cookie; in a body a JSON pointer, whose last part a form's field is named by
     * @param prefix stands before the token, with a blank between them unless it ends with a sign; may be empty
     */
    record ApiKey(Place place, String name, String prefix) implements Authentication {
        /** Where in a request a key stands. */
        public enum Place {
            HEADER,
            QUERY,
            COOKIE,
            BODY;

            /** The key that declares it. */
            public String word() {
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }

        /** The key as it is sent. */
        public String value(String token) {
            boolean sign = prefix.isEmpty() || !Character.isLetterOrDigit(prefix.charAt(prefix.length() - 1));
            return prefix + (sign ? "" : " ") + token;
        }

        @Override
        public String kind() {
            return "api-key";
        }

        @Override
        public String words() {
            return switch (place) {
                case HEADER -> "API key in the header " + name;
                case QUERY -> "API key in the query parameter " + name;
                case COOKIE -> "API key in the cookie " + name;
                case BODY -> "API key in the body at " + name;
            };
        }

        @Override
        public List<String> secrets() {
            return List.of(TOKEN);
        }
    }

    /** A bearer token that is got with other secrets, and again when it has expired. */
    record OAuth(OAuthGrant grant) implements Authentication {
        @Override
        public String kind() {
            return grant.kind().word();
        }

        @Override
        public String words() {
            return "OAuth2 " + kind().replace('-', ' ') + " at " + grant.tokenUrl();
        }

        @Override
        public List<String> secrets() {
            return grant.kind() == OAuthGrant.Kind.REFRESH_TOKEN
                    ? List.of(CLIENT_ID, REFRESH_TOKEN)
                    : List.of(CLIENT_ID, CLIENT_SECRET);
        }

        /** A client that cannot keep a secret has none. */
        @Override
        public List<String> optionalSecrets() {
            return grant.kind() == OAuthGrant.Kind.REFRESH_TOKEN ? List.of(CLIENT_SECRET) : List.of();
        }

        @Override
        public List<String> lastingSecrets() {
            return grant.kind() == OAuthGrant.Kind.REFRESH_TOKEN ? List.of(REFRESH_TOKEN) : secrets();
        }
    }

    /**
     * One of several, as a dock's parameter says.
     *
     * @param parameter whose value names it
     * @param options by name; the first is that of docks that do not say
     */
    record Choice(String parameter, Map<String, Authentication> options) implements Authentication {
        @Override
        public Authentication chosen(Map<String, String> parameters) {
            String wanted = parameters.getOrDefault(parameter, "").strip();
            Authentication named = wanted.isEmpty() ? first() : options.get(wanted);
            if (named == null) {
                throw new IllegalArgumentException("the parameter " + parameter + " is '" + wanted
                        + "', but it chooses the authentication: " + String.join(", ", options.keySet()));
            }
            return named;
        }

        private Authentication first() {
            return options.values().iterator().next();
        }

        @Override
        public String kind() {
            return "choose";
        }

        @Override
        public String words() {
            StringBuilder words = new StringBuilder("by the parameter " + parameter);
            options.forEach((name, option) -> words.append(words.indexOf(":") < 0 ? ": " : "; ")
                    .append(name)
                    .append(" = ")
                    .append(option.words()));
            return words.toString();
        }

        /** Those of all options: which of them a dock needs depends on {@link #chosen}. */
        @Override
        public List<String> secrets() {
            return options.values().stream()
                    .flatMap(option -> option.secrets().stream())
                    .distinct()
                    .toList();
        }

        @Override
        public List<String> optionalSecrets() {
            return options.values().stream()
                    .flatMap(option -> option.optionalSecrets().stream())
                    .distinct()
                    .filter(name -> !secrets().contains(name))
                    .toList();
        }
    }
}
