namespace SocialConnect.Portal.Finder.Live;

/// <summary>A question as the browser sends it.</summary>
public sealed record AskMessage
{
    /// <summary>Chosen by the browser, so that it can take the turn up again after a lost connection.</summary>
    public string Turn { get; init; } = "";

    public string Conversation { get; init; } = "";

    public string Question { get; init; } = "";

    /// <summary>The query of the question's address, with values chosen or taken off by hand.</summary>
    public string Address { get; init; } = "";

    /// <summary>The number of the last part that arrived; 0 to begin.</summary>
    public int After { get; init; }
}

/// <summary>One numbered part of a turn.</summary>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="Kind">What it is, for its place on the page; "failed" and "lost" end a turn like "ended".</param>
/// <param name="Html">As the page without script shows it too.</param>
public sealed record TurnMessage(int Number, string Kind, string Html);
