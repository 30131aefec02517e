using Npgsql;
using SocialConnect.Catalog.Database;

namespace SocialConnect.Catalog.Search;

/// <summary>French labels of some facet values.</summary>
internal sealed class FacetLabels
{
    private const string NotStatedLabel = "Non précisé";

    private readonly Dictionary<(int Facet, string Value), (string Label, int? Position)> _labels = [];

    internal static string SqlOf(SearchFacet facet) => $"select value, label, position from ({facet.LabelsSql}) as l (value, label, position) where value = any (@values)";

    public string LabelOf(ValueTable values, int number)
    {
        var value = values.ValueOf(number);
        return value == SearchFacet.NotStated ? NotStatedLabel
            : _labels.TryGetValue((values.Facets[number], value), out var found) ? found.Label
            : value;
    }

    public int? PositionOf(ValueTable values, int number) =>
        _labels.TryGetValue((values.Facets[number], values.ValueOf(number)), out var found) ? found.Position : null;

    /// <summary>Adds one statement for each facet that has something to label.</summary>
    /// <returns>The facets asked, in order, for <see cref="ReadAsync"/>.</returns>
    public static List<int> Ask(NpgsqlBatch batch, ValueTable values, IEnumerable<int> numbers)
    {
        var asked = numbers.Distinct().GroupBy(number => values.Facets[number]).Where(group => group.Key >= 0).OrderBy(group => group.Key).ToList();
        foreach (var group in asked)
        {
            var command = new NpgsqlBatchCommand(SqlOf(SearchFacet.All[group.Key]));
            command.Parameters.AddWithValue("values", group.Select(values.ValueOf).ToArray());
            batch.BatchCommands.Add(command);
        }

        return [.. asked.Select(group => group.Key)];
    }

    /// <summary>Reads the results of the statements; the reader stands on the first of them, and after the last in the end.</summary>
    public static async Task<FacetLabels> ReadAsync(NpgsqlDataReader reader, List<int> facets, CancellationToken cancellationToken)
    {
        var labels = new FacetLabels();
        foreach (var facet in facets)
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                labels._labels[(facet, reader.GetString(0))] = (reader.GetString(1), reader.GetValueOrNull<int>(2));
            }

            await reader.NextResultAsync(cancellationToken);
        }

        return labels;
    }
}
