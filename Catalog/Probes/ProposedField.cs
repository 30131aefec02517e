using SocialConnect.Catalog.Partners;

namespace SocialConnect.Catalog.Probes;

/// <summary>Where a field may stand.</summary>
/// <param name="Name">Of one of our fields (<see cref="RecipeField.All"/>), or of one beyond them.</param>
/// <param name="Label">In French; of a field beyond ours, as the site labels it.</param>
/// <param name="OnDetail">Read on the page of the initiative rather than in the list.</param>
public sealed record ProposedField(string Name, string Label, bool OnDetail, IReadOnlyList<FieldCandidate> Candidates)
{
    public FieldType Type { get; init; } = FieldType.Text;

    public bool IsExtra => !RecipeField.ByName.ContainsKey(Name);
}

/// <summary>One place where a field may stand.</summary>
/// <param name="Selector">As a recipe writes it.</param>
/// <param name="Examples">Its first values, cleaned.</param>
/// <param name="FillRate">Of the initiatives looked at, those in which it finds something: 0 to 1.</param>
/// <param name="Reason">Why it is taken for this field, in French.</param>
public sealed record FieldCandidate(string Selector, IReadOnlyList<string> Examples, double FillRate, string Reason);

/// <summary>Another way to read the same site.</summary>
/// <param name="Recipe">Null where the site has still to be asked: propose again with <paramref name="Address"/>.</param>
public sealed record OtherWay(RecipeKind Kind, Uri Address, string Reason, string? Recipe);
