namespace SocialConnect.Catalog.Search.Words;

/// <summary>A notion that a question is about.</summary>
/// <param name="Strength">From 0 to 1: how much the question says so.</param>
/// <param name="Stems">The question's words that say so.</param>
public sealed record NotionFound(Notion Notion, double Strength, IReadOnlySet<string> Stems);
