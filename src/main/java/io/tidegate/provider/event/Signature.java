package io.tidegate.provider.event;

import io.tidegate.provider.declared.Declaration;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * How a provider signs what it sends: {@code hmac-sha256 hex X-Hub-Signature-256 sha256=}, or {@code secret
 * cf-webhook-auth} where a header is the secret itself.
 *
 * @param kind how the signature is made
 * @param encoding how it is written
 * @param header the header that bears it; several signatures may stand there, separated by blanks
 * @param prefix stands before each; empty when nothing does
 * @param signed what is signed: {@code {body}}, {@code {timestamp}} and {@code {delivery}} stand for those
 */
public record Signature(Kind kind, Encoding encoding, String header, String prefix, String signed) {
    private static final String BODY = "{body}";
    private static final Pattern PART = Pattern.compile("\\{([^}]*)}");
    private static final int MOST_SIGNATURES = 8;
    private static final String FORMS =
            "allowed are hmac-sha256 <hex|base64> <header> [prefix], hmac-sha1 <hex|base64> <header> [prefix],"
                    + " hmac-sha512 <hex|base64> <header> [prefix], secret <header> [prefix]";

    /** How a signature is made. */
    public enum Kind {
        SHA1("HmacSHA1"),
        SHA256("HmacSHA256"),
        SHA512("HmacSHA512"),
        /** The secret itself, which says nothing of the body. */
        SECRET("");

        private final String algorithm;

        Kind(String algorithm) {
            this.algorithm = algorithm;
        }
    }

    /** How the bytes of a signature are written. */
    public enum Encoding {
        HEX,
        BASE64,
        NONE
    }

    /** @throws IllegalArgumentException when the text is none of the forms */
    static Signature of(String text, String signed) {
        List<String> words = Declaration.split(text);
        boolean plain = !words.isEmpty() && words.get(0).equals("secret");
        int header = plain ? 1 : 2;
        if (words.size() <= header || words.size() > header + 2) {
            throw new IllegalArgumentException(FORMS);
        }
        Kind kind = switch (words.get(0)) {
            case "hmac-sha1" -> Kind.SHA1;
            case "hmac-sha256" -> Kind.SHA256;
            case "hmac-sha512" -> Kind.SHA512;
            case "secret" -> Kind.SECRET;
            default -> throw new IllegalArgumentException(FORMS);
        };
        Encoding encoding = plain
                ? Encoding.NONE
                : switch (words.get(1)) {
                    case "hex" -> Encoding.HEX;
                    case "base64" -> Encoding.BASE64;
                    default -> throw new IllegalArgumentException(FORMS);
                };
        return new Signature(
                kind, encoding, words.get(header), words.size() > header + 1 ? words.get(header + 1) : "", signed);
    }

    /** @throws IllegalArgumentException when it leaves the body out, or names what is no part of a delivery */
    static String template(String text) {
        Matcher part = PART.matcher(text);
        while (part.find()) {
            if (!List.of("body", "timestamp", "delivery").contains(part.group(1))) {
                throw new IllegalArgumentException("{body}, {timestamp} and {delivery} are known, not " + part.group());
            }
        }
        if (text.split(Pattern.quote(BODY), -1).length != 2) {
            throw new IllegalArgumentException("the whole body must be signed: {body} stands in it once");
        }
        return text;
    }

    boolean signs(String part) {
        return kind != Kind.SECRET && signed.contains("{" + part + "}");
    }

    /** What is signed of a delivery; of one that is not signed, its body. */
    byte[] content(byte[] body, String timestamp, String delivery) {
        if (kind == Kind.SECRET || signed.equals(BODY)) {
            return body;
        }
        int at = signed.indexOf(BODY);
        ByteArrayOutputStream content = new ByteArrayOutputStream(body.length + 128);
        content.writeBytes(filled(signed.substring(0, at), timestamp, delivery));
        content.writeBytes(body);
        content.writeBytes(filled(signed.substring(at + BODY.length()), timestamp, delivery));
        return content.toByteArray();
    }

    private static byte[] filled(String text, String timestamp, String delivery) {
        return text.replace("{timestamp}", timestamp)
                .replace("{delivery}", delivery)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the header bears the signature of the content, compared in a time that does not tell how much is right. */
    boolean matches(String said, String secret, byte[] content) {
        if (secret.isEmpty() || said.isEmpty()) {
            return false;
        }
        byte[] right = kind == Kind.SECRET ? secret.getBytes(StandardCharsets.UTF_8) : mac(secret, content);
        return (kind == Kind.SECRET ? List.of(said) : Declaration.split(said))
                .stream().limit(MOST_SIGNATURES).anyMatch(one -> {
                    byte[] given = decoded(one);
                    return given != null && MessageDigest.isEqual(right, given);
                });
    }

    private byte @Nullable [] decoded(String one) {
        if (!one.startsWith(prefix)) {
            return null;
        }
        String text = one.substring(prefix.length());
        try {
            return switch (encoding) {
                case HEX -> HexFormat.of().parseHex(text);
                case BASE64 -> Base64.getDecoder().decode(text);
                case NONE -> text.getBytes(StandardCharsets.UTF_8);
            };
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private byte[] mac(String secret, byte[] content) {
        try {
            Mac mac = Mac.getInstance(kind.algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), kind.algorithm));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + kind.algorithm, e);
        }
    }
}
