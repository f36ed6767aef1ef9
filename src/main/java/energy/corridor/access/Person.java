package energy.corridor.access;

/** Somebody who is signed in: with an account of ours, or by an identity provider. */
public record Person(String name, Role role) {}
