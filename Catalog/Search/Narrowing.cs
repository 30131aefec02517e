using System.Numerics;

namespace SocialConnect.Catalog.Search;

/// <summary>A request's filters, ready to be asked about documents.</summary>
internal sealed class Narrowing
{
    private readonly SearchRequest _request;
    private readonly SearchColumns _columns;

    // By value number: the bit of the facet whose selection it satisfies, or 0.
    private readonly uint[] _satisfies;
    private readonly uint _selected;

    public Narrowing(SearchRequest request, SearchColumns columns)
    {
        _request = request;
        _columns = columns;
        _satisfies = new uint[columns.Values.Count];
        for (var facet = 0; facet < SearchFacet.All.Count; facet++)
        {
            var values = request.ValuesOf(SearchFacet.All[facet]);
            if (values.IsEmpty)
            {
                continue;
            }

            _selected |= 1u << facet;
            foreach (var number in Effective(columns.Values, facet, values))
            {
                _satisfies[number] = 1u << facet;
            }
        }
    }

    /// <summary>The filters on place hold for every count, unlike a facet's own selection.</summary>
    public bool IsInPlace(int document)
    {
        if (_request is { Box: null, RadiusKm: null })
        {
            return true;
        }

        var position = _columns.BlockOf(document).Positions[SearchColumns.LocalOf(document)];
        if (_request.Box is { } box && !(position is { } inBox && box.Contains(inBox)))
        {
            return false;
        }

        return _request is not { Near: { } near, RadiusKm: { } radius } || (position is { } there && near.DistanceKm(there) <= radius);
    }

    /// <summary>The facets, a bit each, whose selection this document does not answer to.</summary>
    public uint FailingFacets(int[] values)
    {
        var left = _selected;
        if (left == 0)
        {
            return 0;
        }

        foreach (var value in values)
        {
            left &= ~_satisfies[value];
        }

        return left;
    }

    // A selected value gives way to a selected one below it: choosing a sub-theme narrows its theme.
    private static HashSet<int> Effective(ValueTable values, int facet, IEnumerable<string> selected)
    {
        var numbers = selected.Select(value => values.Find(facet, value)).OfType<int>().ToHashSet();
        var refined = new HashSet<int>();
        foreach (var number in numbers)
        {
            for (var above = values.Parents[number]; above >= 0; above = values.Parents[above])
            {
                refined.Add(above);
            }
        }

        numbers.ExceptWith(refined);
        if (SearchFacet.All[facet].Everywhere is { } everywhere && numbers.Any(number => values.ValueOf(number) != SearchFacet.NotStated) && values.Find(facet, everywhere) is { } all)
        {
            numbers.Add(all);
        }

        return numbers;
    }

    /// <summary>The facet of a mask with one bit.</summary>
    public static int FacetOf(uint mask) => BitOperations.TrailingZeroCount(mask);
}
