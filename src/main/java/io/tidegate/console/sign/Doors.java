package io.tidegate.console.sign;

import io.tidegate.account.sign.Authenticator;
import io.tidegate.account.sign.SignIn;

/** What lets people in, once the database is there. */
public record Doors(Authenticator authenticator, SignIn signIn) {}
