using System.Globalization;
using System.Text.Json.Nodes;
using static SocialConnect.Bench.RecordFields;

namespace SocialConnect.Bench.Finding;

/// <summary>The public records of <c>../shared/data/records</c> that tell what somebody offers, as one catalogue: what <c>samples/evaluation/kept-*.jsonl</c> asks about.</summary>
internal static class SharedRecords
{
    private static readonly (string File, Func<JsonObject, CatalogueLine> Read)[] Files =
    [
        ("ffe", record => Line(record, "La France s'engage", Text(record, "description")) with { Organisation = Text(record, "organisation"), Tags = Labels(record, "source_tags") }),
        ("pwa", record => Line(record, "pwa", Text(record, "description")) with { Tags = Labels(record, "tags") }),
        ("transiscope", record => Line(record, "transiscope", Text(record, "description")) with { City = $"{Text(record, "postal_code")} {Text(record, "city")}".Trim(), Tags = Labels(record, "categories") }),
        ("beta", record => Line(record, "beta.gouv.fr", Text(record, "mission")) with { Body = Text(record, "body_markdown"), Tags = Labels(record, "thematiques") }),
        ("mte", record => Line(record, "Mission transition écologique", Text(record, "promesse")) with { Body = Text(record, "description"), Organisation = Text(record, "operateur") }),
        ("aides-jeunes", record => Line(record, "aides-jeunes", Text(record, "description"))),
    ];

    /// <returns>Each record under "file/id"; those without a title are left out.</returns>
    public static IReadOnlyList<CatalogueLine> Read(string folder) =>
        [.. Files.SelectMany(file => File.ReadLines(Path.Combine(folder, file.File + ".jsonl"))
            .Select(line => JsonNode.Parse(line)!.AsObject())
            .Where(record => Text(record, "title").Length > 0)
            .Select(record => file.Read(record) with { Id = $"{file.File}/{record["id"]}" }))];

    private static CatalogueLine Line(JsonObject record, string partner, string summary) =>
        new("", Text(record, "title"), summary, [], null, null, null, null, partner, Latitude: Number(record, "lat"), Longitude: Number(record, "long"));

    private static double? Number(JsonObject record, string name) =>
        record[name] is { } value && double.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number) ? number : null;
}
