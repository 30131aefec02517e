namespace SocialConnect.Portal.Finder.Reading;

/// <summary>What a conversation has come to: what the next question may refer to.</summary>
public sealed record ConversationState
{
    public static ConversationState None { get; } = new();

    /// <summary>The need, in the person's words, without where.</summary>
    public string What { get; init; } = "";

    public IReadOnlyList<string> Unwanted { get; init; } = [];

    public KeptPlace? Place { get; init; }

    /// <summary>Values chosen by hand, by the search's parameter names.</summary>
    public IReadOnlyDictionary<string, string[]> Chosen { get; init; } = new Dictionary<string, string[]>();

    /// <summary>The last cards shown, in order.</summary>
    public IReadOnlyList<ShownCard> Cards { get; init; } = [];

    /// <summary>Every card of this need so far, so that "others" are others.</summary>
    public IReadOnlyList<long> Shown { get; init; } = [];

    /// <summary>Of the next card.</summary>
    public int NextNumber { get; init; } = 1;
}

public sealed record ShownCard(int Number, long Id, string Title);

/// <summary>A place as a conversation remembers it.</summary>
/// <param name="Label">"Limoges, 20 km".</param>
/// <param name="Located">"à Limoges", "autour de Limoges".</param>
public sealed record KeptPlace(string Label, string Located, IReadOnlyList<string> Codes, double? Latitude, double? Longitude, double? RadiusKm, bool IsCommune);
