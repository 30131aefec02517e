using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.SemanticKernel;
using SocialConnect.Catalog.Conversations;
using SocialConnect.Catalog.Search;
using SocialConnect.Catalog.Territories;
using SocialConnect.Portal.Finder.Reading;

namespace SocialConnect.Portal.Finder.Answering;

/// <summary>
/// All a language model can do: look for initiatives, read one, list the values of a facet. There is nothing to write, to fetch or to send,
/// so that a record that carries instructions has nothing to instruct.
/// </summary>
public sealed class CatalogueFunctions(FinderSearch search, QuotableRecords records, PlaceReader places)
{
    public const string Plugin = "catalogue";

    private const string DeskKey = "desk";
    private const int LongestQuote = 1200;

    /// <summary>Ties a kernel to the turn it works for.</summary>
    public static void PutDesk(Kernel kernel, TurnDesk desk) => kernel.Data[DeskKey] = desk;

    public static TurnDesk DeskOf(Kernel kernel) =>
        kernel.Data.TryGetValue(DeskKey, out var desk) && desk is TurnDesk found ? found : throw new InvalidOperationException("The kernel works for no turn.");

    [KernelFunction("search_initiatives")]
    [Description("Cherche des initiatives dans le catalogue. Rend leurs fiches numérotées.")]
    public async Task<IReadOnlyList<QuotedRecord>> SearchAsync(
        Kernel kernel,
        [Description("Le besoin, en quelques mots")] string words,
        [Description("Un lieu en France, tel qu'on le dit : « à Limoges », « en Creuse », « 35000 ». Vide pour toute la France.")] string? place = null,
        [Description("Combien de fiches, de 1 à 6")] int count = 4,
        CancellationToken cancellationToken = default)
    {
        var desk = DeskOf(kernel);
        var need = desk.Need;
        var isOpening = desk.Findings is null;
        if (!isOpening)
        {
            // A model's own words: read like a person's, with none of the conversation's conditions lost but the place it names itself.
            var where = string.IsNullOrWhiteSpace(place) ? null : (await places.ReadAsync(place, cancellationToken)).Wanted;
            need = need with { What = Shorten(words, 200), Place = where is null ? need.Place : NeedReader.Keep(where) };
        }

        var findings = await search.FindAsync(need, Math.Clamp(count, 1, 6), cancellationToken);
        if (isOpening)
        {
            desk.Findings = findings;
        }

        return [.. desk.Add(await records.ReadAsync([.. findings.Found.Select(finding => finding.Hit.Id)], cancellationToken)).Select(record => QuotedRecord.Of(record, 400))];
    }

    [KernelFunction("get_initiative")]
    [Description("Rend la fiche entière d'une initiative déjà trouvée, par son numéro.")]
    public QuotedRecord? Get(Kernel kernel, [Description("Numéro de la fiche")] int number)
    {
        var desk = DeskOf(kernel);
        return desk.Records.FirstOrDefault(record => record.Number == number) is { } found ? QuotedRecord.Of(found, LongestQuote) : null;
    }

    [KernelFunction("list_facet_values")]
    [Description("Liste ce qui peut préciser la recherche en cours, avec le nombre d'initiatives : theme, public, territoire, partenaire, etape, demarche, echelle, contenu ou annee.")]
    public static IReadOnlyList<QuotedValue> ListValues(Kernel kernel, [Description("Nom de la facette")] string facet) =>
        SearchFacet.Find(facet) is { } known && DeskOf(kernel).Findings?.Narrow.Facets.FirstOrDefault(counts => counts.Facet == known) is { } counts
            ? [.. counts.Values.Take(15).Select(value => new QuotedValue(value.Label, value.Count))]
            : [];

    private static string Shorten(string text, int length) => text.Length <= length ? text : text[..length];
}

/// <summary>A record as a model is given it: data between quotation marks, never instructions.</summary>
public sealed record QuotedRecord(
    [property: JsonPropertyName("numero")] int Number,
    [property: JsonPropertyName("titre")] string Title,
    [property: JsonPropertyName("organisation")] string? Organisation,
    [property: JsonPropertyName("lieu")] string Place,
    [property: JsonPropertyName("texte")] string Text,
    [property: JsonPropertyName("partenaire")] string Partner)
{
    internal static QuotedRecord Of(NumberedRecord numbered, int length)
    {
        var record = numbered.Record;
        var text = $"{record.Summary}\n{record.Body}".Trim();
        var place = record.Place.Count > 0 ? string.Join(", ", record.Place) : record.IsNational ? "toute la France" : "";
        return new QuotedRecord(numbered.Number, record.Title, record.Organisation, place, text.Length <= length ? text : text[..length], record.PartnerName);
    }
}

public sealed record QuotedValue([property: JsonPropertyName("valeur")] string Label, [property: JsonPropertyName("initiatives")] int Count);
