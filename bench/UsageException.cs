namespace SocialConnect.Bench;

/// <summary>The command line was not understood; the message says what was expected.</summary>
internal sealed class UsageException(string message) : Exception(message);
