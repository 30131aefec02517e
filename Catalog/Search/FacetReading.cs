namespace SocialConnect.Catalog.Search;

/// <summary>From tallies to what a page shows: which values, under which, in which order.</summary>
internal sealed class FacetReading
{
    // A long facet shows its most frequent values; the others are found by typing.
    private const int MostRoots = 60;
    private const int MostChildren = 60;

    private readonly SearchRequest _request;
    private readonly SearchColumns _columns;
    private readonly FacetTally _tally;
    private readonly HashSet<int> _selected = [];
    private readonly HashSet<int> _opened = [];
    private readonly Dictionary<int, List<int>> _children = [];
    private readonly List<int>[] _roots = [.. SearchFacet.All.Select(_ => new List<int>())];

    public FacetReading(SearchRequest request, SearchColumns columns, FacetTally tally)
    {
        (_request, _columns, _tally) = (request, columns, tally);
        FindSelected();
        for (var value = 0; value < columns.Values.Count; value++)
        {
            if (columns.Values.Facets[value] < 0 || (tally.StatedIn(value) == 0 && !_opened.Contains(value)))
            {
                continue;
            }

            var parent = columns.Values.Parents[value];
            if (parent < 0)
            {
                _roots[columns.Values.Facets[value]].Add(value);
            }
            else
            {
                (_children.TryGetValue(parent, out var siblings) ? siblings : _children[parent] = []).Add(value);
            }
        }

        foreach (var roots in _roots)
        {
            Shorten(roots, MostRoots);
        }

        foreach (var (parent, children) in _children)
        {
            // Communes are many: they are shown where somebody is looking.
            if (columns.Values.Parents[parent] >= 0 && !_opened.Contains(parent))
            {
                children.Clear();
            }

            Shorten(children, MostChildren);
        }
    }

    /// <summary>All values that will be shown, to be labelled.</summary>
    public IEnumerable<int> Shown => _roots.SelectMany(roots => roots).SelectMany(Family);

    public IReadOnlyList<FacetCounts> Read(FacetLabels labels)
    {
        var facets = new List<FacetCounts>();
        for (var facet = 0; facet < _roots.Length; facet++)
        {
            var roots = _roots[facet];
            var saysSomething = roots.Any(root => _columns.Values.ValueOf(root) != SearchFacet.NotStated) || roots.Any(_selected.Contains);
            if (saysSomething)
            {
                facets.Add(new FacetCounts(SearchFacet.All[facet], Values(roots, labels)));
            }
        }

        return facets;
    }

    private List<FacetValue> Values(IEnumerable<int> values, FacetLabels labels) =>
        [.. values
            .OrderBy(value => _columns.Values.ValueOf(value) == SearchFacet.NotStated)
            .ThenBy(value => labels.PositionOf(_columns.Values, value) ?? int.MaxValue)
            .ThenByDescending(_tally.CountOf)
            .ThenBy(value => labels.LabelOf(_columns.Values, value), StringComparer.Ordinal)
            .Select(value => new FacetValue(
                _columns.Values.ValueOf(value),
                labels.LabelOf(_columns.Values, value),
                _tally.CountOf(value),
                _selected.Contains(value),
                Values(_children.GetValueOrDefault(value, []), labels)) { LocalCount = _tally.LocalTo(value) })];

    private void FindSelected()
    {
        for (var facet = 0; facet < SearchFacet.All.Count; facet++)
        {
            foreach (var value in _request.ValuesOf(SearchFacet.All[facet]))
            {
                if (_columns.Values.Find(facet, value) is not { } number)
                {
                    continue;
                }

                _selected.Add(number);
                for (var above = number; above >= 0; above = _columns.Values.Parents[above])
                {
                    _opened.Add(above);
                }
            }
        }
    }

    private void Shorten(List<int> values, int most)
    {
        if (values.Count > most)
        {
            var kept = values.OrderByDescending(_opened.Contains).ThenByDescending(_tally.CountOf).ThenBy(value => value).Take(most).ToList();
            values.Clear();
            values.AddRange(kept);
        }
    }

    private IEnumerable<int> Family(int value) => _children.GetValueOrDefault(value, []).SelectMany(Family).Prepend(value);
}
