namespace SocialConnect.Catalog.Taxonomy;

public sealed class NoActiveSchemeException()
    : Exception("No taxonomy is in force yet: the portal and the worker import the shipped one when they start.");
