using SocialConnect.Catalog.Territories;

namespace SocialConnect.Portal.Finder.Reading;

/// <summary>What one question says by itself, before the conversation is taken into account.</summary>
public sealed record FinderReading
{
    public required string Question { get; init; }

    public Intent Intent { get; init; } = Intent.Find;

    /// <summary>What is looked for, without where, without what is not wanted and without politeness; empty when the question says only where or whom for.</summary>
    public string What { get; init; } = "";

    /// <summary>Words that no result may have.</summary>
    public IReadOnlyList<string> Unwanted { get; init; } = [];

    public required PlaceReading Where { get; init; }

    /// <summary>Categories of all facets, strongest first.</summary>
    public IReadOnlyList<CategoryFound> Categories { get; init; } = [];

    /// <summary>Cards pointed at, from 1; -1 is the last.</summary>
    public IReadOnlyList<int> Cards { get; init; } = [];

    /// <summary>Points at what was shown without naming it.</summary>
    public bool PointsBack { get; init; }

    /// <summary>Begins like the continuation of what was said before.</summary>
    public bool Continues { get; init; }

    /// <summary>Gives orders to the finder instead of telling a need.</summary>
    public bool IsInstruction { get; init; }

    public Emergency? Emergency { get; init; }
}
