using SocialConnect.Catalog.Partners;
using SocialConnect.Catalog.Probes;

namespace SocialConnect.Portal.Sources;

/// <summary>A field as its editor sees it: where the recipe reads it, and where else it could.</summary>
/// <param name="Selector">Null: it is not read.</param>
/// <param name="OnDetail">Read on the page of the initiative rather than in the list.</param>
public sealed record MappedField(string Name, string Label, string? Selector, bool OnDetail, IReadOnlyList<PlacedCandidate> Candidates)
{
    /// <summary>What the form sends for the present choice; empty: it is not read.</summary>
    public string Choice => Selector is null ? "" : FieldMapping.ChoiceOf(Selector, OnDetail);

    /// <summary>The recipe reads it in a way that the list of candidates does not hold.</summary>
    public bool IsOwn => Selector is not null && Candidates.All(candidate => candidate.Choice != Choice);
}

public sealed record PlacedCandidate(FieldCandidate Candidate, bool OnDetail)
{
    public string Choice => FieldMapping.ChoiceOf(Candidate.Selector, OnDetail);
}

/// <summary>The fields of a recipe as a form: what is chosen, and the recipe that a choice gives.</summary>
public static class FieldMapping
{
    private const string OnPage = "fiche ";
    private const string InList = "liste ";

    /// <summary>A selector and where it is looked for, as one value of a form: "fiche .chapo", "liste h2".</summary>
    public static string ChoiceOf(string selector, bool onDetail) => (onDetail ? OnPage : InList) + selector;

    /// <summary>Our fields and those that the proposal found, in that order.</summary>
    public static IReadOnlyList<MappedField> Of(Recipe recipe, Proposal proposal)
    {
        var proposed = proposal.Fields.ToLookup(field => field.Name);
        return
        [
            .. RecipeField.All.Select(field => Map(recipe, field.Name, field.Label, [.. proposed[field.Name]])),
            .. proposed.Where(field => field.First().IsExtra).Select(field => Map(recipe, field.Key, field.First().Label, [.. field])),
        ];
    }

    /// <summary>The recipe with another choice for some fields; what is chosen as it was stays as it was, with its cleaning.</summary>
    /// <param name="choices">By field, as <see cref="ChoiceOf"/> writes them; empty: not read.</param>
    public static Recipe Choose(Recipe recipe, Proposal proposal, IReadOnlyDictionary<string, string> choices)
    {
        foreach (var field in Of(recipe, proposal))
        {
            if (choices.TryGetValue(field.Name, out var chosen) && chosen != field.Choice)
            {
                var type = proposal.Fields.FirstOrDefault(found => found.Name == field.Name)?.Type ?? FieldType.Text;
                recipe = chosen switch
                {
                    _ when chosen.StartsWith(OnPage, StringComparison.Ordinal) => Set(recipe, field.Name, FieldRecipe.Of(chosen[OnPage.Length..]) with { Type = type }, onDetail: true),
                    _ when chosen.StartsWith(InList, StringComparison.Ordinal) => Set(recipe, field.Name, FieldRecipe.Of(chosen[InList.Length..]) with { Type = type }, onDetail: false),
                    _ => Clear(recipe, field.Name),
                };
            }
        }

        return recipe;
    }

    /// <summary>The recipe that reads the field there and nowhere else; what cleaned its values cleaned them as they stood elsewhere, and goes.</summary>
    public static Recipe Set(Recipe recipe, string name, string selector, bool onDetail)
    {
        var before = Of(recipe.Detail?.Fields, recipe.Detail?.Extra, name) ?? Of(recipe.Fields, recipe.Extra, name);
        return Set(recipe, name, FieldRecipe.Of(selector) with { Type = before?.Type ?? FieldType.Text, Required = before?.Required ?? false }, onDetail);
    }

    private static MappedField Map(Recipe recipe, string name, string label, IReadOnlyList<ProposedField> proposed)
    {
        var onDetail = Of(recipe.Detail?.Fields, recipe.Detail?.Extra, name);
        var inList = Of(recipe.Fields, recipe.Extra, name);
        // Where both are read the page's value wins, so that it is the one to choose.
        var isOnDetail = onDetail is not null || (inList is null && (proposed is [var first, ..] ? first.OnDetail : recipe.Detail is not null));
        return new MappedField(
            name, label, Written(onDetail ?? inList), isOnDetail,
            [.. proposed.OrderByDescending(field => field.OnDetail == isOnDetail).SelectMany(field => field.Candidates.Select(candidate => new PlacedCandidate(candidate, field.OnDetail)))]);
    }

    private static FieldRecipe? Of(IReadOnlyDictionary<string, FieldRecipe>? fields, IReadOnlyDictionary<string, FieldRecipe>? extra, string name) =>
        fields?.GetValueOrDefault(name) ?? extra?.GetValueOrDefault(name);

    // Several selectors in one line, as the form shows and keeps them.
    private static string? Written(FieldRecipe? field) => field is { Select.Count: > 0 } ? string.Join(" | ", field.Select) : null;

    private static Recipe Clear(Recipe recipe, string name) => recipe with
    {
        Fields = Without(recipe.Fields, name),
        Extra = Without(recipe.Extra, name),
        Detail = recipe.Detail is { } page ? page with { Fields = Without(page.Fields, name), Extra = Without(page.Extra, name) } : null,
    };

    private static Recipe Set(Recipe recipe, string name, FieldRecipe value, bool onDetail)
    {
        var isOurs = RecipeField.ByName.ContainsKey(name);
        recipe = Clear(recipe, name);
        if (onDetail)
        {
            var detail = recipe.Detail ?? new DetailRecipe(FieldRecipe.None);
            return recipe with { Detail = isOurs ? detail with { Fields = With(detail.Fields, name, value) } : detail with { Extra = With(detail.Extra, name, value) } };
        }

        return isOurs ? recipe with { Fields = With(recipe.Fields, name, value) } : recipe with { Extra = With(recipe.Extra, name, value) };
    }

    private static Dictionary<string, FieldRecipe> Without(IReadOnlyDictionary<string, FieldRecipe> fields, string name) =>
        fields.Where(field => field.Key != name).ToDictionary();

    private static Dictionary<string, FieldRecipe> With(IReadOnlyDictionary<string, FieldRecipe> fields, string name, FieldRecipe value) =>
        new(fields.ToDictionary()) { [name] = value };
}
