namespace SocialConnect.Catalog.Search;

/// <summary>A part of a text to be marked, in characters.</summary>
public readonly record struct Mark(int Start, int Length);
