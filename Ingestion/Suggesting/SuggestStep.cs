using System.Globalization;
using System.Text.Json;
using Npgsql;
using SocialConnect.Catalog.Curation;
using SocialConnect.Catalog.Curation.Suggestions;
using SocialConnect.Catalog.Embeddings;
using SocialConnect.Catalog.Taxonomy;
using SocialConnect.Catalog.UpToDate;
using SocialConnect.Classification;
using SocialConnect.Classification.Witnesses;

namespace SocialConnect.Ingestion.Suggesting;

/// <summary>Proposes categories with the classifier in force. A curator's decision makes the initiatives that resemble the decided one lack this step.</summary>
public sealed class SuggestStep(
    ClassifierStore classifiers, SuggestionStore suggestions, EmbeddingModelStore models, TaxonomyStore taxonomy) : IUpToDateStep
{
    // Below it a suggestion is of use to nobody.
    private const float Least = 0.05f;
    private const float ExplainedFrom = 0.1f;
    private const int MostReasons = 8;

    private volatile Loaded? _loaded;

    public string Name => SuggestionStore.StepName;

    public int BatchSize => 50;

    public async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        await suggestions.SpreadDecisionsAsync(cancellationToken);
        // Loaded before there is work, so that a curator's decision need not wait for it.
        return (await LoadAsync(cancellationToken))?.Id.ToString(CultureInfo.InvariantCulture);
    }

    public async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is not { } loaded)
        {
            return;
        }

        var scheme = await taxonomy.ReadActiveAsync(cancellationToken);
        var texts = await SuggestionStore.ReadTextsAsync(connection, initiatives, cancellationToken);
        var neighbours = await NeighboursAsync(connection, loaded, scheme, initiatives, cancellationToken);
        var decided = (await SuggestionStore.ReadConfirmedAsync(connection, initiatives, cancellationToken)).ToDictionary(said => said.Initiative);
        var made = texts.AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .SelectMany(text => loaded.Classifier
                .Suggest(SchemeDescriptions.ToText(text), neighbours?.GetValueOrDefault(text.Initiative, []), ExplainedFrom)
                .Where(suggestion => suggestion.Probability >= Least || suggestion.IsSure)
                .Select(suggestion => ToStored(text.Initiative, suggestion, decided.GetValueOrDefault(text.Initiative), scheme)))
            .ToList();
        await SuggestionStore.SaveAsync(connection, initiatives, loaded.Name, made, cancellationToken);
        await CategoriesInForce.RefreshAsync(connection, initiatives, cancellationToken);
    }

    // A classifier that knows neighbours by meaning is given them; one that compares words has its own.
    private static async Task<Dictionary<long, IReadOnlyList<Neighbour>>?> NeighboursAsync(
        NpgsqlConnection connection, Loaded loaded, Scheme scheme, IReadOnlyList<long> initiatives, CancellationToken cancellationToken)
    {
        if (loaded.EmbeddingModel is not { } model)
        {
            return null;
        }

        var nearest = await SuggestionStore.ReadNearestConfirmedAsync(connection, model, initiatives, Panel.NeighboursAsked, cancellationToken);
        var confirmed = (await SuggestionStore.ReadConfirmedAsync(connection, [.. nearest.SelectMany(near => near).Select(near => near.Neighbour).Distinct()], cancellationToken))
            .ToDictionary(said => said.Initiative);
        return initiatives.ToDictionary(initiative => initiative, IReadOnlyList<Neighbour> (initiative) =>
            [.. nearest[initiative]
                .Where(near => confirmed.ContainsKey(near.Neighbour))
                .Select(near => ToNeighbour(loaded.Classifier, scheme, confirmed[near.Neighbour], near.Similarity))]);
    }

    private static Neighbour ToNeighbour(Classifier classifier, Scheme scheme, ConfirmedCategories said, float similarity) => new(
        said.Title,
        Math.Clamp(similarity, 0, 1),
        classifier.ToFiling(said.Accepted.Select(SchemeDescriptions.Key), SchemeDescriptions.OpenCategories(scheme, said).Select(SchemeDescriptions.Key)));

    // What a curator said is never contradicted: a category refused, or below a refused one, is not proposed again.
    private static StoredSuggestion ToStored(long initiative, Suggestion suggestion, ConfirmedCategories? said, Scheme scheme)
    {
        var category = SchemeDescriptions.Id(suggestion.Category);
        var parent = scheme.Find(category)?.ParentId;
        var isSure = said?.Accepted.Contains(category) == true
            || (suggestion.IsSure && !(said?.Rejected.Any(rejected => rejected == category || rejected == parent) ?? false));
        var reasons = suggestion.Reasons.Take(MostReasons).Select(reason => reason with { Weight = MathF.Round(reason.Weight, 2) });
        return new StoredSuggestion(initiative, category, Math.Clamp(suggestion.Probability, 0, 1), isSure, JsonSerializer.Serialize(reasons, JsonSerializerOptions.Web));
    }

    private async Task<Loaded?> LoadAsync(CancellationToken cancellationToken)
    {
        if (await classifiers.FindActiveAsync(cancellationToken) is not { } active)
        {
            return null;
        }

        var model = (await models.FindActiveAsync(cancellationToken))?.Id;
        if (_loaded is not { } loaded || loaded.Id != active.Id)
        {
            var classifier = ClassifierFile.FromBytes(await classifiers.ReadParametersAsync(active.Id, cancellationToken));
            _loaded = loaded = new Loaded(active.Id, active.Name, classifier, null);
        }

        return loaded with { EmbeddingModel = active.EmbeddingModelId is null ? null : model };
    }

    private sealed record Loaded(long Id, string Name, Classifier Classifier, long? EmbeddingModel);
}
