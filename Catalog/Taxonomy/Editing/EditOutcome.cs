namespace SocialConnect.Catalog.Taxonomy.Editing;

/// <summary>What an edit does, or why it cannot be made.</summary>
/// <param name="ChangeId">To undo it by; null for a preview and for a refused edit.</param>
/// <param name="About">The word, notation or label that the problem is about.</param>
public sealed record EditOutcome(long? ChangeId, EditEffect? Effect, TaxonomyProblem? Problem = null, string? About = null)
{
    internal static EditOutcome Refused(TaxonomyProblem problem, string? about = null) => new(null, null, problem, about);
}
