package io.tidegate.alert.channel;

import io.tidegate.config.Settings;
import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The mail server that letters go out by. Its password stands in no URI: the session holds it. */
public final class AlertMail {
    private static final String TIMEOUT = "10000";

    private final Settings.Mail settings;

    public AlertMail(Settings.Mail settings) {
        this.settings = settings;
    }

    /** A session at the server of the settings. */
    public Session session() {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", settings.host() == null ? "localhost" : settings.host());
        properties.put("mail.smtp.port", Integer.toString(settings.port()));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(settings.tls() == Settings.Mail.Tls.TLS));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.starttls.enable", Boolean.toString(settings.tls() == Settings.Mail.Tls.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(settings.tls() == Settings.Mail.Tls.STARTTLS));
        properties.put("mail.smtp.auth", Boolean.toString(settings.user() != null));
        properties.put("mail.smtp.connectiontimeout", TIMEOUT);
        properties.put("mail.smtp.timeout", TIMEOUT);
        properties.put("mail.smtp.writetimeout", TIMEOUT);
        return Session.getInstance(properties, new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return settings.user() == null || settings.password() == null
                        ? null
                        : new PasswordAuthentication(
                                settings.user(), settings.password().reveal());
            }
        });
    }

    /**
     * Says from whom to whom.
     *
     * @throws UndeliveredException when no mail server is set, or nobody is left to be told
     */
    public void address(Exchange exchange) {
        if (settings.host() == null) {
            throw new UndeliveredException(
                    null, "no mail server is set: whoever runs Tidegate sets tidegate.mail.host");
        }
        Outgoing outgoing = AlertOutbox.outgoing(exchange);
        if (outgoing.to().recipients().isEmpty()) {
            throw new UndeliveredException(null, "none of its recipients is a member of the organization any more");
        }
        Object subject = exchange.getMessage().getHeader("Subject");
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader("Subject", subject);
        exchange.getMessage().setHeader("From", settings.from());
        exchange.getMessage().setHeader("To", String.join(",", outgoing.to().recipients()));
        exchange.getMessage().setHeader("Tidegate-Delivery", outgoing.delivery());
    }
}
