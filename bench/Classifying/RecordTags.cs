using System.Text.Json.Nodes;

namespace SocialConnect.Bench.Classifying;

/// <summary>The partners' own tags of labelled texts, read from the public records (<c>../shared/data/records</c>) that the texts were made of.</summary>
internal sealed class RecordTags
{
    // Fields that hold a partner's tags; those of the last column are what the labels of the sets of themes were made of.
    private static readonly (string File, string[] Other, string[] OfLabels)[] Files =
    [
        ("ffe", ["source_tags"], []),
        ("pwa", ["tags"], ["themes"]),
        ("transiscope", [], ["categories"]),
        ("beta", ["usertypes"], ["thematiques"]),
    ];

    private readonly Dictionary<string, List<string>> _tags;

    private RecordTags(Dictionary<string, List<string>> tags) => _tags = tags;

    /// <param name="withTagsOfLabels">Whether tags count of which the labels were made.</param>
    public static RecordTags Read(string folder, bool withTagsOfLabels)
    {
        var tags = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (file, other, ofLabels) in Files)
        {
            string[] fields = [.. other, .. withTagsOfLabels ? ofLabels : []];
            foreach (var record in File.ReadLines(Path.Combine(folder, file + ".jsonl")).Select(line => JsonNode.Parse(line)!.AsObject()))
            {
                var id = record["id"]!.ToString();
                // In a set of several partners a record's id tells whose it is.
                tags[id] = tags[$"{file}-{id}"] = [.. fields.SelectMany(field => RecordFields.Labels(record, field))];
            }
        }

        return new RecordTags(tags);
    }

    /// <summary>The texts, each with its record's tags; one without a record has none.</summary>
    /// <exception cref="UsageException">No text has a record: it is another set.</exception>
    public List<LabelledText> AddTo(List<LabelledText> texts) =>
        texts.Exists(text => _tags.ContainsKey(text.Id))
            ? texts.ConvertAll(text => text with { Tags = _tags.GetValueOrDefault(text.Id, []) })
            : throw new UsageException("None of the texts has its record among those of --records.");
}
