namespace SocialConnect.Catalog.Search;

/// <summary>One thing that a question asks for, under all the stems it may have.</summary>
/// <param name="Typed">The word as it was typed.</param>
/// <param name="Alternatives">The stem itself first, then others with less weight.</param>
/// <param name="Importance">From 0 to 1: « je cherche » says less than what is sought.</param>
/// <param name="IsRequired">False for what only adds to the score: without it an initiative has all that was asked.</param>
internal sealed record Concept(string Typed, IReadOnlyList<Alternative> Alternatives, double Importance, bool IsRequired);
