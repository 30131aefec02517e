using SocialConnect.Catalog.Taxonomy;

namespace SocialConnect.Catalog.Curation;

/// <summary>A category that a tag may mean.</summary>
/// <param name="Probability">Between 0 and 1, all reasons together: of many at 0.7, seven in ten are right.</param>
/// <param name="Reasons">Strongest first.</param>
public sealed record TagProposal(Category Category, double Probability, IReadOnlyList<TagReason> Reasons);
