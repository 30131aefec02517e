using System.Numerics;

namespace SocialConnect.Catalog.Search;

/// <summary>Counts values while documents pass by, each facet as if nothing were selected in it.</summary>
internal sealed class FacetTally(SearchColumns columns, Narrowing narrowing)
{
    private readonly int[] _counts = new int[columns.Values.Count];

    // Documents that answer to every value of a facet are counted aside, lest they count twice.
    private readonly int[] _alsoEverywhere = new int[columns.Values.Count];
    private readonly int[] _everywhere = new int[SearchFacet.All.Count];
    private readonly int[] _everywhereValues = EverywhereValues(columns.Values);

    /// <summary>Takes one document in.</summary>
    /// <returns>Whether the request selects it.</returns>
    public bool Add(int document)
    {
        var values = columns.BlockOf(document).Values[SearchColumns.LocalOf(document)];
        var failing = narrowing.FailingFacets(values);
        if (BitOperations.PopCount(failing) > 1 || !narrowing.IsInPlace(document))
        {
            return false;
        }

        var everywhere = Everywhere(values);
        var facets = columns.Values.Facets;
        foreach (var value in values)
        {
            // Values of a facet that is no longer declared are counted too, and never shown.
            var facet = facets[value];
            if (failing != 0 && (facet < 0 || failing != 1u << facet))
            {
                continue;
            }

            _counts[value]++;
            if (everywhere != 0 && facet >= 0 && (everywhere & 1u << facet) != 0)
            {
                _alsoEverywhere[value]++;
            }
        }

        for (var facet = 0; everywhere >> facet != 0; facet++)
        {
            if ((everywhere & 1u << facet) != 0 && (failing & ~(1u << facet)) == 0)
            {
                _everywhere[facet]++;
            }
        }

        return failing == 0;
    }

    /// <summary>How many have the value themselves; none, and it is not worth showing.</summary>
    public int StatedIn(int value) => _counts[value];

    /// <summary>How many have the value themselves and do not answer to every value of the facet.</summary>
    public int LocalTo(int value) => _counts[value] - _alsoEverywhere[value];

    /// <summary>The total when this value is its facet's only selection.</summary>
    public int CountOf(int value)
    {
        var facet = columns.Values.Facets[value];
        return _everywhereValues[facet] < 0 || columns.Values.ValueOf(value) == SearchFacet.NotStated
            ? _counts[value]
            : LocalTo(value) + _everywhere[facet];
    }

    private uint Everywhere(int[] values)
    {
        var everywhere = 0u;
        for (var facet = 0; facet < _everywhereValues.Length; facet++)
        {
            if (_everywhereValues[facet] >= 0 && values.AsSpan().Contains(_everywhereValues[facet]))
            {
                everywhere |= 1u << facet;
            }
        }

        return everywhere;
    }

    private static int[] EverywhereValues(ValueTable values) =>
        [.. SearchFacet.All.Select((facet, index) => facet.Everywhere is { } value ? values.Find(index, value) ?? -1 : -1)];
}
