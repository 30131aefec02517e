using System.Collections.Immutable;

namespace SocialConnect.Catalog.Search;

/// <summary>Facet values by their numbers. Values are only ever added.</summary>
internal sealed class ValueTable
{
    public static ValueTable Empty { get; } = new([]);

    private static readonly int Territory = SearchFacet.All.TakeWhile(facet => facet != SearchFacet.Territory).Count();

    private readonly ImmutableArray<Entry> _entries;
    private readonly Dictionary<(int Facet, string Value), int> _numbers = [];

    private ValueTable(ImmutableArray<Entry> entries)
    {
        _entries = entries;
        for (var number = 0; number < entries.Length; number++)
        {
            if (entries[number].Facet >= 0)
            {
                _numbers[(entries[number].Facet, entries[number].Value)] = number;
            }
        }

        Facets = [.. entries.Select(entry => entry.Facet)];
        Parents = [.. entries.Select(entry => entry.Parent is null ? -1 : _numbers.GetValueOrDefault((entry.Facet, entry.Parent), -1))];
    }

    /// <summary>One more than the highest number.</summary>
    public int Count => _entries.Length;

    /// <summary>The index in <see cref="SearchFacet.All"/> by value number; -1 for facets that are no longer declared.</summary>
    public int[] Facets { get; }

    /// <summary>The number one level coarser, or -1.</summary>
    public int[] Parents { get; }

    public string ValueOf(int number) => _entries[number].Value;

    public int? Find(int facet, string value) => _numbers.TryGetValue((facet, value), out var number) ? number : null;

    public int? FindTerritory(string code) => Find(Territory, code);

    public ValueTable With(IReadOnlyList<(int Number, string Facet, string Value, string? Parent)> added)
    {
        if (added.Count == 0)
        {
            return this;
        }

        var entries = _entries.ToBuilder();
        foreach (var (number, parameter, value, parent) in added)
        {
            while (entries.Count <= number)
            {
                entries.Add(new Entry(-1, "", null));
            }

            entries[number] = new Entry(SearchFacet.All.TakeWhile(facet => facet.Parameter != parameter).Count() is var at && at < SearchFacet.All.Count ? at : -1, value, parent);
        }

        return new ValueTable(entries.ToImmutable());
    }

    private readonly record struct Entry(int Facet, string Value, string? Parent);
}
