namespace SocialConnect.Catalog.Search.Words;

/// <summary>A file of everyday words that cannot be used; the message says which notion, and why.</summary>
public sealed class UnusableWordsException(string message) : Exception(message);
