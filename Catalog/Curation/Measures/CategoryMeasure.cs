namespace SocialConnect.Catalog.Curation.Measures;

/// <summary>How well one category was suggested, by what curators said in one month.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Proposed">Suggested at an even chance or better, and judged.</param>
/// <param name="ProposedRight">Of these, accepted.</param>
/// <param name="Right">Accepted in all, also where it had not been suggested.</param>
public sealed record CategoryMeasure(long CategoryId, DateOnly Month, int Proposed, int ProposedRight, int Right)
{
    public double? Precision => Proposed == 0 ? null : (double)ProposedRight / Proposed;

    public double? Recall => Right == 0 ? null : (double)ProposedRight / Right;
}
